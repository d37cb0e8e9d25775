"""The four steps from a bare Debian or Ubuntu to the binary. Each does nothing when there is nothing to do."""
import contextlib
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from setup.console import AGAIN, LOG, NO_DISK, ROOT, SetupError, report, run, say

BUILD = ROOT / "build" / "release"
BINARY = BUILD / "bench" / "gaitbench"
VENV = ROOT / ".venv"
REQUIREMENTS = [ROOT / "requirements.txt"]  # of every command
TEST_REQUIREMENTS = [*REQUIREMENTS, ROOT / "requirements-test.txt"]
INSTALLED = VENV / "installed.sha256"  # the requirements that are in the venv, completely: a line for each file
BEGUN = ROOT / "build" / "venv.begun"  # there while the venv is being made
CONFIGURED = BUILD / "configured.sha256"  # what the build directory was configured from
BUILT = BUILD / "built.sha256"  # the sources, and on a line of its own the commit, that the program was last built from
SOURCES = ("CMakeLists.txt", "CMakePresets.json", "cmake", "models", "results", "envs", "algos", "bench")
NOT_BUILT = ROOT / "results" / "published"
PACKAGES_STEP, WHEELS_STEP = "[1/4] Debian packages", "[2/4] Python packages"
BYTES_NEEDED = {"gaitbench": 1e9, "all": 4e9, "all at once": 4e9}  # wheels while they are unpacked, venv and build
BYTES_PER_COMPILER = 1.5e9  # of memory; LibTorch's headers


def prepare(target: str, selection: Sequence[str] = ()) -> None:
    """Makes sure that `target` is built and up to date: "gaitbench", or "all" with what the tests need, "all at once" in few
    large files. Where options of ctest select some of these, only the program and what they run are built."""
    LOG.write_text("")
    built = f"{_sources()}\n{_commit()}\n"  # before: a file that changes meanwhile is built again
    is_set_up = is_configured(target) and shutil.which("ninja")
    if not is_set_up or _text(BUILT) != built:
        BUILT.unlink(missing_ok=True)  # whoever comes while the program is replaced waits
    if not is_set_up:
        check_machine(BYTES_NEEDED[target])
        say(f"setting up; the first time takes a few minutes and {BYTES_NEEDED[target] / 1e9:.0f} GB of disk")
        install_debian_packages()
        install_python_packages(_requirements(target))
        configure(target)
    build("gaitbench" if selection else target.split()[0])
    if selection:
        build(*targets_of(selection))
    BUILT.write_text(built)


def is_ready() -> bool:
    """Whether the program is built from what is here, told without writing anything. Who may not build it takes that of
    another commit too, if the sources are the same."""
    if not (BINARY.exists() and BUILT.exists() and is_configured("gaitbench")):
        return False
    sources, commit = BUILT.read_text().splitlines()
    return sources == _sources() and (commit == _commit() or not may_write())


def may_write() -> bool:
    return all(os.access(path, os.W_OK) for path in (ROOT, LOG.parent, BUILD) if path.exists())


def is_configured(target: str) -> bool:
    enough = {"gaitbench": ("gaitbench", "all at once", "all"), "all at once": ("all at once", "all"), "all": ("all",)}
    configured = _text(CONFIGURED) in map(_configuration, enough[target])
    return configured and not missing(_requirements(target))


def check_machine(bytes_needed: float) -> None:
    found = f"{platform.machine()} {platform.system()} {platform.libc_ver()[0]}".strip()
    if found != "x86_64 Linux glibc":
        raise SetupError(f"MuJoCo's wheel is for x86_64 Linux with glibc and this is {found}: use "
                         "such a machine or container, for example Debian 12.")
    free = shutil.disk_usage(ROOT).free
    if not INSTALLED.exists() and free < bytes_needed:
        raise SetupError(f"{free / 1e9:.1f} GB of disk are free at {ROOT}: {NO_DISK.partition(': ')[2]}")


def install_debian_packages() -> None:
    """The tools must be there afterwards; a library that apt cannot bring is downloaded by CMake."""
    tools, libraries = missing_tools(), missing_libraries()
    if not tools + libraries:
        return report(PACKAGES_STEP, "all there")
    try:
        apt_install(tools, libraries)
    except SetupError:
        if tools:
            raise
    if libraries := missing_libraries():
        say(f"without the Debian packages {' '.join(libraries)}: CMake downloads libraries; without Python's headers the "
            "Python package is not among the tests")


