"""What `pip install .` left: the package imports from where it was installed, steps a task, has its command, and is small.

installed_package.py, by the interpreter of the environment that it was installed into"""
import importlib.metadata
import os
import subprocess
import sys
from pathlib import Path

MOST_BYTES = 30e6  # beside what it depends on


def main() -> None:
    import gaitbench

    distribution = importlib.metadata.distribution("gaitbench")
    package = Path(gaitbench.__file__).resolve().parent
    assert package.is_relative_to(Path(sys.prefix).resolve()), package
    size = sum(os.path.getsize(file.locate()) for file in distribution.files or [])
    assert 0 < size < MOST_BYTES, size
    envs = gaitbench.VectorEnv("Hopper-v5", 2)
    envs.reset(seed=0)
    observations, rewards, *_ = envs.step(envs.action_space.sample())
    assert observations.shape == (2, 11) and rewards.shape == (2,)
    said = subprocess.run([Path(sys.prefix) / "bin/gaitbench", "--version"], capture_output=True, text=True, check=True).stdout
    assert said.startswith(f"gaitbench {distribution.version}, "), said
    print(f"gaitbench {distribution.version}: {size / 1e6:.1f} MB, steps, and has its command")


if __name__ == "__main__":
    main()
