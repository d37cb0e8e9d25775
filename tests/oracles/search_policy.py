"""Searches a linear policy that keeps a robot up, so that the comparisons with Gymnasium see long
episodes: augmented random search (Mania, Guy and Recht 2018, arXiv:1803.07055, V2-t).

usage: search_policy.py LIBRARY TASK OBSERVED ITERATIONS STEP_SIZE NOISE OUT.json
OBSERVED: how many entries of the observation the policy sees. The results are committed.
"""

import json
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "conformance"))
import native  # noqa: E402

DIRECTIONS, BEST = 16, 8


def main(library, task, observed, iterations, step_size, noise, out):
    n = 2 * DIRECTIONS
    env = native.NativeEnv(native.load(library), task, num_envs=n, autoreset="SameStep")
    bound = 0.4 if task.startswith("Humanoid") else 1.0
    rng = np.random.default_rng(0)
    weights = np.zeros((env.action_size, observed))
    count, mean, squares = 1, np.zeros(observed), np.ones(observed)
    best, best_weights = -np.inf, None
    for iteration in range(iterations):
        deltas = rng.standard_normal((DIRECTIONS, *weights.shape))
        policies = weights + noise * np.concatenate([deltas, -deltas])  # [N,A,O]
        env.reset(seed=1000 * iteration)
        scale = np.sqrt(squares / count) + 1e-8
        returns, alive = np.zeros(n), np.ones(n, bool)
        frozen_mean = mean.copy()
        for _ in range(1000):
            seen = env.observations[:, :observed].copy()
            for row in seen[alive]:
                count += 1
                delta = row - mean
                mean = mean + delta / count
                squares = squares + delta * (row - mean)
            actions = np.einsum("nao,no->na", policies, (seen - frozen_mean) / scale)
            env.step(np.clip(actions, -bound, bound))
            returns += alive * env.rewards
            alive &= ~(env.terminated | env.truncated).astype(bool)
            if not alive.any():
                break
        plus, minus = returns[:DIRECTIONS], returns[DIRECTIONS:]
        if returns.mean() > best:
            best, best_weights = returns.mean(), (weights.copy(), frozen_mean, scale)
        chosen = np.argsort(np.maximum(plus, minus))[-BEST:]
        spread = np.concatenate([plus[chosen], minus[chosen]]).std() + 1e-8
        weights += step_size / (BEST * spread) * np.einsum(
            "d,dao->ao", (plus - minus)[chosen], deltas[chosen])
        print(iteration, returns.mean().round(1), returns.max().round(1), flush=True)
    chosen_weights, chosen_mean, chosen_scale = best_weights
    with open(out, "w") as file:
        json.dump({"written_by": "tests/oracles/search_policy.py " + " ".join(sys.argv[2:7]),
                   "mean_return_while_searching": round(best, 1),
                   "weights": chosen_weights.tolist(), "mean": chosen_mean.tolist(),
                   "scale": chosen_scale.tolist()}, file)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5]),
         float(sys.argv[6]), sys.argv[7])
