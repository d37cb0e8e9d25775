#include "algos/replay/replay_buffer.h"

#include <gtest/gtest.h>

#include <array>

#include "results/log/config_error.h"

namespace gaitbench {
namespace {

constexpr auto kNone = EpisodeEnd::kNone, kTerminated = EpisodeEnd::kTerminated,
               kTruncated = EpisodeEnd::kTruncated;

// Observations are one number, ten times the number of the env step that begins there; action and
// reward are that of the step. What follows an ended episode is `i` and a half.
class NumberedSteps {
 public:
  explicit NumberedSteps(int64_t capacity) : buffer(capacity, 1, 1) { Start(); }

  void Step(EpisodeEnd end = kNone) {
    const auto i = static_cast<float>(buffer.num_added());
    const float next = end == kNone ? 10 * (i + 1) : 10 * i + 5;
    buffer.Add(std::array{i}, i, end, std::array{next});
    if (end != kNone) Start();
  }
  void Steps(int count) {
    for (int i = 0; i < count; ++i) Step();
  }

  ReplayBuffer buffer;

 private:
  void Start() { buffer.Start(std::array{10.0f * static_cast<float>(buffer.num_added())}); }
};

struct Sampled {
  float observation, action, reward, discount, next_observation;
  bool operator==(const Sampled&) const = default;
};

void PrintTo(const Sampled& s, std::ostream* out) {
  *out << s.observation << " " << s.action << " " << s.reward << " " << s.discount << " "
       << s.next_observation;
}

Sampled SampledAt(const ReplayBuffer& buffer, int64_t index, int64_t n_step = 1,
                  double discount = 0.5) {
  ReplayBatch batch(1, 1, 1);
  buffer.Read(index, n_step, discount, 0, batch);
  return {batch.observation[0], batch.action[0], batch.reward[0], batch.discount[0],
          batch.next_observation[0]};
}

TEST(ReplayBufferTest, WhatFollowsIsTheNextStepsObservationOrTheNewest) {
  NumberedSteps steps(8);
  steps.Steps(3);
  EXPECT_EQ(SampledAt(steps.buffer, 0), (Sampled{0, 0, 0, 0.5, 10}));
  EXPECT_EQ(SampledAt(steps.buffer, 2), (Sampled{20, 2, 2, 0.5, 30}));
}

TEST(ReplayBufferTest, ATerminalStepHasNoSuccessorAndATruncatedOneItsOwn) {
  NumberedSteps steps(8);
  steps.Step();
  steps.Step(kTerminated);
  steps.Step(kTruncated);
  steps.Step();
  EXPECT_EQ(SampledAt(steps.buffer, 1), (Sampled{10, 1, 1, 0, 10}));
  EXPECT_EQ(SampledAt(steps.buffer, 2), (Sampled{20, 2, 2, 0.5, 25}));
  EXPECT_EQ(SampledAt(steps.buffer, 3), (Sampled{30, 3, 3, 0.5, 40}));
}

TEST(ReplayBufferTest, NStepsEndWithTheEpisodeAndAtTheNewestStep) {
  NumberedSteps steps(16);
  steps.Steps(4);           // 0 1 2 3
  steps.Step(kTerminated);  // 4
  steps.Steps(1);           // 5
  steps.Step(kTruncated);   // 6
  steps.Steps(2);           // 7 8
  const ReplayBuffer& buffer = steps.buffer;
  EXPECT_EQ(SampledAt(buffer, 1, 3), (Sampled{10, 1, 1 + 2 * 0.5f + 3 * 0.25f, 0.125, 40}));
  EXPECT_EQ(SampledAt(buffer, 3, 3), (Sampled{30, 3, 3 + 4 * 0.5f, 0, 40}));
  EXPECT_EQ(SampledAt(buffer, 5, 3), (Sampled{50, 5, 5 + 6 * 0.5f, 0.25, 65}));
  EXPECT_EQ(SampledAt(buffer, 7, 3), (Sampled{70, 7, 7 + 8 * 0.5f, 0.25, 90}));
}

TEST(ReplayBufferTest, TheOldestStepsMakeRoom) {
  NumberedSteps steps(4);
  steps.Step(kTruncated);
  steps.Steps(4);
  steps.Step(kTruncated);
  steps.Steps(1);
  EXPECT_EQ(steps.buffer.num_kept(), 4);
  EXPECT_EQ(steps.buffer.first(), 3);
  EXPECT_EQ(SampledAt(steps.buffer, 3), (Sampled{30, 3, 3, 0.5, 40}));
  EXPECT_EQ(SampledAt(steps.buffer, 5), (Sampled{50, 5, 5, 0.5, 55}));
  EXPECT_EQ(SampledAt(steps.buffer, 4, 9), (Sampled{40, 4, 4 + 5 * 0.5f, 0.25, 55}));
  EXPECT_EQ(SampledAt(steps.buffer, 6), (Sampled{60, 6, 6, 0.5, 70}));
}

TEST(ReplayBufferTest, EveryKeptStepIsEquallyLikely) {
  NumberedSteps steps(8);
  steps.Steps(20);
  RandomStream order({1});
  constexpr int64_t kDraws = 80'000;
  ReplayBatch batch(kDraws, 1, 1);
  steps.buffer.Sample(1, 0.5, order, batch);
  std::array<double, 20> counts{};
  for (float action : batch.action) ++counts.at(static_cast<size_t>(action));
  for (int i = 0; i < 12; ++i) EXPECT_EQ(counts[i], 0) << i;
  // binomial, deviation 94
  for (int i = 12; i < 20; ++i) EXPECT_NEAR(counts[i], kDraws / 8.0, 400) << i;
}

TEST(ReplayBufferTest, AnEmptyOneCannotBeSampled) {
  RandomStream order({1});
  ReplayBatch batch(1, 1, 1);
  EXPECT_THROW(ReplayBuffer(4, 1, 1).Sample(1, 0.5, order, batch), std::logic_error);
}

void ExpectSameSamples(const ReplayBuffer& a, const ReplayBuffer& b) {
  ASSERT_EQ(a.first(), b.first());
  ASSERT_EQ(a.num_added(), b.num_added());
  for (int64_t i = a.first(); i < a.num_added(); ++i) {
    for (int64_t n : {1, 3}) EXPECT_EQ(SampledAt(a, i, n), SampledAt(b, i, n)) << i;
  }
}

TEST(ReplayBufferTest, PiecesThatWereWrittenMakeTheSameBuffer) {
  NumberedSteps steps(6);
  std::vector<TensorFile> pieces(3);
  const auto write = [&](int64_t begin, TensorFile& piece) {
    steps.buffer.WriteSteps(begin, steps.buffer.num_added(), piece);
  };
  steps.Steps(3);
  steps.Step(kTruncated);
  write(0, pieces[0]);
  steps.Step(kTerminated);
  steps.Steps(3);
  write(4, pieces[1]);
  steps.Step(kTruncated);
  steps.Step();
  write(8, pieces[2]);

  ReplayBuffer whole(6, 1, 1), without_the_oldest(6, 1, 1);
  for (const TensorFile& piece : pieces) whole.ReadSteps(piece, "file");
  without_the_oldest.StartAt(4);
  for (int i : {1, 2}) without_the_oldest.ReadSteps(pieces[i], "file");
  for (ReplayBuffer* read : {&whole, &without_the_oldest}) {
    read->Start(std::array{100.0f});
    ExpectSameSamples(*read, steps.buffer);
  }
  steps.Step();
  without_the_oldest.Add(std::array{10.0f}, 10, kNone, std::array{110.0f});
  ExpectSameSamples(without_the_oldest, steps.buffer);
}

TEST(ReplayBufferTest, PiecesThatDoNotFitAreRefused) {
  NumberedSteps steps(6);
  steps.Steps(2);
  TensorFile file;
  steps.buffer.WriteSteps(0, 2, file);
  EXPECT_THROW(ReplayBuffer(6, 2, 1).ReadSteps(file, "file"), ConfigError);
  file.tensors["ends"].bytes[1] = 7;
  EXPECT_THROW(ReplayBuffer(6, 1, 1).ReadSteps(file, "file"), ConfigError);
}

TEST(ReplayBufferTest, AStepTakesItsNumbersAndAByte) {
  EXPECT_EQ(ReplayBuffer::BytesPerStep(376, 17), 4 * (376 + 17 + 1) + 1);
}

}  // namespace
}  // namespace gaitbench
