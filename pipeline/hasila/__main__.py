"""`python -m hasila`, the same as the command `hasila`."""

from hasila.cli import main

if __name__ == "__main__":
    main()
