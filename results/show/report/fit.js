// Charts as wide as the page has room for, on a phone as on a screen.

const LABEL_SIZE = 14, LINE = 17;  // px
const LEGEND_SIDES = 120;  // px beside a legend's names
const BEFORE_SETTINGS = /\+(?=\w+=)|, | (?=x )/, BEFORE_VALUES_TOO = /\+(?=\w+=)|(?==)|, | (?=x )/;

// A chart and its layers.
const layersOf = (spec) => [spec, ...(spec.layer ?? [])];

// The records whose names stand before the rows of a chart that has rows.
function rowsOfChart(spec) {
  const encodings = layersOf(spec).map(({ encoding }) => encoding?.y).filter(Boolean);
  const names = encodings.find(({ type }) => type === "nominal");
  return names && [...new Set(spec.datasets.numbers.map((record) => record[names.field]))];
}

const widthOf = (name) => 0.5 * LABEL_SIZE * name.length;

// Where names go on in the next line if one is wider than the room.
function lineEnds(names, room) {
  return names.some((name) => name.split(BEFORE_SETTINGS).some((line) => widthOf(line) > room)) ? BEFORE_VALUES_TOO : BEFORE_SETTINGS;
}

const labelInLines = (ends) => `split(datum.label, regexp('${ends.source.replaceAll("\\", "\\\\")}'))`;

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
    const ends = lineEnds(names, room), lines = names.map((name) => name.split(ends).length);
    axis.labelExpr = labelInLines(ends);
    axis.labelOffset = -0.5 * LINE * (lines.reduce((sum, count) => sum + count) / lines.length - 1);
    spec.height = names.length * (LINE * Math.max(...lines) + 9);
  }
  for (const { encoding } of layersOf(spec)) {
    if (encoding?.y?.type === "nominal") Object.assign(encoding.y.axis ??= {}, axis);
  }
}

// Names in a legend in several lines where one would be wider than the page.
function fitLegends(spec) {
  const room = page.clientWidth - LEGEND_SIDES;
  for (const part of [spec, ...(spec.concat ?? [])].flatMap(layersOf)) {
    for (const channel of Object.values(part.encoding ?? {})) {
      const names = channel?.scale?.domain;
      if (channel.legend === null || !Array.isArray(names) || !names.some((name) => widthOf(String(name)) > room)) continue;
      channel.legend = { ...channel.legend, labelExpr: labelInLines(lineEnds(names.map(String), room)) };
    }
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
  for (const { encoding } of layersOf(spec)) {
    if (encoding?.x?.type === "quantitative") (encoding.x.axis ??= {}).tickCount ??= Math.max(3, Math.floor(room / 90));
  }
}

// A copy for this screen.
function forThisScreen(spec) {
  const fitting = structuredClone(spec);
  fitRows(fitting);
  fitLegends(fitting);
  fitPanels(fitting);
  fitTicks(fitting);
  return fitting;
}
