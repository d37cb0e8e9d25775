// Plays motions side by side and in step: watch(holder, data, {small}) fills an element of a page.

const MOST_HEIGHT = 520, MOST_SMALL_HEIGHT = 260;  // px
const MOST_OF_WINDOW = 0.46;  // its height; charts and controls have the rest
const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4];

function tag(name, attributes = {}, ...content) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...content);
  return node;
}

// A long name may go on in the next line after one of its settings.
function breakable(name) {
  return name.split(/(?<=\+)/).flatMap((part, i) => i ? [tag("wbr"), part] : [part]);
}

// The page's colours, light or dark.
function pageColors() {
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  return dark
    ? { skyTop: [24, 29, 36], skyBottom: [34, 41, 50], tileOdd: [52, 60, 70], tileEven: [43, 50, 59], soft: [160, 170, 180], line: [70, 78, 86] }
    : { skyTop: [244, 247, 250], skyBottom: [226, 232, 238], tileOdd: [205, 213, 221], tileEven: [221, 227, 233], soft: [92, 100, 110], line: [205, 209, 205] };
}

// A canvas as sharp as the screen.
function fitted(canvas, height) {
  const width = Math.max(canvas.clientWidth, 1), ratio = Math.min(window.devicePixelRatio || 1, 2);
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return { context, width, height };
}

function makePanel(motion, run, small, environment) {
  const said = tag("span", { class: "watch-said" });
  const name = tag("figcaption", {}, tag("strong", {}, ...breakable(motion.name)), ` seed ${motion.seed}${environment} `, said);
  const picture = tag("canvas", { class: "watch-view", role: "img", "aria-label": `${motion.name}, seed ${motion.seed}, moving` });
  const charts = small ? null : tag("canvas", { class: "watch-charts", role: "img", "aria-label": "return and contact forces over time" });
  return { motion, run, said, picture, charts, node: tag("figure", { class: "watch-panel" }, name, picture, ...(charts ? [charts] : [])) };
}

function makeControls(small, numEpisodes) {
  const play = tag("button", { type: "button", class: "watch-play", title: "play or pause: space" });
  const scrub = tag("input", { type: "range", min: 0, max: 1000, value: 0, "aria-label": "time" });
  const clock = tag("output", { class: "watch-clock" });
  const speed = tag("select", { "aria-label": "speed", title: "slower or faster: [ and ]" }, ...SPEEDS.map((value) => tag("option", { value }, `${value}×`)));
  speed.value = 1;
  const episode = tag("select", { "aria-label": "episode", title: "episode: 1, 2, 3, ..." }, ...Array.from({ length: numEpisodes }, (_, i) => tag("option", { value: i }, `episode ${i + 1}`)));
  return { play, scrub, clock, speed, episode,
           node: tag("div", { class: "watch-controls" }, play, scrub, clock, ...(small ? [] : [speed]), ...(numEpisodes > 1 ? [episode] : [])) };
}

