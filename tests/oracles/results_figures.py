"""Every chart of a report becomes SVG, PNG and PDF with marks in it: results_figures.py REPORT_EXAMPLE."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from unittest import mock

FIGURES = pathlib.Path(__file__).resolve().parents[2] / "results/show/figures.py"
FIRST_BYTES = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF"}


def check_that_writers_do_not_meet() -> None:
    """Another's temporary file may be renamed after the folder was listed and before it is looked at."""
    sys.path.insert(0, str(FIGURES.parent))
    from whole_file import whole_file

    with tempfile.TemporaryDirectory() as folder:
        figure = pathlib.Path(folder) / "figure.svg"
        renamed = figure.with_name(f".{'0' * 16}.tmp")
        with mock.patch.object(pathlib.Path, "iterdir", lambda _: [renamed]), whole_file(figure) as file:
            file.write(b"<svg/>")
        assert figure.read_bytes() == b"<svg/>"


def check_that_names_are_in_full() -> None:
    """Those of a grid differ at their ends."""
    sys.path.insert(0, str(FIGURES.parent))
    from figures import draw

    names = [f"carry_over_episodes=off+cutoff_bootstrap=last_value+truncation={end}" for end in ("terminal", "bootstrap")]
    points = [{"x": i, "y": i, "name": name} for i, name in enumerate(names)]
    color = {"field": "name", "type": "nominal", "scale": {"domain": names}, "legend": {"orient": "top"}}
    spec = {"data": {"values": points}, "mark": "point", "encoding": {"x": {"field": "x"}, "y": {"field": "y"}, "color": color}}
    with tempfile.TemporaryDirectory() as folder:
        (path,) = draw({"id": "grid", "title": "a grid", "spec": spec}, pathlib.Path(folder), ["svg"])
        svg = path.read_text()
    assert all(f">{name}</text>" in svg for name in names), "a name is cut"


def check_that_rows_have_room() -> None:
    """Readers' fonts may be wider than the one that names are measured in, and what is left of a picture is cut."""
    sys.path.insert(0, str(FIGURES.parent))
    from figures import WIDE_LETTER, draw

    name = "carry_over_episodes x cutoff_bootstrap"
    rows = {"field": "name", "type": "nominal", "axis": {"labelLimit": 460}}
    spec = {"datasets": {"numbers": [{"name": name, "x": 1}]}, "data": {"name": "numbers"},
            "layer": [{"mark": "point", "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": rows}}]}
    with tempfile.TemporaryDirectory() as folder:
        (path,) = draw({"id": "rows", "title": "rows", "spec": spec}, pathlib.Path(folder), ["svg"])
        svg = path.read_text()
    left = float(re.search(r'stroke-miterlimit="10" transform="translate\(([0-9.]+),', svg).group(1))
    assert f">{name}</text>" in svg and left >= WIDE_LETTER * len(name), left


def main(example: str) -> None:
    check_that_writers_do_not_meet()
    check_that_names_are_in_full()
    check_that_rows_have_room()
    page = subprocess.run([example], capture_output=True, check=True, text=True).stdout
    charts = json.loads(re.search(r'id="data">(.*?)</script>', page, re.S).group(1))["charts"]
    chosen = {chart["section"]: chart for chart in charts}  # one of each section
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, FIGURES, folder, *FIRST_BYTES], check=True, text=True, stdout=subprocess.DEVNULL,
                       input=json.dumps(list(chosen.values())))
        files = {path.name: path.read_bytes() for path in pathlib.Path(folder).iterdir()}
    assert len(files) == len(FIRST_BYTES) * len(chosen), sorted(files)
    for name, contents in files.items():
        assert contents.startswith(FIRST_BYTES[name.rpartition(".")[2]]), name
    for chart in chosen.values():
        svg = files[f"{chart['id']}.svg"].decode()
        assert chart["title"].partition("<")[0] in svg, chart["id"]
        assert len(re.findall(r'class="mark-(?:line|area|symbol|rule|rect)', svg)) >= 1, chart["id"]
    print(f"{len(files)} figures of {len(chosen)} charts")


if __name__ == "__main__":
    main(sys.argv[1])
