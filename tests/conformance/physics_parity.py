"""Single env steps from states that rollouts seldom see, seeded resets, options, the bounds of
health and NumPy's sums: BatchedEnv against the real Gymnasium, bit for bit.

usage: physics_parity.py LIBRARY TASK STATES
"""

import ctypes
import pathlib
import re
import sys
import warnings

import gymnasium
import mujoco
import numpy as np

import native
from differences import Differences
from options import known_options


def check_one_library(differences):
    """C++ and Python share one libmujoco, of the version that both were built for."""
    maps = pathlib.Path("/proc/self/maps").read_text().splitlines()
    files = {tuple(line.split()[3:6]) for line in maps if re.search(r"/libmujoco\.so", line)}
    differences.compare("libmujoco files in this process", len(files), 1)
    differences.compare("MuJoCo's version", mujoco.mj_version(), 4000000)


def check_resets(library, name, differences):
    """A thousand seeds, also of two 32-bit words, and streams that go on over resets."""
    ours, theirs = native.NativeEnv(library, name), make(name)
    for seed in (*range(1000), 2**31, 2**32 - 1, 2**32, 2**40 + 7, 2**63 + 3, 2**64 - 1):
        observation, info = theirs.reset(seed=seed)
        ours.reset(seed)
        for again in range(4):
            what = f"{name} seed {seed} reset {again}"
            differences.compare(f"{what} qpos", ours.qpos(), theirs.unwrapped.data.qpos.copy())
            differences.compare(f"{what} qvel", ours.qvel(), theirs.unwrapped.data.qvel.copy())
            differences.compare(f"{what} observation", ours.observations[0], observation)
            differences.compare_info(what, ours.info(), info)
            observation, info = theirs.reset()
            ours.reset()


def check_streams(library, differences):
    for first, second in ((0, None), (2**32, None), (5, 0), (5, 1), (2**40, 2**33), (0, 0)):
        entropy = first if second is None else [first, second]
        generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy)))
        numbers = np.empty(100)
        second = None if second is None else ctypes.byref(ctypes.c_uint64(second))
        library.gb_uniform(ctypes.c_uint64(first), second, ctypes.c_void_p(numbers.ctypes.data),
                           ctypes.c_int64(100))
        differences.compare(f"stream of {entropy}", numbers, generator.random(100))


def check_normals(library, differences):
    """A million draws, of which some hundreds are from the ziggurat's tails."""
    numbers = np.empty(1_000_000)
    library.gb_normal(ctypes.c_uint64(7), ctypes.c_void_p(numbers.ctypes.data),
                      ctypes.c_int64(numbers.size))
    differences.compare("normals", numbers, np.random.default_rng(7).standard_normal(numbers.size))
    differences.compare("tails on both sides", (numbers.max() > 3.66, numbers.min() < -3.66),
                        (True, True))


def check_sums(library, differences):
    rng = np.random.default_rng(0)
    for size in [*range(1, 130), 200, 1000]:
        for dtype in (np.float32, np.float64):
            values = rng.normal(0, 10 ** rng.uniform(-3, 3), size).astype(dtype)
            ours = np.zeros(1, dtype)
            function = getattr(library, f"gb_sum_of_squares_{np.dtype(dtype)}")
            function(ctypes.c_void_p(values.ctypes.data), ctypes.c_int64(size),
                     ctypes.c_void_p(ours.ctypes.data))
            differences.compare(f"sum of {size} {np.dtype(dtype)}", ours[0],
                                np.sum(np.square(values)))


