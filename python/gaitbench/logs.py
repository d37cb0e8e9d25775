"""Run logs as pandas frames."""
from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gaitbench import _native

if TYPE_CHECKING:
    import pandas


def runs(directory: str | os.PathLike[str], per: str = "iteration") -> pandas.DataFrame:
    """What training left under a directory, damage and all other wrong input being errors.

    Args:
        directory: what train or sweep wrote with --out, or a published study.
        per: "iteration": a row for each iteration of each run: environment, variant, seed, iteration (from 0) and every
            column of the run log (env_steps, mean_return, ...; units are in the log). "run": a row for each run, with its
            planned and recorded iterations, final mean_return (of the last 5 iterations), evaluation_mean_return, where
            it diverged, and its settings as columns "config.<switch>".

    Raises:
        ImportError: without pandas.
        ValueError: at a directory without runs, or a log that is not as it was written.
    """
    if per not in ("iteration", "run"):
        raise ValueError(f"per: expected \"iteration\" or \"run\", got {per!r}")
    try:
        import pandas
    except ImportError:
        raise ImportError("gaitbench.runs needs pandas: pip install pandas") from None
    has_runs = (Path(directory) / "runs").is_dir()
    logs = [json.loads(text) for text in _native.read_runs(os.fspath(directory))] if has_runs else []
    if not logs:
        raise ValueError(f"{os.fspath(directory)}: holds no runs; expected what train or sweep wrote with --out")
    if per == "run":
        return pandas.DataFrame([_run_row(log) for log in logs])
    return pandas.concat([_iterations(pandas, log) for log in logs], ignore_index=True)


def _who(log: dict[str, Any]) -> dict[str, Any]:
    return {key: log[key] for key in ("environment", "variant", "seed")}


def _num_recorded(log: dict[str, Any]) -> int:
    return len(log["columns"].get("env_steps", []))  # a run that was only begun has no columns


def _run_row(log: dict[str, Any]) -> dict[str, Any]:
    evaluation = log["evaluation_returns"]
    settings = {f"config.{name}": value for name, value in (log["config"] or {}).items()}
    return _who(log) | {
        "num_iterations": log["num_iterations"],
        "recorded_iterations": _num_recorded(log),
        "mean_return": _number(log["final"]["mean_return"]),
        "evaluation_mean_return": sum(evaluation) / len(evaluation) if evaluation else float("nan"),
        "diverged": log["diverged"]["reason"] if log["diverged"] else None,
    } | settings


def _iterations(pandas: Any, log: dict[str, Any]) -> pandas.DataFrame:
    columns = {name: [_number(value) for value in values] for name, values in log["columns"].items()}
    frame = pandas.DataFrame({"iteration": range(_num_recorded(log)), **columns})
    for place, (key, value) in enumerate(_who(log).items()):
        frame.insert(place, key, value)
    return frame


def _number(value: float | str | None) -> float:
    """JSON has null for what was not measured, and words for infinities."""
    return float("nan") if value is None else float(value)
