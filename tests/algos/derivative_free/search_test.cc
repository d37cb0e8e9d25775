#include "algos/derivative_free/search.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "algos/derivative_free/ars.h"
#include "algos/derivative_free/cem.h"

namespace gaitbench {
namespace {

using Json = nlohmann::json;
using Doubles = std::vector<double>;

// Steps by NumPy (tests/oracles/numpy_derivative_free.py).
Json NumpySteps() {
  std::ifstream file(GAITBENCH_SOURCE_DIR "/tests/testdata/numpy/derivative_free.json");
  return Json::parse(file);
}

DerivativeFreeSettings SettingsFrom(const Json& json) {
  DerivativeFreeSettings settings;
  ReadJson(json, settings, "settings");
  return settings;
}

void ExpectNear(const Doubles& found, const Doubles& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-13) << i;
}

TEST(SearchTest, ArsStepsAreNumpys) {
  const Json numpy = NumpySteps();
  ASSERT_EQ(numpy["ars"].size(), 4u);
  for (const Json& run : numpy["ars"]) {
    Doubles parameters = run["parameters"];
    for (const Json& step : run["steps"]) {
      const Doubles directions = step["directions"], plus = step["plus"], minus = step["minus"];
      ArsStep(SettingsFrom(run["settings"]), {directions, plus, minus}, parameters);
      ExpectNear(parameters, step["parameters"]);
    }
  }
}

TEST(SearchTest, CemStepsAreNumpys) {
  const Json numpy = NumpySteps();
  ASSERT_EQ(numpy["cem"].size(), 2u);
  for (const Json& run : numpy["cem"]) {
    SearchGaussian gaussian = {run["mean"], run["std"]};
    for (const Json& step : run["steps"]) {
      const Doubles candidates = step["candidates"], scores = step["scores"];
      CemStep(SettingsFrom(run["settings"]), candidates, scores, gaussian);
      ExpectNear(gaussian.mean, step["mean"]);
      ExpectNear(gaussian.std, step["std"]);
    }
  }
}

TEST(SearchTest, ScoresThatAreAllTheSameMoveArsNowhere) {
  Doubles parameters = {1, 2};
  ArsStep(SettingsFrom({{"directions", 1}, {"top_directions", 1}}),
          {Doubles{3, 4}, Doubles{5}, Doubles{5}}, parameters);
  EXPECT_EQ(parameters, (Doubles{1, 2}));
}

TEST(SearchTest, ExtraVarianceFallsToZero) {
  const auto settings = SettingsFrom({{"extra_std", 2}, {"extra_std_generations", 4}});
  EXPECT_EQ(ExtraVariance(settings, 0), 4);
  EXPECT_EQ(ExtraVariance(settings, 3), 1);
  EXPECT_EQ(ExtraVariance(settings, 4), 0);
  EXPECT_EQ(ExtraVariance(settings, 100), 0);
}

TEST(SearchTest, EqualScoresKeepTheirOrder) {
  EXPECT_EQ(BestFirst(Doubles{1, 3, 2, 3}), (std::vector<int64_t>{1, 3, 2, 0}));
}

const Doubles kPeak = {1, -2, 0.5, 0};

// -|x - peak|^2 of candidates [K,4]
Doubles QuadraticScores(const Doubles& candidates) {
  Doubles scores(candidates.size() / kPeak.size());
  for (size_t i = 0; i < candidates.size(); ++i)
    scores[i / kPeak.size()] -= std::pow(candidates[i] - kPeak[i % kPeak.size()], 2);
  return scores;
}

SearchStart StartAtZero() { return {Doubles(4), {1, 1, 1, 0}, RandomStream({7})}; }

// the peak of a quadratic, from 0; what is not searched stays
TEST(SearchTest, EachMethodReachesThePeakOfAQuadratic) {
  const Json rows[] = {
      {{"method", "ars"}, {"directions", 8}, {"top_directions", 4}, {"step_size", 0.02}},
      {{"method", "ars"},
       {"directions", 4},
       {"top_directions", 4},
       {"reward_std_scaling", false},
       {"step_size", 1}},
      {{"method", "cem"}, {"population", 40}, {"elite_fraction", 0.25}, {"extra_std", 0.3}},
      {{"method", "cem"},
       {"population", 40},
       {"smoothing", 0.7},
       {"initial_std", 1},
       {"extra_std", 0}}};
  for (const Json& row : rows) {
    const std::unique_ptr<Search> search = MakeSearch(SettingsFrom(row), StartAtZero());
    for (int64_t generation = 0; generation < 400; ++generation)
      search->Learn(QuadraticScores(search->Propose(generation)));
    for (size_t i = 0; i < kPeak.size(); ++i)
      EXPECT_NEAR(search->parameters()[i], kPeak[i], 0.05) << row << " " << i;
    EXPECT_EQ(search->parameters()[3], 0);
  }
}

TEST(SearchTest, ArsTriesBothSignsOfADirection) {
  const auto settings = SettingsFrom({{"directions", 2}, {"direction_std", 0.5}});
  SearchStart start = StartAtZero();
  start.parameters = {1, 1, 1, 1};
  const Doubles candidates = MakeSearch(settings, start)->Propose(0);
  ASSERT_EQ(candidates.size(), 16u);
  RandomStream noise({7});
  for (int n = 0; n < 2; ++n) {
    for (int i = 0; i < 4; ++i) {
      const double direction = i < 3 ? noise.Normal() : 0;
      EXPECT_DOUBLE_EQ(candidates[8 * n + i], 1 + 0.5 * direction);
      EXPECT_DOUBLE_EQ(candidates[8 * n + 4 + i], 1 - 0.5 * direction);
    }
  }
}

TEST(SearchTest, WhatIsSavedGoesOnWithTheSameBits) {
  for (const char* method : {"ars", "cem"}) {
    const auto settings = SettingsFrom({{"method", method}});
    const auto learn = [](Search& search, int64_t generation) {
      search.Learn(QuadraticScores(search.Propose(generation)));
      return Doubles(search.parameters().begin(), search.parameters().end());
    };
    const std::unique_ptr<Search> search = MakeSearch(settings, StartAtZero());
    const Doubles first = learn(*search, 0);
    TensorFile file;
    search->Save("search", file);
    const std::unique_ptr<Search> restored = MakeSearch(settings, StartAtZero());
    restored->Restore(file, "search", "file");
    const Doubles second = learn(*search, 1);
    EXPECT_EQ(learn(*restored, 1), second) << method;
    EXPECT_NE(second, first) << method;
  }
}

}  // namespace
}  // namespace gaitbench
