"""Our observation and reward filters and episode statistics against Gymnasium's wrappers
NormalizeObservation, NormalizeReward and RecordEpisodeStatistics, single and vector, on one stream.

Ours are those of the code released with Engstrom et al. 2020. Where the definitions differ, Gymnasium's
numbers are taken to ours, or ours to Gymnasium's, by the formula; the rest is what is compared.

                     ours                                    Gymnasium 1.4.0
  prior              none                                    1e-4 samples of mean 0, variance 1
  deviation          over n - 1; |mean| for one sample       over n
  divided by         deviation + 1e-8                        sqrt(variance + 1e-8)
  samples            one by one                              vector: a batch of N, merged
  return R           float64                                 vector: float32 (replaced by float64 here)
  R of a step        discount R + r                          the same, but r where terminated
  R after an end     0; goes on without reward_scaling_reset  single, next step: goes on; same step: 0
  bounds             if switched on                          none
  last observations  in the statistics, before the reset's   next step: the same; same step: refused

Bit for bit: the mean of samples that come one by one, R, returns and lengths of episodes. To 1e-12:
variances, batched means and rewards. To one float32 ulp: normalized observations.

usage: wrapper_parity.py PROBE TASK STEPS
PROBE: the binary of filters_probe.cc
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import warnings

import gymnasium
import numpy as np
from gymnasium import wrappers
from gymnasium.vector import AutoresetMode, SyncVectorEnv
from gymnasium.wrappers.utils import RunningMeanStd
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from differences import Differences
from limits import short_limit

EPSILON = 1e-8
DISCOUNT = 0.99
PRIOR_COUNT = 1e-4
CONFIG = {"discount": DISCOUNT, "reward_scaling": "returns", "observation_normalization": True}


class Probe:
    def __init__(self, path, folder):
        self._path, self._folder = path, pathlib.Path(folder)

    def _run(self, *arguments):
        subprocess.run([self._path, *map(str, arguments)], check=True)

    def filters(self, stream, **config):
        given, found = self._folder / "given", self._folder / "found"
        save_file(stream, given)
        self._run("filters", json.dumps(CONFIG | config), given, found)
        return load_file(found)

    def collect(self, name, num_iterations, run_seed, **config):
        """Arrays [I,T,N,...] and episodes [I,3]; what the first reset is seeded with."""
        found = self._folder / "found"
        self._run("collect", name, json.dumps({"max_episode_steps": short_limit(name)}),
                  json.dumps(CONFIG | config), run_seed, num_iterations, found)
        with safe_open(found, "numpy") as file:
            return load_file(found), int(file.metadata()["reset_seed"])


class Raw(gymnasium.Wrapper):
    """Remembers what the wrappers around it were given. NormalizeReward treats the two ends of an
    episode differently; this leaves it one."""

    def reset(self, **arguments):
        self.observation, info = self.env.reset(**arguments)
        return self.observation, info

    def step(self, action):
        self.observation, reward, terminated, truncated, info = self.env.step(action)
        self.reward = np.float64(reward)  # some robots count in whole numbers
        return self.observation, self.reward, False, terminated or truncated, info


class RawVector(gymnasium.vector.VectorWrapper):
    def reset(self, **arguments):
        self.observations, info = self.env.reset(**arguments)
        return self.observations, info

    def step(self, actions):
        self.observations, self.rewards, *rest = self.env.step(actions)
        return self.observations, self.rewards, *rest


def single(name):
    return Raw(gymnasium.make(name, max_episode_steps=short_limit(name), disable_env_checker=True))


def vector(name, num_envs, mode):
    return RawVector(SyncVectorEnv([lambda: single(name)] * num_envs, autoreset_mode=mode))


def without_prior(shape=()):
    return RunningMeanStd(epsilon=0.0, shape=shape)


class Recorder(dict):
    """Lists of copies, by name."""

    def add(self, **values):
        for name, value in values.items():
            self.setdefault(name, []).append(np.array(value))

    def arrays(self):
        return {name: np.ascontiguousarray(np.stack(values)) for name, values in self.items()}


def our_divisor(mean, variance, count):
    """From Gymnasium's moments without a prior."""
    deviation = np.sqrt(variance * (count / np.maximum(count - 1, 1)))
    return np.where(count < 2, np.abs(mean), deviation) + EPSILON


def compare_normalized(what, ours, x, mean, divisor, differences):
    # where a coordinate hardly moves, the last bits of its mean over its deviation; where it has not moved yet, what
    # rounding has left of a mean of 0
    slack = 1e-13 * np.abs(x) / divisor + 1e-15
    differences.compare_within(what, ours, ((x - mean) / divisor).astype(np.float32),
                               np.finfo(np.float32).eps, slack)


