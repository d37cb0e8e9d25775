"""How many tests there were, how they ended and which of them failed."""
from dataclasses import dataclass
from xml.etree.ElementTree import Element


@dataclass(frozen=True)
class Counts:
    passed: int = 0
    failures: tuple[str, ...] = ()  # their names
    skipped: int = 0

    @staticmethod
    def of_check(name: str, passed: bool) -> "Counts":
        return Counts(passed=1) if passed else Counts(failures=(name,))

    @staticmethod
    def of_junit(suite: Element) -> "Counts":
        skipped = int(suite.attrib["skipped"]) + int(suite.attrib["disabled"])
        failures = tuple(case.attrib["name"] for case in suite.iter("testcase") if case.attrib["status"] == "fail")
        return Counts(int(suite.attrib["tests"]) - len(failures) - skipped, failures, skipped)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.passed + other.passed, self.failures + other.failures, self.skipped + other.skipped)

    def __str__(self) -> str:
        counts = f"{self.passed} passed, {len(self.failures)} failed, {self.skipped} skipped"
        return "\n".join([*(f"failed: {name}" for name in self.failures), counts])
