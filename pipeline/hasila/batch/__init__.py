"""Running a pipeline over a corpus and writing what it finds.

Reading order for a newcomer: `corpus.extract` is a whole run over shards: `cutting.cut_shards` makes
them, an engine (`engines`) has each done by `parts.write_shard` in a worker that `supervise.Worker`
watches over, `manifest.Manifest` remembers those that are done, `part_files.PartFiles` where their files
are, `merging` puts these together, and `publishing` lets the output appear.
Inside a shard, `run.run` feeds `work.work`, one batch of records through the pipeline, and `outputs.Outputs`
are the files. Without shards, from a stream to a stream, `run` is all there is.
"""

from hasila.batch.errors import BadRecordError, EngineError, ModelError, OutputError, ShardError
from hasila.batch.outputs import Outputs, to_files, to_stream
from hasila.batch.plan import Plan, plan_output
from hasila.batch.report import Report
from hasila.batch.run import run
from hasila.batch.work import Result, work

__all__ = [
    "BadRecordError",
    "EngineError",
    "ModelError",
    "OutputError",
    "Outputs",
    "Plan",
    "Report",
    "Result",
    "ShardError",
    "plan_output",
    "run",
    "to_files",
    "to_stream",
    "work",
]
