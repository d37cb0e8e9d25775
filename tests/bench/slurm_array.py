"""A study on a real Slurm, one task killed and one taken to its time limit, has the bits of a local sweep.

slurm_array.py BINARY"""
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import slurm_cluster
from harness import BINARY, DONE, check, gaitbench, results, scratch, study, write

STUDY = study(iterations=1000, seeds=2)
SKIPPED = 77


def main() -> None:
    lacking = slurm_cluster.missing()
    if lacking or os.geteuid() != 0:
        print(f"left out: needs root and Debian's slurm-wlm (there is no {', '.join(lacking)})" if lacking else "left out: needs root")
        sys.exit(SKIPPED)
    with scratch() as directory:
        home = Path(directory)
        file, local, shared = write(home / "study.json", STUDY), home / "local", home / "shared directory"
        check(gaitbench("sweep", file, "--out", local, "--quiet").returncode == DONE, "the local sweep ends well")
        (home / "cluster").mkdir()
        with slurm_cluster.cluster(home / "cluster", os.cpu_count()):
            faults(file, shared)
        check(results(shared) == results(local) and len(results(local)) == 4, "every column of every run has the local bits")
        check(table(shared) == table(local), "the final tables are the same, bit for bit")


def faults(file: Path, shared: Path) -> None:
    job = submit(file, shared, "4 tasks")
    wait_for(lambda: len(running(shared)) >= 2, "two tasks train at once")
    slow, killed = sorted(running(shared))[:2]
    os.kill(running(shared)[slow], signal.SIGSTOP)  # a machine so slow that the time limit comes near
    ended = subprocess.run(["scancel", "--signal=KILL", f"{job}_{killed}"], capture_output=True, text=True)
    check(ended.returncode == DONE, f"task {killed} is killed mid-way", ended.stderr)
    process = running(shared)[slow]
    wait_for(lambda: pending(process, signal.SIGUSR1), "Slurm's signal before the time limit arrives", seconds=120)
    os.kill(process, signal.SIGCONT)
    wait_for(lambda: "stopped and saved" in log(shared, job, slow), f"task {slow} saves before its time limit",
             lambda: log(shared, job, slow))
    states = json.loads(gaitbench("status", shared, "--json").stdout)["runs"]
    check(states[slow]["iterations"] > 0 and states[slow]["state"] in ("stopped", "running"), "its run waits at a checkpoint",
          states[slow])
    wait_for(lambda: not queue(), "the queue is empty", seconds=300)
    restarts = subprocess.run(["scontrol", "show", "job", f"{job}_{slow}"], capture_output=True, text=True).stdout
    check(re.search("Restarts=[1-9]", restarts) is not None, "Slurm has queued it again", restarts)
    counts = json.loads(gaitbench("status", shared, "--json").stdout)["counts"]
    # "stopped" where the kill came after the run's first checkpoint, "waiting" where it came before
    check(counts in ({"done": 3, "waiting": 1}, {"done": 3, "stopped": 1}), "the killed task's run is told as not done", counts)
    submit(file, shared, "1 task ")
    wait_for(lambda: not queue(), "the queue is empty again", seconds=300)
    check("every run has finished" in gaitbench("submit", file, "--out", shared).stdout, "a third time there is nothing to submit")


def submit(file: Path, shared: Path, words: str) -> str:
    submitted = gaitbench("submit", file, "--out", shared, "--time=1", "--save-before=25", "--array-parallelism=2")
    check(submitted.returncode == DONE and words in submitted.stdout, f"submit makes an array of {words.strip()}", submitted)
    return submitted.stdout.split(":")[0].removeprefix("job ")


def running(shared: Path) -> dict[int, int]:
    """Task -> process id of those that train."""
    tasks = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes().decode().split("\0")
        except OSError:
            continue
        if words[0] == str(BINARY) and words[1:2] == ["run"] and str(shared) in words:
            index = int(words[words.index("--index") + 1])
            if held(shared, index):
                tasks[index] = int(entry.name)
    return tasks


def held(shared: Path, index: int) -> bool:
    variant, seed = STUDY["variants"][index // 2]["name"], index % 2
    return (shared / f"runs/Hopper-v4/{variant}/seed_{seed}/.claim").exists()


def pending(process: int, number: int) -> bool:
    status = Path(f"/proc/{process}/status").read_text()
    masks = [int(line.split()[1], 16) for line in status.splitlines() if line.startswith(("SigPnd", "ShdPnd"))]
    return any(mask >> (number - 1) & 1 for mask in masks)


def log(shared: Path, job: str, task: int) -> str:
    path = shared / f"slurm/{job}_{task}.out"
    return path.read_text() if path.exists() else ""


def queue() -> str:
    return slurm_cluster.output("squeue", "--noheader").strip()


def table(directory: Path) -> dict:
    found = json.loads(gaitbench("table", directory, "--format", "json").stdout)
    found.pop("provenance")  # when and how fast
    return found


def wait_for(condition, what: str, seen=queue, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            check(False, what, seen())
        time.sleep(0.1)
    check(True, what)


if __name__ == "__main__":
    main()
