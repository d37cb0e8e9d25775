#!/usr/bin/env python3
"""gaitbench with small budgets: what stands in the documentation, in seconds instead of hours. The command line is the reader's but
for the length of runs, the number of seeds and episodes.

GAITBENCH_BINARY names the program; GAITBENCH_PLANNED a folder of studies that were planned, which takes seconds of measuring."""
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

BINARY = os.environ["GAITBENCH_BINARY"]
ROOT = Path(__file__).resolve().parents[2]
ITERATIONS, SEEDS, EPISODES = 2, 2, 1
LIMITS = {"--iterations": ITERATIONS, "--seeds": SEEDS, "--episodes": EPISODES, "--count": 2}
REPLAY = {"horizon": 64, "warmup_steps": 64, "batch_size": 64, "evaluation_episodes": 1}
SHORT = {"on_policy": {"horizon": 256, "policy_minibatches": 1, "value_minibatches": 1}, "off_policy": REPLAY, "dqn": REPLAY,
         "derivative_free": {"horizon": 64}}


def short(preset: str) -> dict[str, int]:
    """The settings that make an iteration of a preset's learner short."""
    listed = subprocess.run([BINARY, "variants", "--json"], capture_output=True, text=True, check=True).stdout
    return next((SHORT[variant["learner"]] for variant in json.loads(listed) if variant["name"] == preset), {})


def limited(arguments: list[str]) -> list[str]:
    """At most so many of each; of a training that does not say how many, so many."""
    words = list(arguments)
    for option, most in LIMITS.items():
        if option in words:
            number = words.index(option) + 1
            words[number] = str(min(int(words[number]), most))
        elif words[0] == "train" and option in ("--iterations", "--seeds"):
            words += [option, str(most)]
    if words[0] == "train":
        preset = words[words.index("--variant") + 1]
        words += ["--name", preset] if not {"--set", "--name"} & set(words) else []  # what is short is not the reader's
        words += [word for name, value in short(preset).items() for word in ("--set", f"{name}={value}")]
    return words


def small_study(path: Path) -> Path:
    """A copy that trains for seconds, named as it is."""
    study = json.loads(path.read_text())
    study.pop("total_env_steps", None)
    study["iterations"] = ITERATIONS
    study["seeds"] = {"first": study.get("seeds", {}).get("first", 0), "count": SEEDS}
    study.pop("decide", None)
    base = study.get("base", {}).get("preset", "")
    for variant in study.get("variants", []):
        variant.setdefault("switches", {}).update(short(variant.get("preset", base)))
    if "grid" in study:
        for environment in study["environments"]:
            study.setdefault("per_environment", {}).setdefault(environment, {}).update(short(base))
    copy = Path(".small") / path.name
    copy.parent.mkdir(exist_ok=True)
    copy.write_text(json.dumps(study))
    return copy


def was_planned(path: Path) -> bool:
    planned = Path(os.environ["GAITBENCH_PLANNED"]) / hashlib.sha256(path.read_bytes()).hexdigest()
    was = planned.exists()
    planned.touch()
    return was


def run(*arguments: str | Path) -> int:
    return subprocess.run([BINARY, *map(str, arguments)]).returncode


def main(arguments: list[str]) -> int:
    command = (arguments or ["--help"])[0]
    if command in ("setup", "test"):
        sys.exit(f"{command} is the launcher's: mark its block")
    if command == "demo":
        code = run("sweep", small_study(ROOT / "bench/studies/demo.json"), "--out", "runs/demo")
        return code or run("report", "runs/demo")
    if command == "plan" and was_planned(Path(arguments[1])):
        return 0
    if command in ("sweep", "run", "submit"):
        arguments = [str(small_study(Path(word))) if word.endswith(".json") else word for word in arguments]
    return run(*limited(arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
