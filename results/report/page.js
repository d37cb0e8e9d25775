// Builds the page from its data. Text goes in as text, never as markup.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const tables = data.tables;
const page = document.getElementById("page");
const charts = [];  // {holder, spec}

function element(tag, content = [], attributes = {}) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...[content].flat());
  return node;
}

function section(id, title) {
  page.append(element("h2", title, { id }));
  document.getElementById("contents").append(element("a", title, { href: `#${id}` }), " ");
}

function download(name, text, type) {
  const link = element("a", "", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const rounded = (value, decimals) => value === null ? "-" : typeof value === "string" ? value : value.toFixed(decimals).replace(/^-(0(\.0*)?)$/, "$1");

function valueCell(cell, decimals) {
  if (cell === null) return element("td", "");
  if (typeof cell !== "object") return element("td", String(cell));
  const number = rounded(cell.value, decimals);
  const parts = [cell.best ? element("strong", number, { title: "the interval of the difference to every other variant excludes 0" }) : number];
  if (cell.low !== undefined) parts.push(element("span", `[${rounded(cell.low, decimals)}, ${rounded(cell.high, decimals)}]`, { class: "interval" }));
  if (cell.marks && cell.marks.length) parts.push(element("sup", cell.marks.join(" ")));
  return element("td", parts);
}

function dataTable(table) {
  const head = element("tr", [table.row_header, ...table.columns.map((column) => column.title)].map((title) => element("th", title, { scope: "col" })));
  const rows = table.rows.map((row) => element("tr", [element("th", row.title, { scope: "row" }), ...row.cells.map((cell, i) => valueCell(cell, table.columns[i].decimals))]));
  const node = element("table", [element("caption", table.title), element("thead", head), element("tbody", rows)], { id: `table-${table.id}` });
  page.append(element("div", node, { class: "scroll", tabindex: 0, role: "region", "aria-label": table.title }));
  const notes = [...table.footnotes.map((note, i) => element("li", `${i + 1}: ${note}`)), ...table.notes.map((note) => element("li", note))];
  if (notes.length) page.append(element("ul", notes, { class: "notes" }));
}

// A chart with a text alternative, its numbers as a table, and downloads.
function chart(id, title, text, spec, rows) {
  const holder = element("div", [], { class: "chart", role: "img", "aria-label": `${title}. ${text}` });
  const columns = rows.length ? Object.keys(rows[0]) : [];
  const show = (value) => typeof value === "number" ? String(+value.toPrecision(6)) : value === null || value === undefined ? "" : String(value);
  const numbers = element("details", [element("summary", "the numbers as a table")]);
  numbers.addEventListener("toggle", () => {  // long tables are made when asked for
    if (!numbers.open || numbers.children.length > 1) return;
    numbers.append(element("div", element("table", [
      element("thead", element("tr", columns.map((column) => element("th", column, { scope: "col" })))),
      element("tbody", rows.map((row) => element("tr", columns.map((column) => element("td", show(row[column]))))))]), { class: "scroll" }));
  });
  const svg = element("button", "SVG", { type: "button", "aria-label": `download ${title} as SVG` });
  const json = element("button", "JSON", { type: "button", "aria-label": `download the numbers of ${title}` });
  json.addEventListener("click", () => download(`${id}.json`, JSON.stringify(rows, null, 1), "application/json"));
  const entry = { holder, spec, view: null };
  svg.addEventListener("click", async () => entry.view && download(`${id}.svg`, await entry.view.toSVG(), "image/svg+xml"));
  page.append(element("figure", [element("h3", title), holder, element("figcaption", text), element("div", [svg, json, numbers], { class: "tools" })], { id }));
  charts.push(entry);
}

async function draw() {
  if (!window.vegaEmbed) {
    for (const { holder } of charts) holder.replaceChildren(element("p", "Charts need the Vega-Lite bundle, which this build does not have.", { class: "warning" }));
    return;
  }
  for (const entry of charts) {
    const result = await vegaEmbed(entry.holder, entry.spec(), { actions: false, renderer: "svg", config: chartConfig() });
    entry.view = result.view;
  }
  document.body.dataset.drawn = charts.length;
}

document.getElementById("question").textContent = data.question;
document.getElementById("download-all").addEventListener("click", () => download("report.json", JSON.stringify(data, null, 1), "application/json"));

section("verdict", "Verdict");
for (const sentence of data.verdict) page.append(element("p", sentence, { class: "verdict" }));
for (const sentence of data.warnings) page.append(element("p", sentence, { class: "warning" }));

section("returns", "Returns");
for (const table of data.shown_tables.filter((table) => table.id !== "published")) dataTable(table);

section("curves", "Learning curves");
for (const environment of tables.environments) {
  const curves = data.curves.filter((curve) => curve.environment === environment && curve.column === "mean_return");
  const rows = curves.flatMap((curve) => curve.env_steps.map((env_steps, i) => ({ variant: curve.name, env_steps, mean: curve.mean[i], low: curve.low[i], high: curve.high[i] })));
  chart(`curves-${environment}`, environment, `Mean return over seeds with ${data.level} bootstrap band; thin lines are single seeds.`, () => curvesChart(curves, "return"), rows);
}

if (tables.differences.some((difference) => difference.interval)) {
  section("differences", "Differences");
  for (const environment of tables.environments) {
    const differences = tables.differences.filter((difference) => difference.environment === environment);
    if (!differences.some((difference) => difference.interval)) continue;
    const rows = differences.map((d) => ({ a: d.a.name, b: d.b.name, difference: d.difference, low: d.interval && d.interval.low, high: d.interval && d.interval.high,
      welch_p: d.welch && d.welch.p, mann_whitney_p: d.mann_whitney.p, permutation_p: d.permutation.p, cohen_d: d.cohen_d, cliff_delta: d.cliff_delta, probability_of_improvement: d.probability_of_improvement }));
    chart(`differences-${environment}`, `${environment}: each variant against ${differences[0].b.name}`, `Difference of mean returns with ${data.level} bootstrap interval; a filled circle where it excludes 0.`, () => forestChart(differences), rows);
  }
}

if (tables.factorials.length) {
  section("effects", "Effects of switches");
  for (const factorial of tables.factorials) {
    chart(`effects-${factorial.environment}`, `${factorial.environment}: effects and interactions`, "Mean return with the switch on minus with it off, paired by seed.", () => effectsChart(factorial), factorial.effects.map((e) => ({ effect: e.factors.join(" x "), value: e.value, low: e.interval && e.interval.low, high: e.interval && e.interval.high, p: e.p, p_holm: e.p_holm })));
    for (const { name } of factorial.factors)
      chart(`survival-${factorial.environment}-${name}`, `${factorial.environment}: runs by ${name}`, "Share of runs that reach at least a return, split by the switch (Figure 1 of the paper).", () => survivalChart(factorial.survival, name), factorial.survival.filter((c) => c.factor === name).flatMap((c) => c.returns.map((value, i) => ({ on: c.on, return: value, share_at_least: c.share_at_least[i] }))));
  }
}

if (tables.aggregates.scales.length > 1 && tables.aggregates.variants.length) {
  section("profiles", "Performance profiles");
  chart("profile", "Share of runs above a score", "Environments weighted equally; the scales of the scores stand under the table of scores.", () => profileChart(tables.aggregates.variants), tables.aggregates.variants.flatMap((v) => v.profile.threshold.map((threshold, i) => ({ variant: v.name, threshold, share: v.profile.share[i] }))));
}

section("trust-region", "How far the policy moved");
for (const [column, title] of [["mean_kl", "mean KL(old||new), nats"], ["max_ratio", "largest probability ratio"]]) {
  for (const environment of tables.environments) {
    const curves = data.curves.filter((curve) => curve.environment === environment && curve.column === column);
    if (!curves.length) continue;
    const rows = curves.flatMap((curve) => curve.env_steps.map((env_steps, i) => ({ variant: curve.name, env_steps, mean: curve.mean[i] })));
    const scale = column === "max_ratio" ? { type: "log" } : undefined;
    chart(`${column}-${environment}`, `${environment}: ${title}`, "Per iteration, mean over seeds; thin lines are single seeds.", () => curvesChart(curves, title, { scale }), rows);
    chart(`${column}-running-${environment}`, `${environment}: ${title}, as the paper shows it`, `Running mean over the last ${data.paper_window} iterations.`, () => curvesChart(curves, title, { scale, runningMean: Math.max(1, Math.round(data.paper_window / data.stride)) }), rows);
  }
}

const published = data.shown_tables.find((table) => table.id === "published");
if (published && published.rows.length) {
  section("published", "Published by others");
  dataTable(published);
}

section("how", "How it was run");
if (data.command) page.append(element("p", "To repeat it:"), element("pre", data.command));
chart("speed", "Speed", "Wall time is no part of any result.", () => speedChart(data.speeds), data.speeds);
page.append(element("h3", "Provenance"), element("pre", JSON.stringify(tables.provenance, null, 2), { tabindex: 0 }));
page.append(element("h3", "Resolved configs"));
for (const { environment, name, config } of data.configs)
  page.append(element("details", [element("summary", `${environment}, ${name}`), element("pre", JSON.stringify(config, null, 2), { tabindex: 0 })]));

draw();
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
