"""Run logs of made-up numbers, as many as asked for: what the size of tables, reports and disks is measured with.

Each has the keys, columns and length of a real run log; returns rise and level off, variants differ a little.

usage: synthetic_runs.py RUN_JSON DIR [--variants 20] [--environments Hopper-v2 ...] [--seeds 40] [--iterations 488]
"""

import argparse
import copy
import json
import math
import random
from pathlib import Path


def returns(noise: random.Random, level: float, iterations: int) -> list[float]:
    plateau = level * noise.lognormvariate(0, 0.2)
    return [plateau * (1 - math.exp(-4 * i / iterations)) + noise.gauss(0, level / 20) for i in range(iterations)]


def columns_like(template: dict, noise: random.Random, level: float, iterations: int) -> dict:
    """Every column keeps its nulls; its numbers are the template's, shaken."""
    made = {}
    for name, values in template.items():
        stretched = [values[i * len(values) // iterations] for i in range(iterations)]
        made[name] = [None if value is None else value * noise.uniform(0.9, 1.1) for value in stretched]
    made["env_steps"] = [float(2048 * (i + 1)) for i in range(iterations)]
    made["mean_return"] = returns(noise, level, iterations)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("template", type=Path)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--variants", type=int, default=20)
    parser.add_argument("--environments", nargs="+", default=["Hopper-v2", "Walker2d-v2", "Humanoid-v2"])
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--iterations", type=int, default=488)
    arguments = parser.parse_args()
    template = json.loads(arguments.template.read_text())
    noise = random.Random(0)
    for environment in arguments.environments:
        for variant in range(arguments.variants):
            for seed in range(arguments.seeds):
                log = copy.copy(template)
                columns = columns_like(template["columns"], noise, 2000 + 50 * variant, arguments.iterations)
                final = sum(columns["mean_return"][-5:]) / len(columns["mean_return"][-5:])
                log.update(environment=environment, variant=f"v{variant:03}", seed=seed, num_iterations=arguments.iterations,
                           columns=columns, final={**template["final"], "mean_return": final})
                folder = arguments.directory / "runs" / environment / log["variant"] / f"seed_{seed}"
                folder.mkdir(parents=True, exist_ok=True)
                (folder / "run.json").write_text(json.dumps(log))


if __name__ == "__main__":
    main()
