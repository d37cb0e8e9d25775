#include "results/show/model_card.h"

#include <fmt/format.h>

#include "results/compare/names.h"
#include "results/statistics/number_text.h"
#include "results/tables/markdown.h"

namespace gaitbench {
namespace {

// A YAML scalar that is a string whatever is in it.
std::string Quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "''" : std::string(1, c);
  return quoted + "'";
}

std::string FrontMatter(const ModelCardFacts& facts) {
  return fmt::format(
      "---\n"
      "library_name: gaitbench\n"
      "license: apache-2.0\n"
      "pipeline_tag: reinforcement-learning\n"
      "tags:\n"
      "- {0}\n"
      "- {1}\n"
      "- reinforcement-learning\n"
      "- deep-reinforcement-learning\n"
      "- mujoco\n"
      "- gaitbench\n"
      "model-index:\n"
      "- name: {2}\n"
      "  results:\n"
      "  - task:\n"
      "      type: reinforcement-learning\n"
      "      name: reinforcement-learning\n"
      "    dataset:\n"
      "      name: {0}\n"
      "      type: {0}\n"
      "    metrics:\n"
      "    - type: mean_reward\n"
      "      value: {3:.1f} +/- {4:.1f}\n"
      "      name: mean_reward\n"
      "      verified: false\n"
      "---\n",
      Quoted(facts.environment), Quoted(facts.variant), Quoted(DisplayName(facts.variant)),
      facts.mean_return, facts.standard_deviation);
}

}  // namespace

std::string ModelCard(const ModelCardFacts& facts) {
  const std::string name = MarkdownText(DisplayName(facts.variant));
  const std::string environment = MarkdownText(facts.environment);
  return FrontMatter(facts) +
         fmt::format(
             "\n# {0} on {1}\n\n"
             "`policy.safetensors` is the policy of seed {2}, the median of {3} of the study {4}: "
             "{5} in the table ({6}), after {7} env steps.\n\n"
             "Its mean action over {8} episodes (resets of seeds 0 to {9}), observation statistics "
             "frozen: return {10:.1f} +/- {11:.1f}, mean and standard deviation.\n\n"
             "```sh\n"
             "./gaitbench watch RUN_DIR        # this folder: a page that plays the robot\n"
             "./gaitbench evaluate RUN_DIR --deterministic\n"
             "```\n\n"
             "```python\n"
             "import gaitbench\n\n"
             "act = gaitbench.policy(\"policy.safetensors\")  # of observations, NumPy alone\n"
             "```\n\n"
             "How it was trained, every setting and its learning curve: `run.json` beside it{12}. "
             "The same seed gives the same bits: `./gaitbench policies DIR` trains it again and "
             "compares.\n",
             name, environment, facts.seed, facts.num_seeds, MarkdownText(facts.study),
             FixedText(facts.training_return, 1), MarkdownText(facts.statistic),
             CountText(facts.env_steps), facts.num_episodes, facts.num_episodes - 1,
             facts.mean_return, facts.standard_deviation,
             facts.commit.empty() ? "" : fmt::format(", of commit {}", MarkdownText(facts.commit)));
}

}  // namespace gaitbench