def random_state(rng, model):
    """Poses up to deep penetration and beyond joint limits, velocities beyond the clip."""
    spread = 10.0 ** rng.uniform(-3, 0)
    qpos = model.qpos0 + rng.normal(0, spread, model.nq)
    qvel = rng.normal(0, 10.0 ** rng.uniform(-2, 2), model.nv)
    warmstart = rng.normal(0, 10.0 ** rng.uniform(-2, 3), model.nv)
    action = rng.normal(0, 1, model.nu)
    kind = rng.integers(20)
    if kind == 0:
        action[rng.integers(model.nu)] = rng.choice([np.nan, np.inf, -np.inf, 1e300])
    elif kind == 1:
        qvel[rng.integers(model.nv)] = rng.choice([1e9, 1e11, np.nan])
    elif kind == 2:
        qvel *= 1e4  # accelerations beyond 1e10
    return qpos, qvel, warmstart, action


def canonical(values):
    """One NaN for all: its sign and payload depend on the order of operands."""
    values = np.array(values, np.float64)
    values[np.isnan(values)] = np.nan
    return values


def check_states(library, name, num_states, differences):
    ours = native.NativeEnv(library, name, autoreset="Disabled")
    theirs = make(name)
    model, data = theirs.unwrapped.model, theirs.unwrapped.data
    rng = np.random.default_rng(0)
    num_bad = num_contacts = 0
    for index in range(num_states):
        qpos, qvel, warmstart, action = random_state(rng, model)
        theirs.reset(seed=index)
        ours.reset(index)
        data.qacc_warmstart[:] = warmstart
        theirs.unwrapped.set_state(qpos, qvel)
        ours.set_physics(qpos, qvel, warmstart)
        with np.errstate(all="ignore"):
            observation, reward, terminated, _, info = theirs.step(action)
        ours.step(action)
        what = f"{name} state {index}"
        num_contacts += data.ncon > 0
        differences.compare(f"{what} qpos", canonical(ours.qpos()), canonical(data.qpos))
        differences.compare(f"{what} qvel", canonical(ours.qvel()), canonical(data.qvel))
        differences.compare(f"{what} observation", canonical(ours.observations[0]),
                            canonical(observation))
        differences.compare(f"{what} reward", canonical(ours.rewards[0]), canonical(reward))
        # MuJoCo counts its bad numbers; there our episodes end
        bad = any(data.warning[i].number for i in (mujoco.mjtWarning.mjWARN_BADQPOS,
                                                   mujoco.mjtWarning.mjWARN_BADQVEL,
                                                   mujoco.mjtWarning.mjWARN_BADQACC,
                                                   mujoco.mjtWarning.mjWARN_BADCTRL))
        num_bad += bad
        differences.compare(f"{what} bad", bool(ours.bad[0]), bad)
        differences.compare(f"{what} terminated", bool(ours.terminated[0]), bool(terminated or bad))
    print(f"PARITY {name} single steps: {num_states} states, {num_contacts} with contacts, {num_bad} "
          f"that MuJoCo reports bad, {differences.summary()}")
    collides = (model.geom_contype[:, None] & model.geom_conaffinity).any()
    if not num_bad or (collides and not num_contacts):
        differences.compare("states with contacts and bad states", (num_contacts, num_bad), "some")


def first_change(function, low, high):
    """Two neighbours between the numbers, of which the function changes from one to the other."""
    at_low = function(low)
    while np.nextafter(low, high) != high:
        middle = low + (high - low) / 2
        low, high = (middle, high) if function(middle) == at_low else (low, middle)
    return low, high


