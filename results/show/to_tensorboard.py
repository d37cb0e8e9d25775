"""Run logs as TensorBoard event files: to_tensorboard.py DIR OUT.

One event file per run, in OUT/<environment>/<variant>/seed_<k>, a scalar per column; its step is the number of env
steps, its time that of the run. The same run log gives the same bytes."""
import datetime
import json
import pathlib
import sys

from whole_file import whole_file

try:
    from tensorboard.compat.proto import event_pb2, summary_pb2
    from tensorboard.summary.writer.record_writer import RecordWriter
except ImportError:
    sys.exit("event files need the Python package tensorboard: python3 -m pip install tensorboard")


def main(directory: pathlib.Path, out: pathlib.Path) -> None:
    logs = sorted(directory.glob("runs/*/*/seed_*/run.json"))
    for log in logs:
        folder = out / log.parent.relative_to(directory / "runs")
        folder.mkdir(parents=True, exist_ok=True)
        try:
            write(json.loads(log.read_bytes()), folder)
        except (KeyError, TypeError, ValueError):
            sys.exit(f"{log}: expected columns, timing and provenance.started of a finished run")
    print(f"{len(logs)} runs in {out}; to see them: tensorboard --logdir {out}")


def write(log: dict, folder: pathlib.Path) -> None:
    columns, seconds = log["columns"], log["timing"]["total"]
    begin = time = datetime.datetime.fromisoformat(log["provenance"]["started"]).timestamp()
    with whole_file(folder / f"events.out.tfevents.{begin:.0f}.gaitbench") as file:
        writer = RecordWriter(file)
        writer.write(event_pb2.Event(wall_time=begin, file_version="brain.Event:2").SerializeToString())
        for i, env_steps in enumerate(columns["env_steps"]):
            time += seconds[i]
            values = [summary_pb2.Summary.Value(tag=name, simple_value=number(column[i]))
                      for name, column in columns.items() if name != "env_steps" and column[i] is not None]
            event = event_pb2.Event(wall_time=time, step=int(env_steps), summary=summary_pb2.Summary(value=values))
            writer.write(event.SerializeToString())


def number(value: float | str) -> float:
    """Infinities are texts in run logs."""
    return float(value)


if __name__ == "__main__":
    try:
        main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
    except OSError as error:
        sys.exit(": ".join(filter(None, (error.filename, error.strerror))))
