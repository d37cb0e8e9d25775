"""Writes tests/testdata/torch/off_policy.json: twenty updates of DDPG, TD3, SAC and of their switches on given
transitions, by torch.autograd and torch.optim.Adam in float64. Run by hand, with torch and its Python dependencies
installed. Written from the papers (arXiv:1509.02971, 1802.09477, 1801.01290, 1812.05905), not from algos/."""
import json
import math
import pathlib
import platform

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
OBSERVATION, ACTION, HIDDEN, BATCH, POOL, UPDATES = 5, 2, [8, 6], 16, 64, 20
NOISE_SEED = 3


class Noise:
    """Standard normals of NumPy's PCG64 by Box and Muller, rounded to float32."""

    def __init__(self):
        self.bits = np.random.PCG64(np.random.SeedSequence([NOISE_SEED]))

    def uniform(self):
        return (int(self.bits.random_raw()) >> 11) * 2.0**-53

    def normal(self):
        radius = math.sqrt(-2 * math.log(1 - self.uniform()))
        return radius * math.cos(2 * math.pi * self.uniform())

    def normals(self, rows):
        return torch.tensor([[self.normal() for _ in range(ACTION)] for _ in range(rows)]).float().double()


def network(sizes, flat, x, normalized=False):
    offset = 0

    def take(count):
        nonlocal offset
        offset += count
        return flat[offset - count:offset]

    for layer, (rows, columns) in enumerate(zip(sizes, sizes[1:])):
        x = x @ take(rows * columns).view(rows, columns) + take(columns)
        if layer == len(sizes) - 2:
            break
        if normalized:
            x = torch.nn.functional.layer_norm(x, [columns], take(columns), take(columns))
        x = torch.relu(x)
    assert offset == len(flat)
    return x


def num_parameters(sizes, normalized=False):
    return sum((rows + 1) * columns for rows, columns in zip(sizes, sizes[1:])) + (2 * sum(HIDDEN) if normalized else 0)


class Learner:
    def __init__(self, config, rng):
        self.config = config
        self.gaussian = config["actor"] == "squashed_gaussian"
        self.normalized = config["critic_layer_normalization"]
        self.actor_sizes = [OBSERVATION, *HIDDEN, ACTION * (2 if self.gaussian else 1)]
        self.critic_sizes = [OBSERVATION + ACTION, *HIDDEN, 1]

        def parameters(count):
            return torch.tensor(0.4 * rng.standard_normal(count)).float().double().requires_grad_()

        self.actor = parameters(num_parameters(self.actor_sizes))
        self.critics = [parameters(num_parameters(self.critic_sizes, self.normalized))
                        for _ in range(config["num_critics"])]
        self.start = self.parameters()
        self.actor_target = self.actor.detach().clone()
        self.critic_targets = [critic.detach().clone() for critic in self.critics]
        self.log_coef = torch.tensor([math.log(config["entropy_coef"])]).float().double().requires_grad_()

        def adam(parameters, rate, decay=0.0):
            return torch.optim.Adam(parameters, lr=rate, eps=config["adam_epsilon"], weight_decay=decay)

        self.actor_adam = adam([self.actor], config["policy_learning_rate"])
        self.critic_adam = adam(self.critics, config["critic_learning_rate"], config["critic_weight_decay"])
        self.coef_adam = adam([self.log_coef], config["entropy_learning_rate"])
        self.noise, self.updates, self.policy_updates = Noise(), 0, 0

    def parameters(self):
        return [p.detach().tolist() for p in [self.actor, *self.critics]]

    def targets(self):
        return [target.tolist() for target in [self.actor_target, *self.critic_targets]]

    def act(self, flat, observation):
        """Actions and their log densities, with a Gaussian's sample."""
        output = network(self.actor_sizes, flat, observation)
        if not self.gaussian:
            return torch.tanh(output), None
        mean, log_std = output.chunk(2, 1)
        low, high = self.config["log_std_min"], self.config["log_std_max"]
        if self.config["log_std_bound"] == "clamped":
            log_std = log_std.clamp(low, high)
        else:
            log_std = low + (high - low) / 2 * (torch.tanh(log_std) + 1)
        normal = torch.distributions.Normal(mean, log_std.exp())
        before = mean + log_std.exp() * self.noise.normals(len(observation))
        action = torch.tanh(before)
        log_prob = normal.log_prob(before) - torch.log(1 - action**2)
        return action, log_prob.sum(1)

    def value(self, flat, observation, action):
        return network(self.critic_sizes, flat, torch.cat([observation, action], 1), self.normalized).squeeze(1)

    def coef(self):
        """The entropy coefficient, or none."""
        if not self.gaussian or self.config["entropy_term"] == "none":
            return None
        return self.log_coef.detach().exp() if self.config["entropy_term"] == "learned" else self.config["entropy_coef"]

    def target(self, batch):
        config = self.config
        with torch.no_grad():
            actor = self.actor_target if config["target_actor"] else self.actor
            action, log_prob = self.act(actor, batch["next_observation"])
            if not self.gaussian and config["target_smoothing"]:
                shift = config["target_noise"] * self.noise.normals(len(action))
                bound = config["target_noise_clip"]
                action = (action + shift.clamp(-bound, bound)).clamp(-1, 1)
            values = [self.value(flat, batch["next_observation"], action) for flat in self.critic_targets]
            value = torch.stack(values).min(0).values
            if self.coef() is not None:
                value = value - self.coef() * log_prob
            return config["reward_scale"] * batch["reward"] + batch["discount"] * value

    def update(self, batch):
        config = self.config
        target = self.target(batch)
        loss = sum(((self.value(critic, batch["observation"], batch["action"]) - target)**2).mean()
                   for critic in self.critics)
        self.step(self.critic_adam, loss)
        self.updates += 1
        if self.updates % config["policy_delay"] == 0:
            self.update_policy(batch)

    def update_policy(self, batch):
        config = self.config
        action, log_prob = self.act(self.actor, batch["observation"])
        values = [self.value(critic, batch["observation"], action) for critic in self.critics]
        value = torch.stack(values).min(0).values if config["climbed_critic"] == "smaller" else values[0]
        loss = -value.mean() if self.coef() is None else (self.coef() * log_prob - value).mean()
        self.step(self.actor_adam, loss)
        if self.coef() is not None and config["entropy_term"] == "learned":
            target = config["target_entropy_per_action"] * ACTION
            self.step(self.coef_adam, -(self.log_coef * (log_prob.detach() + target)).mean())
        self.policy_updates += 1
        if self.policy_updates % config["target_update_interval"] == 0:
            self.follow()

    @staticmethod
    def step(adam, loss):
        adam.zero_grad()
        parameters = adam.param_groups[0]["params"]
        for parameter, gradient in zip(parameters, torch.autograd.grad(loss, parameters)):
            parameter.grad = gradient
        adam.step()

    def follow(self):
        share = 1.0 if self.config["target_update"] == "copy" else self.config["polyak"]
        pairs = list(zip(self.critic_targets, self.critics))
        if self.config["target_actor"]:
            pairs.append((self.actor_target, self.actor))
        for target, network_ in pairs:
            target.mul_(1 - share).add_(share * network_.detach())


