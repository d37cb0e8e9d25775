#include "results/watch/watch_page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "results/compare/names.h"
#include "results/log/embedded.h"
#include "results/log/printable.h"
#include "results/watch/html.h"
#include "results/watch/motion_json.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

// In the order in which each uses those before it.
constexpr const char* kScripts[] = {"watch/motion.js", "watch/camera.js", "watch/shapes.js",
                                    "watch/view.js",   "watch/plots.js",  "watch/player.js"};

// "Hopper-v4", or of two versions "Hopper-v2, Hopper-v5"
std::string EnvironmentsOf(std::span<const Motion> motions) {
  std::vector<std::string> environments;
  for (const Motion& motion : motions) {
    if (std::ranges::find(environments, motion.environment) == environments.end())
      environments.push_back(motion.environment);
  }
  return fmt::format("{}", fmt::join(environments, ", "));
}

// "Hopper-v4: PPO, seed 3; TRPO, seed 0"
std::string TitleOf(std::span<const Motion> motions) {
  std::vector<std::string> names;
  for (const Motion& motion : motions)
    names.push_back(fmt::format("{}, seed {}", DisplayName(motion.variant), motion.seed));
  return fmt::format("{}: {}", EnvironmentsOf(motions), fmt::join(names, "; "));
}

}  // namespace

std::string WatchScript() {
  std::string script = "const { watch, breakable } = (() => {\n";
  for (const char* file : kScripts) script += EmbeddedContents(file);
  return script + "return { watch, breakable };\n})();\n";
}

std::string WatchStyle() { return std::string(EmbeddedContents("watch/player.css")); }

std::string WatchHtml(std::span<const Motion> motions) {
  auto runs = ordered_json::array();
  for (const Motion& motion : motions) runs.push_back(PackedMotion(motion));
  return Filled(EmbeddedContents("watch/page.html"),
                {{"title", HtmlEscaped(Printable(TitleOf(motions)))},
                 {"environment", HtmlEscaped(Printable(EnvironmentsOf(motions)))},
                 {"page_style", std::string(EmbeddedContents("watch/page.css"))},
                 {"style", WatchStyle()},
                 {"data", ScriptSafe(runs)},
                 {"script", WatchScript()}});
}

}  // namespace gaitbench
