"""Windows and batches: nothing lost, nothing twice, bounded."""

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from hasila.batch.windows import BATCH_CHARS, WINDOW_BATCHES, WINDOW_CHARS, batches, windows
from hasila.sources import BadRecord, Record

stream = st.lists(
    st.integers(0, 40).map(lambda n: Record(str(n), "x" * n)) | st.just(BadRecord("a", 1, None, "bad")),
    max_size=60,
)


@given(stream, st.integers(1, 5))
def test_windows_are_the_stream_cut_up(records, size):
    cut = list(windows(iter(records), size))
    assert list(chain.from_iterable(cut)) == records
    assert all(0 < len(window) <= WINDOW_BATCHES * size for window in cut)


@given(stream, st.integers(1, 5))
def test_batches_hold_each_good_record_once(records, size):
    cut = list(batches(records, size))
    good = [index for index, record in enumerate(records) if isinstance(record, Record)]
    assert sorted(chain.from_iterable(cut)) == good
    assert all(0 < len(batch) <= size for batch in cut)


@given(stream, st.integers(1, 5))
def test_batches_go_from_short_to_long(records, size):
    lengths = [len(records[index].text) for batch in batches(records, size) for index in batch]
    assert lengths == sorted(lengths)


def test_long_texts_make_short_batches_and_windows():
    books = [Record(str(n), "x" * (BATCH_CHARS // 2 + 1)) for n in range(40)]
    assert [len(batch) for batch in batches(books, 32)] == [1] * 40
    assert max(len(window) for window in windows(iter(books), 32)) <= 2 * WINDOW_CHARS // BATCH_CHARS
