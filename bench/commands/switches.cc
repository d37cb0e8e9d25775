// gaitbench switches: every setting of a run.
#include <cmath>

#include "algos/run/families.h"
#include "bench/commands/commands.h"
#include "bench/commands/listing.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

ordered_json Bound(double value) {
  return std::isfinite(value) ? ordered_json(value) : ordered_json();
}

ordered_json DescribeSwitches() {
  ordered_json list = ordered_json::array();
  for (const Family* family : Families()) {
    for (const SettingInfo& setting : family->settings) {
      list.push_back({{"name", setting.name},
                      {"learner", family->name},
                      {"type", setting.type},
                      {"default", setting.default_value},
                      {"unit", setting.info.unit},
                      {"min", Bound(setting.info.min)},
                      {"max", Bound(setting.info.max)},
                      {"source", setting.info.source},
                      {"meaning", setting.info.meaning}});
    }
  }
  return list;
}

}  // namespace

void AddSwitches(CLI::App& program, int& exit_code) {
  AddListing(program, exit_code,
             {.command = "switches",
              .meaning = "every setting of a run",
              .thing = "switch",
              .list = DescribeSwitches,
              .columns = {"name", "default", "meaning"},
              .in_full = MembersText});
}

}  // namespace gaitbench
