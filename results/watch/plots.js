// Small charts of an episode over time: what has been is drawn strongly, what comes faintly.

const MOST_LANES = 4;

// null: of a run whose numbers had ended
const rounded = (value) => value === null ? "-" : Math.abs(value) >= 100 ? String(Math.round(value)) : String(+value.toPrecision(3));

// A curve up to `frame`, and the rest of it faintly; `place` gives a frame's x, a value's y.
function paintCurve(context, values, frame, place, color, filledTo) {
  const line = (from, to, alpha) => {
    context.beginPath();
    const stride = Math.max(1, Math.floor((to - from) / 600));
    for (let i = from; i < to; i += stride) context.lineTo(place.x(i), place.y(values[i]));
    context.lineTo(place.x(to), place.y(values[to]));
    context.strokeStyle = css(color, alpha);
    context.stroke();
    if (filledTo === undefined) return;
    context.lineTo(place.x(to), place.y(filledTo));
    context.lineTo(place.x(from), place.y(filledTo));
    context.fillStyle = css(color, alpha * 0.25);
    context.fill();
  };
  const now = Math.min(Math.round(frame), values.length - 1);
  context.lineWidth = 1.6;
  if (now < values.length - 1) line(now, values.length - 1, 0.3);
  if (now > 0) line(0, now, 1);
}

// `limits`: what all panels share, so that charts side by side compare.
function limitsOf(motions, episodes) {
  const lowest = (values) => values.reduce((low, value) => Math.min(low, value), Infinity);
  const highest = (values) => values.reduce((high, value) => Math.max(high, value), -Infinity);
  const shown = motions.map((motion, i) => motion.episodes[Math.min(episodes, motion.episodes.length - 1)]);
  const returns = shown.flatMap((episode) => [lowest(episode.returns), highest(episode.returns)]);
  const forces = shown.flatMap((episode) => episode.forces.map(({ values }) => highest(values)));
  return { low: Math.min(0, ...returns), high: Math.max(0, ...returns), force: Math.max(0, ...forces),
           seconds: Math.max(...shown.map((episode, i) => (episode.numFrames - 1) * motions[i].seconds_per_frame)) };
}

// The geoms that carry most, in the robot's order.
function lanesOf(motion, episode) {
  const carried = ({ values }) => values.reduce((total, value) => total + value, 0);
  const sorted = [...episode.forces].sort((a, b) => carried(b) - carried(a));
  const most = sorted.slice(0, MOST_LANES).filter((force) => carried(force) > 0.03 * carried(sorted[0]));
  return episode.forces.filter((force) => most.includes(force)).map(({ geom, values }) => {
    const { name, tone } = motion.geoms[geom];
    return { name: name.replace(/_geom$/, "").replaceAll("_", " ") || `geom ${geom}`, tone, values };
  });
}

const CHART = { left: 4, returnHeight: 64, laneHeight: 26, gap: 22 };
const chartHeight = (motion, episode) => {
  const lanes = lanesOf(motion, episode).length;
  return CHART.returnHeight + CHART.gap + (lanes ? CHART.gap + lanes * CHART.laneHeight : 0);
};

function paintCharts(context, { motion, episode, frame, run, limits, colors, width }) {
  const lanes = lanesOf(motion, episode), color = toneColor(0, run);
  const frames = limits.seconds / motion.seconds_per_frame || 1;
  const x = (i) => CHART.left + i / frames * (width - 2 * CHART.left);
  const label = (text, y) => {
    context.fillStyle = css(colors.soft);
    context.fillText(text, CHART.left, y);
  };
  context.clearRect(0, 0, width, chartHeight(motion, episode));
  context.font = "13px system-ui, sans-serif";
  context.textAlign = "left";
  const top = CHART.gap;
  const y = (value) => top + CHART.returnHeight * (1 - (value - limits.low) / (limits.high - limits.low || 1));
  label(`return, ${rounded(limits.low)} to ${rounded(limits.high)}`, 13);
  context.lineWidth = 1;
  context.strokeStyle = css(colors.line);
  context.strokeRect(CHART.left, y(0), width - 2 * CHART.left, 0);
  paintCurve(context, episode.returns, frame, { x, y }, color, 0);
  if (!lanes.length) return;
  const first = top + CHART.returnHeight + CHART.gap;
  label(`contact force, up to ${rounded(limits.force)} N`, first - 7);
  lanes.forEach(({ name, tone, values }, i) => {
    const bottom = first + (i + 1) * CHART.laneHeight;
    const force = (value) => bottom - 2 - (CHART.laneHeight - 6) * value / (limits.force || 1);
    context.strokeStyle = css(colors.line);
    context.lineWidth = 1;
    context.strokeRect(CHART.left, bottom - 2, width - 2 * CHART.left, 0);
    paintCurve(context, values, frame, { x, y: force }, toneColor(tone === FIXED ? 0 : tone, run), 0);
    context.lineWidth = 4;
    context.strokeStyle = css(colors.paper, 0.85);
    context.strokeText(name, CHART.left + 4, bottom - CHART.laneHeight + 14);
    context.fillStyle = css(colors.soft);
    context.fillText(name, CHART.left + 4, bottom - CHART.laneHeight + 14);
  });
}
