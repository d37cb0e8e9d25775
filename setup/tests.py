"""./gaitbench test [--slurm] [--all] [--once] [options of ctest]: every check and every test, what failed, and a closing line
with the counts.

clang-format looks at all files and clang-tidy at those that differ from main. The tests run as released, those of results/
and algos/ under the address and undefined-behaviour sanitizers too, the concurrent ones under the thread sanitizer.

  --slurm      the tests of Slurm job arrays too; they need Debian's slurm-wlm (installed then) and root, and start its
               daemons for as long as they run
  --all        these, and clang-tidy reads every file
  --once       compiles files eight at a time, for a clone that is built once, as CI's: less in all, more after a change
  -R NAME ...  options of ctest choose among the released tests; nothing else is built or runs then

Example:
  ./gaitbench test -R results/tables
"""
import subprocess
from xml.etree import ElementTree

from setup import checks
from setup.console import say
from setup.counts import Counts
from setup.ctest import ctest, results_file
from setup.steps import BUILD, install_slurm, install_valgrind


def run(arguments: list[str]) -> int:
    selection = selected(arguments)
    counts = Counts() if selection else run_checks(all_files="--all" in arguments)
    if "--all" in arguments or "--slurm" in arguments:
        install_slurm()
    else:
        leave_out_slurm(selection)
    install_valgrind()
    counts += ctest(BUILD, selection)
    if results_file(BUILD).exists():
        print_comparisons(ElementTree.parse(results_file(BUILD)).getroot())
    print(counts, flush=True)
    return 1 if counts.failures else 0


def selected(arguments: list[str]) -> list[str]:
    """The options of ctest among them."""
    return [argument for argument in arguments if argument not in ("--all", "--slurm", "--once")]


def run_checks(all_files: bool) -> Counts:
    files = checks.sources()
    counts = checks.check_format(files) + checks.check_tidy(files if all_files else checks.changed(files))
    for preset in checks.SANITIZERS:
        counts += checks.check_sanitized(preset)
    return counts


def leave_out_slurm(selection: list[str]) -> None:
    listing = subprocess.run(["ctest", "--test-dir", BUILD, "-N", "-L", "^slurm$"], capture_output=True, text=True).stdout
    if "Total Tests: 0" not in listing:
        say("left out: the tests of Slurm job arrays; ./gaitbench test --slurm runs them too")
    selection[:0] = ["-LE", "^slurm$"]


def print_comparisons(suite: ElementTree.Element) -> None:
    """The comparisons with Gymnasium, by name and size."""
    lines = [line for output in suite.iter("system-out") for line in (output.text or "").splitlines()]
    parity = [line for line in lines if line.startswith("PARITY ")]
    print("", *(parity or ["No comparison with Gymnasium was among these tests."]), sep="\n")
