"""Writes tests/testdata/numpy/derivative_free.json: steps of augmented random search (Mania et al. 2018, algorithm 2) and of the
cross-entropy method in NumPy, with the noise and the scores that they were given. Run by hand, with NumPy installed."""
import json
import pathlib
import platform

import numpy as np

SIZE, STEPS = 5, 3


def ars(rng, directions, top, scaled):
    step_size = 0.3
    parameters = rng.standard_normal(SIZE)
    steps = []
    before = parameters.tolist()
    for _ in range(STEPS):
        deltas = rng.standard_normal((directions, SIZE))
        rewards = 10 * rng.standard_normal((directions, 2))
        used = np.argsort(-rewards.max(axis=1))[:top]
        sigma = rewards[used].std() if scaled else 1
        differences = rewards[used, 0] - rewards[used, 1]
        parameters = parameters + step_size / (top * sigma) * differences @ deltas[used]
        steps.append({"directions": deltas.ravel().tolist(), "plus": rewards[:, 0].tolist(),
                      "minus": rewards[:, 1].tolist(), "parameters": parameters.tolist()})
    return {"settings": {"directions": directions, "top_directions": top, "step_size": step_size,
                         "reward_std_scaling": scaled}, "parameters": before, "steps": steps}


def cem(rng, population, elite_fraction, smoothing):
    mean, std = rng.standard_normal(SIZE), np.exp(rng.standard_normal(SIZE))
    before = {"mean": mean.tolist(), "std": std.tolist()}
    steps = []
    for _ in range(STEPS):
        candidates = mean + std * rng.standard_normal((population, SIZE))
        scores = rng.standard_normal(population)
        elites = candidates[scores.argsort()[::-1][:round(elite_fraction * population)]]
        mean = (1 - smoothing) * mean + smoothing * elites.mean(axis=0)
        std = (1 - smoothing) * std + smoothing * elites.std(axis=0)
        steps.append({"candidates": candidates.ravel().tolist(), "scores": scores.tolist(), "mean": mean.tolist(),
                      "std": std.tolist()})
    return {"settings": {"method": "cem", "population": population, "elite_fraction": elite_fraction,
                         "smoothing": smoothing}, **before, "steps": steps}


rng = np.random.default_rng(1)
path = pathlib.Path(__file__).parents[1] / "testdata" / "numpy" / "derivative_free.json"
path.parent.mkdir(exist_ok=True)
path.write_text(json.dumps({
    "written_by": "tests/oracles/numpy_derivative_free.py",
    "versions": {"numpy": np.__version__, "python": platform.python_version()},
    "ars": [ars(rng, 6, 2, True), ars(rng, 4, 4, True), ars(rng, 1, 1, True), ars(rng, 5, 3, False)],
    "cem": [cem(rng, 8, 0.25, 1.0), cem(rng, 10, 0.5, 0.7)],
}, indent=1) + "\n")
