// Vega-Lite specs. Variants differ by colour and by dash, so that nothing hangs on colour alone.
"use strict";

// Okabe & Ito 2008: told apart with any kind of colour vision.
const kColors = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6D31", "#7F7F7F"];
const kDashes = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 2], [10, 4], [1, 3], [6, 2, 2, 2]];

const plainChart = (spec) => ({ $schema: "https://vega.github.io/schema/vega-lite/v6.json", width: "container", ...spec });

const variantScales = (names) => ({
  color: { field: "name", type: "nominal", title: null, sort: names,
           scale: { domain: names, range: names.map((_, i) => kColors[i % kColors.length]) },
           legend: { orient: "top", symbolType: "stroke", columns: Math.max(1, Math.min(4, Math.floor(window.innerWidth / 140))), labelLimit: 160 } },
  strokeDash: { field: "name", type: "nominal", title: null, sort: names,
                scale: { domain: names, range: names.map((_, i) => kDashes[i % kDashes.length]) } },
});

const stepsAxis = { field: "env_steps", type: "quantitative", title: "env steps", axis: { format: "~s", tickCount: 6 } };

// A curve per variant with its band; single seeds are thin lines that hovering brings forward.
function curvesChart(curves, title, { scale, runningMean = 0 } = {}) {
  const smooth = (values) => !runningMean ? values : values.map((_, i) => {
    const window = values.slice(Math.max(0, i + 1 - runningMean), i + 1).filter((v) => v !== null);
    return window.length ? window.reduce((a, b) => a + b, 0) / window.length : null;
  });
  const lines = [], seeds = [];
  for (const curve of curves) {
    const mean = smooth(curve.mean);
    curve.env_steps.forEach((env_steps, i) => lines.push({
      name: curve.name, env_steps, value: mean[i], low: runningMean ? null : curve.low[i], high: runningMean ? null : curve.high[i] }));
    for (const run of curve.runs) {
      const values = smooth(run.values);
      values.forEach((value, i) => seeds.push({ name: curve.name, seed: run.seed, run: `${curve.name}, seed ${run.seed}`, env_steps: curve.env_steps[i], value }));
    }
  }
  const scales = variantScales(curves.map((curve) => curve.name));
  const y = { field: "value", type: "quantitative", title, scale: scale ?? { zero: false } };
  const band = { data: { values: lines.filter((line) => line.low !== null) }, mark: { type: "area", opacity: 0.16 },
                 encoding: { x: stepsAxis, y: { ...y, field: "low" }, y2: { field: "high" }, color: { ...scales.color, legend: null } } };
  return plainChart({
    height: 300, resolve: { scale: { color: "independent", strokeDash: "independent" } },  // one legend, that of the thick lines
    layer: [
      ...(runningMean ? [] : [band]),
      { data: { values: seeds }, mark: { type: "line", strokeWidth: 1, tooltip: { content: "data" } },
        params: [{ name: "hover", select: { type: "point", fields: ["run"], on: "pointerover", clear: "pointerout", nearest: false } }],
        encoding: { x: stepsAxis, y, detail: { field: "run" }, color: { ...scales.color, legend: null },
                    opacity: { condition: { param: "hover", empty: false, value: 0.95 }, value: 0.2 },
                    tooltip: [{ field: "name", title: "variant" }, { field: "seed" }, { field: "env_steps", format: "," }, { field: "value", format: ".4~g" }] } },
      { data: { values: lines }, mark: { type: "line", strokeWidth: 2.5 }, encoding: { x: stepsAxis, y, ...scales } },
    ],
  });
}

// Differences to the first variant: a dot with its interval, filled where the interval excludes 0.
function forestChart(differences) {
  const values = differences.filter((d) => d.interval).map((d) => ({
    what: `${d.a.name} - ${d.b.name}`, environment: d.environment, difference: d.difference, low: d.interval.low,
    high: d.interval.high, holds: d.interval_excludes_zero ? "excludes 0" : "includes 0" }));
  const y = { field: "what", type: "nominal", title: null, sort: null, axis: { labelLimit: 220 } };
  const x = { type: "quantitative", title: "difference of mean return" };
  return plainChart({
    height: 34 * values.length, data: { values },
    layer: [
      { mark: { type: "rule", strokeDash: [3, 3], opacity: 0.7 }, encoding: { x: { datum: 0 } } },
      { mark: { type: "rule", strokeWidth: 2 }, encoding: { y, x: { ...x, field: "low" }, x2: { field: "high" } } },
      { mark: { type: "point", size: 90, strokeWidth: 2, tooltip: { content: "data" } },
        encoding: { y, x: { ...x, field: "difference" },
                    shape: { field: "holds", title: "interval", scale: { domain: ["excludes 0", "includes 0"], range: ["circle", "diamond"] }, legend: { orient: "top" } },
                    fillOpacity: { condition: { test: "datum.holds === 'excludes 0'", value: 1 }, value: 0 } } },
    ],
  });
}

