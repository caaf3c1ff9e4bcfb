"""How fast a corpus is cut into shards, which is what `--resume` does with all that is done.

python benchmarks/batch/cut.py news.jsonl news.jsonl.gz news.jsonl.xz
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="+")
    corpora = parser.parse_args().corpus
    if len(corpora) == 1:
        measure(corpora[0])
        return
    # The peak of memory is that of the whole life of a process: each corpus has one of its own.
    for corpus in corpora:
        subprocess.run([sys.executable, __file__, corpus], check=True)


def measure(corpus: str) -> None:
    """Cut one corpus and print what it took."""
    # Not at the top: a process begins with the peak of the one that started it, which so stays small.
    from hasila.batch.cutting import Cut, cut_shards
    from hasila.sources import Fields, Source, find_inputs

    started = time.process_time()
    shards = length = 0
    with tempfile.TemporaryDirectory() as spool:
        source = Source(find_inputs([corpus])[0], Fields())
        for shard in cut_shards(source, Cut(spool=spool), lambda _: True):
            shards += 1
            length += sum(piece.length for piece in shard.pieces)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{corpus}: {shards} shards, {length / 1e6 / seconds:,.0f} MB/s of a core, {peak} MB of memory")


if __name__ == "__main__":
    main()