def compare_moments(what, found, prefix, theirs, prior, bitwise, differences):
    """Moments [S,O] after each step. `prior`: the squares of Gymnasium's, None if it has none."""
    mean, squares = found[prefix + "mean"], found[prefix + "squares"]
    count = found[prefix + "count"].astype(np.float64)
    theirs = {name: theirs[name].reshape(mean.shape) for name in ("mean", "var")}
    size = np.abs(mean) + np.sqrt(squares / count)
    variance = squares / count
    if prior is not None:
        total = count + PRIOR_COUNT
        variance = (prior + squares + mean * mean * PRIOR_COUNT * count / total) / total
        mean = mean * count / total
    elif bitwise:
        differences.compare(f"{what} mean", mean, theirs["mean"])
    differences.compare_within(f"{what} mean", mean, theirs["mean"], 0, 1e-12 * size)
    # of numbers that move little about a large mean, their distance from it loses its last digits
    rounding = 1e-24 * size**2 + 1e-15 * size * np.sqrt(theirs["var"])
    differences.compare_within(f"{what} variance", variance, theirs["var"], 1e-12, rounding)
    return count


def observations(probe, name, num_envs, has_prior, num_steps, differences):
    raw = vector(name, num_envs, AutoresetMode.NEXT_STEP)
    theirs = wrappers.vector.NormalizeObservation(raw)
    if not has_prior:
        theirs.obs_rms = without_prior(raw.single_observation_space.shape)
    rng = np.random.default_rng(num_envs)
    stream, seen = Recorder(), Recorder()
    theirs.reset(seed=3)
    for step in range(num_steps + 1):
        if step > 0:
            theirs.step(rng.uniform(raw.action_space.low, raw.action_space.high))
        stream.add(observations=raw.observations)
        seen.add(mean=theirs.obs_rms.mean, var=theirs.obs_rms.var)
    theirs.close()
    stream, seen = stream.arrays(), seen.arrays()
    found = probe.filters(stream)
    what = f"{name} observations of {num_envs}, {'with' if has_prior else 'without'} a prior"
    prior = np.float32(PRIOR_COUNT) if has_prior else None  # their first product is of float32s
    count = compare_moments(what, found, "observation_", seen, prior, num_envs == 1, differences)
    if not has_prior:
        divisor = our_divisor(seen["mean"], seen["var"], count)[:, None]
        compare_normalized(f"{what} normalized", found["normalized"], stream["observations"],
                           seen["mean"][:, None], divisor, differences)


def rewards_of_one(probe, name, has_prior, num_steps, differences):
    """The single NormalizeReward: R goes on over the ends of episodes."""
    raw = single(name)
    theirs = wrappers.NormalizeReward(raw, gamma=DISCOUNT)
    if not has_prior:
        theirs.return_rms = without_prior()
    rng = np.random.default_rng(5)
    stream, seen = Recorder(), Recorder()
    theirs.reset(seed=5)
    for _ in range(num_steps):
        action = rng.uniform(raw.action_space.low, raw.action_space.high).astype(np.float32)
        ended = theirs.step(action)[3]
        stream.add(rewards=[raw.reward], ended=[np.uint8(ended)])
        seen.add(returns=theirs.discounted_reward, mean=theirs.return_rms.mean,
                 var=theirs.return_rms.var)
        if ended:
            theirs.reset()
    theirs.close()
    compare_rewards(f"{name} rewards, {'with' if has_prior else 'without'} a prior", probe, stream,
                    seen, PRIOR_COUNT if has_prior else None, False, differences)


def rewards_of_many(probe, name, num_envs, num_steps, differences):
    """The vector NormalizeReward in same-step mode: R starts at 0 in each episode."""
    raw = vector(name, num_envs, AutoresetMode.SAME_STEP)
    theirs = wrappers.vector.NormalizeReward(raw, gamma=DISCOUNT)
    theirs.accumulated_reward = theirs.accumulated_reward.astype(np.float64)
    theirs.return_rms = without_prior()
    rng = np.random.default_rng(6)
    stream, seen = Recorder(), Recorder()
    theirs.reset(seed=6)
    for _ in range(num_steps):
        ended = theirs.step(rng.uniform(raw.action_space.low, raw.action_space.high))[3]
        stream.add(rewards=raw.rewards, ended=ended.astype(np.uint8))
        seen.add(returns=theirs.accumulated_reward, mean=theirs.return_rms.mean,
                 var=theirs.return_rms.var)
    theirs.close()
    compare_rewards(f"{name} rewards of {num_envs}", probe, stream, seen, None, True, differences)


def compare_rewards(what, probe, stream, seen, prior, resets, differences):
    stream, seen = stream.arrays(), seen.arrays()
    found = probe.filters(stream, reward_scaling_reset=resets)
    bitwise = stream["rewards"].shape[1] == 1
    differences.compare(f"{what} returns", found["returns"], seen["returns"])
    count = compare_moments(what, found, "reward_", seen, prior, bitwise, differences)
    if prior is None:
        # the last reward of a step has seen the whole batch, as all of theirs have
        expected = stream["rewards"][:, -1] / our_divisor(seen["mean"], seen["var"], count[:, 0])
        differences.compare_within(f"{what} filtered", found["filtered"][:, -1], expected, 1e-12)


