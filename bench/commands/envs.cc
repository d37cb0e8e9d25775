// gaitbench envs: the tasks.
#include "bench/cli/listing.h"
#include "bench/commands/commands.h"
#include "envs/task.h"

namespace gaitbench {

void AddEnvs(CLI::App& program, int& exit_code) {
  AddListing(program, exit_code,
             {.command = "envs",
              .meaning = "the tasks",
              .thing = "task",
              .example = "gaitbench envs Hopper-v5",
              .list = DescribeTasks,
              .columns = {"name", "source"},
              .in_full = MembersText});
}

}  // namespace gaitbench
