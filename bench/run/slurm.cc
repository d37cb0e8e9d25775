#include "bench/run/slurm.h"

#include <sys/wait.h>

#include <cstdio>
#include <iostream>
#include <regex>

#include "bench/commands/commands.h"
#include "bench/run/run_folder.h"
#include "bench/run/tuning.h"
#include "bench/study/idle_switches.h"
#include "bench/study/plan.h"
#include "results/log/atomic_file.h"
#include "results/log/json_text.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

// As one word of a shell command.
std::string Quoted(const std::string& text) {
  std::string quoted = "'";
  for (char c : text) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}

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

// The first line that the command prints. Throws with all of it if the command fails.
std::string FirstLineOf(const std::string& command) {
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (!pipe) throw std::runtime_error("cannot start " + command);
  std::string output;
  char buffer[256];
  while (std::fgets(buffer, sizeof buffer, pipe)) output += buffer;
  const int status = pclose(pipe);
  while (output.ends_with('\n')) output.pop_back();
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return output.substr(0, output.find('\n'));
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
    throw std::runtime_error(
        "there is no sbatch here; submit from a machine of a Slurm cluster, or write the "
        "job scripts alone with --dry-run");
  const auto says = [&](const char* words) { return output.find(words) != std::string::npos; };
  if (says("configuration source") || says("Unable to contact slurm controller")) {
    throw std::runtime_error(
        "sbatch finds no cluster from here; submit from a machine of a Slurm cluster, or write the "
        "job scripts alone with --dry-run");
  }
  throw std::runtime_error("sbatch refused the job: " + output +
                           (says("array") ? " (an array that is too long for the cluster gets "
                                            "shorter with --runs-per-task)"
                                          : ""));
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

# 75: saved and not finished. A job that was cancelled is not running any more and stays cancelled.
job=${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}
if [ $code = 75 ] && scontrol show job $job | grep -q JobState=RUNNING; then
  scontrol requeue $job
fi
exit $code
)";

}  // namespace

bool IsSlurmTime(const std::string& text) {
  static const std::regex form("[0-9]+(:[0-9]+){0,2}|[0-9]+-[0-9]+(:[0-9]+){0,2}");
  return std::regex_match(text, form);
}

std::string ArrayIndices(const std::vector<int64_t>& tasks) {
  std::string text;
  for (size_t i = 0; i < tasks.size();) {
    size_t end = i;
    while (end + 1 < tasks.size() && tasks[end + 1] == tasks[end] + 1) ++end;
    text.append(text.empty() ? "" : ",").append(std::to_string(tasks[i]));
    if (end > i) text.append("-").append(std::to_string(tasks[end]));
    i = end + 1;
  }
  return text;
}

std::string JobScript(const JobArray& array, const std::string& binary,
                      const SubmitRequest& request) {
  std::string script = "#!/bin/bash\n";
  const auto option = [&](const char* name, const std::string& value) {
    if (!value.empty()) script.append("#SBATCH --").append(name).append(value).append("\n");
  };
  const auto assign = [&](const char* name, const std::string& value) {
    script.append(name).append("=").append(value).append("\n");
  };
  std::string indices = ArrayIndices(array.tasks);
  if (request.array_parallelism)
    indices.append("%").append(std::to_string(*request.array_parallelism));
  option("job-name=gaitbench-", array.name);
  option("array=", indices);
  option("cpus-per-task=", std::to_string(request.cpus_per_task));
  option("partition=", request.partition);
  option("time=", request.time);
  option("signal=B:USR1@", std::to_string(request.save_before));
  option("open-mode=", "append");
  script += "#SBATCH --requeue\n";
  for (const std::string& further : request.sbatch_options)
    script.append("#SBATCH ").append(further).append("\n");
  script += "\n";
  assign("gaitbench", Quoted(binary));
  assign("directory", Quoted(fs::absolute(request.directory).lexically_normal().string()));
  assign("workers", std::to_string(request.cpus_per_task));
  assign("runs_per_task", std::to_string(request.runs_per_task));
  assign("first_run", std::to_string(array.first));
  assign("num_runs", std::to_string(array.count));
  return script + kTraining;
}

int Submit(const Study& study, const std::string& where, const SubmitRequest& request) {
  const Plan plan = MakePlan(study, where);
  WarnOfIdleSwitches(study, plan, where);
  const fs::path& directory = request.directory;
  const auto num_tuning = static_cast<int64_t>(plan.tuning.size());
  const std::string binary = fs::read_symlink("/proc/self/exe").string();
  std::vector<JobArray> arrays;
  arrays.push_back(
      MakeArray("tuning", 0, plan.tuning, TuningDirectory(directory), request.runs_per_task));
  arrays.push_back(MakeArray("runs", num_tuning, plan.reporting, directory, request.runs_per_task));
  WriteFileAtomically(directory / "study.json", JsonText(StudyJson(study)));
  fs::create_directories(directory / "slurm");
  std::string before;  // the job that must have ended well
  bool nothing = true;
  for (const JobArray& array : arrays) {
    if (array.tasks.empty()) continue;
    nothing = false;
    const fs::path script = directory / "slurm" / (array.name + ".sh");
    WriteFileAtomically(script, JobScript(array, binary, request));
    const std::string summary = std::to_string(array.tasks.size()) +
                                (array.tasks.size() == 1 ? " task" : " tasks") + " (" + array.name +
                                ")";
    if (request.dry_run) {
      std::cout << script.string() << ": " << summary << "\n";
      continue;
    }
    const std::string output =
        Quoted(fs::absolute(directory / "slurm").lexically_normal().string() + "/%A_%a.out");
    const std::string job = FirstLineOf(
        "sbatch --parsable --output=" + output +
        (before.empty() ? "" : " --kill-on-invalid-dep=yes --dependency=afterok:" + before) + " " +
        Quoted(script.string()));
    std::cout << "job " << job << ": " << summary << "\n";
    before = job.substr(0, job.find(';'));
  }
  if (nothing) std::cout << "every run has finished\n";
  return kExitDone;
}

}  // namespace gaitbench
