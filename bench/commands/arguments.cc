#include "bench/commands/arguments.h"

#include <iostream>
#include <memory>
#include <set>

#include "algos/run/evaluation.h"
#include "bench/commands/commands.h"
#include "bench/commands/evaluate_runs.h"
#include "bench/commands/publish.h"
#include "bench/commands/result_commands.h"
#include "bench/run/provenance.h"
#include "bench/run/slurm.h"
#include "envs/trace.h"
#include "results/log/json_text.h"

namespace gaitbench {
namespace {

const CLI::Range& OneOrMore() {
  static const CLI::Range range(int64_t{1}, int64_t{1'000'000'000});
  return range;
}

std::string NameOf(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

void AddStudy(CLI::App& command, std::string& path) {
  command.add_option("STUDY.json", path, "the study")->required();
}

CLI::Option* AddRunOptions(CLI::App& command, RunRequest& request) {
  auto* out = command.add_option("--out", request.directory, "directory of run logs and tables");
  command
      .add_option("--workers", request.num_workers, "runs trained at once (default: one per core)")
      ->check(CLI::Range(int64_t{1}, int64_t{4096}));
  command
      .add_option("--checkpoint-every", request.checkpoint_every,
                  "seconds of a run that a kill can lose")
      ->check(CLI::Range(0.0, 60.0))
      ->capture_default_str();
  command.add_flag("--quiet", request.quiet, "no status lines");
  return out;
}

void AddDemo(CLI::App& app, int& exit_code) {
  const auto request = std::make_shared<RunRequest>();
  request->directory = "runs/demo";
  auto* command =
      app.add_subcommand("demo", "four variants on a robot over 5 seeds, their table and report");
  AddRunOptions(*command, *request);
  command->callback([=, &exit_code] { exit_code = Demo(*request); });
}

void AddTrain(CLI::App& app, int& exit_code) {
  const auto request = std::make_shared<TrainRequest>();
  const auto run = std::make_shared<RunRequest>();
  auto* command = app.add_subcommand("train", "one variant, many seeds");
  command->add_option("--env", request->environment, "task id (gaitbench envs)")->required();
  command->add_option("--variant", request->variant, "preset (gaitbench variants)")->required();
  command->add_option("--seeds", request->seeds, "number of seeds")->capture_default_str();
  command->add_option("--first-seed", request->first_seed, "the first of them")
      ->capture_default_str();
  command->add_option("--iterations", request->iterations, "of each run")->capture_default_str();
  command->add_option("--set", request->settings, "switch=value (gaitbench switches)")
      ->allow_extra_args(false);
  AddRunOptions(*command, *run)->required();
  command->callback([=, &exit_code] { exit_code = Train(*request, *run); });
}

void AddSweep(CLI::App& app, int& exit_code) {
  const auto study = std::make_shared<std::string>();
  const auto request = std::make_shared<RunRequest>();
  auto* command = app.add_subcommand("sweep", "a whole study; finished runs are skipped");
  AddStudy(*command, *study);
  AddRunOptions(*command, *request)->required();
  command->callback(
      [=, &exit_code] { exit_code = Sweep(ReadStudy(*study), NameOf(*study), *request); });
}

void AddPlan(CLI::App& app, int& exit_code) {
  const auto study = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>();
  auto* command = app.add_subcommand("plan", "a study's runs and about what they cost here");
  AddStudy(*command, *study);
  command->add_flag("--json", *json, "as JSON");
  command->callback(
      [=, &exit_code] { exit_code = PrintPlan(ReadStudy(*study), NameOf(*study), *json); });
}

void AddRun(CLI::App& app, int& exit_code) {
  struct Arguments {
    std::string study;
    int64_t index = 0, count = 1;
    RunRequest request;
  };
  const auto arguments = std::make_shared<Arguments>();
  auto* command = app.add_subcommand("run", "some of a study's runs, by their numbers in the plan");
  AddStudy(*command, arguments->study);
  command->add_option("--index", arguments->index, "number of the first")->required();
  command->add_option("--count", arguments->count, "how many")
      ->check(OneOrMore())
      ->capture_default_str();
  AddRunOptions(*command, arguments->request)->required();
  command->callback([=, &exit_code] {
    exit_code = RunSome(ReadStudy(arguments->study), NameOf(arguments->study), arguments->index,
                        arguments->count, arguments->request);
  });
}

void AddSubmit(CLI::App& app, int& exit_code) {
  const auto study = std::make_shared<std::string>();
  const auto request = std::make_shared<SubmitRequest>();
  auto* command = app.add_subcommand("submit", "a study to a Slurm cluster, as job arrays");
  AddStudy(*command, *study);
  command->add_option("--out", request->directory, "directory that every node sees")->required();
  command->add_option("--partition", request->partition, "of the cluster");
  command->add_option("--time", request->time, "limit of a task, as sbatch takes it")
      ->check([](const std::string& text) {
        return IsSlurmTime(text) ? std::string()
                                 : "expected minutes, minutes:seconds, hours:minutes:seconds or "
                                   "days-hours[:minutes[:seconds]], got \"" +
                                       text + "\"";
      });
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
      ->allow_extra_args(false);
  command->add_flag("--dry-run", request->dry_run, "write the job scripts, submit nothing");
  command->callback(
      [=, &exit_code] { exit_code = Submit(ReadStudy(*study), NameOf(*study), *request); });
}

void AddStatus(CLI::App& app, int& exit_code) {
  const auto directory = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>();
  auto* command = app.add_subcommand("status", "what is done, running, waiting or failed in a DIR");
  command->add_option("DIR", *directory, "what --out named")->required();
  command->add_flag("--json", *json, "as JSON");
  command->callback([=, &exit_code] { exit_code = PrintStatus(*directory, *json); });
}

// Names of an enum's values; the message says what is allowed and what was found.
template <class Enum>
CLI::Validator OneOf(const std::map<std::string, Enum>& names) {
  return CLI::Validator(
      [names](std::string& text) {
        const auto found = names.find(text);
        if (found != names.end()) {
          text = std::to_string(static_cast<int>(found->second));
          return std::string();
        }
        std::string allowed;
        for (const auto& [name, value] : names) allowed += (allowed.empty() ? "" : ", ") + name;
        return "expected one of " + allowed + ", got \"" + text + "\"";
      },
      "");
}

void AddStatistic(CLI::App& command, std::string& statistic) {
  command.add_option("--statistic", statistic,
                     "the number that stands for one run: final_mean_return, "
                     "last_episodes_mean_return, max_mean_return, evaluation_mean_return "
                     "(default: what the study says)");
}

void AddTable(CLI::App& app, int& exit_code) {
  const auto request = std::make_shared<TableRequest>();
  const std::map<std::string, TableFormat> formats = {{"md", TableFormat::kMarkdown},
                                                      {"json", TableFormat::kJson},
                                                      {"csv", TableFormat::kCsv},
                                                      {"tex", TableFormat::kLatex}};
  auto* command = app.add_subcommand("table", "tables of a directory of run logs");
  command->add_option("DIR", request->directory, "what --out named")->required();
  command->add_option("--format", request->format, "md, json, csv or tex")
      ->transform(OneOf(formats));
  command->add_flag("--published", request->published, "published numbers beside ours");
  AddStatistic(*command, request->statistic);
  command->callback([=, &exit_code] { exit_code = PrintTable(*request); });
}

void AddCompare(CLI::App& app, int& exit_code) {
  const auto request = std::make_shared<CompareRequest>();
  auto* command =
      app.add_subcommand("compare", "two variants: the difference, its interval and tests");
  command->add_option("DIR", request->directory, "what --out named")->required();
  command->add_option("--a", request->a, "a variant, by its id or as tables show it")->required();
  command->add_option("--b", request->b, "another")->required();
  AddStatistic(*command, request->statistic);
  command->add_flag("--json", request->json, "as JSON");
  command->callback([=, &exit_code] { exit_code = PrintComparison(*request); });
}

void AddReport(CLI::App& app, int& exit_code) {
  const auto request = std::make_shared<ReportRequest>();
  auto* command = app.add_subcommand(
      "report", "DIR/report.html: tables and charts on one page that opens offline");
  command->add_option("DIR", request->directory, "what --out named")->required();
  command
      ->add_option("--figures", request->figures,
                   "DIR/figures/ too, each chart as a file: svg, png, pdf")
      ->delimiter(',')
      ->check(CLI::Validator(
          [](const std::string& format) {
            const bool known = format == "svg" || format == "png" || format == "pdf";
            return known ? std::string() : "expected svg, png or pdf, got \"" + format + "\"";
          },
          ""));
  AddStatistic(*command, request->statistic);
  command->callback([=, &exit_code] { exit_code = WriteReport(*request); });
}

void AddPublish(CLI::App& app, int& exit_code) {
  const auto request = std::make_shared<PublishRequest>();
  auto* command = app.add_subcommand(
      "publish", "whole cells to keep beside the code: compact logs, tables, report.md, figures");
  command->add_option("DIR", request->directory, "what --out named")->required();
  command->add_option("--to", request->destination, "directory of what is published")->required();
  command->callback([=, &exit_code] { exit_code = Publish(*request); });
}

void AddExport(CLI::App& app, int& exit_code) {
  const auto directory = std::make_shared<std::filesystem::path>();
  const auto event_files = std::make_shared<std::filesystem::path>();
  const auto layout = std::make_shared<ExportLayout>(ExportLayout::kIterations);
  const std::map<std::string, ExportLayout> layouts = {{"iterations", ExportLayout::kIterations},
                                                       {"returns", ExportLayout::kReturns},
                                                       {"rliable", ExportLayout::kRliable},
                                                       {"marl-eval", ExportLayout::kMarlEval}};
  auto* command = app.add_subcommand(
      "export", "run logs as CSV, or as rliable, marl-eval and TensorBoard take them");
  command->add_option("DIR", *directory, "what --out named")->required();
  command
      ->add_option("--layout", *layout, "iterations or returns (CSV), rliable or marl-eval (JSON)")
      ->transform(OneOf(layouts));
  command->add_option("--tensorboard", *event_files,
                      "instead: TensorBoard event files, a folder per run, into this directory");
  command->callback([=, &exit_code] {
    exit_code = event_files->empty() ? PrintExport(*directory, *layout)
                                     : WriteTensorBoard(*directory, *event_files);
  });
}

void AddList(CLI::App& app, int& exit_code, const char* name, const char* meaning,
             int (*print)(bool)) {
  const auto json = std::make_shared<bool>();
  auto* command = app.add_subcommand(name, meaning);
  command->add_flag("--json", *json, "as JSON, with units, bounds and sources");
  command->callback([=, &exit_code] { exit_code = print(*json); });
}

void AddTrace(CLI::App& app) {
  const auto request = std::make_shared<TraceRequest>();
  const std::map<std::string, ActionDtype> dtypes = {{"float32", ActionDtype::kFloat32},
                                                     {"float64", ActionDtype::kFloat64}};
  auto* command = app.add_subcommand("trace", "one environment under given actions, as JSON lines");
  command->add_option("--env", request->env, "task id (gaitbench envs)")->required();
  command->add_option("--actions", request->actions_file, "JSON file: a list of actions")
      ->required();
  command->add_option("--seed", request->seed, "of the resets")
      ->check([](const std::string& text) {
        return text.starts_with('-') ? "expected at least 0, got " + text : std::string();
      })
      ->capture_default_str();
  command->add_option("--state", request->state_file,
                      "JSON file: {\"qpos\": [...], \"qvel\": [...]}");
  command->add_option("--action-dtype", request->action_dtype, "float32 or float64")
      ->transform(OneOf(dtypes));
  command->callback([=] {
    CheckEnvironment(request->env);
    Trace(*request, std::cout);
  });
}

void AddEvaluate(CLI::App& app) {
  const auto directory = std::make_shared<std::filesystem::path>();
  const auto request = std::make_shared<EvaluationRequest>();
  auto* command = app.add_subcommand(
      "evaluate",
      "trained policies, with frozen observation statistics: one as JSON, or all of a DIR");
  command
      ->add_option(
          "RUN_DIR", *directory,
          "DIR/runs/<env>/<variant>/seed_<k>; or DIR: an evaluation.json beside each run log")
      ->required();
  command->add_option("--episodes", request->num_episodes, "number of episodes")
      ->capture_default_str();
  command->add_option("--seed", request->seed, "of the first episode's reset; then one more each")
      ->capture_default_str();
  command->add_flag("--deterministic", request->deterministic,
                    "the mean action instead of a sample");
  command->callback([=] {
    if (std::filesystem::is_directory(*directory / "runs")) {
      EvaluateRuns(*directory, *request);
      return;
    }
    request->policy = *directory / "policy.safetensors";
    std::cout << JsonText(ToJson(*request, Evaluate(*request)));
  });
}

}  // namespace

void AddCommands(CLI::App& app, int& exit_code) {
  app.set_version_flag("--version", VersionLine());
  AddDemo(app, exit_code);
  AddTrain(app, exit_code);
  AddSweep(app, exit_code);
  AddPlan(app, exit_code);
  AddRun(app, exit_code);
  AddSubmit(app, exit_code);
  AddStatus(app, exit_code);
  AddTable(app, exit_code);
  AddCompare(app, exit_code);
  AddReport(app, exit_code);
  AddPublish(app, exit_code);
  AddExport(app, exit_code);
  AddList(app, exit_code, "switches", "every setting of a run", PrintSwitches);
  AddList(app, exit_code, "variants", "the named algorithms", PrintVariants);
  AddList(app, exit_code, "envs", "the tasks", PrintEnvs);
  AddTrace(app);
  AddEvaluate(app);
}

void CheckCommand(const CLI::App& app, int argc, char** argv) {
  std::set<std::string> known;
  const auto every = [](const CLI::App*) { return true; };
  for (const CLI::App* command : app.get_subcommands(every)) known.insert(command->get_name());
  const std::string first = argc > 1 ? argv[1] : "";
  if (first.empty()) throw ConfigError("expected a command; " + Suggestion(first, known));
  if (first[0] == '-' || known.contains(first)) return;
  throw ConfigError(first + ": unknown command; " + Suggestion(first, known));
}

}  // namespace gaitbench
