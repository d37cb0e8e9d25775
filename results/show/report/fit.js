// Charts as wide as the page has room for, on a phone as on a screen.

const LABEL_SIZE = 14, LINE = 17;  // px

// The records whose names stand before the rows of a chart that has rows.
function rowsOfChart(spec) {
  const encodings = [spec, ...(spec.layer ?? [])].map(({ encoding }) => encoding?.y).filter(Boolean);
  const names = encodings.find(({ type }) => type === "nominal");
  return names && [...new Set(spec.datasets.numbers.map((record) => record[names.field]))];
}

const widthOf = (name) => 0.5 * LABEL_SIZE * name.length;

// How many names stand side by side in a legend.
function legendColumns(spec, size) {
  const names = [];
  JSON.stringify(spec, (key, value) => (key === "domain" && Array.isArray(value) ? names.push(...value) : 0, value));
  const longest = Math.max(...names.map((name) => String(name).length), 8);
  const room = rowsOfChart(spec) ? 0.55 * page.clientWidth : page.clientWidth - 70;
  return Math.max(1, Math.floor(room / (0.6 * size * longest + 30)));
}

// Names before rows in several lines where one would take more than 0.48 of the width.
function fitRows(spec) {
  const names = rowsOfChart(spec), room = 0.48 * page.clientWidth;
  if (!names) return;
  const axis = { labelLimit: room };
  if (names.some((name) => widthOf(name) > room)) {
    const lines = names.map((name) => name.split(/\+(?=\w+=)|, | (?=x )/).length);
    axis.labelExpr = String.raw`split(datum.label, regexp('\\+(?=\\w+=)|, | (?=x )'))`;
    axis.labelOffset = -0.5 * LINE * (lines.reduce((sum, count) => sum + count) / lines.length - 1);
    spec.height = names.length * (LINE * Math.max(...lines) + 9);
  }
  for (const { encoding } of [spec, ...(spec.layer ?? [])]) {
    if (encoding?.y?.type === "nominal") Object.assign(encoding.y.axis ??= {}, axis);
  }
}

// Panels side by side, at least two.
function fitPanels(spec) {
  if (!spec.concat) return;
  spec.columns = Math.max(2, Math.min(4, Math.floor(page.clientWidth / 230)));
  const width = Math.floor(page.clientWidth / spec.columns) - 75;
  for (const panel of spec.concat) Object.assign(panel, { width, title: { ...panel.title, fontSize: page.clientWidth < 600 ? 11 : 12 } });
}

// So few ticks on a numeric x that each has its number.
function fitTicks(spec) {
  const room = rowsOfChart(spec) ? 0.5 * page.clientWidth : page.clientWidth - 70;
  for (const { encoding } of [spec, ...(spec.layer ?? [])]) {
    if (encoding?.x?.type === "quantitative") (encoding.x.axis ??= {}).tickCount ??= Math.max(3, Math.floor(room / 90));
  }
}

// A copy for this screen.
function forThisScreen(spec) {
  const fitting = structuredClone(spec);
  fitRows(fitting);
  fitPanels(fitting);
  fitTicks(fitting);
  return fitting;
}
