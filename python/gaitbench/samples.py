"""The statistics of tables and comparisons, on arrays of returns, a number a run."""
from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from gaitbench import _native


def intervals(returns: Iterable[float], *, level: float = 0.95, resamples: int = 10_000, seed: int = 0) -> dict[str, Any]:
    """What a sample of returns says: its mean, median, interquartile mean and standard deviation, with intervals.

    Args:
        returns: one number a run (a seed), not one an episode.
        level: of the intervals, from 0.5 to 0.9999.
        resamples, seed: of the bootstrap.

    Returns:
        The keys of tables.json, each with its kind: mean_interval (Student's t), mean_percentile_interval,
        mean_bca_interval, median_interval, interquartile_mean_interval (percentile bootstrap). An interval is
        {"low", "high"}; None where there is one run only.

    Raises:
        ValueError: without a number, at one that is not finite, at options that are not allowed.
    """
    found = json.loads(_native.intervals(_numbers("returns", returns), _options(level, resamples, seed)))
    return {"num_runs": len(found["returns"])} | {key: found[key] for key in _OF_A_SAMPLE}


def compare(a: Iterable[float], b: Iterable[float], *, level: float = 0.95, resamples: int = 10_000,
            seed: int = 0) -> dict[str, Any]:
    """The difference between two independent samples of returns, a minus b, as `gaitbench compare --json` has it.

    Args:
        a, b: one number a run; they need not be as many.
        level, resamples, seed: as for intervals.

    Returns:
        difference (of the means), interval (Welch's t), percentile_interval, relative_difference, holds (whether the two
        may be said to differ), welch, mann_whitney, permutation, cohen_d, cliff_delta, probability_of_improvement with
        its interval, seeds_to_tell_apart.

    Raises:
        ValueError: as intervals.
    """
    found = json.loads(_native.compare(_numbers("a", a), _numbers("b", b), _options(level, resamples, seed)))
    return {key: value for key, value in found.items() if key not in ("environment", "a", "b", "unit")}


_OF_A_SAMPLE = ("mean", "mean_interval", "mean_percentile_interval", "mean_bca_interval", "standard_deviation", "median",
                "median_interval", "interquartile_mean", "interquartile_mean_interval")


def _numbers(name: str, values: Iterable[float]) -> list[float]:
    try:
        return [float(value) for value in values]
    except (TypeError, ValueError):
        raise ValueError(f"{name}: expected a sequence of numbers, got {values!r}") from None


def _options(level: float, resamples: int, seed: int) -> str:
    return json.dumps({"interval": level, "resamples": resamples, "seed": seed}, default=str)
