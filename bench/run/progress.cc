#include "bench/run/progress.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "bench/study/plan.h"

namespace gaitbench {
namespace {

double MeanOrNan(double sum, double count) { return count > 0 ? sum / count : NAN; }

}  // namespace

ProgressBoard::ProgressBoard(std::span<const RunSpec> runs, const WorkAround& around)
    : around_(around), start_(std::chrono::steady_clock::now()) {
  for (const RunSpec& run : runs) {
    const auto same = [&](const VariantProgress& variant) {
      return variant.environment == run.environment && variant.variant == run.variant;
    };
    if (variants_.empty() || !same(variants_.back()))
      variants_.push_back({.environment = run.environment, .variant = run.variant, .curve = {}});
    runs_.push_back({.variant = variants_.size() - 1,
                     .cost = RelativeCost(run) / static_cast<double>(run.num_iterations),
                     .num_iterations = run.num_iterations,
                     .steps_per_iteration = EnvStepsPerIteration(run),
                     .latest = NAN});
  }
}

void ProgressBoard::Add(Run& run, const RunLog& log, size_t first_iteration) {
  const std::span<const double> returns = log.columns.Values(JudgedColumn(log));
  for (size_t i = first_iteration; i < returns.size(); ++i) {
    const double value = returns[i];
    if (std::isnan(value)) continue;
    const size_t part = i * kCurveParts / static_cast<size_t>(run.num_iterations);
    run.sum[std::min(part, kCurveParts - 1)] += value;
    run.count[std::min(part, kCurveParts - 1)] += 1;
  }
  run.latest = FinalMeanReturn(log);
}

void ProgressBoard::AlreadyDone(size_t i, const RunLog& log) {
  const std::lock_guard lock(mutex_);
  runs_[i].state = Run::kThere;
  Add(runs_[i], log, 0);
}

void ProgressBoard::Begin(size_t i, const RunLog& log) {
  const std::lock_guard lock(mutex_);
  runs_[i].state = Run::kWorking;
  runs_[i].iterations_before = static_cast<int64_t>(log.num_recorded());
  Add(runs_[i], log, 0);
}

void ProgressBoard::Iterated(size_t i, const RunLog& log) {
  const std::lock_guard lock(mutex_);
  ++runs_[i].iterations_since;
  Add(runs_[i], log, log.num_recorded() - 1);
}

void ProgressBoard::Done(size_t i) {
  const std::lock_guard lock(mutex_);
  runs_[i].state = Run::kDone;
}

void ProgressBoard::Elsewhere(size_t i) {
  const std::lock_guard lock(mutex_);
  runs_[i].state = Run::kElsewhere;
}

void ProgressBoard::Failed(size_t i) {
  const std::lock_guard lock(mutex_);
  runs_[i].state = Run::kFailed;
}

Progress ProgressBoard::Snapshot() const {
  const std::lock_guard lock(mutex_);
  Progress progress = {
      .num_runs = static_cast<int64_t>(runs_.size()) + around_.num_before + around_.num_after,
      .num_runs_there = around_.num_before,
      .variants = variants_};
  double cost = around_.before + around_.after, cost_done = around_.before;
  double cost_at_start = around_.before;
  for (const Run& run : runs_) {
    VariantProgress& variant = progress.variants[run.variant];
    const bool there = run.state == Run::kThere, done = run.state == Run::kDone;
    const int64_t env_steps = run.iterations_since * run.steps_per_iteration;
    ++variant.num_runs;
    variant.num_runs_done += there || done;
    variant.num_working += run.state == Run::kWorking;
    variant.env_steps_taken += env_steps;
    progress.num_runs_there += there;
    progress.num_runs_done += done;
    progress.num_runs_elsewhere += run.state == Run::kElsewhere;
    progress.env_steps_taken += env_steps;
    if (run.state == Run::kElsewhere) continue;
    const double all = run.cost * static_cast<double>(run.num_iterations);
    const double before = run.cost * static_cast<double>(run.iterations_before);
    const double so_far = before + run.cost * static_cast<double>(run.iterations_since);
    cost += all;
    cost_done += there || done ? all : so_far;
    cost_at_start += there ? all : before;
    variant.share_of_rest += there || done ? 0 : all - so_far;
  }
  progress.share_done = cost > 0 ? cost_done / cost : 1;
  progress.share_at_start = cost > 0 ? cost_at_start / cost : 1;
  for (VariantProgress& variant : progress.variants)
    variant.share_of_rest /= std::max(cost - cost_done, std::numeric_limits<double>::min());
  for (size_t v = 0; v < variants_.size(); ++v) {
    std::array<double, kCurveParts> sum{}, count{};
    double sum_latest = 0, count_latest = 0;
    for (const Run& run : runs_) {
      if (run.variant != v) continue;
      if (!std::isnan(run.latest)) sum_latest += run.latest, ++count_latest;
      for (size_t p = 0; p < kCurveParts; ++p) {
        if (run.count[p] > 0) sum[p] += run.sum[p] / run.count[p], ++count[p];
      }
    }
    VariantProgress& variant = progress.variants[v];
    variant.mean_return = MeanOrNan(sum_latest, count_latest);
    for (size_t p = 0; p < kCurveParts; ++p) variant.curve.push_back(MeanOrNan(sum[p], count[p]));
  }
  progress.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  return progress;
}

}  // namespace gaitbench
