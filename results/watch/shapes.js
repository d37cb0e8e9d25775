// Geoms as shaded shapes on a canvas, each in pieces small enough to be painted from the farthest to the nearest.

const LIGHT = unit([-0.45, 0.8, 0.65]);  // in view coordinates
const EYE = [0, 0, 1];
const AWAY = unit(sum(EYE, LIGHT, -dot(EYE, LIGHT)));  // across it, towards the eye

const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const mixed = (a, b, part) => a.map((value, i) => value + part * (b[i] - value));
const css = (color, alpha = 1) => `rgba(${color.map(Math.round).join(",")},${alpha})`;

// A surface's colour by its normal in view coordinates.
function shade(color, normal) {
  const light = Math.max(dot(normal, LIGHT), 0), rim = 1 - Math.max(dot(normal, EYE), 0);
  const lit = mixed(mixed(color, [12, 18, 32], 0.52), color, Math.min(1, 0.3 + 0.85 * light));
  return mixed(mixed(lit, [255, 255, 255], 0.42 * light ** 6), [205, 225, 255], 0.16 * rim ** 3);
}

const ALONG = 0.25;  // sine of the angle to the eye

function spherePiece(center, radius, color, camera) {
  return { depth: center[2] + radius, paint(context) {
    const { x, y, scale } = camera.toScreen(center), r = radius * scale;
    const fill = context.createRadialGradient(x + 0.5 * LIGHT[0] * r, y - 0.5 * LIGHT[1] * r, 0, x, y, r);
    for (let i = 0; i <= 6; ++i) {  // by the angle from the brightest point
      const angle = i / 6 * 1.8;
      fill.addColorStop(i / 6, css(shade(color, sum(scaled(LIGHT, Math.cos(angle)), AWAY, Math.sin(angle)))));
    }
    context.fillStyle = fill;
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
    context.fill();
  } };
}

// A capsule in pieces along its axis, from `a` to `b` in view coordinates, its ends in the shade of its side. None where it
// is seen along its axis.
function tubePieces(a, b, radius, color, camera) {
  const axis = unit(sum(b, a, -1)), across = cross(axis, EYE), slope = Math.hypot(...across);
  if (slope < ALONG) return [];
  const side = scaled(across, 1 / slope), front = cross(side, axis);
  const facing = front[2] < 0 ? scaled(front, -1) : front;
  const stops = [-1, -0.85, -0.55, -0.2, 0.2, 0.55, 0.85, 1].map((s) =>
    [(s + 1) / 2, css(mixed(shade(color, sum(scaled(side, s), facing, Math.sqrt(1 - s * s))), [10, 14, 26], Math.abs(s) === 1 ? 0.3 : 0))]);
  // across the tube in the picture, on the side that `side` is on
  const [from, to] = [a, b].map((end) => camera.toScreen(end)), along = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const sign = side[0] * (from.y - to.y) - side[1] * (to.x - from.x) < 0 ? -1 : 1;
  const [sx, sy] = [sign * (from.y - to.y) / along, sign * (to.x - from.x) / along];
  const count = Math.min(8, Math.max(1, Math.ceil(Math.hypot(...sum(b, a, -1)) / (1.4 * radius))));
  return Array.from({ length: count }, (_, i) => {
    const [start, end] = [i / count, (i + 1) / count].map((part) => sum(a, sum(b, a, -1), part));
    return { depth: (start[2] + end[2]) / 2 + radius, paint(context) {
      const p = camera.toScreen(start), q = camera.toScreen(end), [rp, rq] = [radius * p.scale, radius * q.scale];
      const middle = [(p.x + q.x) / 2, (p.y + q.y) / 2], r = (rp + rq) / 2;
      const length = Math.hypot(q.x - p.x, q.y - p.y) || 1, overlap = i + 1 < count ? 0.7 / length : 0;
      const [ox, oy] = [(q.x - p.x) * overlap, (q.y - p.y) * overlap];
      const fill = context.createLinearGradient(middle[0] - sx * r, middle[1] - sy * r, middle[0] + sx * r, middle[1] + sy * r);
      for (const [at, shown] of stops) fill.addColorStop(at, shown);
      context.fillStyle = fill;
      context.beginPath();
      const angle = Math.atan2(sy, sx), clockwise = sx * (q.y - p.y) - sy * (q.x - p.x) > 0;
      if (i === 0) context.arc(p.x, p.y, rp, angle, angle + Math.PI, clockwise);
      else context.moveTo(p.x + sx * rp, p.y + sy * rp), context.lineTo(p.x - sx * rp, p.y - sy * rp);
      if (i + 1 === count) context.arc(q.x, q.y, rq, angle + Math.PI, angle, clockwise);
      else context.lineTo(q.x + ox - sx * rq, q.y + oy - sy * rq), context.lineTo(q.x + ox + sx * rq, q.y + oy + sy * rq);
      context.fill();
    } };
  });
}

