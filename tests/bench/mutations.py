"""Damaged and hostile files, drawn at random: the program ends well with the results of the file as it was, or refuses in one
sentence with exit code 2. A signal, a traceback, 20 s of CPU time or 1 GB of memory is a failure.

mutations.py BINARY; GAITBENCH_MUTATIONS=5000 GAITBENCH_MUTATIONS_SEED=1 ./gaitbench test -R bench/mutations tries more."""
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from harness import BINARY, DONE, STOPPED, WRONG_INPUT, command, gaitbench, results, scratch, sentence, study, write
from mutators import OF_BYTES, OF_JSON, OF_TENSORS, without_hash

NUM_CASES = int(os.environ.get("GAITBENCH_MUTATIONS", "240"))
SEED = int(os.environ.get("GAITBENCH_MUTATIONS_SEED", "0"))
MOST_SECONDS, MOST_BYTES = 20, 10**9
INSIDES = re.compile(r"json\.exception|filesystem error|std::|basic_string|terminate called|Traceback")
OBEYED = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")  # by terminals
RUN = "runs/Hopper-v4/ppo/seed_0"


@dataclass
class Kind:
    """A kind of file, where it stands in a copy of a directory, and the commands that read it there."""
    name: str
    file: str
    mutations: list
    commands: list[list[str]]
    hashed: bool = True  # what is read is what was written
    compared: Path | None = None  # within the copy; else standard output
    reference: dict[int, str] = field(default_factory=dict)  # by command


def kinds() -> list[Kind]:
    logs = [["table", ".", "--format", "json"], ["report", "."], ["export", "."], ["status", "."],
            ["compare", ".", "--a", "ppo", "--b", "trpo"]]
    goes_on = [["run", "study.json", "--index", "0", "--out", "stopped", "--quiet"]]
    evaluate = [["evaluate", RUN, "--episodes", "2"]]
    dry_run = [["submit", "study.json", "--dry-run", "--out", "submitted"], ["status", "."], ["table", "."]]
    trace = [["trace", "--env", "Hopper-v4", "--actions", "actions.json", "--state", "state.json"]]
    checkpoint, policy = f"stopped/{RUN}/checkpoint.safetensors", f"{RUN}/policy.safetensors"
    return [Kind("study", "study.json", OF_BYTES + OF_JSON, dry_run, hashed=False),
            Kind("settings", "study.json", [change_setting], dry_run[:1], hashed=False),
            Kind("run log", f"{RUN}/run.json", OF_BYTES + OF_JSON, logs[:1]),
            Kind("run log without a hash", f"{RUN}/run.json", OF_BYTES + OF_JSON, logs, hashed=False),
            Kind("checkpoint", checkpoint, OF_BYTES + OF_TENSORS, goes_on, compared=Path("stopped")),
            Kind("checkpoint without a hash", checkpoint, OF_BYTES + OF_TENSORS, goes_on, hashed=False),
            Kind("policy", policy, OF_BYTES + OF_TENSORS, evaluate),
            Kind("policy without a hash", policy, OF_BYTES + OF_TENSORS, evaluate, hashed=False),
            Kind("actions", "actions.json", OF_BYTES + OF_JSON, trace, hashed=False),
            Kind("state", "state.json", OF_BYTES + OF_JSON, trace, hashed=False)]


def change_setting(text: bytes, draw: random.Random) -> bytes:
    document = json.loads(text)
    setting = draw.choice(SWITCHES)
    values = [0, -1, 1, 1e-300, 1e300, 2**40, -2**63, 0.5, "", "none", True, None, [], [0], [8192] * 20, [1] * 100, {}]
    document["base"]["switches"][setting] = draw.choice(values)
    return json.dumps(document).encode()


SWITCHES = [switch["name"] for switch in json.loads(gaitbench("switches", "--json").stdout)]


def make_example(home: Path) -> None:
    """A finished study of two runs, one that was stopped, and what `trace` reads."""
    file = write(home / "study.json", study(iterations=40, seeds=1))
    assert gaitbench("sweep", file, "--out", home, "--quiet").returncode == DONE
    process = subprocess.Popen(command("run", file, "--index", "0", "--out", home / "stopped", "--quiet",
                                       "--checkpoint-every", "0"))
    checkpoint = home / "stopped" / RUN / "checkpoint.safetensors"
    while process.poll() is None and not checkpoint.exists():
        time.sleep(0.001)
    process.send_signal(signal.SIGTERM)
    assert process.wait() == STOPPED
    write(home / "actions.json", [[0.1, -0.2, 0.3]] * 4)
    write(home / "state.json", {"qpos": [0, 1.25, 0, 0, 0, 0], "qvel": [0.0] * 6})


