"""Instructions of what a run spends its time on, counted by valgrind's callgrind, as JSON.

Counts repeat to the digit on one machine, whatever else it does. valgrind has no AVX-512, so the kernels counted are those
of AVX2; where the CPU lacks AVX2 too they are those of SSE2, which are not compared. valgrind is Debian's package.

usage: instructions.py INSTRUCTIONS GAITBENCH KEPT_JSON [--check] [--runs 24]
Counts for the tasks of KEPT_JSON. --check fails where a count is more than 2 % above the kept one or 10 % below it, which
asks for a new one to be kept, or an update of SAC more than 1.25 times its products.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = min((ROOT / "results/published/paper_table/runs").glob("*/ppo/seed_0/run.json"))
ALLOWED = 0.9, 1.02  # times the kept count
ALLOWED_OVER_PRODUCTS = 1.25  # an update of SAC over its bare matrix products
SKIPPED = 77
# what, how often, in units of
BODIES = {"mj_step": 300, "physics": 300, "env_step": 300, "policy_minibatch": 8, "value_minibatch": 8,
          "fisher_product": 4, "inference": 300, "sac_update": 1, "sac_products": 1}
OF_LEARNER = ("policy_minibatch", "value_minibatch", "fisher_product", "inference")  # on one rollout, which takes long to make
GROUPS = [OF_LEARNER, *((what,) for what in BODIES if what not in OF_LEARNER)]


def collected(command: list, *options: str) -> list[int]:
    """By the process and those that it forks, each as it ends."""
    result = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *options, *map(str, command)],
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} under valgrind:\n{result.stderr}")
    return [int(count) for count in re.findall(r"Collected : (\d+)", result.stderr)]


def body_counts(program: Path, group: tuple[str, ...], task: str) -> dict[str, int]:
    asked = [word for what in group for word in (what, BODIES[what])]
    *forked, _ = collected([program, task, *asked], "--toggle-collect=Counted")
    return {what: round(count / BODIES[what]) for what, count in zip(group, forked, strict=True)}


def table_count(gaitbench: Path, num_runs: int) -> int:
    """Per run, of a table of so many: four variants on one robot."""
    with tempfile.TemporaryDirectory() as directory:
        subprocess.run([sys.executable, ROOT / "tests/bench/synthetic_runs.py", TEMPLATE, directory, "--variants", "4",
                        "--environments", json.loads(TEMPLATE.read_text())["environment"], "--seeds", str(num_runs // 4)], check=True)
        (count,) = collected([gaitbench, "table", directory])
        return round(count / num_runs)


def counts(arguments: argparse.Namespace, kept: dict) -> dict:
    with ThreadPoolExecutor() as pool:
        bodies = {task: [pool.submit(body_counts, arguments.program, group, task) for group in GROUPS] for task in kept["physics"]}
        table = pool.submit(table_count, arguments.gaitbench, arguments.runs)
        found: dict = {"unit": "instructions of one", "kernels": "avx2", **{what: {} for what in BODIES}}
        for task, futures in bodies.items():
            for what, count in (pair for future in futures for pair in future.result().items()):
                found[what][task] = count
        found["table"] = {f"of {arguments.runs} runs": table.result()}
    return found


def differing(found: dict, kept: dict) -> list[str]:
    return [f"{what} on {task}: {number:,} instructions, {number / kept[what][task] - 1:+.1%} against {kept[what][task]:,}"
            for what, tasks in found.items() if isinstance(tasks, dict)
            for task, number in tasks.items() if not ALLOWED[0] <= number / kept[what][task] <= ALLOWED[1]]


def over_products(found: dict) -> list[str]:
    return [f"sac_update on {task}: {number / found['sac_products'][task]:.2f} times its matrix products"
            for task, number in found["sac_update"].items() if number > ALLOWED_OVER_PRODUCTS * found["sac_products"][task]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("gaitbench", type=Path)
    parser.add_argument("kept", type=Path)
    parser.add_argument("--runs", type=int, default=24)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    if not shutil.which("valgrind") or "avx2" not in Path("/proc/cpuinfo").read_text():
        print("not counted: this needs valgrind and a CPU with AVX2")
        return SKIPPED
    kept = json.loads(arguments.kept.read_text())
    found = counts(arguments, kept)
    print(json.dumps(found, indent=2))
    if not arguments.check:
        return 0
    failed = differing(found, kept) + over_products(found)
    print(*failed, sep="\n", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
