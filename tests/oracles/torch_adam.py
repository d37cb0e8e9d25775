"""Writes tests/testdata/torch/adam.json: torch.optim.Adam in float64 with each gradient first bounded by
torch.nn.utils.clip_grad_norm_, and without. Run by hand, with torch and its Python dependencies installed."""
import json
import pathlib
import platform

import torch

SIZE, STEPS = 19, 6  # the size is no multiple of a vector's


def case(epsilon, max_norm):
    generator = torch.Generator().manual_seed(1)
    # from far below epsilon to far above it, each exact in float32
    scale = torch.logspace(-7, 1, SIZE, dtype=torch.float64)
    gradients = [
        (scale * torch.randn(SIZE, generator=generator, dtype=torch.float64)).float().double() for _ in range(STEPS)
    ]
    parameters = torch.nn.Parameter(
        torch.randn(SIZE, generator=generator, dtype=torch.float64).float().double())
    initial = parameters.detach().tolist()
    learning_rates = [1e-3 * (1 - step / STEPS) for step in range(STEPS)]
    optimizer = torch.optim.Adam([parameters], eps=epsilon)
    after, norms = [], []
    for gradient, learning_rate in zip(gradients, learning_rates):
        optimizer.param_groups[0]["lr"] = learning_rate
        parameters.grad = gradient.clone()
        norm = torch.nn.utils.clip_grad_norm_([parameters], float("inf") if max_norm is None else max_norm)
        norms.append(norm.item())
        optimizer.step()
        after.append(parameters.detach().tolist())
    return {"epsilon": epsilon, "max_norm": max_norm, "learning_rates": learning_rates, "initial": initial,
            "gradients": [g.tolist() for g in gradients], "norms": norms, "parameters": after}


path = pathlib.Path(__file__).parents[1] / "testdata" / "torch" / "adam.json"
path.parent.mkdir(exist_ok=True)
path.write_text(json.dumps({
    "written_by": "tests/oracles/torch_adam.py",
    "versions": {"torch": torch.__version__, "python": platform.python_version()},
    "cases": [case(1e-5, None), case(1e-8, None), case(1e-5, 0.5), case(1e-5, 100.0)],
}) + "\n")
