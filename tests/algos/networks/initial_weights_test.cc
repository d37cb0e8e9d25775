// The initial weights of the paper's cells, against digests of those that their runs began with.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "algos/learner/streams.h"
#include "algos/networks/initialization.h"

namespace gaitbench {
namespace {

nlohmann::json Digests() {
  std::ifstream file(GAITBENCH_SOURCE_DIR "/tests/testdata/initial_weights.json");
  return nlohmann::json::parse(file);
}

// FNV-1a of the parameters' bytes, 64 bits
std::string Digest(std::span<const float> parameters) {
  uint64_t hash = 0xcbf29ce484222325;
  for (std::byte byte : std::as_bytes(parameters))
    hash = (hash ^ std::to_integer<uint64_t>(byte)) * 0x100000001b3;
  char text[17];
  std::snprintf(text, sizeof text, "%016lx", hash);
  return text;
}

std::string DigestAt(const nlohmann::json& cell, int64_t seed, Purpose purpose) {
  const bool is_policy = purpose == Purpose::kPolicyWeights;
  const int64_t outputs = is_policy ? cell["action_size"].get<int64_t>() : 1;
  const MlpLayout layout({cell["observation_size"], {64, 64}, outputs});
  RandomStream stream = MakeStream(seed, purpose);
  std::vector<float> parameters(layout.num_parameters());
  Initialize(layout,
             cell["initialization"] == "orthogonal" ? Initialization::kOrthogonal
                                                    : Initialization::kXavier,
             cell[is_policy ? "policy_head_gain" : "value_head_gain"], stream, parameters);
  return Digest(parameters);
}

TEST(InitialWeightsTest, AreThoseThatTheRunsOfThePaperBeganWith) {
  const nlohmann::json digests = Digests();
  ASSERT_EQ(digests["cells"].size(), 6u);
  for (const auto& cell : digests["cells"]) {
    for (size_t seed = 0; seed < cell["policy"].size(); ++seed) {
      SCOPED_TRACE(cell["environment"].get<std::string>() + " " + std::to_string(seed));
      const auto run_seed = static_cast<int64_t>(seed);
      EXPECT_EQ(cell["policy"][seed], DigestAt(cell, run_seed, Purpose::kPolicyWeights));
      EXPECT_EQ(cell["value_function"][seed], DigestAt(cell, run_seed, Purpose::kValueWeights));
    }
  }
}

}  // namespace
}  // namespace gaitbench
