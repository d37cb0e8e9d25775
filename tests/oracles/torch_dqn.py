"""Writes tests/testdata/torch/dqn.json: twenty updates of decoupled Q-learning and of its switches on given transitions, by
torch.autograd and torch.optim.Adam in float64. Run by hand, with torch and NumPy installed. Written from the papers
(arXiv:2210.12566, 1509.06461), not from algos/."""
import json
import pathlib
import platform

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
OBSERVATION, ACTION, HIDDEN, BATCH, POOL, UPDATES = 5, 2, [8, 6], 16, 64, 20
# what both presets have of what an update sees
DQN = {"bins": 3, "learning_rate": 3e-4, "double_q": True, "target_update": "polyak", "polyak": 0.005,
       "target_update_interval": 1, "reward_scale": 1.0}
# what a case changes of its preset beside the sizes; each preset as it is is one
CASES = {
    "dqn": ("dqn", {}), "dqn_small": ("dqn_small", {}),
    "copied target": ("dqn", {"target_update": "copy", "target_update_interval": 3}),
    "two bins, single": ("dqn", {"bins": 2, "double_q": False}),
    "five bins, scaled rewards": ("dqn", {"bins": 5, "polyak": 0.25, "reward_scale": 3.0}),
}


def values(sizes, flat, x, bins):
    """Of each dimension's bins, [B,A,K]."""
    offset = 0
    for layer, (rows, columns) in enumerate(zip(sizes, sizes[1:])):
        weight = flat[offset:offset + rows * columns].view(rows, columns)
        bias = flat[offset + rows * columns:offset + (rows + 1) * columns]
        offset += (rows + 1) * columns
        x = x @ weight + bias
        if layer < len(sizes) - 2:
            x = torch.relu(x)
    return x.view(-1, ACTION, bins)


def chosen(table, bins):
    return table.gather(2, bins.unsqueeze(2)).squeeze(2).mean(1)


def train(config, pool, rng):
    sizes = [OBSERVATION, *HIDDEN, ACTION * config["bins"]]
    size = sum((rows + 1) * columns for rows, columns in zip(sizes, sizes[1:]))
    start = torch.tensor(0.4 * rng.standard_normal(size)).float().double()
    parameters = torch.nn.Parameter(start.clone())
    target = start.clone()
    optimizer = torch.optim.Adam([parameters], lr=config["learning_rate"], eps=1e-8)
    picked = torch.tensor(rng.integers(config["bins"], size=(POOL, ACTION)))
    for update in range(UPDATES):
        index = [(7 * update + 3 * b) % POOL for b in range(BATCH)]
        with torch.no_grad():
            next_values = values(sizes, target, pool["next_observation"][index], config["bins"])
            chooser = values(sizes, parameters, pool["next_observation"][index], config["bins"]) \
                if config["double_q"] else next_values
            goal = config["reward_scale"] * pool["reward"][index] \
                + pool["discount"][index] * chosen(next_values, chooser.argmax(2))
        loss = torch.nn.functional.mse_loss(
            chosen(values(sizes, parameters, pool["observation"][index], config["bins"]), picked[index]), goal)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if (update + 1) % config["target_update_interval"] == 0:
            share = 1 if config["target_update"] == "copy" else config["polyak"]
            target = (1 - share) * target + share * parameters.detach()
    return {"bins": picked.tolist(), "parameters": start.tolist(), "parameters_after": parameters.tolist(),
            "target_after": target.tolist()}


def main():
    rng = np.random.default_rng(0)

    def normal(*shape):
        return torch.tensor(rng.standard_normal(shape)).float().double()

    pool = {"observation": normal(POOL, OBSERVATION), "reward": normal(POOL),
            "discount": torch.where(torch.tensor(rng.random(POOL) < 0.1), 0.0, 0.99).float().double(),
            "next_observation": normal(POOL, OBSERVATION)}
    cases = [{"name": name, "preset": preset, "config": {"hidden_sizes": HIDDEN, "batch_size": BATCH} | changes,
              **train(DQN | changes, pool, rng)} for name, (preset, changes) in CASES.items()]
    path = pathlib.Path(__file__).parents[1] / "testdata" / "torch" / "dqn.json"
    path.write_text(json.dumps({
        "written_by": "tests/oracles/torch_dqn.py",
        "versions": {"torch": torch.__version__, "numpy": np.__version__, "python": platform.python_version()},
        "observation_size": OBSERVATION, "action_size": ACTION, "num_updates": UPDATES,
        "pool": {key: tensor.tolist() for key, tensor in pool.items()}, "cases": cases,
    }) + "\n")


main()
