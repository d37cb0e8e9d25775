"""./gaitbench test [--all] [options of ctest]: every test, and a closing line with the counts.

Those with the label `slurm` need Debian's slurm-wlm, which --all installs, and root, and start its daemons for as long
as they run; without --all they are left out."""
import subprocess
from xml.etree import ElementTree

from setup.steps import BUILD, install_slurm

RESULTS = BUILD / "test_results.xml"


def run(arguments: list[str]) -> int:
    if {"-h", "--help"} & set(arguments):
        print(__doc__)
        return 0
    selection = [argument for argument in arguments if argument != "--all"]
    ctest = ["ctest", "--test-dir", BUILD]
    if "--all" in arguments:
        install_slurm()
    else:
        listing = subprocess.run([*ctest, "-N", "-L", "^slurm$"], capture_output=True, text=True).stdout
        selection = ["-LE", "^slurm$", *selection]
        if "Total Tests: 0" not in listing:
            print("Left out: the tests of Slurm job arrays; ./gaitbench test --all runs them too.", flush=True)
    RESULTS.unlink(missing_ok=True)
    returncode = subprocess.run([*ctest, "-j2", "--output-on-failure", "--no-tests=error", "--output-junit", RESULTS,
                                 "--test-output-size-passed", "1000000", *selection]).returncode
    if RESULTS.exists():
        summarize(ElementTree.parse(RESULTS).getroot())
    return 0 if returncode == 0 else 1


def summarize(suite: ElementTree.Element) -> None:
    """The comparisons with Gymnasium by name and size, then the counts."""
    lines = [line for output in suite.iter("system-out") for line in (output.text or "").splitlines()]
    parity = [line for line in lines if line.startswith("PARITY ")]
    print("", *(parity or ["No comparison with Gymnasium was among these tests."]), sep="\n")
    total, failed = int(suite.attrib["tests"]), int(suite.attrib["failures"])
    skipped = int(suite.attrib["skipped"]) + int(suite.attrib["disabled"])
    print(f"{total - failed - skipped} passed, {failed} failed, {skipped} skipped", flush=True)
