"""What `./gaitbench test` looks at besides the tests of the release build: format, clang-tidy, sanitizers."""
import json
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from setup.console import ROOT, report, run
from setup.counts import Counts
from setup.ctest import ctest
from setup.steps import BUILD, VENV, build

FOLDERS = ("results", "envs", "algos", "bench", "python", "tests", "examples")
TIDY = BUILD / "tidy"
SANITIZERS = {"asan-ubsan": "address", "tsan": "thread"}  # preset, and the label of the tests that it runs


def sources() -> list[Path]:
    """Every C++ file, relative to the top of the project."""
    return sorted(file.relative_to(ROOT) for folder in FOLDERS for file in (ROOT / folder).rglob("*.*")
                  if file.suffix in (".cc", ".h"))


def check_format(files: list[Path]) -> Counts:
    command = [VENV / "bin" / "clang-format", "--dry-run", "-Werror", *files]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    print(found.stderr, end="", flush=True)
    report(f"clang-format of {len(files)} files", "as it should be" if found.returncode == 0 else
           "differs; .venv/bin/clang-format -i FILE puts it right")
    return Counts.of_check("clang-format", found.returncode == 0)


def check_tidy(files: list[Path]) -> Counts:
    """Reads those of `files` that the release build compiles."""
    commands = [each for entry in json.loads((BUILD / "compile_commands.json").read_text()) for each in _of_each_file(entry)]
    TIDY.mkdir(exist_ok=True)
    (TIDY / "compile_commands.json").write_text(json.dumps(commands))
    compiled = {Path(entry["file"]) for entry in commands}
    read = [file for file in files if ROOT / file in compiled]
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        complaints = [text for text in pool.map(_tidy, read) if text]
    print(*complaints, sep="\n", end="", flush=True)
    report(f"clang-tidy of {len(read)} files", f"complaints in {len(complaints)}" if complaints else "nothing to say")
    return Counts.of_check("clang-tidy", not complaints)


def _of_each_file(entry: dict[str, str]) -> list[dict[str, str]]:
    """How a file is compiled, or each of those that are compiled as one (GAITBENCH_UNITY)."""
    file = Path(entry["file"])
    if file.parent.name != "Unity":
        return [entry]
    return [{**entry, "file": name, "command": entry["command"].replace(entry["file"], name)}
            for name in re.findall(r'^#include "(.+)"', file.read_text(), re.MULTILINE)]


def _tidy(file: Path) -> str:
    """What clang-tidy has to say of one file. The warnings of clang, for which the build's flags and g++'s
    precompiled headers are not, are none of it."""
    found = subprocess.run([VENV / "bin" / "clang-tidy", "-p", TIDY, "--quiet", "--warnings-as-errors=*",
                            "--extra-arg=-Wno-error", "--extra-arg=-Wno-ignored-gch", file],
                           cwd=ROOT, capture_output=True, text=True)
    return "" if found.returncode == 0 else found.stdout + found.stderr


def check_sanitized(preset: str) -> Counts:
    directory, label = ROOT / "build" / preset, SANITIZERS[preset]
    run(f"configure {preset}", ["cmake", "--preset", preset], silent_for=3)
    build(f"{label}_tests", directory=directory, title=f"build {preset}")
    return ctest(directory, ["--preset", preset, "-L", f"^{label}$"])


def changed(files: list[Path]) -> list[Path]:
    """Those that differ from main, committed or not, and what includes a header that does; on main, from the commit before;
    where git cannot tell, all."""
    base = _git("merge-base", "HEAD", "origin/main") or _git("merge-base", "HEAD", "main")
    if base and base == _git("rev-parse", "HEAD"):
        base = _git("rev-parse", "HEAD~1")
    if base is None:
        return files
    names = set((_git("diff", "--name-only", base[0]) or []) + (_git("ls-files", "-o", "--exclude-standard") or []))
    return [file for file in files if str(file) in names or names & _included(file)]


def _included(file: Path) -> set[str]:
    return set(re.findall(r'^#include "(.+)"', (ROOT / file).read_text(), re.MULTILINE))


def _git(*arguments: str) -> list[str] | None:
    found = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    return found.stdout.split() if found.returncode == 0 else None
