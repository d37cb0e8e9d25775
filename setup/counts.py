"""How many tests there were and how they ended."""
from dataclasses import dataclass
from xml.etree.ElementTree import Element


@dataclass(frozen=True)
class Counts:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    @staticmethod
    def of_check(passed: bool) -> "Counts":
        return Counts(passed=1) if passed else Counts(failed=1)

    @staticmethod
    def of_junit(suite: Element) -> "Counts":
        total, failed = int(suite.attrib["tests"]), int(suite.attrib["failures"])
        skipped = int(suite.attrib["skipped"]) + int(suite.attrib["disabled"])
        return Counts(total - failed - skipped, failed, skipped)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"
