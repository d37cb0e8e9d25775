// Motions, as results/watch/motion_json.h packs them.
"use strict";

const DIGITS = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].map((digit, i) => [digit, i]));

function unpackNumbers(text, unit) {
  const values = [];
  let at = 0, value = 0;
  const next = () => {
    let number = 0;
    for (let scale = 1; ; scale *= 32) {
      const digit = DIGITS.get(text[at++]);
      number += (digit & 31) * scale;
      if (digit < 32) break;
    }
    const magnitude = Math.floor(number / 2);
    return number % 2 ? -magnitude : magnitude;
  };
  while (at < text.length) {
    const difference = next();
    value += difference;
    for (let times = difference === 0 ? next() : 1; times > 0; --times) values.push(value * unit);
  }
  return Float64Array.from(values);
}

const sum = (a, b, times = 1) => [a[0] + times * b[0], a[1] + times * b[1], a[2] + times * b[2]];
const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const scaled = (a, times) => [a[0] * times, a[1] * times, a[2] * times];
const unit = (a) => scaled(a, 1 / (Math.hypot(...a) || 1));

// A vector turned by a unit quaternion w, x, y, z.
function turned([w, ...v], x) {
  const across = cross(v, x);
  return sum(sum(x, across, 2 * w), cross(v, across), 2);
}

// Whether a body is on an odd branch of its robot, as a second leg is; others than the first robot, and what is fixed.
const OTHER_THING = 2, FIXED = 3;
function toneOf(bodies, body) {
  if (body === 0) return FIXED;
  let tone = 0;
  for (; body > 1; body = bodies[body - 1].parent) {
    const { parent } = bodies[body - 1];
    if (parent === 0) return OTHER_THING;
    tone ^= bodies.slice(0, body - 1).filter((other) => other.parent === parent).length & 1;
  }
  return tone;
}

function readEpisode(episode, motion) {
  const channels = episode.poses.map((text, i) => unpackNumbers(text, i % 7 < 3 ? motion.position_unit : motion.orientation_unit));
  return { ...episode, channels, numFrames: channels[0].length, returns: unpackNumbers(episode.returns, episode.return_unit),
           forces: episode.forces.map(({ geom, values }) => ({ geom, values: unpackNumbers(values, episode.force_unit) })) };
}

function readMotion(json) {
  const geoms = json.robot.geoms.map((geom) => ({ ...geom, tone: toneOf(json.robot.bodies, geom.body) }));
  const motion = { ...json, geoms, planeNormal: json.robot.plane_normal };
  motion.episodes = json.episodes.map((episode) => readEpisode(episode, json));
  return motion;
}

// Between two frames in a straight line; an orientation and its negative are the same.
function bodyPose(episode, body, frame) {
  if (body === 0) return { position: [0, 0, 0], orientation: [1, 0, 0, 0] };
  const before = Math.min(Math.floor(frame), episode.numFrames - 1), after = Math.min(before + 1, episode.numFrames - 1);
  const part = Math.min(Math.max(frame - before, 0), 1), first = 7 * (body - 1);
  const at = (i) => episode.channels.slice(first, first + 7).map((channel) => channel[i]);
  const a = at(before), b = at(after);
  const sign = a[3] * b[3] + a[4] * b[4] + a[5] * b[5] + a[6] * b[6] < 0 ? -1 : 1;
  const mixed = a.map((value, i) => value + part * ((i < 3 ? 1 : sign) * b[i] - value));
  const length = Math.hypot(...mixed.slice(3)) || 1;
  return { position: mixed.slice(0, 3), orientation: mixed.slice(3).map((value) => value / length) };
}

// Where each geom is: its centre and its three axes.
function placedGeoms(motion, episode, frame) {
  const poses = [0, ...motion.robot.bodies.keys()].map((_, body) => bodyPose(episode, body, frame));
  return motion.geoms.map((geom) => {
    const { position, orientation } = poses[geom.body];
    const axis = (along) => turned(orientation, turned(geom.orientation, along));
    return { ...geom, center: sum(position, turned(orientation, geom.position)), axes: [axis([1, 0, 0]), axis([0, 1, 0]), axis([0, 0, 1])] };
  });
}

const ROUNDING = 1e-6;  // frames: 88 * 0.015 / 0.015 is less than 88

// The frame at a time, with a fraction: the last one at the end and after it.
function frameAt({ seconds_per_frame }, { numFrames }, seconds) {
  return Math.min(seconds / seconds_per_frame + ROUNDING, numFrames - 1);
}