DDPG = {
    "actor": "deterministic", "num_critics": 1, "climbed_critic": "first", "critic_layer_normalization": False,
    "critic_learning_rate": 1e-3, "critic_weight_decay": 0.0, "policy_learning_rate": 1e-3, "policy_delay": 1,
    "target_smoothing": False, "target_noise": 0.2, "target_noise_clip": 0.5, "target_actor": True,
    "target_update": "polyak", "polyak": 0.005, "target_update_interval": 1, "entropy_term": "none",
    "entropy_coef": 0.2, "target_entropy_per_action": -1.0, "entropy_learning_rate": 3e-4, "log_std_bound": "clamped",
    "log_std_min": -20.0, "log_std_max": 2.0, "reward_scale": 1.0, "adam_epsilon": 1e-8,
}
TD3 = DDPG | {"num_critics": 2, "policy_delay": 2, "target_smoothing": True}
SAC = DDPG | {
    "actor": "squashed_gaussian", "num_critics": 2, "climbed_critic": "smaller", "target_actor": False,
    "entropy_term": "learned", "entropy_coef": 1.0, "critic_learning_rate": 3e-4, "policy_learning_rate": 3e-4,
}
# the papers' forms in what an update sees
DDPG_PAPER = DDPG | {"policy_learning_rate": 1e-4, "critic_weight_decay": 1e-2, "polyak": 0.001}
PRESETS = {
    "ddpg": DDPG, "td3": TD3, "sac": SAC, "ddpg_paper": DDPG_PAPER, "td3_paper": TD3, "sac_paper": SAC,
    "ddpg_small": DDPG, "td3_small": TD3, "sac_small": SAC,
}
# what a case changes of its preset beside the sizes; each preset as it is is one
CASES = {name: (name, {}) for name in PRESETS} | {
    "copied targets, normalized critics": ("td3", {
        "target_update": "copy", "target_update_interval": 3, "critic_layer_normalization": True}),
    "fixed coefficient, scaled deviation": ("sac", {
        "entropy_term": "fixed", "entropy_coef": 0.2, "log_std_bound": "scaled", "log_std_min": -5.0,
        "target_actor": True, "climbed_critic": "first", "reward_scale": 5.0}),
    "no entropy, one critic": ("sac", {"entropy_term": "none", "num_critics": 1, "log_std_max": 0.5}),
}


def transitions(rng):
    """Float32 as a replay buffer has them; a tenth is terminal."""
    def normal(*shape):
        return torch.tensor(rng.standard_normal(shape)).float().double()
    terminal = torch.tensor(rng.random(POOL) < 0.1)
    return {"observation": normal(POOL, OBSERVATION), "action": torch.tanh(normal(POOL, ACTION)).float().double(),
            "reward": normal(POOL), "discount": torch.where(terminal, 0.0, 0.99).float().double(),
            "next_observation": normal(POOL, OBSERVATION)}


def batch_of(pool, update):
    index = [(7 * update + 3 * b) % POOL for b in range(BATCH)]
    return {name: values[index] for name, values in pool.items()}


def main():
    rng = np.random.default_rng(0)
    pool = transitions(rng)
    cases = []
    for name, (preset, changes) in CASES.items():
        learner = Learner(PRESETS[preset] | changes, rng)
        for update in range(UPDATES):
            learner.update(batch_of(pool, update))
        cases.append({"name": name, "preset": preset,
                      "config": {"hidden_sizes": HIDDEN, "batch_size": BATCH} | changes,
                      "parameters": learner.start, "parameters_after": learner.parameters(),
                      "targets_after": learner.targets(),
                      "log_entropy_coef_after": learner.log_coef.item()})
    result = {
        "written_by": "tests/oracles/torch_off_policy.py",
        "versions": {"torch": torch.__version__, "numpy": np.__version__, "python": platform.python_version()},
        "observation_size": OBSERVATION, "action_size": ACTION, "num_updates": UPDATES, "noise_seed": NOISE_SEED,
        "pool": {key: values.tolist() for key, values in pool.items()}, "cases": cases,
    }
    path = pathlib.Path(__file__).parents[1] / "testdata" / "torch" / "off_policy.json"
    path.write_text(json.dumps(result) + "\n")


main()
