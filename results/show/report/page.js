// Builds the page from its data. Text goes in as text, never as markup.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const tables = data.tables;
const page = document.getElementById("page");
const charts = [];  // {holder, spec, view}; the view is none until it is drawn

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

function valueCell(cell) {
  if (cell === null) return element("td", "");
  if (typeof cell !== "object") return element("td", String(cell));
  const parts = [cell.best ? element("strong", cell.shown, { title: "better than every other variant: see the notes below" }) : cell.shown];
  if (cell.shown_interval) parts.push(element("span", cell.shown_interval, { class: "interval" }));
  if (cell.marks && cell.marks.length) parts.push(element("sup", cell.marks.join(" ")));
  return element("td", parts);
}

function dataTable(table, place = page) {
  const head = element("tr", [table.row_header, ...table.columns].map((title) => element("th", breakable(title), { scope: "col" })));
  const rows = table.rows.map((row) => element("tr", [element("th", breakable(row.title), { scope: "row" }), ...row.cells.map(valueCell)]));
  const node = element("table", [element("caption", table.title), element("thead", head), element("tbody", rows)], { id: `table-${table.id}` });
  place.append(element("div", node, { class: "scroll", tabindex: 0, role: "region", "aria-label": table.title }));
  const notes = [...table.footnotes.map((note, i) => element("li", `${i + 1}: ${note}`)), ...table.notes.map((note) => element("li", note))];
  if (notes.length) place.append(element("ul", notes, { class: "notes" }));
}

// Records whose values are arrays hold a row per index.
function rowsOf(records) {
  return records.flatMap((record) => {
    const lists = Object.values(record).filter(Array.isArray);
    if (!lists.length) return [record];
    return lists[0].map((_, i) => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, Array.isArray(value) ? value[i] : value])));
  });
}

// What stands between backticks as code.
function sentence(text) {
  return element("p", text.split("`").map((part, i) => i % 2 ? element("code", part) : part));
}

// A chart with a text alternative, its numbers as a table, and downloads.
function chart({ id, title, text, spec }) {
  const holder = element("div", [], { class: "chart", role: "img", "aria-label": `${title}. ${text}` });
  const show = (value) => typeof value === "number" && !Number.isInteger(value) ? String(+value.toPrecision(6)) : String(value ?? "");
  const numbers = element("details", [element("summary", "the numbers as a table")]);
  numbers.addEventListener("toggle", () => {  // long tables are made when asked for
    if (!numbers.open || numbers.children.length > 1) return;
    const rows = rowsOf(spec.datasets.numbers), columns = Object.keys(rows[0] ?? {});
    numbers.append(element("div", element("table", [
      element("thead", element("tr", columns.map((column) => element("th", column, { scope: "col" })))),
      element("tbody", rows.map((row) => element("tr", columns.map((column) => element("td", show(row[column]))))))]), { class: "scroll" }));
  });
  const svg = element("button", "SVG", { type: "button", "aria-label": `download ${title} as SVG` });
  const json = element("button", "JSON", { type: "button", "aria-label": `download the numbers of ${title}` });
  json.addEventListener("click", () => download(`${id}.json`, JSON.stringify(rowsOf(spec.datasets.numbers), null, 1), "application/json"));
  const entry = { holder, spec, view: null };
  svg.addEventListener("click", async () => download(`${id}.svg`, await (await drawn(entry)).toSVG(), "image/svg+xml"));
  page.append(element("figure", [element("h3", breakable(title)), holder, element("figcaption", text), element("div", [svg, json, numbers], { class: "tools" })], { id }));
  charts.push(entry);
}

// Tables of settings without those that say the same of another environment.
function distinctSettings() {
  const seen = new Map();
  for (const table of data.settings) {
    const same = JSON.stringify([table.columns, table.rows]), where = table.id.replace("settings_", "");
    if (seen.has(same)) seen.get(same).where += `, ${where}`;
    else seen.set(same, { ...table, where });
  }
  return [...seen.values()].map((table) => ({ ...table, title: `Settings in which the variants differ on ${table.where}` }));
}