def totals(episodes, horizon, counts_at_cutoff):
    """Of (last step, return, length): an episode that ends with the iteration counts if it is the
    only one, unless the switch says otherwise."""
    counted = []
    for t, episode_return, length in episodes:
        if t + 1 < horizon or counts_at_cutoff or not counted:
            counted.append((episode_return, length))
    returns, lengths = (sum(column) for column in zip(*counted))
    return np.array([len(counted), returns / len(counted), lengths / len(counted)])


def collector_of_one(probe, name, carries_over, num_iterations, differences):
    """The collector with one environment, against the three single wrappers."""
    horizon = 64
    found, reset_seed = probe.collect(name, num_iterations, 11, horizon=horizon, num_envs=1,
                                      carry_over_episodes=carries_over,
                                      count_episode_at_cutoff=carries_over,
                                      reward_scaling_reset=False)
    raw = single(name)
    recorded = wrappers.RecordEpisodeStatistics(raw)
    scaled = wrappers.NormalizeReward(recorded, gamma=DISCOUNT)
    scaled.return_rms = without_prior()
    theirs = wrappers.NormalizeObservation(scaled)
    theirs.obs_rms = without_prior(theirs.observation_space.shape)
    count = num_episodes = 0  # count: observations so far
    for i in range(num_iterations):
        if i == 0 or not carries_over:
            theirs.reset(seed=reset_seed if i == 0 else None)
            count += 1
        episodes = []
        for t in range(horizon):
            what = f"{name} collector, carries over {carries_over}, iteration {i} step {t}"
            moments = theirs.obs_rms
            compare_normalized(f"{what} observation", found["observation"][i, t, 0],
                               raw.observation, moments.mean,
                               our_divisor(moments.mean, moments.var, count), differences)
            *_, ended, info = theirs.step(found["action"][i, t, 0])
            count += 1
            differences.compare(f"{what} ended", bool(found["ended"][i, t, 0]), ended)
            moments = scaled.return_rms
            divisor = our_divisor(moments.mean, moments.var, i * horizon + t + 1)
            differences.compare_within(f"{what} reward", found["reward"][i, t, 0],
                                       raw.reward / divisor, 1e-12)
            if ended:
                episodes.append((t, info["episode"]["r"], info["episode"]["l"]))
                theirs.reset()
                count += 1
        differences.compare(f"{name} episodes of iteration {i}", found["episodes"][i],
                            totals(episodes, horizon, carries_over))
        num_episodes += len(episodes)
    theirs.close()
    return num_episodes


def collector_of_many(probe, name, num_envs, num_iterations, differences):
    """The collector with several environments, against the vector wrappers in same-step mode."""
    horizon = 40
    found, reset_seed = probe.collect(name, num_iterations, 12, horizon=horizon, num_envs=num_envs,
                                      carry_over_episodes=True, count_episode_at_cutoff=False,
                                      reward_scaling_reset=True)
    raw = vector(name, num_envs, AutoresetMode.SAME_STEP)
    recorded = wrappers.vector.RecordEpisodeStatistics(raw)
    theirs = wrappers.vector.NormalizeReward(recorded, gamma=DISCOUNT)
    theirs.accumulated_reward = theirs.accumulated_reward.astype(np.float64)
    theirs.return_rms = without_prior()
    theirs.reset(seed=reset_seed)
    num_episodes = 0
    for i in range(num_iterations):
        episodes = []
        for t in range(horizon):
            what = f"{name} collector of {num_envs}, iteration {i} step {t}"
            *_, ended, info = theirs.step(found["action"][i, t])
            differences.compare(f"{what} ended", found["ended"][i, t].astype(bool), ended)
            moments = theirs.return_rms
            divisor = our_divisor(moments.mean, moments.var, (i * horizon + t + 1) * num_envs)
            differences.compare_within(f"{what} reward", found["reward"][i, t, -1],
                                       raw.rewards[-1] / divisor, 1e-12)
            episodes += [(t, info["episode"]["r"][n], info["episode"]["l"][n])
                         for n in np.flatnonzero(ended)]
        differences.compare(f"{name} episodes of {num_envs}, iteration {i}", found["episodes"][i],
                            totals(episodes, horizon, False))
        num_episodes += len(episodes)
    theirs.close()
    return num_episodes


def main(probe_path, name, num_steps):
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    differences = Differences()
    with tempfile.TemporaryDirectory() as folder:
        probe = Probe(probe_path, folder)
        for has_prior in (False, True):
            for num_envs in (1, 3):
                observations(probe, name, num_envs, has_prior, num_steps, differences)
            rewards_of_one(probe, name, has_prior, num_steps, differences)
        rewards_of_many(probe, name, 3, num_steps, differences)
        iterations = 1 + num_steps // 64
        num_episodes = sum(collector_of_one(probe, name, carries_over, iterations, differences)
                           for carries_over in (False, True))
        num_episodes += collector_of_many(probe, name, 3, iterations, differences)
    print(f"PARITY {name} wrappers: {num_steps} steps of each, {num_episodes} episodes, "
          f"{differences.summary()}; {differences.within} numbers within their tolerance, "
          f"{differences.beyond} beyond")
    for line in differences.first:
        print("  " + line)
    return 1 if differences.bits or differences.beyond or not num_episodes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
