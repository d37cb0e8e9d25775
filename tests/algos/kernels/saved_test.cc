#include "algos/kernels/saved.h"

#include <gtest/gtest.h>

#include <functional>

namespace gaitbench {
namespace {

struct Inner {
  std::vector<float> moments;
  int64_t count = 0;

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("moments", self.moments);
    visit("count", self.count);
  }
};

struct Outer {
  Inner inner;
  RandomStream noise{1};
  bool started = false;

  template <class Self, class Visit>
  static void Saved(Self& self, Visit&& visit) {
    visit("inner", self.inner);
    visit("noise", self.noise);
    visit("started", self.started);
  }
};

TEST(SavedTest, RestoringGivesBackEveryMember) {
  Outer saved{.inner = {{1.5f, -2}, 7}, .started = true};
  saved.noise.Normal();
  TensorFile file;
  Save(saved, "run", file);
  EXPECT_TRUE(file.tensors.contains("run.inner.count"));

  Outer restored{.inner = {{0, 0}, 0}};
  Restore(file, "run", "checkpoint", restored);
  EXPECT_EQ(restored.inner.moments, saved.inner.moments);
  EXPECT_EQ(restored.inner.count, 7);
  EXPECT_TRUE(restored.started);
  EXPECT_EQ(restored.noise.Normal(), saved.noise.Normal());
}

TEST(SavedTest, WhatDoesNotFitIsNamed) {
  const Outer saved{.inner = {{1, 2}, 7}};
  TensorFile whole;
  Save(saved, "run", whole);
  const auto message = [&](const std::function<void(TensorFile&)>& damage) -> std::string {
    TensorFile file = whole;
    damage(file);
    Outer restored{.inner = {{0, 0}, 0}};
    try {
      Restore(file, "run", "checkpoint", restored);
    } catch (const ConfigError& error) {
      return error.what();
    }
    return "";
  };
  const auto of = [](const char* name) { return std::string("checkpoint: run.") + name; };
  EXPECT_EQ(message([](TensorFile& f) { f.tensors.erase("run.inner.count"); }),
            of("inner.count is missing"));
  EXPECT_EQ(message([](TensorFile& f) { f.tensors["run.inner.count"].dtype = "F64"; }),
            of("inner.count: expected type I64, got F64"));
  EXPECT_EQ(message([](TensorFile& f) { f.tensors["run.inner.moments"].shape = {3}; }),
            of("inner.moments: has another size than this run's"));
}

}  // namespace
}  // namespace gaitbench
