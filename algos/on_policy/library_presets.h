// What users' libraries run when nothing is set, each as far as this learner's settings reach. Left
// out, as no run of a million env steps can tell: where exactly an epsilon or the first count of a
// running deviation enters.
#pragma once

#include "algos/on_policy/settings.h"

namespace gaitbench {

// Stable-Baselines3 2.x, PPO and ActorCriticPolicy for Box spaces.
OnPolicySettings StableBaselines3Ppo();

// Stable-Baselines3 Contrib 2.x, TRPO; ActorCriticPolicy for Box spaces.
OnPolicySettings StableBaselines3Trpo();

// CleanRL 1.0, ppo_continuous_action.py, with gym 0.23's wrappers, whose running deviations divide
// by n.
OnPolicySettings CleanRlPpo();

// OpenAI Baselines ea25b9e, ppo2 with defaults.py's mujoco() and run.py's VecNormalize, whose
// running deviations divide by n and never see an episode's last observation.
OnPolicySettings BaselinesPpo2();

// Spinning Up 038665d, ppo.py (PyTorch). It stops at 1.5 target_kl, by an estimate from the sampled
// actions; here by the divergence itself. A fall on an iteration's last step is bootstrapped there.
OnPolicySettings SpinningUpPpo();

}  // namespace gaitbench
