"""Reading files that a test writes."""

import pytest

from hasila.sources import Fields, Source, find_inputs


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Read files by name in an empty folder that is the working directory; returns the records."""
    monkeypatch.chdir(tmp_path)

    def read_all(*names: str, warn=None, **fields):
        inputs, _ = find_inputs(names)
        source = Source(inputs, Fields(**fields), warn=warn)
        source.check()
        return list(source)

    return read_all
