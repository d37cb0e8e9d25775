"""Env steps per second of CleanRL's PPO and Stable-Baselines3's PPO on Gymnasium's environments and on ours through Python: the same
seeds, one core. Both must train the same weights, to the bit, or the comparison ends. They take turns, so that what disturbs one
disturbs all; ratios are medians over the turns.

usage: python_training.py --tasks ID ... [--python FILE] [--cleanrl ppo_continuous_action.py] [--num-envs N ...]
                          [--iterations N] [--turns N] [--json FILE]

Peers: pip install stable-baselines3 tyro tensorboard, and this project, into this interpreter or, by --python, another. CleanRL's
own file is what --cleanrl names; it is run as it is, but its vector environment is one of Gymnasium's or ours, with Gymnasium's
vector wrappers in place of those of single environments."""
import argparse
import hashlib
import json
import os
import runpy
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import turns

SAMPLES = 2048  # of an iteration, of all environments together
SEED = 0
PACKAGES = ("gymnasium", "mujoco", "numpy", "stable-baselines3", "torch")


def digest(state_dict) -> str:
    whole = hashlib.sha256()
    for name, tensor in state_dict.items():
        whole.update(name.encode() + tensor.detach().cpu().numpy().tobytes())
    return whole.hexdigest()


def train_cleanrl(ours: bool, task: str, num_envs: int, iterations: int, file: str) -> tuple[float, str]:
    import gymnasium
    import gymnasium.wrappers.vector as wrappers
    import numpy as np

    gymnasiums = gymnasium.vector.SyncVectorEnv

    def instead(env_fns, **_):
        """Of as many environments, without the wrappers of single ones."""
        if ours:
            import gaitbench

            envs = gaitbench.VectorEnv(task, len(env_fns), num_threads=1)
        else:
            envs = gymnasiums([lambda: gymnasium.make(task)] * len(env_fns))
        envs = wrappers.ClipAction(envs)
        envs = wrappers.NormalizeObservation(envs)
        envs = wrappers.TransformObservation(envs, lambda rows: np.clip(rows, -10, 10))
        envs = wrappers.NormalizeReward(envs, gamma=0.99)
        return wrappers.TransformReward(envs, lambda rewards: np.clip(rewards, -10, 10))

    gymnasium.vector.SyncVectorEnv = instead
    sys.argv = [file, "--env-id", task, "--seed", str(SEED), "--num-envs", str(num_envs), "--num-steps", str(SAMPLES // num_envs),
                "--total-timesteps", str(iterations * SAMPLES), "--no-cuda"]
    ended = runpy.run_path(file, run_name="__main__")
    return ended["global_step"] / (time.time() - ended["start_time"]), digest(ended["agent"].state_dict())


def train_sb3(ours: bool, task: str, num_envs: int, iterations: int) -> tuple[float, str]:
    import gymnasium
    from stable_baselines3 import PPO
    from stable_baselines3.common.vec_env import DummyVecEnv, VecNormalize

    if ours:
        import gaitbench

        envs = gaitbench.SB3VecEnv(task, num_envs, num_threads=1)
    else:
        envs = DummyVecEnv([lambda: gymnasium.make(task)] * num_envs)
    model = PPO("MlpPolicy", VecNormalize(envs), n_steps=SAMPLES // num_envs, batch_size=64, device="cpu", seed=SEED)
    begun = time.perf_counter()
    model.learn(iterations * SAMPLES)
    return iterations * SAMPLES / (time.perf_counter() - begun), digest(model.policy.state_dict())


def train_here(peer: str, ours: str, task: str, num_envs: str, iterations: str, file: str) -> None:
    import torch

    torch.set_num_threads(1)
    arguments = (ours == "ours", task, int(num_envs), int(iterations))
    rate, weights = train_cleanrl(*arguments, file) if peer == "CleanRL" else train_sb3(*arguments)
    print(json.dumps({"rate": rate, "weights": weights, "versions": {name: version(name) for name in PACKAGES}}))


def measure(options: argparse.Namespace, peer: str, ours: str, task: str, num_envs: int) -> dict:
    command = [options.python, __file__, "--train", peer, ours, task, str(num_envs), str(options.iterations), options.cleanrl or ""]
    with tempfile.TemporaryDirectory() as folder:  # CleanRL writes runs/
        ended = subprocess.run(command, cwd=folder, env=os.environ | {"OMP_NUM_THREADS": "1"}, capture_output=True, text=True)
    if ended.returncode != 0:
        sys.exit(f"python_training.py: {peer} on {task}: {(ended.stderr.strip().splitlines() or ['failed'])[-1]}")
    return json.loads(ended.stdout.splitlines()[-1])


def compare(options: argparse.Namespace, peer: str, task: str, num_envs: int) -> dict:
    turns = [[measure(options, peer, ours, task, num_envs) for ours in ("gymnasium", "ours")] for _ in range(options.turns)]
    weights = {run["weights"] for turn in turns for run in turn}
    if len(weights) > 1:
        sys.exit(f"python_training.py: {peer} on {task}: the weights differ")
    theirs, ours = ([turn[i]["rate"] for turn in turns] for i in range(2))
    return {"versions": turns[0][0]["versions"], "peer": peer, "task": task, "num_envs": num_envs, "gymnasium": statistics.median(theirs),
            "gaitbench": statistics.median(ours), "ratio": statistics.median(b / a for a, b in zip(theirs, ours))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--cleanrl", type=lambda file: str(Path(file).resolve()), help="CleanRL's ppo_continuous_action.py")
    parser.add_argument("--tasks", nargs="+")
    parser.add_argument("--num-envs", nargs="+", type=int, default=[1, 8, 64])
    parser.add_argument("--iterations", type=int, default=8)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--train", nargs=6, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.train:
        return train_here(*options.train)
    if not options.tasks:
        parser.error("--tasks: expected at least one")
    peers = ["CleanRL"] * bool(options.cleanrl) + ["Stable-Baselines3"]
    rows = []
    print("| PPO of | task | environments | on Gymnasium's, env steps/s | on ours | ratio | weights |\n|:--|:--|--:|--:|--:|--:|:--|")
    for peer in peers:
        for task in options.tasks:
            for num_envs in options.num_envs:
                row = compare(options, peer, task, num_envs)
                rows.append(row)
                print(f"| {peer} | {task} | {num_envs} | {row['gymnasium']:,.0f} | {row['gaitbench']:,.0f} | {row['ratio']:.2f} "
                      "| the same bits |", flush=True)
    if options.json:
        versions = [row.pop("versions") for row in rows][0]
        turns.write_json(options.json, {"versions": versions, "iterations": options.iterations, "turns": options.turns}, rows)


if __name__ == "__main__":
    main()
