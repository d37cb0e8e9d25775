"""What the tests of the whole program share: the binary, a study of short runs, and its results as text."""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

BINARY = Path(sys.argv[1]).resolve()
DONE, FAILED, WRONG_INPUT, STOPPED = 0, 1, 2, 75


def command(*arguments: str | Path) -> list[str]:
    return [str(BINARY), *map(str, arguments)]


def gaitbench(*arguments: str | Path) -> subprocess.CompletedProcess:
    return subprocess.run(command(*arguments), capture_output=True, text=True)


def sentence(said: str) -> str:
    """What the program said, without its warnings of an unusual build."""
    return "\n".join(line for line in said.splitlines() if not line.startswith("warning: ")).strip()


def study(iterations: int = 6, seeds: int = 3, **changes) -> dict:
    """Two variants on Hopper; an iteration takes milliseconds."""
    switches = {"horizon": 128, "policy_epochs": 2, "value_epochs": 2, "policy_minibatches": 2, "value_minibatches": 2}
    return {"study": "short", "environments": ["Hopper-v4"], "seeds": {"first": 0, "count": seeds},
            "iterations": iterations, "base": {"preset": "ppo", "switches": switches},
            "variants": [{"name": "ppo"}, {"name": "trpo", "switches": {"step_rule": "trpo"}}], **changes}


def write(path: Path, value: dict) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value))
    return path


def results(directory: Path) -> dict[str, str]:
    """Of each finished run below DIR every result column, in full precision."""
    logs = sorted(directory.glob("**/run.json"))
    return {str(log.relative_to(directory).parent): json.dumps(json.loads(log.read_text())["columns"]) for log in logs}


def tables(directory: Path) -> dict:
    """tables.json without what tells how and when the runs were made."""
    found = json.loads((directory / "tables.json").read_text())
    found.pop("provenance", None)
    return found


def check(holds: bool, claim: str, *seen) -> None:
    if not holds:
        print(f"FAILED: {claim}", *seen, sep="\n", file=sys.stderr)
        sys.exit(1)
    print(f"ok: {claim}", flush=True)


def scratch() -> tempfile.TemporaryDirectory:
    return tempfile.TemporaryDirectory(prefix="gaitbench_test_")
