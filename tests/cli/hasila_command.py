"""The command as the tests start it."""

import sys
from dataclasses import dataclass
from pathlib import Path

HASILA = Path(sys.executable).with_name("hasila")


@dataclass
class Done:
    """How a command ended. Whatever happened, nobody was shown a traceback."""

    code: int
    out: str
    err: str

    def __post_init__(self):
        assert "Traceback" not in self.err, self.err