// "three learners (on_policy: PPO; off_policy: SAC, TD3; dqn: DQN)", where they differ in that.
function learnersOf({ rows, columns }) {
  const row = rows.find(({ id }) => id === "learner");
  if (!row) return null;
  const learners = new Map();
  row.cells.forEach((learner, i) => learners.set(learner, [...learners.get(learner) ?? [], columns[i]]));
  const count = ["", "", "two", "three", "four"][learners.size] ?? String(learners.size);
  return `${count} learners (${[...learners].map(([learner, names]) => `${learner}: ${names.join(", ")}`).join("; ")})`;
}

// Those that act in every variant; the rest, empty somewhere in the table, follows from them.
function settingsThatAct({ rows }) {
  const all = rows.filter(({ id }) => id !== "learner"), everywhere = all.filter(({ cells }) => !cells.includes(null));
  return everywhere.length ? everywhere : all;
}

// Few settings with their values, "step_rule (ppo or trpo)", some by name, more by number.
const FEW_SETTINGS = 6, NAMED_SETTINGS = 8;
function inWords(rows) {
  const values = ({ cells }) => [...new Set(cells.filter((cell) => cell !== null))].join(" or ");
  const count = rows.length === 1 ? "1 setting" : `${rows.length} settings`;
  if (rows.length <= FEW_SETTINGS) return rows.map((row) => `${row.title} (${values(row)})`).join(", ");
  return rows.length <= NAMED_SETTINGS ? `${count}, ${rows.map(({ title }) => title).join(", ")}` : count;
}

// A paragraph for environments that differ in the same.
function whatDiffers(differing) {
  const paragraphs = new Map();
  for (const table of differing) {
    const learners = learnersOf(table), settings = settingsThatAct(table);
    const what = [learners, settings.length ? (learners ? "of what they share " : "") + inWords(settings) : null].filter(Boolean).join("; ");
    const same = paragraphs.get(what);
    if (same) same.where += `, ${table.where}`;
    else paragraphs.set(what, { where: table.where, table });
  }
  for (const [what, { where, table }] of paragraphs)
    page.append(element("p", [element("strong", "What differs"), ` on ${where}: ${what}; `, element("a", "all in a table", { href: `#table-${table.id}` })]));
}

// Long tables of settings are opened when asked for.
function settingsTable(table) {
  if (table.rows.length <= FEW_SETTINGS) return dataTable(table);
  const folded = element("details", element("summary", table.title));
  dataTable(table, folded);
  page.append(folded);
}

function provenanceTable() {
  const { num_runs, values, many_values } = tables.provenance;
  const shown = (list) => list.map((value) => typeof value === "string" ? value || "none" : JSON.stringify(value)).join("; ");
  const rows = [["runs", String(num_runs)], ...Object.entries(values).map(([key, list]) => [key.replaceAll("_", " "), shown(list)]),
                ...Object.entries(many_values ?? {}).map(([key, count]) => [key.replaceAll("_", " "), `${count} different values`])];
  return element("div", element("table", element("tbody", rows.map(([key, text]) => element("tr", [element("th", key, { scope: "row" }), element("td", text)]))), { class: "provenance" }),
                 { class: "scroll", tabindex: 0, role: "region", "aria-label": "provenance" });
}

const chartsOf = (id) => data.charts.filter((chart) => chart.section === id);

function chartSection(id, title) {
  if (!chartsOf(id).length) return;
  section(id, title);
  chartsOf(id).forEach(chart);
}

// Colours of axes and text from the page, so that charts follow light and dark.
function chartConfig(spec) {
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const axis = { labelColor: color("--soft"), titleColor: color("--ink"), gridColor: color("--line"), domainColor: color("--line"), tickColor: color("--line"), titleFontWeight: 500 };
  const size = parseFloat(getComputedStyle(document.body).fontSize), columns = legendColumns(spec, size - 1);
  Object.assign(axis, { labelFontSize: size - 2, titleFontSize: size - 1 });
  return { background: "transparent", font: "system-ui, sans-serif", view: { stroke: null }, title: { color: color("--ink") }, axis,
           axisQuantitative: { labelOverlap: true, labelSeparation: 12 }, axisX: rowsOfChart(spec) ? { titleAnchor: "end" } : {},
           legend: { labelFontSize: size - 1, titleFontSize: size - 1, labelColor: color("--ink"), titleColor: color("--soft"), symbolStrokeColor: color("--ink"), symbolSize: 160, symbolStrokeWidth: 2.5, columns, labelLimit: page.clientWidth - LEGEND_SIDES },
           rule: { color: color("--ink") }, point: { color: color("--accent"), fill: color("--accent"), tooltip: { content: "data" } },
           bar: { color: color("--accent"), tooltip: { content: "data" } } };
}

