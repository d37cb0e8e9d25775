// gaitbench submit: a study to a Slurm cluster.
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "bench/cli/exit_codes.h"
#include "bench/cli/shared_options.h"
#include "bench/commands/commands.h"
#include "bench/run/runner.h"
#include "bench/run/slurm.h"
#include "bench/study/warnings.h"
#include "results/log/atomic_file.h"
#include "results/log/json_text.h"
#include "results/log/printable.h"
#include "results/statistics/number_text.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

// Writes DIR/study.json and the job scripts, submits them, prints the jobs' ids.
int Submit(const fs::path& file, const SubmitRequest& request) {
  const Study study = ReadStudy(file);
  const std::string where = file.filename().string();
  const Plan plan = MakePlan(study, where);
  WarnOfStudy(study, plan, where);
  const fs::path& directory = request.directory;
  const std::string binary = fs::read_symlink("/proc/self/exe").string();
  const std::vector<JobArray> arrays = JobArrays(plan, directory, request.runs_per_task);
  CheckRunsWritable(directory);
  WriteFileAtomically(directory / kStudyFile, JsonText(StudyJson(study)));
  fs::create_directories(directory / "slurm");
  std::string before;  // the job that must have ended well
  bool nothing = true;
  for (const JobArray& array : arrays) {
    if (array.tasks.empty()) continue;
    nothing = false;
    const fs::path script = directory / "slurm" / (array.name + ".sh");
    WriteFileAtomically(script, JobScript(array, binary, request));
    const std::string summary =
        fmt::format("{} ({})", Counted(std::ssize(array.tasks), "task"), array.name);
    if (request.dry_run) {
      std::cout << script.string() << ": " << summary << "\n";
      continue;
    }
    const std::string job = SubmitJob(script, before);
    std::cout << "job " << job << ": " << summary << "\n";
    before = job.substr(0, job.find(';'));
  }
  if (nothing) std::cout << "every run has finished\n";
  return kExitDone;
}

std::string CheckTime(const std::string& text) {
  if (IsSlurmTime(text)) return "";
  return fmt::format(
      "expected minutes, minutes:seconds, hours:minutes:seconds or "
      "days-hours[:minutes[:seconds]], got \"{}\"",
      text);
}

// A line of the job script.
const CLI::Validator& OneLine() {
  static const CLI::Validator one_line(
      [](const std::string& text) {
        return IsPrintable(text) ? "" : "expected one line, got \"" + Printable(text) + "\"";
      },
      "");
  return one_line;
}

}  // namespace

void AddSubmit(CLI::App& program, int& exit_code) {
  const auto study = std::make_shared<fs::path>();
  const auto request = std::make_shared<SubmitRequest>();
  auto* command = program.add_subcommand(
      "submit", "a study to a Slurm cluster, as job arrays, on a directory that every node sees");
  command->footer("gaitbench submit question.json --out runs/question --time 4:00:00 --dry-run");
  AddStudy(*command, *study);
  AddOut(*command, request->directory)->required();
  command->add_option("--partition", request->partition, "of the cluster")->check(OneLine());
  command->add_option("--time", request->time, "limit of a task, as sbatch takes it")
      ->check(CLI::Validator(CheckTime, ""));
  command->add_option("--array-parallelism", request->array_parallelism, "tasks at once")
      ->check(OneOrMore());
  const auto add_count = [&](const char* name, int64_t& value, const char* meaning) {
    command->add_option(name, value, meaning)->check(OneOrMore())->capture_default_str();
  };
  add_count("--runs-per-task", request->runs_per_task, "runs that one task trains");
  add_count("--cpus-per-task", request->cpus_per_task, "of them at once");
  add_count("--save-before", request->save_before,
            "seconds before the limit at which a task saves and is queued again");
  command->add_option("--sbatch", request->sbatch_options, "a further option: --sbatch=--account=x")
      ->allow_extra_args(false)
      ->check(OneLine());
  command->add_flag("--dry-run", request->dry_run, "write the job scripts, submit nothing");
  command->callback([=, &exit_code] { exit_code = Submit(*study, *request); });
}

}  // namespace gaitbench
