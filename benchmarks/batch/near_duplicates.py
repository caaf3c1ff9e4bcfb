"""What finding near-copies costs, and how many a corpus has.

    python benchmarks/batch/near_duplicates.py FILE… [--limit N]

FILE is anything `hasila extract` reads. Figures come from the numerals stage alone, so no model is loaded.
Times are of the processor, so that other work on the machine doesn't count; memory is what Python and
numpy hold for the index at the end, and at most, while a table grows.
"""

import argparse
import time
import tracemalloc
from collections import Counter
from itertools import islice

from hasila.batch.near_duplicates import NearDuplicates, Signature, signature
from hasila.numerals import find
from hasila.sources import Fields, Record, Source, find_inputs


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--text-field", default="text")
    parser.add_argument("--limit", type=int, help="read so many records only")
    options = parser.parse_args()
    source = Source(find_inputs(options.files)[0], Fields(text=options.text_field))
    seen = NearDuplicates()
    copies: Counter[str] = Counter()
    signed: list[str] = []
    signing = looking = 0.0
    words = 0
    for record in islice(source, options.limit):
        if isinstance(record, Record):
            figures = [number.to_dict() for number in find(record.text)]
            start = time.process_time()
            one = signature(record.text, figures)
            middle = time.process_time()
            first = seen.add(f"{len(signed):09}", one)
            looking += time.process_time() - middle
            signing += middle - start
            words += len(record.text.split())
            signed.append(one.to_text())
            if first is not None:
                copies[first] += 1
    documents = len(signed)
    firsts = documents - copies.total()
    del seen
    held, most = memory(signed)
    print(f"{documents:,} documents of {words / documents:.0f} words")
    print(f"{copies.total():,} near-copies ({copies.total() / documents:.1%}) of {len(copies):,} documents")
    print(
        f"sign: {signing / documents * 1000:.2f} ms a document; look up: {looking / documents * 1000:.2f} ms"
    )
    print(f"each of {firsts:,} that are no copies: {held / firsts:.0f} bytes, {most / firsts:.0f} at most")


def memory(signed: list[str]) -> tuple[int, int]:
    """Bytes that an index of these signatures holds, and has held at most."""
    tracemalloc.start()
    seen = NearDuplicates()
    for number, one in enumerate(signed):
        seen.add(f"{number:09}", Signature.from_text(one))
    return tracemalloc.get_traced_memory()


if __name__ == "__main__":
    main()
