// A trained policy's README.md, as model hubs read it: YAML of tags and metrics, then sentences.
// https://huggingface.co/docs/hub/model-cards
#pragma once

#include <cstdint>
#include <string>

namespace gaitbench {

struct ModelCardFacts {
  std::string environment{}, variant{};  // ids
  std::string study{};
  int64_t seed = 0;
  int64_t num_seeds = 0;                           // of its cell, of which this is the median
  double training_return = 0;                      // the table's number of this run
  std::string statistic{};                         // what that is
  double env_steps = 0;                            // of training
  int64_t num_episodes = 0;                        // of the evaluation
  double mean_return = 0, standard_deviation = 0;  // of its deterministic episodes
  std::string commit{};                            // that trained it
};

std::string ModelCard(const ModelCardFacts& facts);

}  // namespace gaitbench
