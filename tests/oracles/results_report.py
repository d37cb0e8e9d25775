"""Opens a report in headless Chromium: results_report.py REPORT_EXAMPLE.

Nothing on the console, no request, every chart in view drawn with marks and no other, the numbers of the first table equal to those in the
data, hostile names only as text, on a phone the whole of long names in legends. Exits with 77 where there is no Chromium.
"""
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
SECONDS = 120, 120, 300  # now and then a headless browser stands still
LONG_NAME = "carry_over_episodes=off+cutoff_bootstrap=last_value+truncation=terminal"
PHONE = "<style>body { max-width: 390px; }</style>"  # no window of a headless browser is as narrow
# lines of that name in legends, and how many of them the chart's edge or an ellipsis cuts
LEGENDS = """<script>setTimeout(() => {
  const texts = [...document.querySelectorAll(".chart svg .role-legend text")], right = (node) => node.getBoundingClientRect().right;
  const names = texts.filter((text) => /^(carry|cutoff|trunc)/.test(text.textContent));
  document.body.dataset.names = names.length;
  document.body.dataset.cut = names.filter((name) => name.textContent.includes("\u2026") || right(name) > right(name.closest("svg"))).length;
}, 25000);</script>"""


def open_page(browser, page, folder, height):
    # no name resolves and no proxy answers: a request would be an error on the console
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
               "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=30000", "--enable-logging=stderr",
               f"--window-size=390,{height}", "--dump-dom", page.as_uri()]
    for seconds in SECONDS:
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
            break
        except subprocess.TimeoutExpired:
            if seconds == SECONDS[-1]:
                raise
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


def number(dom, what="drawn"):
    count = re.search(rf'data-{what}="(\d+)"', dom)
    return int(count.group(1)) if count else 0


def main(example):
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        print("no Chromium on this machine")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "report.html"
        page.write_bytes(subprocess.run([example], capture_output=True, check=True).stdout)
        source = page.read_text()
        dom, console = open_page(browser, page, folder, height=100_000)  # all of it in view
        first_screen, _ = open_page(browser, page, folder, height=844)
        page.write_text(source.replace('"PPO-M"', f'"{LONG_NAME}"').replace("</head>", PHONE + "</head>", 1) + LEGENDS)
        phone, _ = open_page(browser, page, folder, height=20_000)
    data = json.loads(re.search(r'id="data">(.*?)</script>', source, re.S).group(1))
    with_charts = "vegaEmbed=" in source

    assert not console, console
    assert "owned" not in re.search(r"<title>(.*?)</title>", dom).group(1).replace("title='owned'", "")
    table = re.search(r'<table id="table-returns">(.*?)</table>', dom, re.S).group(1)
    shown = [float(value) for value in re.findall(r"<td>(?:<strong[^>]*>)?(-?[\d.]+)", table)]
    expected = [cell["value"] for row in data["shown_tables"][0]["rows"] for cell in row["cells"] if cell]
    assert len(shown) == len(expected), (shown, expected)
    assert all(abs(a - b) <= 0.51 for a, b in zip(shown, expected)), (shown, expected)
    assert html.escape(data["tables"]["variants"][-1], quote=False)[:20] in table
    differs = re.search(r"<strong>What differs</strong>(.*?)<a", dom).group(1)
    assert "two learners (on_policy: PPO, PPO-M; off_policy: TRPO, " in differs, differs
    assert "; of what they share annealing (off or on), value_clipping (off or on); " in differs, differs
    charts = re.findall(r'<div class="chart.*?</figure>', dom, re.S)
    if with_charts:
        assert len(charts) == number(dom), number(dom)
        assert number(first_screen) < len(charts), "charts out of view are made when they come into it"
        for chart in charts:
            assert len(re.findall(r'class="mark-(?:line|area|symbol|rule|rect)[^>]*mark', chart)) >= 1, chart[:300]
            assert len(re.findall(r'<path[^>]* d="M', chart)) >= 2, chart[:300]
        assert LONG_NAME.split("+")[0] in phone and number(phone, "names") > 0
        assert number(phone, "cut") == 0, f"{number(phone, 'cut')} of {number(phone, 'names')} names in legends are cut"
    assert all("aria-label" in chart for chart in charts)
    said = re.findall(r'<span class="watch-said">(.*?)</span>', dom)
    assert len(said) == len(data["motions"]) > 0 and all(text.startswith("return ") for text in said), said
    print(f"{len(charts)} charts, {len(said)} robots, {len(shown)} numbers, {'with' if with_charts else 'without'} the charts' library, "
          "console empty")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
