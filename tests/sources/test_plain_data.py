"""Fields of any type become JSON data that says the same."""

import datetime
import decimal
import json

import numpy as np
import pytest

from hasila.sources.fields import plain


@pytest.mark.parametrize(
    ("value", "data"),
    [
        ("نص", "نص"),
        (None, None),
        (True, True),
        (10**30, 10**30),
        (datetime.datetime(2024, 2, 6, 4, 17, tzinfo=datetime.UTC), "2024-02-06T04:17:00+00:00"),
        (datetime.time(4, 17), "04:17:00"),
        (datetime.timedelta(minutes=1.5), 90.0),
        (decimal.Decimal("1E+3"), "1000"),
        (b"\xff", "/w=="),
        (np.float32(0.5), 0.5),
        ((1, {2: {3}}), [1, {"2": [3]}]),
    ],
)
def test_plain_data(value, data):
    assert plain(value) == data
    json.dumps(plain(value))
