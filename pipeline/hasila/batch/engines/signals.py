"""Signals that stay with whoever handles them."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_KEPT = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def kept_signals() -> Iterator[None]:
    """What Ctrl-C and SIGTERM did before the block, they do after it.

    Libraries of clusters put their own handlers in the place of those of the process that starts them: then
    Ctrl-C would no longer let the shards in flight finish, and SIGTERM end with another code.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # no other thread can set a handler, neither they nor we
        return
    before = {number: signal.getsignal(number) for number in _KEPT}
    try:
        yield
    finally:
        for number, handler in before.items():
            if handler is not None:  # one that is not Python's can't be put back
                signal.signal(number, handler)
