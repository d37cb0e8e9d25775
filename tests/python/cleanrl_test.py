"""CleanRL's own ppo_continuous_action.py trains the same weights on our environments as on Gymnasium's, to the bit, by
bench/peers/python_training.py. Skipped where GAITBENCH_CLEANRL does not name that file, or a package is missing."""
import argparse
import hashlib
import importlib.util
import os
import sys
from pathlib import Path

FILE = os.environ.get("GAITBENCH_CLEANRL")
SOURCE = "https://raw.githubusercontent.com/vwxyzjn/cleanrl/016ca33aa70f188ef385082524373ccb6dd14e03/cleanrl/ppo_continuous_action.py"
SHA256 = "417454196e3099d9355374a769753fec8f373ed5c517252729506a28d6749d7f"
MISSING = [name for name in ("torch", "stable_baselines3", "tyro", "tensorboard") if importlib.util.find_spec(name) is None]

if not FILE:
    print(f"skipped: GAITBENCH_CLEANRL names no file; {SOURCE} is one, of SHA-256 {SHA256}")
elif MISSING:
    print(f"skipped: no {', '.join(MISSING)}")
if not FILE or MISSING:
    sys.exit(77)

sys.path.insert(0, str(Path(__file__).parents[2] / "bench/peers"))
from python_training import compare  # noqa: E402

found = hashlib.sha256(Path(FILE).read_bytes()).hexdigest()
if found != SHA256:
    print(f"note: {FILE} is of SHA-256 {found}, not {SHA256}")
options = argparse.Namespace(python=sys.executable, cleanrl=str(Path(FILE).resolve()), iterations=1, turns=1)
for num_envs in (1, 4):
    compare(options, "CleanRL", "Hopper-v5", num_envs)  # ends where weights differ
    print(f"CleanRL's PPO on {num_envs} of Hopper-v5: the same weights")
