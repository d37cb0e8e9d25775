"""Charts as files for papers: figures.py DIRECTORY FORMAT..., the report's charts as JSON on standard input.

Writes DIRECTORY/<id>.<format> for each chart and format: svg, pdf or png (at 300 dots an inch). figures.py --check only says
whether it could. Exit code 2: what draws is missing."""
import itertools
import json
import multiprocessing
import os
import pathlib
import sys
from concurrent.futures import ProcessPoolExecutor

from whole_file import whole_file

try:
    import vl_convert
except ImportError:
    print("charts as files need the Python package vl-convert-python: pip install \"gaitbench[figures]\"", file=sys.stderr)
    sys.exit(2)

VEGA_LITE = "6.4"  # that of the page
MOST_PROCESSES = 4  # of some 150 MB each
WIDTH = 480  # pixels; half a page of print
WIDE_LETTER = 5.8  # pixels of a row's name in DejaVu Sans; Arial, which names are measured in here, takes 4.9
INK, SOFT, LINE, ACCENT = "#1d2126", "#5c646e", "#d9dcd7", "#0b5f8a"
CONFIG = {
    "background": "white", "font": "sans-serif", "view": {"stroke": None},
    "axis": {"labelColor": SOFT, "titleColor": INK, "gridColor": LINE, "domainColor": LINE, "tickColor": LINE,
             "titleFontWeight": "normal"},
    "legend": {"labelColor": INK, "symbolStrokeColor": INK, "symbolSize": 160, "symbolStrokeWidth": 2.5, "labelLimit": WIDTH},
    "title": {"color": INK, "fontWeight": "normal", "anchor": "start"},
    "rule": {"color": INK}, "point": {"color": ACCENT, "fill": ACCENT}, "bar": {"color": ACCENT},
}
CONVERTERS = {
    "svg": lambda spec: vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE).encode(),
    "pdf": lambda spec: vl_convert.vegalite_to_pdf(spec, vl_version=VEGA_LITE),
    "png": lambda spec: vl_convert.vegalite_to_png(spec, vl_version=VEGA_LITE, ppi=300),
}


def names_in(node: object) -> list[str]:
    """What the scales of a chart have colours and dashes for."""
    if not isinstance(node, dict):
        return [name for part in node for name in names_in(part)] if isinstance(node, list) else []
    domain = node.get("domain")
    return [*(map(str, domain) if isinstance(domain, list) else ()),
            *(name for key, part in node.items() if key != "datasets" for name in names_in(part))]


def legend_columns(spec: dict) -> int:
    """How many names stand side by side, in full."""
    longest = max(map(len, names_in(spec)), default=0)
    return max(1, min(4, WIDTH // (6 * longest + 30)))


def channels(node: object, name: str) -> list[dict]:
    """Of a chart's layers and panels."""
    if isinstance(node, list):
        return [found for part in node for found in channels(part, name)]
    if not isinstance(node, dict):
        return []
    here = [node["encoding"][name]] if name in node.get("encoding", {}) else []
    return here + [found for key, part in node.items() if key not in ("datasets", "encoding") for found in channels(part, name)]


def longest_row(spec: dict) -> int:
    """Letters of the longest name at the left, of a chart that has a row for each."""
    fields = {channel.get("field") for channel in channels(spec, "y") if channel.get("type") == "nominal"}
    data = itertools.chain(*spec.get("datasets", {}).values())
    return max((len(str(row[field])) for row in data for field in fields & row.keys()), default=0)


def draw(chart: dict, directory: pathlib.Path, formats: list[str]) -> list[pathlib.Path]:
    config = {**CONFIG, "legend": {**CONFIG["legend"], "columns": legend_columns(chart["spec"])},
              "axisYDiscrete": {"minExtent": WIDE_LETTER * longest_row(chart["spec"])}}
    spec = {**chart["spec"], "width": WIDTH, "title": chart["title"], "config": config}
    paths = [directory / f"{chart['id']}.{suffix}" for suffix in formats]
    for path, suffix in zip(paths, formats):
        with whole_file(path) as file:
            file.write(CONVERTERS[suffix](spec))
    return paths


def main(directory: pathlib.Path, formats: list[str]) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    charts = json.load(sys.stdin.buffer)
    processes = min(len(charts), os.cpu_count() or 1, MOST_PROCESSES)
    with ProcessPoolExecutor(max(1, processes), multiprocessing.get_context("spawn")) as pool:
        for paths in pool.map(draw, charts, itertools.repeat(directory), itertools.repeat(formats)):
            print(*paths, sep="\n", flush=True)


if __name__ == "__main__":
    try:
        if sys.argv[1:] != ["--check"]:
            main(pathlib.Path(sys.argv[1]), sys.argv[2:])
    except OSError as error:
        sys.exit(": ".join(filter(None, (error.filename, error.strerror))))