def missing_tools() -> list[str]:
    tools = {"g++": os.environ.get("CXX") or shutil.which("c++"), "cmake": shutil.which("cmake"),
             "ninja-build": shutil.which("ninja"), "git": shutil.which("git"),
             f"python3.{sys.version_info.minor}-venv": importlib.util.find_spec("ensurepip")}
    return [package for package, found in tools.items() if not found]


def missing_libraries() -> list[str]:
    headers = {"nlohmann-json3-dev": "nlohmann/json.hpp", "libcli11-dev": "CLI/CLI.hpp", "libfmt-dev": "fmt/format.h",
               "libeigen3-dev": "eigen3/Eigen/SVD", "libgtest-dev": "gtest/gtest.h",
               "libbenchmark-dev": "benchmark/benchmark.h", "libxxhash-dev": "xxhash.h"}
    headers[f"python3.{sys.version_info.minor}-dev"] = Path(sysconfig.get_path("include"), "Python.h")
    return [package for package, header in headers.items() if not Path("/usr/include", header).exists()]


def apt_install(required: list[str], optional: list[str], title: str = PACKAGES_STEP) -> None:
    names = " ".join(required + optional)
    if not shutil.which("apt-get"):
        raise SetupError(f"this system has no apt-get: install what Debian calls {names} in its own way, {AGAIN}.")
    say(f"apt-get will install these Debian packages, and what they need: {names}")
    prefix = as_root(f"apt-get install -y {names}")
    install = "apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300"
    run(title, [*prefix, "sh", "-c", f"""
        export DEBIAN_FRONTEND=noninteractive
        dpkg --configure -a  # after an interrupted one
        apt-get update
        {install} {' '.join(required)} || exit 1
        for library in {' '.join(optional)}; do {install} $library; done
        true"""])


def install_valgrind() -> None:
    """Counts instructions for one test, which is skipped where it cannot be installed."""
    if shutil.which("valgrind"):
        return
    try:
        apt_install(["valgrind"], [], "Debian package valgrind")
    except SetupError as error:
        say(f"without valgrind no instructions are counted: {error}")


def install_slurm() -> None:
    """For the tests that start its daemons themselves: those that the packages may have started are stopped."""
    daemons = ("munged", "slurmctld", "slurmd")
    if all(shutil.which(daemon, path=f"{os.environ['PATH']}:/usr/sbin") for daemon in daemons):
        return
    apt_install(["slurm-wlm"], [], "Debian package slurm-wlm")
    if Path("/run/systemd/system").exists():
        subprocess.run([*as_root("systemctl stop munge"), "systemctl", "--quiet", "stop", "munge", "slurmctld", "slurmd"])