async function draw(entry) {
  const result = await vegaEmbed(entry.holder, forThisScreen(entry.spec), { actions: false, renderer: "svg", config: chartConfig(entry.spec) });
  entry.view = result.view;
  document.body.dataset.drawn = charts.filter((chart) => chart.view).length;
  return entry.view;
}

// A chart is made once; who asks again while that lasts waits for the same one.
function drawn(entry) {
  entry.drawing ??= draw(entry);
  return entry.drawing;
}

// Charts are made shortly before they come into view, and all of them for a printer.
function drawInView() {
  if (!window.vegaEmbed) {
    for (const { holder } of charts) holder.replaceChildren(element("p", "Charts need the Vega-Lite bundle, which this build does not have.", { class: "warning" }));
    return;
  }
  const observer = new IntersectionObserver((seen) => {
    for (const { target } of seen.filter(({ isIntersecting }) => isIntersecting)) {
      observer.unobserve(target);
      drawn(charts.find(({ holder }) => holder === target));
    }
  }, { rootMargin: "100% 0px" });
  for (const { holder } of charts) observer.observe(holder);
  window.addEventListener("beforeprint", () => charts.forEach(drawn));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => charts.filter((chart) => chart.view).forEach(draw));
}

document.getElementById("download-all").addEventListener("click", () => download("report.json", JSON.stringify(data, null, 1), "application/json"));

section("verdict", "Verdict");
for (const text of data.verdict) page.append(element("p", breakable(text), { class: "verdict" }));
for (const text of data.warnings) page.append(element("p", breakable(text), { class: "warning" }));

const differing = distinctSettings();
whatDiffers(differing);
page.append(...data.choices.map(sentence));

if (data.motions.length || data.motions_left_out) {
  section("watch", "Watch");
  if (data.motions.length) page.append(element("p", "The policy of each variant's median seed, its mean action, one episode."));
  if (data.motions_left_out) page.append(sentence(data.motions_left_out));
  for (const environment of new Set(data.motions.map((motion) => motion.environment))) {
    const holder = element("div", [], { tabindex: 0, role: "group", "aria-label": `${environment}, moving` });
    page.append(element("h3", environment), holder);
    watch(holder, data.motions.filter((motion) => motion.environment === environment), { small: true });
  }
}

section("returns", "Returns");
const [first, ...others] = data.shown_tables.filter((table) => table.id !== "published");
if (first) dataTable(first);
differing.forEach(settingsTable);
for (const table of others) dataTable(table);

chartsOf("returns").forEach(chart);
chartSection("curves", "Learning curves");
chartSection("differences", "Differences");
chartSection("effects", "Effects of switches");
chartSection("sensitivity", "Sensitivity to settings");
chartSection("profiles", "Performance profiles");
chartSection("trust-region", "How far the policy moved");

const published = data.shown_tables.find((table) => table.id === "published");
if (published && published.rows.length) {
  section("published", "Published by others");
  dataTable(published);
}

section("how", "How it was run");
if (data.command) page.append(element("p", "To repeat it, where DIR is the directory of this page:"), element("pre", data.command, { tabindex: 0 }));
chartsOf("how").forEach(chart);
page.append(element("h3", "Provenance"), provenanceTable());
page.append(element("h3", "Resolved configs"));
for (const { names, config } of data.configs)
  page.append(element("details", [element("summary", names.join("; ")), element("pre", JSON.stringify(config, null, 2), { tabindex: 0 })]));

drawInView();
