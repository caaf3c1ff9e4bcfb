"""What can go wrong with inputs before or instead of a single record."""


class InputError(ValueError):
    """An input can't be read at all. The message names it, what is wrong, and what to do."""


class DamagedFile(ValueError):
    """A file breaks off or turns into garbage; what was read before it is good."""
