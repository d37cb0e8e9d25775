// gaitbench trace: an environment under given actions.
#include "envs/trace.h"

#include <iostream>
#include <memory>

#include "bench/cli/exit_codes.h"
#include "bench/cli/shared_options.h"
#include "bench/commands/commands.h"

namespace gaitbench {

void AddTrace(CLI::App& program, int& exit_code) {
  const auto request = std::make_shared<TraceRequest>();
  const std::map<std::string, ActionDtype> dtypes = {{"float32", ActionDtype::kFloat32},
                                                     {"float64", ActionDtype::kFloat64}};
  auto* command =
      program.add_subcommand("trace", "one environment under given actions, as JSON lines");
  command->footer("gaitbench trace --env Hopper-v5 --actions actions.json");
  AddEnvironment(*command, request->env);
  command->add_option("--actions", request->actions_file, "JSON file: a list of actions")
      ->required()
      ->check(NotEmpty())
      ->type_name("FILE");
  AddSeed(*command, request->seed);
  command
      ->add_option("--state", request->state_file, "JSON file: {\"qpos\": [...], \"qvel\": [...]}")
      ->check(NotEmpty())
      ->type_name("FILE");
  command->add_option("--action-dtype", request->action_dtype, "how they are rounded")
      ->transform(OneOf(dtypes))
      ->type_name("float32|float64");
  command->callback([=, &exit_code] {
    CheckEnvironment(request->env);
    Trace(*request, std::cout);
    exit_code = kExitDone;
  });
}

}  // namespace gaitbench