@dataclass
class Outcome:
    code: int
    said: str
    printed: str
    seconds: float
    bytes: int


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def start(arguments: list[str], home: Path) -> Outcome:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen([str(BINARY), *arguments], cwd=home, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                                   preexec_fn=limit)
        deadline = time.monotonic() + 10 * MOST_SECONDS  # for machines that are busy
        while (ended := os.wait4(process.pid, os.WNOHANG))[0] == 0:
            if time.monotonic() > deadline:
                process.kill()
            time.sleep(0.002)
        process.returncode = os.waitstatus_to_exitcode(ended[1])
        out.seek(0), err.seek(0)
        return Outcome(process.returncode, err.read().decode(errors="replace"), out.read().decode(errors="replace"),
                       ended[2].ru_utime + ended[2].ru_stime, ended[2].ru_maxrss * 1024)


def compared(kind: Kind, outcome: Outcome, home: Path) -> str:
    return outcome.printed if kind.compared is None else json.dumps(results(home / kind.compared))


def verdict(kind: Kind, number: int, outcome: Outcome, home: Path) -> str:
    said = "\n".join(line for line in sentence(outcome.said).splitlines() if not line.startswith("note: "))
    if outcome.seconds > MOST_SECONDS or outcome.bytes > MOST_BYTES:
        return f"took {outcome.seconds:.0f} s and {outcome.bytes / 1e6:.0f} MB"
    if obeyed := OBEYED.search(outcome.said + outcome.printed):
        return f"printed {obeyed.group()!r}, which drives a terminal: {outcome.said!r}"
    if outcome.code == WRONG_INPUT:
        good = said.startswith("gaitbench: ") and "\n" not in said and len(said) < 2000 and not INSIDES.search(said)
        return "refused" if good else f"refused in other words than one sentence: {outcome.said!r}"
    if outcome.code != DONE:
        return f"exit code {outcome.code}: {outcome.said!r}"
    if kind.hashed and compared(kind, outcome, home) != kind.reference[number]:
        return "other results without a word"
    return "read"


def try_case(kind: Kind, case: int, example: Path, home: Path) -> tuple[str, str]:
    """The mutation's name and the verdict."""
    draw = random.Random(f"{SEED} {kind.name} {case}")
    shutil.copytree(example, home)
    file = home / kind.file
    whole = file.read_bytes() if kind.hashed else without_hash(file.read_bytes())
    mutation = draw.choice(kind.mutations)
    file.write_bytes(mutation(whole, draw))
    number = draw.randrange(len(kind.commands))
    found = verdict(kind, number, start(kind.commands[number], home), home)
    if found in ("refused", "read"):
        shutil.rmtree(home)
    else:
        print(f"FAILED: {kind.name}, case {case}, {mutation.__name__}, `{' '.join(kind.commands[number])}`: {found}", flush=True)
    return mutation.__name__, found


def main() -> None:
    counts: Counter = Counter()
    with scratch() as directory:
        example, home = Path(directory) / "example", Path(directory) / "case"
        make_example(example)
        all_kinds = kinds()
        for kind in all_kinds:
            for number, arguments in enumerate(kind.commands if kind.hashed else ()):
                shutil.copytree(example, home)
                kind.reference[number] = compared(kind, start(arguments, home), home)
                shutil.rmtree(home)
        try:
            for case in range(NUM_CASES):
                kind = all_kinds[case % len(all_kinds)]
                mutation, found = try_case(kind, case, example, home)
                counts[kind.name, mutation, found if found in ("refused", "read") else "failed"] += 1
                shutil.rmtree(home, ignore_errors=True)
        except KeyboardInterrupt:  # the table of those that were tried
            pass
    print(f"{'file':28}{'mutation':20}{'tried':>7}{'refused':>9}{'read':>7}{'failed':>8}")
    for name, mutation in sorted({(name, mutation) for name, mutation, _ in counts}):
        refused, read, failed = (counts[name, mutation, found] for found in ("refused", "read", "failed"))
        print(f"{name:28}{mutation:20}{refused + read + failed:>7}{refused:>9}{read:>7}{failed:>8}")
    num_failed = sum(count for (_, _, found), count in counts.items() if found == "failed")
    print(f"{counts.total()} cases of seed {SEED}: {num_failed} failed")
    sys.exit(1 if num_failed else 0)


if __name__ == "__main__":
    main()
