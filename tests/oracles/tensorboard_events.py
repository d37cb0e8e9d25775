"""TensorBoard's own reader finds every number of a run log: tensorboard_events.py GAITBENCH."""
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

from tensorboard.backend.event_processing.event_file_loader import EventFileLoader

LOG = {"schema": "gaitbench.run_log", "version": 1, "environment": "Hopper-v4", "variant": "ppo", "seed": 3,
       "num_iterations": 3, "diverged": None, "environment_options": {}, "config": {},
       "columns": {"env_steps": [2048, 4096, 6144], "mean_return": [1.5, None, -3], "max_ratio": [1, 2, "inf"]},
       "timing": {"total": [0.5, 0.25, 0.25]}, "provenance": {"started": "2026-01-02T03:04:05Z"}}


def main(gaitbench: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home, out = pathlib.Path(folder, "a study"), pathlib.Path(folder, "event files")
        log = home / "runs/Hopper-v4/ppo/seed_3/run.json"
        log.parent.mkdir(parents=True)
        log.write_text(json.dumps(LOG))
        subprocess.run([gaitbench, "export", home, "--tensorboard", out], check=True)
        [file] = (out / "Hopper-v4/ppo/seed_3").iterdir()
        events = list(EventFileLoader(str(file)).Load())
        check_that_files_are_whole(gaitbench, home, out, file)
        check_that_strange_logs_are_refused(gaitbench, home, log)
    found = {(event.step, value.tag): value.tensor.float_val[0] for event in events for value in event.summary.value}
    expected = {(step, name): float(value) for name, column in LOG["columns"].items() if name != "env_steps"
                for step, value in zip(LOG["columns"]["env_steps"], column) if value is not None}
    assert found == expected, (found, expected)
    assert math.isclose(events[-1].wall_time - events[0].wall_time, 1.0), events
    print(f"{len(found)} scalars read back")


def check_that_files_are_whole(gaitbench: str, home: pathlib.Path, out: pathlib.Path, file: pathlib.Path) -> None:
    other, whole = home / "of somebody else", file.read_bytes()
    other.write_bytes(b"theirs")
    file.unlink()
    file.symlink_to(other)
    left = [file.with_name(f".{number:016x}.tmp") for number in range(2)]
    for path, age in zip(left, (7200, 0)):
        path.write_bytes(b"half")
        os.utime(path, (file.stat().st_mtime - age,) * 2)
    subprocess.run([gaitbench, "export", home, "--tensorboard", out], check=True)
    assert other.read_bytes() == b"theirs" and not file.is_symlink() and file.read_bytes() == whole
    assert sorted(file.parent.iterdir()) == sorted([file, left[1]]), "what a killed writer left is removed an hour later"
    ended = subprocess.run(["bash", "-c", 'ulimit -f 0; exec "$@"', "bash", gaitbench, "export", home, "--tensorboard", out],
                           stderr=subprocess.DEVNULL)
    assert ended.returncode == 1 and file.read_bytes() == whole and len(list(file.parent.iterdir())) == 2, "no room"


def check_that_strange_logs_are_refused(gaitbench: str, home: pathlib.Path, log: pathlib.Path) -> None:
    for change in ({"provenance": None}, {"provenance": {"started": "today"}}, {"timing": {}}):
        log.write_text(json.dumps({**LOG, **change}))
        ended = subprocess.run([gaitbench, "export", home, "--tensorboard", home / "more"], capture_output=True, text=True)
        said = ended.stderr.strip().splitlines()[-1]
        assert ended.returncode == 1 and "expected columns, timing and provenance.started" in said, (change, said)


if __name__ == "__main__":
    main(sys.argv[1])