function capsulePieces(geom, color, camera) {
  const [radius, half] = geom.size, center = camera.toView(geom.center), axis = camera.direction(geom.axes[2]);
  const a = sum(center, axis, -half), b = sum(center, axis, half);
  const tube = tubePieces(a, b, radius, color, camera);
  return tube.length ? tube : [spherePiece(a, radius, color, camera), spherePiece(b, radius, color, camera)];
}

// The faces of boxes, cylinders and ellipsoids in their own frame, each with its corners counterclockwise from outside.
function facesOf({ shape, size }) {
  if (shape === "box") {
    return [0, 1, 2].flatMap((axis) => [-1, 1].map((sign) => [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([u, v]) => {
      const corner = [0, 0, 0];
      corner[axis] = sign * size[axis];
      corner[(axis + 1) % 3] = sign * u * size[(axis + 1) % 3];
      corner[(axis + 2) % 3] = v * size[(axis + 2) % 3];
      return corner;
    })));
  }
  const count = 24, turn = (i) => 2 * Math.PI * i / count, around = [...Array(count).keys()];
  const rings = shape === "cylinder" ? [[1, -size[1]], [1, size[1]]]
    : [...Array(11).keys()].map((i) => [Math.max(Math.sin(i * Math.PI / 10), 1e-3), -Math.cos(i * Math.PI / 10) * size[2]]);
  const [wide, deep] = shape === "cylinder" ? [size[0], size[0]] : size;
  const at = ([part, z], i) => [part * wide * Math.cos(turn(i)), part * deep * Math.sin(turn(i)), z];
  const sides = rings.slice(1).flatMap((upper, k) => around.map((i) => [at(rings[k], i), at(rings[k], i + 1), at(upper, i + 1), at(upper, i)]));
  return [...sides, around.map((i) => at(rings.at(-1), i)), around.map((i) => at(rings[0], -i))];
}

function polyhedronPieces(geom, color, camera) {
  const place = (corner) => camera.toView(corner.reduce((at, value, axis) => sum(at, geom.axes[axis], value), geom.center));
  const reach = geom.shape === "cylinder" ? Math.min(geom.size[0], geom.size[1]) : Math.min(...geom.size);
  const eye = [0, 0, camera.distance];
  const faces = facesOf(geom).map((face) => face.map(place)).map((face) => ({ face, normal: unit(cross(sum(face[1], face[0], -1), sum(face[2], face[0], -1))) }));
  return [{ depth: camera.toView(geom.center)[2] + reach, paint(context) {
    context.lineWidth = 0.7;
    for (const { face, normal } of faces) {
      if (dot(normal, sum(eye, face[0], -1)) <= 0) continue;
      context.fillStyle = context.strokeStyle = css(shade(color, normal));
      context.beginPath();
      for (const corner of face) {
        const { x, y } = camera.toScreen(corner);
        context.lineTo(x, y);
      }
      context.closePath();
      context.fill();
      context.stroke();
    }
  } }];
}

function piecesOf(geom, color, camera) {
  if (geom.shape === "plane") return [];
  if (geom.shape === "sphere") return [spherePiece(camera.toView(geom.center), geom.size[0], color, camera)];
  return geom.shape === "capsule" ? capsulePieces(geom, color, camera) : polyhedronPieces(geom, color, camera);
}
