"""CTest in one build directory, with its counts."""
import os
import subprocess
from pathlib import Path
from xml.etree import ElementTree

from setup.console import ROOT
from setup.counts import Counts


def ctest(directory: Path, selection: list[str]) -> Counts:
    """Runs the selected tests. Where CTest itself fails, or finds no test, that counts as one failure."""
    results = results_file(directory)
    results.unlink(missing_ok=True)
    at_once = len(os.sched_getaffinity(0)) + 1  # one of them waits: for a daemon, a disk, a signal
    returncode = subprocess.run(["ctest", "--test-dir", directory, f"-j{at_once}", "--output-on-failure", "--no-tests=error",
                                 "--output-junit", results, "--test-output-size-passed", "1000000", *selection],
                                cwd=ROOT).returncode
    counts = Counts.of_junit(ElementTree.parse(results).getroot()) if results.exists() else Counts()
    return counts if returncode == 0 or counts.failures else counts + Counts.of_check(f"ctest in {directory.name}", False)


def results_file(directory: Path) -> Path:
    return directory / "test_results.xml"
