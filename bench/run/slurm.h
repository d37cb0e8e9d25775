// A study as Slurm job arrays of `gaitbench run`, on a directory that every node sees. Slurm is the
// only server: a task saves before its time limit and is queued again, and a study that is
// submitted again leaves out what is done.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/study/plan.h"

namespace gaitbench {

struct SubmitRequest {
  std::filesystem::path directory;
  std::string partition, time;               // as sbatch takes them; empty: the cluster's default
  std::optional<int64_t> array_parallelism;  // tasks at once
  int64_t runs_per_task = 1, cpus_per_task = 1;
  int64_t save_before = 120;                // s before the time limit
  std::vector<std::string> sbatch_options;  // further ones
  bool dry_run = false;                     // write the job scripts only
};

// One array: the runs with numbers first to first + count - 1, a task for each `runs_per_task`.
struct JobArray {
  std::string name;  // "tuning", "runs"
  int64_t first = 0, count = 0;
  std::vector<int64_t> tasks;  // those with a run that has not finished
};

// minutes, minutes:seconds, hours:minutes:seconds, days-hours, days-hours:minutes or
// days-hours:minutes:seconds
bool IsSlurmTime(std::string_view text);

// "0-4,7"
std::string ArrayIndices(const std::vector<int64_t>& tasks);

// Of a plan's tuning runs and of those that report, in this order.
std::vector<JobArray> JobArrays(const Plan& plan, const std::filesystem::path& directory,
                                int64_t runs_per_task);

std::string JobScript(const JobArray& array, const std::string& binary,
                      const SubmitRequest& request);

// Returns what sbatch calls the job: its id and, with several clusters, ";" and the cluster.
// `after`: the id of a job that must have ended well, or empty. Tasks leave what they print beside
// the script. Throws std::runtime_error, one sentence, where sbatch takes no job.
std::string SubmitJob(const std::filesystem::path& script, const std::string& after);

}  // namespace gaitbench
