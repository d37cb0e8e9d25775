// Where a robot is seen from, and where a point then is in the picture.

const GENTLE_TURN = 0.12;  // rad/s

// The middle of a robot relative to its first body, and a radius that holds it: over all runs, so that they have one scale.
function extentOf(motions) {
  const low = [Infinity, Infinity, Infinity], high = [-Infinity, -Infinity, -Infinity];
  for (const motion of motions) {
    for (const episode of motion.episodes) {
      for (let part = 0; part < 12; ++part) {
        const frame = Math.floor(part / 11 * (episode.numFrames - 1)), home = bodyPose(episode, 1, frame).position;
        for (const geom of placedGeoms(motion, episode, frame)) {
          if (geom.shape === "plane" || geom.tone === FIXED) continue;
          const reach = scaled(geom.axes[2], geom.shape === "sphere" ? 0 : geom.size[1]);
          for (const end of [sum(geom.center, reach), sum(geom.center, reach, -1)]) {
            for (let axis = 0; axis < 3; ++axis) {
              const at = end[axis] - (axis < 2 ? home[axis] : 0);
              low[axis] = Math.min(low[axis], at - geom.size[0]);
              high[axis] = Math.max(high[axis], at + geom.size[0]);
            }
          }
        }
      }
    }
  }
  return { middle: scaled(sum(low, high), 0.5), radius: Math.hypot(...sum(high, low, -1)) / 2 };
}

function initialView(motion) {
  const normal = motion.planeNormal;
  if (!normal) return { azimuth: -1.0, elevation: 0.28, turns: true };
  if (Math.abs(normal[2]) > 0.5) return { azimuth: -Math.PI / 2, elevation: 1.0, turns: false };
  return { azimuth: Math.abs(normal[0]) > 0.5 ? 0 : -Math.PI / 2, elevation: 0.13, turns: false };
}

// The first body's path without its quick movements, that the camera follows.
function followed(episode, frame, framesPerSecond) {
  const half = Math.max(1, Math.round(0.25 * framesPerSecond)), mean = [0, 0, 0];
  for (let step = -4; step <= 4; ++step) {
    const at = Math.min(Math.max(frame + step * half / 4, 0), episode.numFrames - 1);
    for (let axis = 0; axis < 2; ++axis) mean[axis] += bodyPose(episode, 1, at).position[axis] / 9;
  }
  return mean;
}

// In view coordinates: right, up, towards the eye, from the target.
function makeCamera({ azimuth, elevation }, target, radius, width, height) {
  const [c, s, ce, se] = [Math.cos(azimuth), Math.sin(azimuth), Math.cos(elevation), Math.sin(elevation)];
  const right = [-s, c, 0], up = [-c * se, -s * se, ce], toward = [c * ce, s * ce, se];
  const distance = 4.2 * radius, focal = 0.56 * Math.min(width * 0.95, height) * distance / radius;
  const direction = (v) => [dot(v, right), dot(v, up), dot(v, toward)];
  return {
    distance, direction, target, toView: (point) => direction(sum(point, target, -1)),
    toScreen([x, y, z]) {
      const scale = focal / Math.max(distance - z, 0.05 * distance);
      return { x: width / 2 + x * scale, y: height / 2 - y * scale, scale, hidden: distance - z < 0.06 * distance };
    },
  };
}