def as_root(purpose: str) -> list[str]:
    """The words before a command that give it root's rights."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        say("installing Debian packages needs root's rights")
        check = ["sudo", "-v"] if sys.stdin.isatty() else ["sudo", "-n", "true"]
        if subprocess.run(check, stderr=None if sys.stdin.isatty() else subprocess.DEVNULL).returncode == 0:
            return ["sudo"]
    raise SetupError(f"Debian packages are missing and only root may install them: run `{purpose}` as root or have it "
                     f"run for you, {AGAIN}.")


def missing(requirements: list[Path]) -> list[Path]:
    """Those that are not in the venv as they are today."""
    installed = (_text(INSTALLED) or "").split()
    return [file for file in requirements if _digest(file) not in installed]


def install_python_packages(requirements: list[Path]) -> None:
    if not missing(requirements):
        return report(WHEELS_STEP, "all there")
    ours = INSTALLED.exists() or BEGUN.exists()
    if VENV.is_symlink() or (VENV.exists() and not ours):
        raise SetupError(f"{VENV} was not made by ./gaitbench, which would overwrite it: move it away, {AGAIN}.")
    CONFIGURED.unlink(missing_ok=True)
    BEGUN.touch()
    python = VENV / "bin" / "python"
    if not (INSTALLED.exists() and python.exists()):  # none, or what an interrupted set-up left
        run("[2/4] Python environment", [sys.executable, "-m", "venv", "--clear", VENV])
    files = missing(requirements)
    complete = [file for file in TEST_REQUIREMENTS if not missing([file])] + files
    INSTALLED.unlink(missing_ok=True)
    unpacking = VENV / "tmp"  # the system's /tmp may be too small
    unpacking.mkdir(exist_ok=True)
    run(WHEELS_STEP,
        [python, "-m", "pip", "install", "--no-deps", "--require-hashes", "--only-binary=:all:", "--no-user", "--retries=2",
         "--progress-bar=off", "--disable-pip-version-check", *(word for file in files for word in ("-r", file))],
        env={**os.environ, "TMPDIR": str(unpacking)})
    shutil.rmtree(unpacking, ignore_errors=True)
    INSTALLED.write_text("".join(f"{_digest(file)}\n" for file in complete))
    BEGUN.unlink()


def configure(target: str) -> None:
    """For the tests, warnings are errors; a compiler of tomorrow must not keep anyone from the program. That alone is
    compiled once, and so in few large files."""
    strict, once = ("OFF" if target == "gaitbench" else "ON"), ("OFF" if target == "all" else "ON")
    run("[3/4] configure", ["cmake", "--preset", "release", "--fresh", f"-DGAITBENCH_WARNINGS_ARE_ERRORS={strict}",
                            f"-DGAITBENCH_UNITY={once}"])
    CONFIGURED.write_text(_configuration(target))


def targets_of(selection: Sequence[str]) -> list[str]:
    """What ninja makes of the files that the selected tests name. CTest knows no command of a program that was never built:
    its target is named by the test. One that installs the build needs all of it."""
    listing = subprocess.run(["ctest", "--test-dir", BUILD, "--show-only=json-v1", *selection], capture_output=True, text=True)
    targets = set()
    for test in json.loads(listing.stdout)["tests"] if listing.returncode == 0 else []:
        required = [file for entry in test["properties"] if entry["name"] == "REQUIRED_FILES" for file in entry["value"]]
        files = [Path(word) for word in test.get("command", []) + required if Path(word).is_relative_to(BUILD)]
        targets.update(str(file.relative_to(BUILD)) if file != BUILD else "all" for file in files)
        if not test.get("command") and not files:
            targets.add(test["name"].replace("/", "_") + "_test")
    return sorted(targets) or ["all"]


def build(*targets: str, directory: Path = BUILD, title: str = "[4/4] build") -> None:
    with open("/proc/meminfo") as meminfo:
        available = next(int(line.split()[1]) * 1024 for line in meminfo if line.startswith("MemAvailable"))
    jobs = max(1, min(len(os.sched_getaffinity(0)), int(available / BYTES_PER_COMPILER)))
    run(title, ["ninja", "-C", directory, f"-j{jobs}", *targets], silent_for=1)


def _requirements(target: str) -> list[Path]:
    return REQUIREMENTS if target == "gaitbench" else TEST_REQUIREMENTS


def _configuration(target: str) -> str:
    return f"{_text(INSTALLED)} {_digest(ROOT / 'CMakePresets.json')} {ROOT} {target}"


def _sources() -> str:
    """Of every file that the program is made of, its name and what is in it."""
    digest = hashlib.sha256()
    for name in SOURCES:
        for file in sorted([ROOT / name, *(ROOT / name).rglob("*")]):
            if file.is_file() and file.suffix != ".pyc" and not file.is_relative_to(NOT_BUILT):
                digest.update(f"{file.relative_to(ROOT)} {_digest(file)}\n".encode())
    return digest.hexdigest()


def _commit() -> str:
    """As cmake/BuildInfo.cmake reads it, whoever owns the checkout; nothing where there is no git."""
    with contextlib.suppress(OSError):
        return subprocess.run(["git", "-c", f"safe.directory={ROOT}", "describe", "--always", "--abbrev=40", "--exclude=*",
                               "--dirty"], cwd=ROOT, env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"}, capture_output=True,
                              text=True).stdout.strip()
    return ""


def _digest(*files: Path) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _text(file: Path) -> str | None:
    return file.read_text() if file.exists() else None
