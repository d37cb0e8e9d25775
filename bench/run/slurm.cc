#include "bench/run/slurm.h"

#include <fmt/ranges.h>

#include "bench/run/run_folder.h"
#include "bench/run/shell.h"
#include "bench/run/tuning.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

JobArray MakeArray(const std::string& name, int64_t first, const std::vector<RunSpec>& runs,
                   const fs::path& home, int64_t runs_per_task) {
  JobArray array = {
      .name = name, .first = first, .count = static_cast<int64_t>(runs.size()), .tasks = {}};
  for (int64_t i = 0; i < array.count; ++i) {
    const int64_t task = i / runs_per_task;
    const bool listed = !array.tasks.empty() && array.tasks.back() == task;
    if (!listed && !fs::exists(RunFolder(home, runs[static_cast<size_t>(i)]).log()))
      array.tasks.push_back(task);
  }
  return array;
}

// What a task does. The trap hands signals on; a wait that one of them ended is taken up again.
constexpr const char* kTraining = R"(
begin=$((SLURM_ARRAY_TASK_ID * runs_per_task))
count=$((num_runs - begin < runs_per_task ? num_runs - begin : runs_per_task))
"$gaitbench" run "$directory/study.json" --index $((first_run + begin)) --count $count \
  --workers $workers --out "$directory" &
training=$!
trap 'kill -USR1 $training 2>/dev/null' USR1
trap 'kill -TERM $training 2>/dev/null' TERM
wait $training
code=$?
while kill -0 $training 2>/dev/null; do
  wait $training
  code=$?
done

# 75: saved and not finished, or another process trains what is left. A job that was cancelled is
# not running any more and stays cancelled.
job=${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}
if [ $code = 75 ] && scontrol show job $job | grep -q JobState=RUNNING; then
  scontrol requeue $job
fi
exit $code
)";

bool AreDigits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

bool IsSlurmTime(std::string_view text) {
  const size_t dash = text.find('-');
  const bool has_days = dash != std::string_view::npos;
  if (has_days && !AreDigits(text.substr(0, dash))) return false;
  std::string_view rest = has_days ? text.substr(dash + 1) : text;
  constexpr int kMostParts = 3;
  for (int part = 0; part < kMostParts; ++part) {
    const size_t colon = rest.find(':');
    if (!AreDigits(rest.substr(0, colon))) return false;
    if (colon == std::string_view::npos) return true;
    rest.remove_prefix(colon + 1);
  }
  return false;
}

std::string ArrayIndices(const std::vector<int64_t>& tasks) {
  std::vector<std::string> ranges;
  for (size_t i = 0; i < tasks.size();) {
    size_t end = i;
    while (end + 1 < tasks.size() && tasks[end + 1] == tasks[end] + 1) ++end;
    ranges.push_back(end > i ? fmt::format("{}-{}", tasks[i], tasks[end])
                             : std::to_string(tasks[i]));
    i = end + 1;
  }
  return fmt::format("{}", fmt::join(ranges, ","));
}

std::vector<JobArray> JobArrays(const Plan& plan, const fs::path& directory,
                                int64_t runs_per_task) {
  const auto num_tuning = static_cast<int64_t>(plan.tuning.size());
  return {MakeArray("tuning", 0, plan.tuning, TuningDirectory(directory), runs_per_task),
          MakeArray("runs", num_tuning, plan.reporting, directory, runs_per_task)};
}

std::string JobScript(const JobArray& array, const std::string& binary,
                      const SubmitRequest& request) {
  std::string script = "#!/bin/bash\n";
  const auto add_option = [&](const std::string& option) {
    script += fmt::format("#SBATCH {}\n", option);
  };
  add_option("--job-name=gaitbench-" + array.name);
  add_option("--array=" + ArrayIndices(array.tasks) +
             (request.array_parallelism ? fmt::format("%{}", *request.array_parallelism) : ""));
  add_option(fmt::format("--cpus-per-task={}", request.cpus_per_task));
  if (!request.partition.empty()) add_option("--partition=" + request.partition);
  if (!request.time.empty()) add_option("--time=" + request.time);
  add_option(fmt::format("--signal=B:USR1@{}", request.save_before));
  add_option("--open-mode=append");
  add_option("--requeue");
  for (const std::string& further : request.sbatch_options) add_option(further);
  const fs::path directory = fs::absolute(request.directory).lexically_normal();
  script += fmt::format(
      "\ngaitbench={}\ndirectory={}\nworkers={}\nruns_per_task={}\nfirst_run={}\nnum_runs={}\n",
      ShellWord(binary), ShellWord(directory.string()), request.cpus_per_task,
      request.runs_per_task, array.first, array.count);
  return script + kTraining;
}

std::string SubmitJob(const fs::path& script, const std::string& after) {
  const fs::path logs = fs::absolute(script.parent_path()).lexically_normal() / "%A_%a.out";
  std::string command = "sbatch --parsable --output=" + ShellWord(logs.string());
  if (!after.empty()) command += " --kill-on-invalid-dep=yes --dependency=afterok:" + after;
  const auto [exit_code, output] = RunCommand(command + " " + ShellWord(script.string()));
  if (exit_code == 0) return output.substr(0, output.find('\n'));

  constexpr const char* kElsewhere =
      "; submit from a machine of a Slurm cluster, or write the job scripts alone with --dry-run";
  const auto says = [&](const char* words) { return output.find(words) != std::string::npos; };
  if (exit_code == 127)
    throw std::runtime_error(std::string("there is no sbatch here") + kElsewhere);
  if (says("configuration source") || says("Unable to contact slurm controller"))
    throw std::runtime_error(std::string("sbatch finds no cluster from here") + kElsewhere);
  throw std::runtime_error("sbatch refused the job: " + output +
                           (says("array") ? " (an array that is too long for the cluster gets "
                                            "shorter with --runs-per-task)"
                                          : ""));
}

}  // namespace gaitbench