function watch(holder, data, { small = false } = {}) {
  const motions = data.map(readMotion), severalEnvironments = new Set(motions.map(({ environment }) => environment)).size > 1;
  const panels = motions.map((motion, run) => makePanel(motion, run, small, severalEnvironments ? ` on ${motion.environment}` : ""));
  const extent = extentOf(motions), view = initialView(motions[0]);
  const controls = makeControls(small, Math.max(...motions.map(({ episodes }) => episodes.length)));
  holder.classList.add("watch");
  holder.append(tag("div", { class: "watch-panels" }, ...panels.map(({ node }) => node)), controls.node);
  let chosen = 0, seconds = 0, playing = false, last = 0, held = null, shown = true;

  const episodeOf = (motion) => motion.episodes[Math.min(chosen, motion.episodes.length - 1)];
  const length = () => Math.max(...motions.map((motion) => (episodeOf(motion).numFrames - 1) * motion.seconds_per_frame), 1e-9);

  function paint() {
    const colors = pageColors(), limits = limitsOf(motions, chosen);
    for (const { motion, run, said, picture, charts } of panels) {
      const episode = episodeOf(motion), frame = frameAt(motion, episode, seconds);
      const ended = frame >= episode.numFrames - 1;
      said.textContent = `return ${rounded(ended ? episode.return : episode.returns[Math.floor(frame)])}${ended ? episode.terminated ? ", fell" : ", end" : ""}`;
      const { context, width, height } = fitted(picture, Math.round(Math.min(small ? MOST_SMALL_HEIGHT : MOST_HEIGHT, picture.clientWidth * 0.75, innerHeight * MOST_OF_WINDOW)));
      paintView(context, { motion, episode, frame, run, view, extent, colors, width, height });
      if (!charts) continue;
      const chart = fitted(charts, chartHeight(motion, episode));
      paintCharts(chart.context, { motion, episode, frame, run, limits, colors, width: chart.width });
    }
    controls.clock.textContent = `${seconds.toFixed(2)} / ${length().toFixed(2)} s`;
    controls.scrub.value = 1000 * seconds / length();
    controls.play.textContent = playing ? "Pause" : "Play";
  }

  function tick(now) {
    const passed = Math.min((now - last) / 1000, 0.1);
    last = now;
    if (playing) seconds += passed * controls.speed.value;
    if (seconds >= length() && playing) [seconds, playing] = [length(), false];
    if (view.turns && !held && playing) view.azimuth += GENTLE_TURN * passed;
    if (shown) paint();
    if (playing) requestAnimationFrame(tick);
  }
  const repaint = () => playing || requestAnimationFrame(tick);
  function setPlaying(value) {
    if (value && seconds >= length()) seconds = 0;
    if (value && !playing) requestAnimationFrame((now) => { last = now; tick(now); });
    playing = value;
    repaint();
  }
  function goTo(time) {
    seconds = Math.min(Math.max(time, 0), length());
    repaint();
  }
  function choose(episode) {
    if (episode >= controls.episode.options.length) return;
    chosen = controls.episode.selectedIndex = episode;
    goTo(0);
  }
  function changeSpeed(by) {
    controls.speed.selectedIndex = Math.min(Math.max(controls.speed.selectedIndex + by, 0), SPEEDS.length - 1);
  }

  controls.play.addEventListener("click", () => setPlaying(!playing));
  controls.scrub.addEventListener("input", () => { playing = false; goTo(controls.scrub.value / 1000 * length()); });
  controls.episode.addEventListener("change", () => choose(controls.episode.selectedIndex));
  for (const { picture } of panels) {
    picture.addEventListener("pointerdown", (event) => { held = { x: event.clientX, y: event.clientY }; picture.setPointerCapture(event.pointerId); });
    picture.addEventListener("pointermove", (event) => {
      if (!held) return;
      view.azimuth -= (event.clientX - held.x) * 0.008;
      view.elevation = Math.min(Math.max(view.elevation + (event.clientY - held.y) * 0.006, 0.02), 1.5);
      held = { x: event.clientX, y: event.clientY };
      repaint();
    });
    for (const end of ["pointerup", "pointercancel"]) picture.addEventListener(end, () => { held = null; });
  }
  const keys = { " ": () => setPlaying(!playing), ArrowLeft: (e) => goTo(seconds - (e.shiftKey ? 1 : motions[0].seconds_per_frame)),
                 ArrowRight: (e) => goTo(seconds + (e.shiftKey ? 1 : motions[0].seconds_per_frame)), Home: () => goTo(0), End: () => goTo(length()),
                 "[": () => changeSpeed(-1), "]": () => changeSpeed(1) };
  (small ? holder : document).addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.tagName === "SELECT") return;
    if (event.key === " " && event.target.tagName === "BUTTON") return;  // which it presses
    const act = keys[event.key] ?? (/^[1-9]$/.test(event.key) ? () => choose(event.key - 1) : null);
    if (!act) return;
    event.preventDefault();
    act(event);
  });
  new IntersectionObserver((entries) => { shown = entries.at(-1).isIntersecting; repaint(); }).observe(holder);
  new ResizeObserver(repaint).observe(holder);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  setPlaying(!small && !window.matchMedia("(prefers-reduced-motion: reduce)").matches);
  return { goTo, choose, setPlaying, view };
}
