"""What the notes of the published table say of its cells' choices, held to the run logs' settings.

usage: published_notes.py
"""
import json
import pathlib

STUDY = pathlib.Path(__file__).resolve().parents[2] / "results/published/paper_table"
CHOICES = ["initialization", "policy_learning_rate_annealing", "value_learning_rate_annealing", "reward_scaling",
           "value_clipping", "reward_clipping", "observation_clipping"]


def settings(robot, variant):
    log = STUDY / f"runs/{robot}-v2/{variant}/seed_0/run.json"
    return json.loads(log.read_text())["config"]


def are(robots, variants, **expected):
    return all(settings(robot, variant)[name] == value
               for robot in robots for variant in variants for name, value in expected.items())


def share_choices(robot, one, other):
    one, other = settings(robot, one), settings(robot, other)
    return all(one[name] == other[name] for name in CHOICES)


ROBOTS = ["Hopper", "Walker2d", "Humanoid"]
VARIANTS = ["ppo", "ppo_m", "ppo_noclip", "trpo", "trpo_plus"]
NO_ANNEALING = {"policy_learning_rate_annealing": False, "value_learning_rate_annealing": False}
WITHOUT = {"initialization": "xavier", "reward_scaling": "none", "value_clipping": False, "reward_clipping": False,
           "observation_clipping": False, **NO_ANNEALING}
SENTENCES = {
    "PPO with code-level choices (reward scaling, annealing, orthogonal initialization, clipping of observations and "
    "rewards)": are(ROBOTS, ["ppo"], initialization="orthogonal", reward_scaling="returns", reward_clipping=True,
                    observation_clipping=True, policy_learning_rate_annealing=True,
                    value_learning_rate_annealing=True),
    'PPO-M, "minimal", the same step without them': are(ROBOTS, ["ppo_m"], ratio_clipping=True, **WITHOUT),
    "PPO-NoClip, a step that does not clip the ratio": are(ROBOTS, ["ppo_noclip"], ratio_clipping=False),
    "TRPO, the trust-region step without choices": are(ROBOTS, ["trpo"], **WITHOUT),
    "No cell of Hopper clips values": are(["Hopper"], VARIANTS, value_clipping=False),
    "of Walker2d only PPO does": are(["Walker2d"], ["ppo"], value_clipping=True)
    and are(["Walker2d"], VARIANTS[1:], value_clipping=False),
    "PPO-NoClip has, on Humanoid, Xavier's initialization and no annealing": are(
        ["Humanoid"], ["ppo_noclip"], initialization="xavier", **NO_ANNEALING),
    "on Walker2d neither observation nor value clipping": are(["Walker2d"], ["ppo_noclip"], value_clipping=False,
                                                              observation_clipping=False),
    "on Hopper and Walker2d rewards scaled by their own spread (`rewards`)": are(
        ["Hopper", "Walker2d"], ["ppo_noclip"], reward_scaling="rewards"),
    "TRPO+ anneals nowhere, and on Humanoid has Xavier's initialization": are(ROBOTS, ["trpo_plus"], **NO_ANNEALING)
    and are(["Humanoid"], ["trpo_plus"], initialization="xavier"),
    "PPO and TRPO+ share their choices on no robot": not any(share_choices(robot, "ppo", "trpo_plus")
                                                            for robot in ROBOTS),
}

NOTES = " ".join((STUDY / "notes.md").read_text().split())
for sentence, holds in SENTENCES.items():
    assert sentence in NOTES, f"not in the notes: {sentence}"
    assert holds, f"not so in the run logs: {sentence}"
print(f"{len(SENTENCES)} sentences hold")
