"""A sweep under faults: whatever happens, the same command ends with the bits of an undisturbed sweep.

faults.py BINARY"""
import fcntl
import json
import os
import random
import re
import shutil
import signal
import struct
import subprocess
import time
from pathlib import Path

from harness import (BINARY, DONE, FAILED, STOPPED, WRONG_INPUT, check, command, gaitbench, results, scratch, sentence, study,
                     tables, write)
from mutators import without_hash

STUDY = study(iterations=300, seeds=2)  # 4 runs of a second or more
# one run whose replay buffer is saved apart from its checkpoint, tiny networks
OFF_POLICY = study(iterations=100, seeds=1, base={"preset": "sac_small", "switches": {
    "horizon": 200, "warmup_steps": 64, "batch_size": 16, "hidden_sizes": [8], "evaluation_interval": 2000,
    "evaluation_episodes": 1, "buffer_capacity": 4000}}, variants=[{"name": "sac"}, {"name": "sac_3", "switches": {"n_step": 3}}])
F_OFD_GETLK = 36  # of Linux; not in the module fcntl
EVERY_ITERATION = ["--checkpoint-every", "0", "--quiet"]


def start(file: Path, out: Path, *options: str, **how) -> subprocess.Popen:
    """A sweep that has begun to train."""
    process = subprocess.Popen(command("sweep", file, "--out", out, *EVERY_ITERATION, *options), stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True, **how)
    wait_for(lambda: process.poll() is not None or held(out), "a sweep begins to train")
    return process


def held(out: Path) -> bool:
    """Whether a process has claimed a run."""
    for claim in out.glob("**/.claim"):
        with claim.open("rb") as file:
            lock = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
            if struct.unpack("hhqqi", fcntl.fcntl(file, F_OFD_GETLK, lock))[0] != fcntl.F_UNLCK:
                return True
    return False


def wait_for(condition, what: str) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        if time.monotonic() > deadline:
            check(False, what)
        time.sleep(0.005)


def finish(file: Path, out: Path) -> None:
    ended = gaitbench("sweep", file, "--out", out, "--quiet")
    check(ended.returncode == DONE, "the same command goes on to the end", ended.stderr)


def killed(home: Path, file: Path, expected: dict) -> None:
    out, moments, kills = home / "killed", random.Random(0), 0
    while kills < 20:
        process = start(file, out)
        time.sleep(moments.uniform(0, 0.2))
        process.kill()
        process.wait()
        kills += 1
        status = gaitbench("status", out, "--json")
        states = json.loads(status.stdout)["counts"]
        if status.returncode != DONE or set(states) - {"done", "stopped", "waiting"}:
            check(False, "a directory is readable after kill -9", states, status.stderr)
    left = 4 - states.get("done", 0)
    finish(file, out)
    check(results(out) == expected, f"kill -9 at {kills} random moments does not change a bit ({left} of 4 runs were left)")
    check(not list(out.glob("**/*.tmp")), "nothing half-written is left")


def killed_off_policy(home: Path, file: Path, expected: dict) -> None:
    """Of these runs the replay buffer is saved too, in files beside the checkpoint."""
    file, out, moments = write(home / "off_policy.json", OFF_POLICY), home / "killed_off_policy", random.Random(0)
    saved = 0
    for workers in ("1", "2"):
        ended = gaitbench("sweep", file, "--out", out / workers, "--workers", workers, "--quiet")
        check(ended.returncode == DONE, f"SAC is trained by {workers} workers", ended.stderr)
    alone = results(out / "1"), policies(out / "1")
    check(len(alone[0]) == 2 and (results(out / "2"), policies(out / "2")) == alone, "their number does not change a bit")
    for _ in range(10):
        process = start(file, out / "killed")
        wait_for(lambda: process.poll() is not None or list(out.glob("killed/**/checkpoint.safetensors")),
                 "a checkpoint is written, after its part of the buffer")
        time.sleep(moments.uniform(0, 0.1))
        process.kill()
        process.wait()
        saved += len(list(out.glob("killed/**/checkpoint.parts/*"))) > 0
    check(saved > 0, "runs are killed whose buffers are saved in parts")
    finish(file, out / "killed")
    check((results(out / "killed"), policies(out / "killed")) == alone, "kill -9 at 10 moments does not change a bit of SAC")
    check(not list(out.glob("killed/**/checkpoint.*")), "nothing is left of checkpoints")


def policies(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in out.glob("**/policy.safetensors")}


