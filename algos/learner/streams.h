// One stream of random numbers per purpose, each from (run seed, purpose): a variant that draws
// more of one kind does not shift another, so variants of one seed share initial weights and
// resets.
#pragma once

#include <cstdint>

#include "envs/random.h"

namespace gaitbench {

// The numbers are part of what a seed means: never reuse one, never renumber.
enum class Purpose : uint64_t {
  kPolicyWeights = 1,
  kValueWeights = 2,
  kResets = 3,
  kActionNoise = 4,
  kValueOrder = 5,
  kPolicyOrder = 6,
  kFisherSamples = 7,
  kReplayOrder = 16,
  kUpdateNoise = 17,
  kEvaluationResets = 18,
  kSearchNoise = 20,
};

inline RandomStream MakeStream(int64_t run_seed, Purpose purpose) {
  return RandomStream({static_cast<uint64_t>(run_seed), static_cast<uint64_t>(purpose)});
}

// Of an environment's reset. Below 2^62, so that with an environment's number added it is below
// 2^63, as Gymnasium's seeds are.
inline uint64_t DrawResetSeed(RandomStream& stream) { return stream.NextUint64() >> 2; }

}  // namespace gaitbench