def check_terminations(library, name, differences):
    """Each bound itself, the numbers beside it, and where an episode begins to end when one
    coordinate is moved."""
    theirs = make(name)
    theirs.reset(seed=0)
    env = theirs.unwrapped
    env.do_simulation = lambda action, num_steps: None
    qpos, qvel = env.init_qpos.copy(), env.init_qvel.copy()
    still = np.zeros(env.model.nu, np.float32)

    def terminates(array, index, value):
        kept, array[index] = array[index], value
        env.data.qpos[:], env.data.qvel[:] = qpos, qvel
        mujoco.mj_kinematics(env.model, env.data)
        with np.errstate(all="ignore"):
            ended = bool(env.step(still)[2])
        if np.isfinite(env.data.site_xpos).all():  # a place, from which MuJoCo steps
            ours = library.gb_terminates(name.encode(), ctypes.c_void_p(qpos.ctypes.data),
                                         ctypes.c_void_p(qvel.ctypes.data))
            differences.compare(f"{name} ends at {value!r} in {index}", bool(ours), ended)
        array[index] = kept
        return ended

    num_changes = 0
    bounds = [0.7, 0.8, 1, 2, 0.2, -0.2, -1, 100, -100, np.nan, np.inf, -np.inf]
    for array, index in [(qpos, i) for i in range(qpos.size)] + [(qvel, i) for i in range(qvel.size)]:
        for bound in bounds:
            for value in (np.nextafter(bound, -np.inf), bound, np.nextafter(bound, np.inf)):
                terminates(array, index, value)
        for end in (-3.0, 3.0):
            if terminates(array, index, array[index]) != terminates(array, index, end):
                first_change(lambda value: terminates(array, index, value), array[index], end)
                num_changes += 1
    print(f"PARITY {name} terminations: {num_changes} bounds found to the last bit")


def check_options(library, name, differences):
    """What a task does not have is left out of each variant."""
    weights = {"forward_reward_weight": 0.3, "ctrl_cost_weight": 0.07, "healthy_reward": 2.5,
               "terminate_when_unhealthy": False, "reset_noise_scale": 0.1,
               "reward_dist_weight": 0.3, "reward_near_weight": 0.7, "reward_control_weight": 0.2}
    ranges = {"healthy_z_range": (1.1, 1.3), "healthy_angle_range": (-0.05, 0.07),
              "healthy_state_range": (-2.0, 3.0)}
    contacts = {"contact_cost_weight": 1e-2, "contact_cost_range": (0.5, 1.5),
                "contact_force_range": (-0.3, 0.4), "use_contact_forces": True,
                "impact_cost_weight": 1e-2, "impact_cost_range": (0.5, 1.5)}
    variants = [weights, {"terminate_when_unhealthy": False}, {"max_episode_steps": 9}, ranges,
                {"frame_skip": 3}, contacts]
    variants += [{f"include_{part}_in_observation": False}
                 for part in ("cinert", "cvel", "qfrc_actuator", "cfrc_ext")]
    for variant in variants:
        variant = {key: value for key, value in variant.items() if key in known_options(name)}
        if not variant:
            continue
        ours = native.NativeEnv(library, name, {
            key: dict(zip(("min", "max"), value)) if key.endswith("range") else value
            for key, value in variant.items()})
        theirs = make(name, **variant)
        rng = np.random.default_rng(0)
        observation, info = theirs.reset(seed=0)
        ours.reset(0)
        ended = False
        for step in range(60):
            what = f"{name} {variant} step {step}"
            differences.compare(f"{what} observation", ours.observations[0], observation)
            differences.compare_info(what, ours.info(), info)
            action = rng.uniform(theirs.action_space.low, theirs.action_space.high)
            ours.step(action)
            if ended:
                observation, info = theirs.reset()
                reward = terminated = truncated = 0
            else:
                observation, reward, terminated, truncated, info = theirs.step(action)
            ended = terminated or truncated
            differences.compare(f"{what} reward", ours.rewards[0], np.float64(reward))
            differences.compare(f"{what} flags", (bool(ours.terminated[0]), bool(ours.truncated[0])),
                                (bool(terminated), bool(truncated)))


def make(name, **options):
    return gymnasium.make(name, disable_env_checker=True, **options)


def main(library_path, name, num_states):
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    library = native.load(library_path)
    differences = Differences()
    check_one_library(differences)
    check_streams(library, differences)
    check_normals(library, differences)
    check_sums(library, differences)
    check_resets(library, name, differences)
    check_terminations(library, name, differences)
    check_options(library, name, differences)
    check_states(library, name, num_states, differences)
    print(f"PARITY {name} resets, sums, terminations, options and states: {differences.compared} values, "
          f"{differences.summary()}")
    for line in differences.first:
        print("  " + line)
    return 1 if differences.bits else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
