"""What a person sees: lists within the terminal, progress of the whole study, Ctrl-C, completion, a first study.

terminal.py BINARY"""
import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import termios
from pathlib import Path

from harness import BINARY, DONE, STOPPED, check, command, gaitbench, scratch, study, write

ROOT = Path(__file__).resolve().parents[2]
LISTS = (["--help"], ["train", "--help"], ["submit", "--help"], ["envs"], ["envs", "Humanoid-v5"], ["switches"],
         ["switches", "policy_objective"], ["variants"], ["variants", "ppo"], ["completion", "--help"],
         ["status", ROOT / "results/published/paper_ablation_walker2d"])


class Terminal:
    """A program in a terminal of so many columns."""

    def __init__(self, columns: int, *arguments: str | Path, **environment: str):
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        self.process = subprocess.Popen(command(*arguments), stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
                                        env={**os.environ, "TERM": "xterm", **environment})
        os.close(theirs)
        self.seen = ""

    def read(self) -> bool:
        try:
            found = os.read(self.ours, 1 << 16).decode()
        except OSError:  # nobody has it open any more
            return False
        self.seen += found
        return bool(found)

    def until(self, pattern: str) -> None:
        while not re.search(pattern, self.seen):
            if not self.read():
                check(False, f"the program says {pattern}", self.seen)

    def end(self) -> int:
        while self.read():
            pass
        os.close(self.ours)
        return self.process.wait()


def widths(home: Path) -> None:
    plan = ["plan", write(home / "long.json", study(variants=[{"name": "v" * 90}]))]
    for columns in (60, 80, 120):
        for arguments in (*LISTS, *([plan] if columns == 60 else [])):  # which measures for two seconds
            terminal = Terminal(columns, *arguments)
            check(terminal.end() == DONE, "it ends well", terminal.seen)
            widest = max(terminal.seen.splitlines(), key=len)
            check(len(widest) <= columns, f"{columns} columns hold `{' '.join(map(str, arguments[:2]))}`", widest)


def shares(seen: str) -> list[int]:
    return [int(share) for share in re.findall(r"runs, (\d+)%", seen)]


def progress(home: Path) -> None:
    name = "a_variant_with_a_long_name_indeed_" * 3
    file = write(home / "watched.json", study(iterations=80, variants=[{"name": name, "switches": {"clip_range": 0.3}}, {"name": "ppo"}]))
    out = home / "watched"
    stopped = Terminal(60, "sweep", file, "--out", out, "--workers", "2", NO_COLOR="1")
    stopped.until(r"runs, ([2-9]\d)%")
    os.kill(stopped.process.pid, signal.SIGINT)
    stopped.until("saving; a second Ctrl-C leaves now")
    check(stopped.end() == STOPPED and "stopped and saved" in stopped.seen, "Ctrl-C is answered, and saves", stopped.seen)
    terminal = Terminal(60, "sweep", file, "--out", out, "--workers", "2")
    check(terminal.end() == DONE, "the same command goes on", terminal.seen)
    for seen in (stopped.seen, terminal.seen):
        lines = re.split(r"[\r\n]+", re.sub(r"\033\[\d*[AJ]", "", seen))
        block = [line for line in lines if "return " in line and "|" not in line and "[" not in line]
        check(max(map(len, block)) < 60 and any("\u2026" in line and re.search(r"return +[\d,-]+", line) for line in block),
              "a long name is shortened, its return is there", *block[:3])
        check(not re.search(r"\033\[[\d;]*m", seen), "nothing is coloured")
    found = shares(stopped.seen) + shares(terminal.seen)
    check(found == sorted(found) and found[-1] == 100, "progress does not fall, on resume neither", found)
    check(f"compare {out}" in terminal.seen and f"report {out}" in terminal.seen, "sweep ends with what to do next", terminal.seen)
    dumb = Terminal(80, "sweep", file, "--out", out, TERM="dumb")
    dumb.end()
    check("\033" not in dumb.seen and "all there already" in dumb.seen, "a terminal that knows no movements gets none", dumb.seen)


def first_study(home: Path) -> None:
    file = home / "question.json"
    said = gaitbench("new", file)
    check(said.returncode == DONE and "sweep" in said.stdout, "new writes a study and says what next", said)
    found = json.loads(file.read_text())
    check(Path(found["$schema"]).exists() and found["study"] == "question", "with its schema and its name", found)
    check(gaitbench("plan", file).stderr == "", "plan takes it without a warning")
    check(gaitbench("new", file).returncode == 2 and json.loads(file.read_text()) == found, "and is not overwritten")


def completion() -> None:
    script = """source <("$1" completion bash)
    complete_line() { COMP_LINE=$1 COMP_POINT=${#1} COMPREPLY=(); _gaitbench; echo "${COMPREPLY[*]}"; }
    compopt() { :; }
    for line in "sw" "train --env Hopper-v" "train --env=Hopper-v5" "train --set step_rule=p" "switches gae_l" "variants trpo"
    do complete_line "$1 $line"; done"""
    said = subprocess.run(["bash", "-c", script, "bash", BINARY], capture_output=True, text=True)
    check(said.stdout.splitlines() == ["sweep switches", "Hopper-v2 Hopper-v3 Hopper-v4 Hopper-v5", "Hopper-v5", "ppo", "gae_lambda",
                                       "trpo trpo_modern trpo_plus"] and not said.stderr, "bash completes what there is", said)
    for shell, check_only in (("zsh", "-n"), ("fish", "-n")):
        script = gaitbench("completion", shell).stdout
        check("gaitbench" in script, f"{shell} has a script")
        if any((Path(folder) / shell).exists() for folder in os.environ["PATH"].split(":")):
            read = subprocess.run([shell, check_only], input=script, capture_output=True, text=True)
            check(read.returncode == 0 and not read.stderr, f"{shell} reads it", read)


def main() -> None:
    completion()
    with scratch() as folder:
        home = Path(folder)
        for part in (first_study, widths, progress):
            part(home)


if __name__ == "__main__":
    main()
