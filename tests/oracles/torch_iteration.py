"""Writes tests/testdata/torch/iteration.json: whole iterations of PPO, PPO-NoClip and TRPO, and of their switches that
change the networks or the update, on given rollouts, from GAE to the parameters after the update, by torch.autograd and torch.optim.Adam in float64. Run by hand, with torch and its
Python dependencies installed. Written from the papers and tests/testdata/paper_cells.json's protocol, not from algos/."""
import json
import math
import pathlib
import platform

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
OBSERVATION, HIDDEN, ACTION = 5, [8, 6], 2


class Stream:
    """Uniform whole numbers from NumPy's PCG64, by Lemire's method (arXiv:1805.10941)."""

    def __init__(self, seed):
        self.bits = np.random.PCG64(np.random.SeedSequence([seed]))

    def below(self, n):
        while True:
            product = int(self.bits.random_raw()) * n
            if product % 2**64 >= 2**64 % n:
                return product >> 64

    def permutation(self, size):
        order = list(range(size))
        for i in range(size - 1, 0, -1):
            j = self.below(i + 1)
            order[i], order[j] = order[j], order[i]
        return order


def minibatches(size, count, stream):
    order = stream.permutation(size)
    return [torch.tensor(order[size * k // count:size * (k + 1) // count]) for k in range(count)]


def network(sizes, flat, x):
    offset = 0
    for layer, (rows, columns) in enumerate(zip(sizes, sizes[1:])):
        weight = flat[offset:offset + rows * columns].view(rows, columns)
        offset += rows * columns
        x = x @ weight + flat[offset:offset + columns]
        offset += columns
        if layer < len(sizes) - 2:
            x = torch.tanh(x)
    return x


def num_parameters(sizes):
    return sum((rows + 1) * columns for rows, columns in zip(sizes, sizes[1:]))


def policy_sizes(config):
    return [OBSERVATION, *HIDDEN, ACTION * (2 if config.get("state_dependent_std") else 1)]


def value_sizes(config):
    return [OBSERVATION, *(config.get("value_hidden_sizes") or HIDDEN), 1]


def num_free(config):
    """Of the deviations' parameters that are no network's."""
    return 0 if config.get("state_dependent_std") else ACTION


def distribution(config, flat, observation):
    sizes = policy_sizes(config)
    output = network(sizes, flat, observation)
    x = output[:, ACTION:] if config.get("state_dependent_std") else flat[num_parameters(sizes):]
    std = torch.nn.functional.softplus(x) if config.get("std_parametrization") == "softplus" else x.exp()
    return torch.distributions.Normal(output[:, :ACTION], std + config.get("min_std", 0.0))


def float32(x):
    return torch.as_tensor(x).float().double()


def rollout(config, policy, rng):
    horizon, envs = config["horizon"], config["num_envs"]
    size = horizon * envs
    observation = float32(rng.standard_normal((size, OBSERVATION)))
    behaviour = distribution(config, policy, observation)
    action = float32(behaviour.mean + behaviour.stddev * torch.as_tensor(rng.standard_normal((size, ACTION))))
    terminated, truncated = rng.random(size) < 0.06, rng.random(size) < 0.06
    last = np.arange(size) >= size - envs
    successor_of = np.flatnonzero(~terminated & (truncated | last))
    deviations = {"log_std": float32(behaviour.stddev.log())} if config.get("state_dependent_std") else {}
    return deviations | {
        "observation": observation, "action": action, "mean": float32(behaviour.mean),
        "log_prob": float32(behaviour.log_prob(action).sum(1)), "reward": torch.as_tensor(rng.standard_normal(size)),
        "terminated": torch.as_tensor(terminated), "truncated": torch.as_tensor(truncated),
        "successor_of": torch.as_tensor(successor_of),
        "successor": float32(rng.standard_normal((len(successor_of), OBSERVATION))),
    }


def advantages(config, data, value_parameters):
    """Per environment and episode piece, backwards: A = delta + discount lambda A_next."""
    envs, size = config["num_envs"], len(data["reward"])
    value = network(value_sizes(config), value_parameters, data["observation"]).squeeze(1)
    after = dict(zip(data["successor_of"].tolist(),
                     network(value_sizes(config), value_parameters, data["successor"]).squeeze(1).tolist()))
    advantage = torch.zeros(size)
    for env in range(envs):
        running = 0.0
        for s in range(size - envs + env, -1, -envs):
            if data["terminated"][s]:
                following, running = 0.0, 0.0
            elif data["truncated"][s]:
                following, running = after[s] if config["truncation"] == "bootstrap" else 0.0, 0.0
            elif s >= size - envs:
                following = after[s] if config["cutoff_bootstrap"] == "next_value" else value[s].item()
            else:
                following = value[s + envs].item()
            delta = data["reward"][s].item() + config["discount"] * following - value[s].item()
            running = delta + config["discount"] * config["gae_lambda"] * running
            advantage[s] = running
    return value, advantage, value + advantage


def standardize(x, config):
    ddof = config.get("advantage_normalization_ddof", 1)
    return (x - x.mean()) / (x.std(correction=ddof) + 1e-8)


def value_loss(config, data, parameters, index, old_value, target):
    ended = data["terminated"] | data["truncated"]
    index = index[~ended[index]]
    value = network(value_sizes(config), parameters, data["observation"][index]).squeeze(1)
    error = value - target[index]
    if not config["value_clipping"]:
        return (error**2).mean()
    bound = config["value_clip_range"]
    kept = old_value[index] + (value - old_value[index]).clamp(-bound, bound) - target[index]
    if config.get("value_clip_form") == "max_then_square":
        return (torch.maximum(error, kept)**2).mean()
    return torch.maximum(error**2, kept**2).mean()


def policy_objective(config, data, parameters, index, advantage):
    now = distribution(config, parameters, data["observation"][index])
    ratio = (now.log_prob(data["action"][index]).sum(1) - data["log_prob"][index]).exp()
    a = standardize(advantage[index], config)
    surrogate = ratio * a
    if config["ratio_clipping"]:
        bound = config["clip_range"]
        surrogate = torch.minimum(surrogate, ratio.clamp(1 - bound, 1 + bound) * a)
    return surrogate.mean() + config["entropy_coef"] * now.entropy().sum(1).mean()


def fit_value(config, data, value_parameters, old_value, target, stream):
    parameters = torch.nn.Parameter(value_parameters.clone())
    optimizer = torch.optim.Adam([parameters], lr=config["value_learning_rate"], eps=config["adam_epsilon"])
    for _ in range(config["value_epochs"]):
        for index in minibatches(len(target), config["value_minibatches"], stream):
            optimizer.zero_grad()
            value_loss(config, data, parameters, index, old_value, target).backward()
            optimizer.step()
    return parameters.detach()


def joint(config, data, policy, value, old_value, advantage, target, stream):
    """One network with two heads, one optimizer, one bound."""
    size = num_parameters([OBSERVATION, *HIDDEN])
    leaves = [torch.nn.Parameter(x.clone()) for x in (policy[:size], policy[size:], value[size:])]
    optimizer = torch.optim.Adam(leaves, lr=config["policy_learning_rate"], eps=config["adam_epsilon"])
    for _ in range(config["policy_epochs"]):
        for index in minibatches(len(advantage), config["policy_minibatches"], stream):
            trunk, policy_head, value_head = leaves
            loss = value_loss(config, data, torch.cat([trunk, value_head]), index, old_value, target)
            objective = policy_objective(config, data, torch.cat([trunk, policy_head]), index, advantage)
            optimizer.zero_grad()
            (config["value_coef"] * loss - objective).backward()
            torch.nn.utils.clip_grad_norm_(leaves, config["max_gradient_norm"])
            optimizer.step()
    trunk, policy_head, value_head = (leaf.detach() for leaf in leaves)
    return torch.cat([trunk, policy_head]), torch.cat([trunk, value_head])


def ppo(config, data, policy, advantage, stream):
    parameters = torch.nn.Parameter(policy.clone())
    optimizer = torch.optim.Adam([parameters], lr=config["policy_learning_rate"], eps=config["adam_epsilon"])
    for _ in range(config["policy_epochs"]):
        for index in minibatches(len(advantage), config["policy_minibatches"], stream):
            objective = policy_objective(config, data, parameters, index, advantage)
            optimizer.zero_grad()
            (-objective).backward()
            if config["gradient_clipping"] == "policy":
                torch.nn.utils.clip_grad_norm_([parameters], config["max_gradient_norm"])
            optimizer.step()
    return parameters.detach(), {}


def trpo(config, data, policy, advantage, stream):
    a = standardize(advantage, config)
    old = distribution(config, policy, data["observation"])

    def surrogate(parameters):
        log_prob = distribution(config, parameters, data["observation"]).log_prob(data["action"]).sum(1)
        return ((log_prob - data["log_prob"]).exp() * a).mean()

    def mean_kl(parameters, index, new_old=False):
        now = distribution(config, parameters, data["observation"][index])
        before = torch.distributions.Normal(old.mean[index], old.stddev[index])
        pair = (now, before) if new_old else (before, now)
        return torch.distributions.kl_divergence(*pair).sum(1).mean()

    leaf = policy.clone().requires_grad_()
    g = torch.autograd.grad(surrogate(leaf), leaf)[0]
    index = torch.tensor(stream.permutation(len(a))[:int(config["fisher_fraction"] * len(a))])
    by_leaf = torch.autograd.grad(mean_kl(leaf, index), leaf, create_graph=True)[0]

    def fisher(v):
        return torch.autograd.grad(by_leaf @ v, leaf, retain_graph=True)[0] + config["cg_damping"] * v

    x, r, p = torch.zeros_like(g), g.clone(), g.clone()
    for _ in range(config["cg_iterations"]):
        if r.norm() <= config.get("cg_tolerance", 0.0) * g.norm():
            break
        product = fisher(p)
        alpha = (r @ r) / (p @ product)
        x, r_next = x + alpha * p, r - alpha * product
        p = r_next + (r_next @ r_next) / (r @ r) * p
        r = r_next
    step = math.sqrt(2 * config["max_kl"] / (x @ fisher(x))) * x
    everything = torch.arange(len(a))
    for backtracks in range(config["line_search_steps"]):
        scale = config["line_search_shrink"]**backtracks
        trial = policy + scale * step
        gain = (surrogate(trial) - surrogate(policy)).item()
        new_old = config.get("kl_direction") == "new_old"
        if gain > 0 and mean_kl(trial, everything, new_old) <= config["max_kl"]:
            if gain / (scale * (g @ step)) > config["line_search_accept_ratio"]:
                return trial, {"backtracks": backtracks}
    return policy, {"backtracks": config["line_search_steps"]}


BASE = {
    "horizon": 64, "num_envs": 2, "hidden_sizes": HIDDEN, "discount": 0.99, "gae_lambda": 0.95, "adam_epsilon": 1e-5,
    "truncation": "terminal", "cutoff_bootstrap": "last_value", "value_epochs": 3, "value_minibatches": 4,
    "value_learning_rate": 3e-3, "value_clipping": False, "value_clip_range": 0.2,
    "advantage_normalization": "minibatch", "gradient_clipping": "none", "max_gradient_norm": 0.5,
    "policy_epochs": 3, "policy_minibatches": 4, "policy_learning_rate": 3e-3, "ratio_clipping": True,
    "clip_range": 0.2, "entropy_coef": 0.0, "step_rule": "ppo"}
TRPO = {"step_rule": "trpo", "advantage_normalization": "rollout", "max_kl": 0.04, "fisher_fraction": 0.25,
        "cg_iterations": 10, "cg_damping": 0.1, "line_search_steps": 10, "line_search_shrink": 0.5,
        "line_search_accept_ratio": 0.1}
CASES = {
    "ppo": BASE | {"value_clipping": True},
    "ppo_noclip": BASE | {"ratio_clipping": False, "entropy_coef": -0.01, "gradient_clipping": "policy",
                          "truncation": "bootstrap", "cutoff_bootstrap": "next_value"},
    "trpo": BASE | TRPO,
    # few steps of conjugate gradients: after more, float32 (PyTorch's too) is 1e-3 away from float64 on this rollout
    "trpo_plus": BASE | TRPO | {"max_kl": 0.3, "line_search_accept_ratio": 0.6, "value_clipping": True,
                                "cg_iterations": 4},
    "ppo_softplus": BASE | {"std_parametrization": "softplus", "min_std": 0.05, "entropy_coef": 0.01,
                            "advantage_normalization_ddof": 0, "value_hidden_sizes": [7], "value_clipping": True,
                            "value_clip_form": "max_then_square"},
    "ppo_state_dependent": BASE | {"state_dependent_std": True, "std_parametrization": "softplus", "min_std": 0.05,
                                   "entropy_coef": 0.01},
    "trpo_state_dependent": BASE | TRPO | {"state_dependent_std": True, "cg_iterations": 4},
    # steps so short that the other KL would have taken more of them
    "trpo_new_old": BASE | TRPO | {"state_dependent_std": True, "min_std": 0.05, "kl_direction": "new_old", "max_kl": 0.3,
                                   "cg_tolerance": 0.2, "cg_damping": 0.01, "line_search_shrink": 0.97,
                                   "line_search_steps": 60, "line_search_accept_ratio": 0.0},
    "shared_trunk": BASE | {"joint_update": True, "shared_trunk": True, "gradient_clipping": "joint", "value_coef": 0.5},
}


def case(name, config, seed):
    rng = np.random.default_rng(seed)
    policy = float32(0.5 * rng.standard_normal(num_parameters(policy_sizes(config)) + num_free(config)))
    value = float32(0.5 * rng.standard_normal(num_parameters(value_sizes(config))))
    if config.get("shared_trunk"):
        trunk = num_parameters([OBSERVATION, *HIDDEN])
        value[:trunk] = policy[:trunk]
    with torch.no_grad():
        data = rollout(config, policy, rng)
        old_value, advantage, target = advantages(config, data, value)
    if config.get("joint_update"):
        policy_after, value_after = joint(config, data, policy, value, old_value, advantage, target, Stream(2))
        extra = {}
    else:
        value_after = fit_value(config, data, value, old_value, target, Stream(1))
        update = ppo if config["step_rule"] == "ppo" else trpo
        policy_after, extra = update(config, data, policy, advantage, Stream(2))
    lists = {key: torch.as_tensor(x).int().flatten().tolist() if x.dtype == torch.bool else x.flatten().tolist()
             for key, x in data.items()}
    return {"name": name, "config": config, "policy": policy.tolist(), "value_function": value.tolist(),
            "rollout": lists, "advantage": advantage.tolist(), "value_function_after": value_after.tolist(),
            "policy_after": policy_after.tolist(), **extra}


path = pathlib.Path(__file__).parents[1] / "testdata" / "torch" / "iteration.json"
cases = [case(name, config, seed) for seed, (name, config) in enumerate(CASES.items())]
path.write_text(json.dumps({
    "written_by": "tests/oracles/torch_iteration.py",
    "versions": {"torch": torch.__version__, "numpy": np.__version__, "python": platform.python_version()},
    "observation_size": OBSERVATION, "action_size": ACTION, "cases": cases}) + "\n")
for c in cases:
    moved = max(abs(a - b) for a, b in zip(c["policy"], c["policy_after"]))
    print(c["name"], "policy moved by", moved, c.get("backtracks"))
