// One picture: the floor, soft shadows on it, the robot.

const COLORS = ["#2f86c9", "#d9722e", "#2a9d76", "#b8629f", "#c2941a", "#5f7fd0"].map(rgb);
const THINGS = rgb("#e0a53a"), GREY = rgb("#8d97a1");

function toneColor(tone, run) {
  const color = COLORS[run % COLORS.length];
  return tone === OTHER_THING ? mixed(THINGS, color, 0.1) : tone === FIXED ? GREY : tone === 1 ? mixed(color, [24, 30, 52], 0.42) : color;
}

const floorsOf = (geoms) => geoms.filter(({ shape }) => shape === "plane");

function trace(context, corners, camera) {
  const placed = corners.map((corner) => camera.toScreen(camera.toView(corner)));
  if (placed.some(({ hidden }) => hidden)) return;
  placed.forEach(({ x, y }, i) => i ? context.lineTo(x, y) : context.moveTo(x, y));
  context.closePath();
}

// Tiles around the target that fade with the distance; a plane with an end has no tiles beyond it.
function paintFloor(context, floor, camera, radius, colors) {
  const tile = 10 ** Math.floor(Math.log10(radius)) * (radius / 10 ** Math.floor(Math.log10(radius)) > 4 ? 2 : 0.5);
  const far = 4.5 * radius, levels = 7;
  const [ux, uy] = floor.axes, middle = sum(camera.target, floor.center, -1), center = [dot(middle, ux), dot(middle, uy)];
  const limits = floor.size.slice(0, 2).map((half) => half > 0 ? half : Infinity);
  const paths = Array.from({ length: levels }, () => [new Path2D(), new Path2D()]);
  const first = center.map((at) => Math.floor((at - far) / tile)), last = center.map((at) => Math.ceil((at + far) / tile));
  for (let i = first[0]; i < last[0]; ++i) {
    for (let j = first[1]; j < last[1]; ++j) {
      const distance = Math.hypot((i + 0.5) * tile - center[0], (j + 0.5) * tile - center[1]) / far;
      if (distance >= 1) continue;
      const level = Math.min(levels - 1, Math.floor((1 - distance) ** 0.8 * levels * 1.35));
      const [x0, x1, y0, y1] = [[i, 0], [i + 1, 0], [j, 1], [j + 1, 1]].map(([k, axis]) => Math.min(Math.max(k * tile, -limits[axis]), limits[axis]));
      if (x0 === x1 || y0 === y1) continue;
      trace(paths[level][(i + j) & 1], [[x0, y0], [x1, y0], [x1, y1], [x0, y1]].map(([x, y]) => sum(sum(floor.center, ux, x), uy, y)), camera);
    }
  }
  paths.forEach((kinds, level) => kinds.forEach((path, odd) => {
    context.fillStyle = css(odd ? colors.tileOdd : colors.tileEven, (level + 0.5) / levels);
    context.fill(path);
  }));
}

// Of light from above and a little aside: three layers, each wider, of all shapes as one.
function paintShadows(context, floor, geoms, camera) {
  for (const wider of [2, 1.7, 1.45, 1.2, 0.95]) {
    const path = new Path2D();
    for (const geom of geoms) {
      if (geom.shape === "plane") continue;
      const radius = geom.shape === "box" || geom.shape === "ellipsoid" ? (geom.size[0] + geom.size[1]) / 2 : geom.size[0];
      const half = geom.shape === "capsule" ? geom.size[1] : 0;
      const [a, b] = [-half, half].map((along) => {
        const end = sum(geom.center, geom.axes[2], along), height = dot(sum(end, floor.center, -1), floor.axes[2]);
        return { at: sum(sum(end, floor.axes[2], -height), sum(scaled(floor.axes[0], 0.18), floor.axes[1], 0.1), height), height };
      });
      if (Math.max(a.height, b.height) < 0) continue;
      const apart = sum(b.at, a.at, -1), heading = Math.atan2(dot(apart, floor.axes[1]), dot(apart, floor.axes[0]));
      const outline = [[b, -0.5], [a, 0.5]].flatMap(([end, from]) => Array.from({ length: 9 }, (_, i) => {
        const angle = heading + (from + i / 8) * Math.PI, r = radius * wider + 0.07 * (wider - 0.9) * Math.max(end.height, 0);
        return sum(sum(end.at, floor.axes[0], r * Math.cos(angle)), floor.axes[1], r * Math.sin(angle));
      }));
      trace(path, outline, camera);
    }
    context.fillStyle = "rgba(8,12,24,0.075)";
    context.fill(path);
  }
}

// Metres along the way of a robot that is seen from its side.
function paintMetres(context, floor, camera, radius, colors) {
  const step = radius > 2.5 ? 2 : radius < 0.3 ? 0.1 : 1, first = Math.ceil((camera.target[0] - 3 * radius) / step);
  context.fillStyle = css(colors.soft, 0.9);
  context.font = "11px system-ui, sans-serif";
  context.textAlign = "center";
  for (let i = first; i * step < camera.target[0] + 3 * radius; ++i) {
    const { x, y } = camera.toScreen(camera.toView([i * step, camera.target[1] - 0.55 * radius, floor.center[2]]));
    context.fillText(`${+(i * step).toFixed(1)} m`, x, y);
  }
}

function paintView(context, { motion, episode, frame, run, view, extent, colors, width, height }) {
  const geoms = placedGeoms(motion, episode, frame);
  const target = sum(followed(episode, frame, 1 / motion.seconds_per_frame), extent.middle);
  const camera = makeCamera(view, target, extent.radius, width, height);
  const sky = context.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, css(colors.skyTop));
  sky.addColorStop(1, css(colors.skyBottom));
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  for (const floor of floorsOf(geoms)) {
    paintFloor(context, floor, camera, extent.radius, colors);
    paintShadows(context, floor, geoms, camera);
    if (motion.planeNormal && Math.abs(motion.planeNormal[1]) > 0.5 && floor.size[0] > 2) paintMetres(context, floor, camera, extent.radius, colors);
  }
  const pieces = geoms.flatMap((geom) => piecesOf(geom, toneColor(geom.tone, run), camera).map((piece) => ({ ...piece, tone: geom.tone })));
  const bySide = motion.planeNormal ? (a, b) => b.tone - a.tone : () => 0;  // a planar robot's limbs are all at one depth
  pieces.sort((a, b) => bySide(a, b) || a.depth - b.depth);
  for (const piece of pieces) piece.paint(context);
}
