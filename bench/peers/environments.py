"""Env steps per second of gaitbench.VectorEnv beside Gymnasium's and EnvPool's vector environments, with the
same random actions. Each runs in a process of its own; they take turns, so that what disturbs one
disturbs all, and the ratios are medians over the turns. Not a comparison of bits: EnvPool 1.2.5 has
MuJoCo 3.6.0 and its own resets.

usage: environments.py [--package DIR] [--binary FILE] [--envpool-python FILE] [--tasks ID ...] [--num-envs N]
                       [--threads N] [--turns N] [--seconds S] [--json FILE]

EnvPool: pip install envpool==1.2.5, into this interpreter or, by --envpool-python, another.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

import tasks
import turns

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "build/release/python"
BINARY = ROOT / "build/release/bench/gaitbench"
BACKENDS = ("gaitbench", "gymnasium_sync", "gymnasium_async", "envpool")


def make_step(backend, options):
    """A function that takes a batch of actions [N,A] through one step."""
    name, num_envs, num_threads = options.task, options.num_envs, options.threads
    if backend == "gaitbench":
        sys.path.insert(0, str(options.package))
        import gaitbench

        env = gaitbench.VectorEnv(name, num_envs, num_threads=num_threads)
        env.reset(seed=0)
        return env.step
    if backend == "envpool":
        import envpool

        env = envpool.make_gymnasium(name, num_envs=num_envs, num_threads=num_threads, seed=0)
        env.reset()
        return env.step
    import gymnasium
    from gymnasium.vector import AsyncVectorEnv, SyncVectorEnv

    kind = SyncVectorEnv if backend == "gymnasium_sync" else AsyncVectorEnv
    env = kind([lambda: gymnasium.make(name, disable_env_checker=True)] * num_envs)
    env.reset(seed=0)
    return env.step


def work(backend, options):
    """Answers each line on stdin, a number of seconds, with env steps per second."""
    import numpy as np

    step = make_step(backend, options)
    low, high = np.array(json.loads(options.action_bounds)).T
    dtype = np.float64 if backend == "envpool" else np.float32
    rng = np.random.default_rng(0)
    actions = rng.uniform(low, high, (64, options.num_envs, low.size)).astype(dtype)
    print("ready", flush=True)
    index = 0
    for line in sys.stdin:
        seconds, count, start = float(line), 0, time.perf_counter()
        while time.perf_counter() - start < seconds:
            step(actions[index % 64])
            index, count = index + 1, count + 1
        print(count * options.num_envs / (time.perf_counter() - start), flush=True)
    os._exit(0)  # worker processes of AsyncVectorEnv end with their pipe


class Worker:
    def __init__(self, backend, task, options):
        python = options.envpool_python if backend == "envpool" else sys.executable
        command = [python, "-W", "ignore", __file__, "--worker", backend, "--task", task["name"],
                   "--action-bounds", json.dumps(task["action_bounds"]), "--package", str(options.package), "--num-envs", str(options.num_envs),
                   "--threads", str(options.threads)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError(self.process.stderr.read().strip().splitlines()[-1])
            if line.strip() == "ready":
                return

    def run(self, seconds):
        self.process.stdin.write(f"{seconds}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def start_workers(task, options):
    workers = {}
    for backend in BACKENDS:
        try:
            workers[backend] = Worker(backend, task, options)
        except (OSError, RuntimeError) as error:
            if backend == "gaitbench":
                sys.exit(f"environments.py: gaitbench does not start: {error}; build it first, or "
                         "name the folder of its package with --package")
            hint = "; pip install envpool==1.2.5" if "envpool" in str(error) else ""
            print(f"{backend} is left out: {error}{hint}", file=sys.stderr)
    return workers


def compare(task, options):
    workers = start_workers(task, options)
    for worker in workers.values():
        worker.run(options.seconds / 2)  # to leave the start pose
    rates = {backend: [] for backend in workers}
    for _ in range(options.turns):
        for backend, worker in workers.items():
            rates[backend].append(worker.run(options.seconds))
    for worker in workers.values():
        worker.close()
    ours = rates["gaitbench"]
    return {
        "task": task["name"],
        "env_steps_per_second": {key: statistics.median(value) for key, value in rates.items()},
        "gaitbench_over": {key: statistics.median(a / b for a, b in zip(ours, value))
                           for key, value in rates.items() if key != "gaitbench"},
    }


def print_markdown(results):
    print("| task | " + " | ".join(BACKENDS) + " | " +
          " | ".join(f"over {backend}" for backend in BACKENDS[1:]) + " |")
    print("|---|" + "---:|" * (2 * len(BACKENDS) - 1))
    for result in results:
        cells = [f"{result['env_steps_per_second'][b]:,.0f}"
                 if b in result["env_steps_per_second"] else "" for b in BACKENDS]
        cells += [f"{result['gaitbench_over'][b]:.2f}" if b in result["gaitbench_over"] else ""
                  for b in BACKENDS[1:]]
        print(f"| {result['task']} | " + " | ".join(cells) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--package", default=PACKAGE)
    parser.add_argument("--binary", default=BINARY)
    parser.add_argument("--envpool-python", default=sys.executable)
    parser.add_argument("--tasks", nargs="+", help="default: version 5 of every robot")
    parser.add_argument("--num-envs", type=int, default=8)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--json")
    parser.add_argument("--worker", choices=BACKENDS, help=argparse.SUPPRESS)
    parser.add_argument("--task", help=argparse.SUPPRESS)
    parser.add_argument("--action-bounds", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        return work(options.worker, options)
    known = {task["name"]: task for task in tasks.read(options.binary)}
    names = options.tasks or tasks.names(options.binary, version=5)
    results = [compare(known[name], options) for name in names]
    print(f"{options.num_envs} environments, {options.threads} threads, medians of {options.turns} "
          f"turns of {options.seconds} s; env steps per second, and gaitbench's over each\n")
    print_markdown(results)
    if options.json:
        turns.write_json(options.json, {"num_envs": options.num_envs, "threads": options.threads,
                                        "turns": options.turns, "seconds": options.seconds}, results)


if __name__ == "__main__":
    main()
