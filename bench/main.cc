// gaitbench: parse the command line, call the command, print its error, return its exit code.
#include <ATen/Parallel.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "bench/commands.h"
#include "envs/trace.h"

namespace gaitbench {
namespace {

void AddRunOptions(CLI::App& command, RunRequest& request, bool out_required = true) {
  auto* out = command.add_option("--out", request.directory, "directory of run logs and tables");
  if (out_required) out->required();
  command
      .add_option("--workers", request.num_workers, "runs trained at once (default: one per core)")
      ->check(CLI::Range(int64_t{1}, int64_t{4096}));
  command.add_flag("--quiet", request.quiet, "no status lines");
}

int Main(int argc, char** argv) {
  CLI::App app(
      "How much of a policy-gradient result is the algorithm, and how much its code-level choices?",
      "gaitbench");
  app.require_subcommand(1);
  int exit_code = kExitDone;

  RunRequest demo_request;
  demo_request.directory = "runs/demo";
  auto* demo = app.add_subcommand("demo", "four variants on Hopper over 5 seeds, and their table");
  AddRunOptions(*demo, demo_request, /*out_required=*/false);
  demo->callback([&] { exit_code = Demo(demo_request); });

  TrainRequest train_request;
  RunRequest train_run;
  auto* train = app.add_subcommand("train", "one variant, many seeds");
  train->add_option("--env", train_request.environment, "task id (gaitbench envs)")->required();
  train->add_option("--variant", train_request.variant, "preset (gaitbench variants)")->required();
  train->add_option("--seeds", train_request.seeds, "number of seeds")->capture_default_str();
  train->add_option("--first-seed", train_request.first_seed, "the first of them")
      ->capture_default_str();
  train->add_option("--iterations", train_request.iterations, "of each run")->capture_default_str();
  train->add_option("--set", train_request.settings, "switch=value (gaitbench switches)")
      ->allow_extra_args(false);
  AddRunOptions(*train, train_run);
  train->callback([&] { exit_code = Sweep(StudyOf(train_request), "train", train_run); });

  std::string study_path;
  RunRequest sweep_request;
  auto* sweep = app.add_subcommand("sweep", "a whole study; finished runs are skipped");
  sweep->add_option("STUDY.json", study_path, "the study")->required();
  AddRunOptions(*sweep, sweep_request);
  sweep->callback([&] {
    const Study study = ReadStudy(study_path);
    exit_code = Sweep(study, std::filesystem::path(study_path).filename().string(), sweep_request);
  });

  std::string table_directory;
  TableFormat format = TableFormat::kMarkdown;
  const std::map<std::string, TableFormat> formats = {{"md", TableFormat::kMarkdown},
                                                      {"json", TableFormat::kJson},
                                                      {"csv", TableFormat::kCsv},
                                                      {"tex", TableFormat::kLatex}};
  auto* table = app.add_subcommand("table", "tables of a directory of run logs");
  table->add_option("DIR", table_directory, "what --out named")->required();
  table->add_option("--format", format, "md, json, csv or tex")
      ->transform(CLI::CheckedTransformer(formats));
  table->callback([&] { exit_code = PrintTable(table_directory, format); });

  bool json = false;
  const auto add_list = [&](const char* name, const char* meaning, int (*print)(bool)) {
    auto* command = app.add_subcommand(name, meaning);
    command->add_flag("--json", json, "as JSON, with units, bounds and sources");
    command->callback([&exit_code, &json, print] { exit_code = print(json); });
  };
  add_list("switches", "every setting of a run", PrintSwitches);
  add_list("variants", "the named algorithms", PrintVariants);
  add_list("envs", "the tasks", PrintEnvs);

  TraceRequest trace_request;
  const std::map<std::string, ActionDtype> dtypes = {{"float32", ActionDtype::kFloat32},
                                                     {"float64", ActionDtype::kFloat64}};
  auto* trace = app.add_subcommand("trace", "one environment under given actions, as JSON lines");
  trace->add_option("--env", trace_request.env, "task id (gaitbench envs)")->required();
  trace->add_option("--actions", trace_request.actions_file, "JSON: a list of actions")->required();
  trace->add_option("--seed", trace_request.seed, "of the resets")->capture_default_str();
  trace->add_option("--state", trace_request.state_file,
                    "JSON: {\"qpos\": [...], \"qvel\": [...]}");
  trace->add_option("--action-dtype", trace_request.action_dtype, "float32 or float64")
      ->transform(CLI::CheckedTransformer(dtypes));
  trace->callback([&] { Trace(trace_request, std::cout); });

  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    return app.exit(help);
  } catch (const CLI::CallForAllHelp& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    std::cerr << "gaitbench: " << error.what() << "\n";
    return kExitWrongInput;
  } catch (const ConfigError& error) {
    std::cerr << "gaitbench: " << error.what() << "\n";
    return kExitWrongInput;
  } catch (const std::exception& error) {
    std::cerr << "gaitbench: " << error.what() << "\n";
    return kExitFailed;
  }
  return exit_code;
}

}  // namespace
}  // namespace gaitbench

int main(int argc, char** argv) {
  at::set_num_threads(1);  // a worker is one thread
  return gaitbench::Main(argc, argv);
}
