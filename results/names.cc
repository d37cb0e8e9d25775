#include "results/names.h"

#include <algorithm>
#include <iterator>

namespace gaitbench {
namespace {

struct Name {
  std::string_view id, shown;
};

// in the order of the paper's tables
constexpr Name kNames[] = {
    {"ppo", "PPO"},           {"ppo_m", "PPO-M"}, {"ppo_noclip", "PPO-NoClip"},
    {"ppo_bare", "PPO-Bare"}, {"trpo", "TRPO"},   {"trpo_plus", "TRPO+"},
};

auto FindName(std::string_view id) {
  return std::find_if(std::begin(kNames), std::end(kNames),
                      [&](const Name& name) { return name.id == id; });
}

}  // namespace

std::string DisplayName(std::string_view variant) {
  const auto found = FindName(variant);
  return std::string(found == std::end(kNames) ? variant : found->shown);
}

std::vector<std::string> InDisplayOrder(std::vector<std::string> variants) {
  std::stable_sort(
      variants.begin(), variants.end(),
      [](const std::string& a, const std::string& b) { return FindName(a) < FindName(b); });
  return variants;
}

}  // namespace gaitbench
