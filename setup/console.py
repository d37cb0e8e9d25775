"""One step of set-up as the user sees it: a line with its title, its time and what it is doing; else one sentence."""
import contextlib
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOG = ROOT / "build" / "setup.log"  # everything the steps print

AGAIN = "then run ./gaitbench again"
NO_DISK = f"the disk is full: make room (set-up needs about 1 GB here, 4 GB with the tests), {AGAIN}."
CAUSES = {  # what a failed command printed -> what the user can do
    r"No space left on device|enough free space|Disk quota exceeded": NO_DISK,
    r"ould not resolve|emporary failure|Failed to establish|etwork is unreachable|Connection (refused|timed out|reset)"
    r"|onnect(ion)? ?[Tt]imeout|Read timed out|Max retries exceeded|ProxyError|SSLError|unable to access":
        f"no network: a download failed; check the connection or the proxy settings, {AGAIN}.",
    r"No matching distribution found for":
        "PyPI has no wheels of the pinned requirements for this Python: run ./gaitbench with Python 3.11 to 3.14.",
    r"DO NOT MATCH THE HASHES":
        f"a Python package is not the one that the requirements name by its hash: use PyPI itself, without a mirror, {AGAIN}.",
    r"CMake [\d.]+ or higher is required|Unknown argument --fresh":
        f"CMake is too old: install CMake 3.25 or newer, {AGAIN}.",
    r"C\+\+ compiler is too old|cxx_std_20":
        f"the C++ compiler is too old: install g++ 12 or clang++ 14 or newer, point the variable CXX to it, {AGAIN}.",
    r"not able to compile a simple test program|Could not find compiler set":
        f"the C++ compiler does not work: install g++, unset the variable CXX or point it to a compiler, {AGAIN}.",
    r"Killed signal terminated program": f"the compiler ran out of memory: close other programs, {AGAIN}.",
    r"Could not get lock": f"another program is installing packages: wait until it has ended, {AGAIN}.",
}


class SetupError(Exception):
    """One sentence that says what is wrong and what to do."""
    excerpt = ""  # lines of output to read before it


class CommandFailed(SetupError):
    """A step's command failed, having printed `output`. Where the cause is known the sentence says it; else there is an
    excerpt to be read before it."""

    def __init__(self, title: str, output: str) -> None:
        known = [sentence for pattern, sentence in CAUSES.items() if re.search(pattern, output)]
        super().__init__(known[0] if known else
                         f"the step '{title}' failed as the lines above say (all of its output is in "
                         f"{LOG.relative_to(ROOT)}): correct that, {AGAIN}.")
        self.excerpt = "" if known else _excerpt(output)


def say(text: str) -> None:
    print(f"gaitbench: {text}", file=sys.stderr, flush=True)


def report(title: str, outcome: str) -> None:
    print(f"{title}: {outcome}", file=sys.stderr, flush=True)


def run(title: str, command: list[str | Path], env: dict[str, str] | None = None, silent_for: float = 0) -> None:
    """Runs a command at the top of the project. Nothing is shown of one that ends within `silent_for` seconds."""
    with LOG.open("a") as log:
        start = log.tell()
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=log,
                                   stderr=subprocess.STDOUT, close_fds=False)  # the lock of launcher.py goes with it
        status = _Status(title, silent_for)
        try:
            while _still_running(process):
                status.update(_output_since(start))
        except BaseException:  # Ctrl-C, a signal: leave nothing behind that goes on writing
            with contextlib.suppress(PermissionError):  # a command under sudo; the terminal has told it
                process.terminate()
            process.wait()
            raise
        finally:
            status.close(failed=process.returncode != 0)
    if process.returncode != 0:
        raise CommandFailed(title, _output_since(start))


def _still_running(process: subprocess.Popen) -> bool:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=0.5)
    return process.returncode is None


def _excerpt(output: str, at_most: int = 30) -> str:
    """The end of it, from the first error on."""
    lines = output.splitlines()
    errors = (number for number, line in enumerate(lines) if re.match("CMake Error|FAILED:|ERROR:|E: ", line))
    return "\n".join(line[:200] for line in lines[max(next(errors, 0), len(lines) - at_most):])


def _output_since(start: int) -> str:
    with LOG.open("rb") as log:
        log.seek(start)
        return log.read().decode(errors="replace")


class _Status:
    """A live line on a terminal; elsewhere a line at the start, every half minute, and at the end."""

    def __init__(self, title: str, silent_for: float) -> None:
        self.title, self.silent_for, self.start, self.shown_at = title, silent_for, time.monotonic(), None
        self.live = sys.stderr.isatty()
        self.update("")

    def update(self, output: str) -> None:
        seconds = time.monotonic() - self.start
        if seconds < self.silent_for:
            return
        latest = output.strip().rpartition("\n")[2].strip()
        if self.live:
            width = shutil.get_terminal_size().columns - 1
            sys.stderr.write(f"\r\033[K{f'{self.title} ({_duration(seconds)})  {latest}'[:width]}")
        elif self.shown_at is None:
            sys.stderr.write(f"{self.title} ...\n")
        elif seconds - self.shown_at < 30:
            return
        else:
            sys.stderr.write(f"  {_duration(seconds)}: {latest[:100]}\n")
        self.shown_at = seconds
        sys.stderr.flush()

    def close(self, failed: bool) -> None:
        if self.shown_at is None:
            return
        if self.live:
            sys.stderr.write("\r\033[K")
        took = _duration(time.monotonic() - self.start)
        report(self.title, f"stopped after {took}" if failed else took)


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 60 else f"{seconds // 60:.0f} min {seconds % 60:02.0f} s"