function effectsChart(factorial) {
  const values = factorial.effects.map((effect) => ({
    what: effect.factors.join(" x "), kind: effect.factors.length > 1 ? "interaction" : "main effect", value: effect.value,
    low: effect.interval ? effect.interval.low : effect.value, high: effect.interval ? effect.interval.high : effect.value }));
  const y = { field: "what", type: "nominal", title: null, sort: null, axis: { labelLimit: 260 } };
  const x = { type: "quantitative", title: "change of return" };
  return plainChart({
    height: 30 * values.length, data: { values },
    layer: [
      { mark: { type: "rule", strokeDash: [3, 3] }, encoding: { x: { datum: 0 } } },
      { mark: { type: "rule", strokeWidth: 2 }, encoding: { y, x: { ...x, field: "low" }, x2: { field: "high" } } },
      { mark: { type: "point", filled: true, size: 90 }, encoding: { y, x: { ...x, field: "value" }, shape: { field: "kind", title: null, legend: { orient: "top" } } } },
    ],
  });
}

function survivalChart(survival, factor) {
  const values = survival.filter((curve) => curve.factor === factor).flatMap((curve) =>
    [...curve.returns.map((value, i) => ({ name: curve.on ? "on" : "off", value, share: curve.share_at_least[i] })),
     { name: curve.on ? "on" : "off", value: curve.returns.at(-1), share: 0 }]);
  return plainChart({
    height: 220, data: { values }, mark: { type: "line", interpolate: "step-before", strokeWidth: 2 },
    encoding: { x: { field: "value", type: "quantitative", title: `return, ${factor}` },
                y: { field: "share", type: "quantitative", title: "share of runs at least", scale: { domain: [0, 1] } }, ...variantScales(["on", "off"]) },
  });
}

function profileChart(variants) {
  const values = variants.flatMap((variant) => variant.profile.threshold.map((threshold, i) => ({
    name: variant.name, threshold, share: variant.profile.share[i], low: variant.profile.low[i], high: variant.profile.high[i] })));
  const scales = variantScales(variants.map((variant) => variant.name));
  const x = { field: "threshold", type: "quantitative", title: "score" };
  const y = { field: "share", type: "quantitative", title: "share of runs above", scale: { domain: [0, 1] } };
  return plainChart({
    height: 280, data: { values }, resolve: { scale: { color: "independent", strokeDash: "independent" } },
    layer: [
      { transform: [{ filter: "datum.low !== null" }], mark: { type: "area", opacity: 0.15 },
        encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" }, color: { ...scales.color, legend: null } } },
      { mark: { type: "line", strokeWidth: 2 }, encoding: { x, y, ...scales } },
    ],
  });
}

function speedChart(speeds) {
  return plainChart({
    height: 26 * speeds.length, data: { values: speeds }, mark: { type: "bar", tooltip: { content: "data" } },
    encoding: { y: { field: "what", type: "nominal", title: null, sort: null, axis: { labelLimit: 260 } },
                x: { field: "env_steps_per_second", type: "quantitative", title: "env steps per second and run, mean over seeds", axis: { format: "~s" } } },
  });
}

// Colours of axes and text from the page, so that charts follow light and dark.
function chartConfig() {
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const axis = { labelColor: color("--soft"), titleColor: color("--ink"), gridColor: color("--line"), domainColor: color("--line"), tickColor: color("--line"), titleFontWeight: 500 };
  return { background: "transparent", font: "system-ui, sans-serif", view: { stroke: null }, axis,
           legend: { labelColor: color("--ink"), titleColor: color("--soft"), symbolStrokeColor: color("--ink"), symbolSize: 160, symbolStrokeWidth: 2.5 },
           rule: { color: color("--ink") }, point: { color: color("--accent"), fill: color("--accent") }, bar: { color: color("--accent") } };
}
