"""A documentation page as the blocks of code that stand in it."""
import dataclasses
import re
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
RUN = {"sh", "python"}
SHOWN = {"json", "cpp", "cmake", "text", "dockerfile"}  # what other tests read
# `<!-- not run: why -->` or `<!-- needs: Python module -->` on the line above a block
BLOCK = re.compile(r"(?:^ *<!-- (?P<mark>[a-z ]+): (?P<words>[^>]*) -->\n)?^(?P<indent> *)```(?P<language>\w*)\n(?P<text>.*?)^ *```$(?P<quote>\n\n(?:> [^\n]*\n)+)?",
                   re.MULTILINE | re.DOTALL)


@dataclasses.dataclass
class Block:
    page: Path
    line: int
    language: str
    text: str
    not_run: str  # why; empty: it is run
    needs: str  # a Python module
    quoted: list[str] = dataclasses.field(default_factory=list)  # parts of what it prints, from the quotation below it

    @property
    def where(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def quoted_in(quote: str) -> list[str]:
    """The parts of a quotation that leaves out what `...` stands for."""
    text = " ".join(line.removeprefix("> ") for line in quote.split("\n") if line)
    return [part.strip() for part in text.split("...") if part.strip()]


def blocks_of(page: Path) -> list[Block]:
    text = page.read_text()
    found = []
    for match in BLOCK.finditer(text):
        mark, words = match["mark"] or "", match["words"] or ""
        found.append(Block(page, text.count("\n", 0, match.start("indent")) + 1, match["language"], textwrap.dedent(match["text"]),
                           words if mark == "not run" else "", words if mark == "needs" else "", quoted_in(match["quote"] or "")))
    return found


def links_of(page: Path) -> list[tuple[Path, str]]:
    """Files of relative links, with their anchors."""
    targets = [target.partition("#") for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text())
               if not re.match(r"[a-z]+:", target)]
    return [(page.parent / path if path else page, anchor) for path, _, anchor in targets]


def anchors_of(page: Path) -> set[str]:
    """Of its headings, as GitHub makes them."""
    found: set[str] = set()
    for heading in re.findall(r"^#+ +(.*?) *$", BLOCK.sub("", page.read_text()), re.MULTILINE):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        anchor = re.sub(r"[^\w -]", "", words).replace(" ", "-")
        found.add(next(name for name in (anchor, *(f"{anchor}-{i}" for i in range(1, 100))) if name not in found))
    return found