def terminated(home: Path, file: Path, expected: dict) -> None:
    out = home / "terminated"
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1, signal.SIGHUP):
        process = start(file, out)
        process.send_signal(number)
        said = process.communicate()[1]
        check(process.returncode == STOPPED and "stopped and saved" in said, f"{number.name} saves and exits 75", said)
    check(json.loads(gaitbench("status", out, "--json").stdout)["counts"].get("stopped", 0) > 0, "runs wait at checkpoints")
    process = start(file, out)
    for number in (signal.SIGSTOP, signal.SIGINT, signal.SIGTERM, signal.SIGCONT):
        process.send_signal(number)
    said = process.communicate()[1]
    check(process.returncode == FAILED and "left at once, without saving" in said, "a second signal leaves at once", said)
    process = start(file, out)
    process.send_signal(signal.SIGHUP)
    time.sleep(0.002)
    process.send_signal(signal.SIGHUP)
    said = process.communicate()[1]
    check(process.returncode == STOPPED and "stopped and saved" in said, "a terminal that is closed sends SIGHUP twice", said)
    finish(file, out)
    check(results(out) == expected, "signals do not change a bit")


def left_alone(home: Path, file: Path, expected: dict) -> None:
    """By the terminal that it was started from, or by who read what it says."""
    out = home / "left_alone"
    process = start(file, out, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    process.send_signal(signal.SIGHUP)
    check(process.wait() == DONE, "under nohup, a hangup ends nothing")
    check(results(out) == expected, "nor does it change a bit")
    shutil.rmtree(out)
    process = subprocess.Popen(command("sweep", file, "--out", out), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    process.stderr.close()
    check(process.wait() == DONE, "a sweep goes on when nobody reads its status any more")
    check(results(out) == expected, "and has the same bits")


def elsewhere(home: Path, file: Path, expected: dict) -> None:
    out = home / "elsewhere"
    process = start(file, out, "--workers", "1")
    process.send_signal(signal.SIGSTOP)
    other = gaitbench("sweep", file, "--out", out, "--quiet")
    said = sentence(other.stderr)
    check(other.returncode == STOPPED and "another process is training the runs that are left" in said and not other.stdout,
          "a sweep whose runs are another process's prints no partial table and exits 75", other)
    process.send_signal(signal.SIGCONT)
    check(process.wait() == DONE, "the other one ends well")
    finish(file, out)
    check(results(out) == expected, "two processes do not change a bit")


def standard_streams(home: Path, file: Path, expected: dict) -> None:
    out = home / "standard_streams"
    ended = redirected("<&- >&- 2>&-", "sweep", file, "--out", out)
    check(ended.returncode == FAILED, "a table that cannot be printed is exit code 1", ended)
    check(results(out) == expected and "results" in tables(out), "closed streams do not change a bit, and the tables are there")
    printed = [claim for claim in out.glob("**/.claim") for words in ("env steps/s", "###") if words in claim.read_text()]
    check(not printed, "no status and no table is printed into a file", printed)
    for redirection, reason in ((">&-", "Bad file descriptor"), (">/dev/full", "No space left on device")):
        for arguments in (["table", out], ["table", out, "--format", "json"], ["export", out], ["envs", "--json"], ["--help"],
                          ["--version"], ["status", out], ["compare", out, "--a", "ppo", "--b", "trpo"], ["report", out]):
            ended = redirected(redirection, *arguments)
            check(ended.returncode == FAILED and sentence(ended.stderr) == f"gaitbench: cannot write standard output: {reason}",
                  f"{arguments[0]} {redirection} is one sentence and exit code 1", ended)
        ended = redirected(redirection.replace(">", "2>"), "table", out)
        check(ended.returncode == DONE and "PPO" in ended.stdout, "without a place for messages results are printed", ended)


def redirected(redirection: str, *arguments: str | Path) -> subprocess.CompletedProcess:
    return subprocess.run(["sh", "-c", f'exec "$@" {redirection}', "sh", *command(*arguments)], capture_output=True, text=True)


def limited(home: Path, file: Path, expected: dict) -> None:
    """To files of 50 kB."""
    out = home / "limited"
    ended = subprocess.run(["bash", "-c", 'ulimit -f 50; exec "$@"', "bash", *command("sweep", file, "--out", out, "--quiet")],
                           capture_output=True, text=True)
    said = sentence(ended.stderr)
    check(ended.returncode == FAILED and "File too large" in said and "\n" not in said,
          "a limit on the size of files is one sentence and exit code 1", ended)
    finish(file, out)
    check(results(out) == expected, "a limit on the size of files does not change a bit")


def hostile_texts(home: Path, file: Path, expected: dict) -> None:
    """Directories are named, and it is said why runs failed, in words that nobody checks."""
    out = shutil.copytree(home / "undisturbed", home / "hostile_\x1b[2J\u009b\u202e_texts")
    for log in out.glob("**/run.json"):
        log.write_bytes(without_hash(log.read_bytes()))
    for said in (gaitbench("table", out), gaitbench("report", out), gaitbench("table", out / "no such place")):
        printed = said.stdout + said.stderr
        check("hostile_" in printed and not set("\x1b\u009b\u202e") & set(printed), "a directory's name drives no terminal", said)
    folder = next(iter(out.glob("**/run.json"))).parent
    (folder / "run.json").unlink()
    (folder / "failure.txt").write_text("\x1b[2J \u009b31m \u202e" + "x" * 10**6)
    for options in ([], ["--json"]):
        said = gaitbench("status", out, *options)
        shown = said.stdout
        check(said.returncode == DONE and "failed" in shown and len(shown) < 10**4 and not set("\x1b\u009b\u202e") & set(shown),
              f"status {' '.join(options)} shows no text that could drive a terminal", said)


def unreadable(home: Path, file: Path, expected: dict) -> None:
    """Not as the user names it, but as a worker meets it: links that lead round in a circle."""
    out = home / "unreadable"
    process = start(file, out, "--workers", "1")
    last = out / sorted(expected)[-1] / "run.json"
    last.parent.mkdir(parents=True, exist_ok=True)
    last.symlink_to(last)
    said = sentence(process.communicate()[1])
    check(process.returncode == FAILED and said == f"gaitbench: {last}: Too many levels of symbolic links",
          "a file that a worker cannot read is one sentence and exit code 1", said)
    status = gaitbench("status", out)
    check(status.returncode == DONE and f"failed: {sorted(expected)[-1]}: {last}: Too many levels" in status.stdout,
          "status calls that run failed, and shows the others", status)
    last.unlink()
    finish(file, out)
    check(results(out) == expected, "unreadable files do not change a bit")


def short_of_memory(home: Path, file: Path, expected: dict) -> None:
    """Of addresses, which is how a process can be kept short of it without the machine."""
    out, spared = home / "short_of_memory", ("bash", "-c", 'ulimit -v "$1"; shift; exec "$@"', "bash")
    for megabytes in range(24, 56, 4):
        ended = subprocess.run([*spared, str(1000 * megabytes), *command("sweep", file, "--out", out, "--quiet")],
                               capture_output=True, text=True)
        linked = "error while loading shared libraries" not in ended.stderr
        check(not linked or (ended.returncode == FAILED and "\n" not in sentence(ended.stderr)),
              f"{megabytes} MB are too little, which is one sentence and exit code 1", ended)
    finish(file, out)
    check(results(out) == expected, "too little memory does not change a bit")


def evaluations(home: Path, file: Path, expected: dict) -> None:
    out = shutil.copytree(home / "undisturbed", home / "evaluations")
    check(gaitbench("evaluate", out, "--episodes", "2").returncode == DONE, "evaluate ends well")
    made = {path: path.read_bytes() for path in out.glob("**/evaluation.json")}
    check(len(made) == 4, "every run has its evaluation", made)
    for path in made:
        path.write_bytes(made[path][:20])
    check(gaitbench("table", out).returncode == WRONG_INPUT, "no table is made beside an evaluation cut short")
    again = gaitbench("evaluate", out, "--episodes", "2")
    check(again.returncode == DONE and all(path.read_bytes() == made[path] for path in made),
          "the same command makes damaged evaluations again", again)


def damaged(home: Path, file: Path, expected: dict) -> None:
    out = home / "damaged"
    process = start(file, out)
    wait_for(lambda: list(out.glob("**/checkpoint.safetensors")), "a checkpoint is written")
    process.terminate()
    process.wait()
    checkpoint = next(iter(out.glob("**/checkpoint.safetensors")))
    whole = checkpoint.read_bytes()
    version = re.sub(rb'"version":"\d', b'"version":"9', whole)
    unhashed_version = version.replace(b"xxh3_128", b"no_hash_")
    for name, content, words in (("cut checkpoint", whole[:len(whole) // 2], str(checkpoint)),
                                 ("checkpoint of no bytes", b"", str(checkpoint)),
                                 ("checkpoint with a byte changed", version, "does not agree with its content hash"),
                                 ("checkpoint of another version", unhashed_version, 'version "9"')):
        checkpoint.write_bytes(content)
        refuses(file, out, words, name)
        check(checkpoint.read_bytes() == content, f"a {name} is left as it is")
    checkpoint.write_bytes(whole)
    finish(file, out)
    check(results(out) == expected, "put back, the checkpoint goes on with the same bits")
    log = next(iter(out.glob("**/run.json")))
    whole = log.read_bytes()
    log.write_bytes(whole[:len(whole) // 2])
    refuses(file, out, "cut short", "run log cut in half")
    check(gaitbench("table", out).returncode == WRONG_INPUT, "no table is made from a run log cut in half")
    check(log.read_bytes() == whole[:len(whole) // 2], "a cut run log is left as it is")
    log.write_bytes(whole)


def refuses(file: Path, out: Path, words: str, what: str) -> None:
    ended = gaitbench("sweep", file, "--out", out, "--quiet")
    said = sentence(ended.stderr)
    check(ended.returncode == WRONG_INPUT and words in said and "\n" not in said, f"a {what} is refused in one sentence", said)


def edited(home: Path, file: Path, expected: dict) -> None:
    out = shutil.copytree(home / "undisturbed", home / "edited")
    changed = json.loads(json.dumps(STUDY))
    changed["base"]["switches"]["clip_range"] = 0.3
    refuses(write(home / "changed.json", changed), out, "clip_range (0.2 there, 0.3 asked for)", "study with another setting")
    fewer = write(home / "fewer.json", {**STUDY, "seeds": {"first": 1, "count": 1}})
    ended = gaitbench("sweep", fewer, "--out", out)
    check(ended.returncode == DONE and "2 runs that are not in this study" in ended.stderr and "ppo/seed_0" in ended.stderr,
          "runs that no longer belong are named", ended.stderr)
    check("not in the study" in gaitbench("status", out).stdout, "status marks them")
    check(results(out) == expected, "an edited study deletes and changes nothing")


def full_disk(home: Path, file: Path, expected: dict) -> None:
    """On a file system of 250 kB; more room is made by mounting it larger."""
    disk, copy = home / "disk", home / "full"
    disk.mkdir()
    script = f"""
        mount -t tmpfs -o size=250k tmpfs {disk} || exit 99
        {BINARY} sweep {file} --out {disk}/out --quiet > /dev/null 2> {home}/full.err; echo $? > {home}/full.code
        mount -o remount,size=50m {disk}
        {BINARY} status {disk}/out --json > {home}/full.status
        {BINARY} sweep {file} --out {disk}/out --quiet > /dev/null || exit 1
        mount -o remount,ro {disk}
        {BINARY} sweep {home}/longer.json --out {disk}/out --quiet > /dev/null 2> {home}/ro.err; echo $? > {home}/ro.code
        cp -r {disk}/out {copy}
    """
    write(home / "longer.json", {**STUDY, "seeds": {"first": 0, "count": 3}})
    user = [] if os.geteuid() == 0 else ["--map-root-user"]
    ended = subprocess.run(["unshare", *user, "--mount", "sh", "-c", script], capture_output=True, text=True)
    if ended.returncode == 99 or "unshare" in ended.stderr:
        print("left out: a full disk and a read-only one (this user may not mount)")
        return
    check(ended.returncode == DONE, "with room again the same command goes on to the end", ended.stderr)
    said, code = sentence((home / "full.err").read_text()), int((home / "full.code").read_text())
    check(code == FAILED and "No space left on device" in said and "\n" not in said, "a full disk is one sentence and exit code 1",
          code, said)
    check(results(copy) == expected, "a full disk does not change a bit")
    said, code = sentence((home / "ro.err").read_text()), int((home / "ro.code").read_text())
    check(code == WRONG_INPUT and "cannot be written" in said and "\n" not in said,
          "a read-only disk is one sentence and exit code 2", code, said)


def main() -> None:
    with scratch() as directory:
        home = Path(directory)
        file = write(home / "study.json", STUDY)
        undisturbed = home / "undisturbed"
        finish(file, undisturbed)
        expected = results(undisturbed)
        for fault in (terminated, left_alone, elsewhere, killed, killed_off_policy, damaged, hostile_texts, unreadable, evaluations, edited,
                      standard_streams, limited, short_of_memory, full_disk):
            fault(home, file, expected)
            shutil.rmtree(home / fault.__name__, ignore_errors=True)
        check(len(expected) == 4 and "results" in tables(undisturbed), "the undisturbed sweep has all runs and its tables")


if __name__ == "__main__":
    main()
