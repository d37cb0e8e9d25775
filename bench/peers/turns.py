"""Measurements of training that take turns on one core, so that what disturbs one disturbs all: ours from the run log of `gaitbench
train`, a peer's from what its own process prints. Ratios are medians over the turns."""

import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile

BINARY = pathlib.Path(__file__).resolve().parents[2] / "build/release/bench/gaitbench"


def stay_on_one_core():
    """This process and those that it starts."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def trained_log(binary, task, variant, iterations, switches):
    """The run log of one run."""
    settings = [text for name, value in switches.items() for text in ("--set", f"{name}={json.dumps(value)}")]
    with tempfile.TemporaryDirectory() as directory:
        ended = subprocess.run([binary, "train", "--env", task, "--variant", variant, "--seeds", "1", "--workers", "1", "--iterations",
                                str(iterations), *settings, "--quiet", "--out", directory], capture_output=True, text=True)
        if ended.returncode != 0:
            sys.exit(ended.stderr.strip() or f"{binary} failed")
        return json.loads(next(pathlib.Path(directory).glob("runs/*/*/*/run.json")).read_text())


def peer_answer(python, arguments):
    """What the calling script, run by another interpreter with these arguments, prints last, as JSON."""
    one_thread = {"OMP_NUM_THREADS": "1", "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"}
    ended = subprocess.run([python, sys.argv[0], *map(str, arguments)], env=os.environ | one_thread, capture_output=True, text=True)
    if ended.returncode != 0:
        sys.exit((ended.stderr.strip().splitlines() or [f"{sys.argv[0]}: the peer failed"])[-1])
    return json.loads(ended.stdout.splitlines()[-1])


def take_turns(num_turns, *measures):
    """Of each measure a list of what it returns, a number a turn."""
    turns = [[measure() for measure in measures] for _ in range(num_turns)]
    return list(zip(*turns))


def median_ratio(ours, theirs):
    return statistics.median(a / b for a, b in zip(ours, theirs))


def print_rows(rows, columns):
    """A Markdown table of (title, format of a row's cell), each row as soon as it is measured; returns the rows."""
    print("| " + " | ".join(title for title, _ in columns) + " |")
    print("|" + "|".join("--:" if ":" in cell else ":--" for _, cell in columns) + "|", flush=True)
    measured = []
    for row in rows:
        print("| " + " | ".join(cell.format(**row) for _, cell in columns) + " |", flush=True)
        measured.append(row)
    return measured


def cpu_name():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def commit():
    """Of the working tree, with "-dirty" where it differs; none outside of one."""
    run = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=pathlib.Path(__file__).parent, capture_output=True, text=True)
    return run.stdout.strip() or None


def write_json(path, options, rows):
    """A measurement as it is kept."""
    if path:
        content = {"cpu": cpu_name(), "commit": commit(), **options, "rows": rows}
        pathlib.Path(path).write_text(json.dumps(content, indent=1) + "\n")
