#include "bench/commands/film.h"

#include <fmt/format.h>

#include "bench/cli/python_tool.h"
#include "envs/model_text.h"
#include "envs/task.h"
#include "results/compare/names.h"
#include "results/log/json_text.h"

namespace gaitbench {

void WriteFilm(std::span<const Motion> motions, const std::filesystem::path& output) {
  auto runs = nlohmann::ordered_json::array();
  for (const Motion& motion : motions) {
    const RecordedEpisode& episode = motion.episodes.front();
    runs.push_back({{"label", fmt::format("{}, seed {}", DisplayName(motion.variant), motion.seed)},
                    {"model", ModelText(FindTask(motion.environment).model)},
                    {"seconds_per_step", motion.seconds_per_step},
                    {"num_frames", motion.NumFrames(episode)},
                    {"plane_normal",
                     motion.plane_normal ? nlohmann::ordered_json(*motion.plane_normal) : nullptr},
                    {"qpos", episode.qpos}});
  }
  RunPythonTool("results/show/film.py", {output.string()}, CompactJsonText(runs));
}

}  // namespace gaitbench
