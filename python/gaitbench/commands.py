"""Training as the command does it: the program runs in a process of its own, so that runs, files and bits are the same."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

from gaitbench.program import PROGRAM, environment

_DONE, _WRONG_INPUT = 0, 2  # the command's exit codes
_WARNING = "warning: "


def train(env_id: str, variant: str, *, out: str | os.PathLike[str], seeds: int = 5, first_seed: int = 0,
          iterations: int = 488, settings: dict[str, Any] | None = None, name: str | None = None,
          workers: int | None = None, quiet: bool = True) -> dict[str, Any]:
    """Trains one variant over many seeds: `gaitbench train`.

    Args:
        env_id: a task's id, "Hopper-v5".
        variant: a preset, `gaitbench variants` lists them.
        out: directory of run logs, policies and tables.
        seeds, first_seed: how many, and the first of them.
        iterations: of each run; 488 are a million env steps of the paper's presets.
        settings: switches of the preset, {"clip_range": 0.3}; `gaitbench switches` lists them.
        name: of the variant in folders and tables, by default the preset's with what settings change: "ppo+clip_range=0.3".
        workers: runs trained at once, by default one per core.
        quiet: False: status lines on standard error. Warnings are Python's either way.

    Returns:
        The tables that it leaves in out/tables.json. gaitbench.runs(out) has the curves.

    Raises:
        ValueError: at wrong input, with the command's sentence.
        KeyboardInterrupt: after the runs have been saved; the same call goes on from there.
        RuntimeError: where training failed, was stopped by a signal, or another process has the runs that are left.
    """
    words = ["train", "--env", env_id, "--variant", variant, "--seeds", str(seeds), "--first-seed", str(first_seed),
             "--iterations", str(iterations)]
    for switch, value in (settings or {}).items():
        words += ["--set", f"{switch}={value if isinstance(value, str) else json.dumps(value)}"]
    words += [] if name is None else ["--name", name]
    return _trained(words, out, workers, quiet)


def sweep(study: str | os.PathLike[str] | dict[str, Any], *, out: str | os.PathLike[str], workers: int | None = None,
          quiet: bool = True) -> dict[str, Any]:
    """Trains a whole study: `gaitbench sweep`. Finished runs are skipped.

    Args:
        study: the path of a study file, or what would be in one.
        out, workers, quiet: as for train.

    Returns, raises: as train.
    """
    if not isinstance(study, dict):
        return _trained(["sweep", os.fspath(study)], out, workers, quiet)
    with tempfile.TemporaryDirectory() as directory:  # the program leaves out/study.json once it has checked it
        path = Path(directory) / "study.json"
        path.write_text(json.dumps(study, indent=2) + "\n")
        return _trained(["sweep", str(path)], out, workers, quiet)


def _trained(words: list[str], out: str | os.PathLike[str], workers: int | None, quiet: bool) -> dict[str, Any]:
    words += ["--out", os.fspath(out)]
    words += [] if workers is None else ["--workers", str(workers)]
    _run(words + (["--quiet"] if quiet else []), shows_messages=not quiet)
    return json.loads((Path(out) / "tables.json").read_text())


def _run(words: list[str], shows_messages: bool) -> None:
    """In a session of its own, so that Ctrl-C reaches it once and by way of here."""
    with subprocess.Popen([PROGRAM, *words], env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          text=True, start_new_session=True) as process:
        try:
            sentence = _last_line(process, shows_messages)
            code = process.wait()
        except BaseException:
            process.send_signal(signal.SIGINT)
            process.communicate()
            raise
    if code != _DONE:
        raise (ValueError if code == _WRONG_INPUT else RuntimeError)(sentence or f"gaitbench ended with exit code {code}")


def _last_line(process: subprocess.Popen[str], shows_messages: bool) -> str:
    last = ""
    for line in process.stderr or ():
        if line.startswith(_WARNING):
            warnings.warn(line.removeprefix(_WARNING).strip(), stacklevel=5)
        elif shows_messages:
            sys.stderr.write(line)
        last = line.strip() or last
    return last.removeprefix("gaitbench: ")
