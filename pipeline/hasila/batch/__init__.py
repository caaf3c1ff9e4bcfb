"""Running a pipeline over a corpus and writing what it finds.

Reading order for a newcomer: `work.work` is one batch of records through the pipeline, a function
of nothing but its arguments, so that any engine can execute it; `run.run` feeds it from a source,
in windows, and hands the results on in the order of the input; `outputs.Outputs` are the files.
"""

from hasila.batch.errors import BadRecordError, OutputError
from hasila.batch.outputs import Outputs, to_files, to_stream
from hasila.batch.plan import Plan, plan_output
from hasila.batch.report import Report
from hasila.batch.run import run
from hasila.batch.work import Result, work

__all__ = [
    "BadRecordError",
    "OutputError",
    "Outputs",
    "Plan",
    "Report",
    "Result",
    "plan_output",
    "run",
    "to_files",
    "to_stream",
    "work",
]
