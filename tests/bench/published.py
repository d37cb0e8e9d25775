"""What is published follows from its run logs: published.py BINARY DIR.

The tables are the same bytes; every cell has all of the study's seeds, or those that decided it; a log of a
million env steps takes 80 kB, so that they are within 100 kB each on average, and a study of 600 runs is 45 MB."""
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path


def main(binary: str, directory: Path) -> None:
    made = subprocess.run([binary, "table", directory, "--format", "json"], capture_output=True, check=True).stdout
    committed = (directory / "tables.json").read_bytes()
    assert made == committed, f"{directory}/tables.json is not what its run logs give: publish it again"
    logs = list(directory.glob("runs/*/*/seed_*/run.json"))
    seeds = json.loads((directory / "study.json").read_text())["seeds"]
    decided = {decision["environment"]: max(look["num_seeds"] for look in decision["looks"] if look["looked"])
               for decision in json.loads(committed).get("decisions", []) if decision["state"] == "decided"}
    cells = Counter(log.parent.parent for log in logs)
    for cell, count in cells.items():
        of_environment = {**seeds, **seeds.get("per_environment", {}).get(cell.parent.name, {})}
        assert count == decided.get(cell.parent.name, of_environment["count"]), (cell, count)
    size = sum(log.stat().st_size for log in logs)
    assert size <= 1e5 * len(logs), f"{size / len(logs) / 1e3:.0f} kB a run log: publish makes them compact"
    figures = [line.split("](figures/")[1].rstrip(")") for line in (directory / "report.md").read_text().splitlines()
               if "](figures/" in line]
    assert figures and all((directory / "figures" / figure).exists() for figure in figures), figures
    print(f"{len(committed)} bytes of tables.json from {len(logs)} run logs of {size / 1e6:.1f} MB: the same; "
          f"{len(cells)} whole cells, {len(figures)} figures")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
