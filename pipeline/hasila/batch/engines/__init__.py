"""Engines by name: where shards are executed. Each is imported when it is asked for."""

from importlib import import_module

from hasila.batch.engines.types import (
    Engine,
    EngineOptions,
    Job,
    Limits,
    Piece,
    Shard,
    ShardReport,
    Target,
)
from hasila.batch.errors import EngineError

# name -> its module, its class (called with `EngineOptions`), and the extra that installs what it needs
ENGINES: dict[str, tuple[str, str, str | None]] = {
    "local": ("hasila.batch.engines.local", "LocalEngine", None),
    "ray": ("hasila.batch.engines.ray", "RayEngine", "ray"),
    "spark": ("hasila.batch.engines.spark", "SparkEngine", "spark"),
}


def make_engine(name: str, options: EngineOptions | None = None) -> Engine:
    """The engine of a name.

    Raises:
        EngineError: there is none of this name, or what it needs is not installed.
    """
    if name not in ENGINES:
        raise EngineError(f"no engine {name!r}; there are {', '.join(ENGINES)}")
    module, kind, extra = ENGINES[name]
    try:
        engine: Engine = getattr(import_module(module), kind)(options or EngineOptions())
    except ImportError as error:
        remedy = f"pip install 'hasila[{extra}]'" if extra else "reinstall hasila"
        raise EngineError(f"engine {name} can't be used: {error}; {remedy}") from error
    return engine


__all__ = [
    "ENGINES",
    "Engine",
    "EngineOptions",
    "Job",
    "Limits",
    "Piece",
    "Shard",
    "ShardReport",
    "Target",
    "make_engine",
]
