"""Compares our aggregates with rliable on random scores.

    results_rliable.py write         asks rliable (which needs pandas < 3) and writes tests/testdata/results/rliable.json
    results_rliable.py check PROBE   asks the probe the same and compares with that file; needs NumPy only

Values must agree to 1e-12, 95 % intervals (other resamples) within Monte-Carlo error.
"""
import json
import pathlib
import subprocess
import sys

import numpy as np

DATA = pathlib.Path(__file__).parents[1] / "testdata/results/rliable.json"
EXACT = 1e-12
MONTE_CARLO = 0.05  # of an interval's end, relative to the width: 5 standard errors of 10,000 resamples on both sides
SHAPES = [(3, 3), (5, 4), (10, 3), (10, 1), (24, 6), (40, 3)]  # runs, environments
THRESHOLDS = [0.1, 0.5, 0.9, 1.2]
RESAMPLES = 10_000


def write():
    from importlib.metadata import version

    from rliable import library, metrics

    statistics = {"mean": metrics.aggregate_mean, "median": metrics.aggregate_median, "iqm": metrics.aggregate_iqm,
                  "optimality_gap": metrics.aggregate_optimality_gap}
    random = np.random.default_rng(22)
    cases = []
    for shape in SHAPES:
        a, b = random.gamma(2, 0.5, shape), random.gamma(2, 0.4, shape)
        np.random.seed(0)  # rliable ignores its random_state argument
        values, intervals = library.get_interval_estimates(
            {"a": a}, lambda x: np.array([f(x) for f in statistics.values()]), reps=RESAMPLES)
        profile, bands = library.create_performance_profile({"a": a}, np.array(THRESHOLDS), reps=RESAMPLES)
        improvement, improvement_interval = library.get_interval_estimates(
            {"a,b": (a, b)}, metrics.probability_of_improvement, reps=RESAMPLES)
        cases.append({
            "a": a.T.tolist(), "b": b.T.tolist(),  # [environment][run]
            "statistics": {name: {"value": float(values["a"][i]), "interval": intervals["a"][:, i].tolist()}
                           for i, name in enumerate(statistics)},
            "profile": [{"threshold": t, "value": float(profile["a"][i]), "interval": bands["a"][:, i].tolist()}
                        for i, t in enumerate(THRESHOLDS)],
            "improvement": {"value": float(improvement["a,b"]),
                            "interval": improvement_interval["a,b"].ravel().tolist()},
        })
    versions = {package: version(package) for package in ("rliable", "arch", "numpy", "scipy", "pandas")}
    DATA.parent.mkdir(parents=True, exist_ok=True)
    DATA.write_text(json.dumps({"written_by": "tests/oracles/results_rliable.py write", "versions": versions,
                                "resamples": RESAMPLES, "cases": cases}) + "\n")


def questions_of(case, resamples):
    bootstrap = {"resamples": resamples, "level": 0.95, "seed": 0}
    for name, expected in case["statistics"].items():
        yield {"function": "aggregate", "statistic": name, "scores": case["a"]}, expected["value"], "value"
        yield {"function": "aggregate_interval", "statistic": name, "scores": case["a"], **bootstrap}, \
            expected["interval"], "interval"
    for point in case["profile"]:
        question = {"statistic": "share_above", "threshold": point["threshold"], "scores": case["a"]}
        yield {"function": "aggregate", **question}, point["value"], "profile"
        yield {"function": "aggregate_interval", **question, **bootstrap}, point["interval"], "profile band"
    pair = {"a": case["a"], "b": case["b"]}
    yield {"function": "probability_of_improvement", **pair}, case["improvement"]["value"], "improvement"
    yield {"function": "probability_of_improvement_interval", **pair, **bootstrap}, \
        case["improvement"]["interval"], "improvement interval"


def check(probe):
    data = json.loads(DATA.read_text())
    asked = [item for case in data["cases"] for item in questions_of(case, data["resamples"])]
    answers = json.loads(subprocess.run([probe], input=json.dumps([question for question, _, _ in asked]), text=True,
                                        check=True, stdout=subprocess.PIPE).stdout)
    worst, failures = {}, 0
    for (question, expected, kind), answer in zip(asked, answers):
        difference = np.max(np.abs(np.subtract(answer, expected)))
        # an end point that can take few values (shares of few runs) may fall one value beside
        step = 1 / np.size(question.get("scores", question.get("a"))) if "profile" in kind or "impr" in kind else 0
        tolerance = EXACT if np.isscalar(expected) else 2 * step + MONTE_CARLO * np.ptp(expected)
        if not difference <= tolerance:
            failures += 1
            print(f"{kind}: {answer} instead of {expected}: {json.dumps(question)[:200]}")
        count, largest = worst.get(kind, (0, 0.0))
        worst[kind] = (count + 1, max(largest, difference))
    print("rliable", data["versions"]["rliable"])
    for kind, (count, largest) in worst.items():
        print(f"{kind:24} {count:4} cases, largest difference {largest:.1e}")
    return failures


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write()
    else:
        sys.exit(check(sys.argv[2]) > 0)
