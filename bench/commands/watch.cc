// gaitbench watch: trained policies at work, as a page that plays them, a film strip or a film.
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "bench/cli/exit_codes.h"
#include "bench/cli/shared_options.h"
#include "bench/commands/commands.h"
#include "bench/commands/film.h"
#include "bench/run/recording.h"
#include "results/compare/names.h"
#include "results/log/atomic_file.h"
#include "results/log/config_error.h"
#include "results/watch/film_strip.h"
#include "results/watch/watch_page.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;

struct Request {
  std::vector<fs::path> run_folders;
  int64_t num_episodes = 3, seed = 0;
  fs::path output;  // empty: watch.html in the first run's folder
};

constexpr int64_t kMostEpisodes = 100;  // of a page

std::vector<Motion> Record(const Request& request) {
  std::vector<Motion> motions;
  for (const fs::path& folder : request.run_folders) {
    motions.push_back(RecordMotion(folder, request.num_episodes, request.seed));
    const std::string first = RobotOf(motions.front().environment);
    const std::string robot = RobotOf(motions.back().environment);
    if (robot != first) {
      throw ConfigError(folder.string(),
                        fmt::format("is a run of {}, that before it of {}; runs side by side are "
                                    "of one robot",
                                    robot, first));
    }
  }
  return motions;
}

int Watch(const Request& request) {
  const fs::path output =
      request.output.empty() ? request.run_folders.front() / "watch.html" : request.output;
  const std::string ending = output.extension().string();
  if (ending == ".html") {
    WriteFileAtomically(output, WatchHtml(Record(request)));
  } else if (ending == ".svg") {
    WriteFileAtomically(output, FilmStrip(Record(request)));
  } else if (ending == ".mp4" || ending == ".gif") {
    WriteFilm(Record(request), output);
  } else {
    throw ConfigError("-o " + output.string(), "expected a file named .html, .svg, .mp4 or .gif");
  }
  std::cout << output.string() << "\n";
  return kExitDone;
}

}  // namespace

void AddWatch(CLI::App& program, int& exit_code) {
  const auto request = std::make_shared<Request>();
  auto* command = program.add_subcommand(
      "watch", "a page that plays a trained policy's robot; or a film strip, or a film");
  command
      ->add_option("RUN_DIR", request->run_folders,
                   "DIR/runs/<env>/<variant>/seed_<k>; several are shown side by side")
      ->required()
      ->type_name("DIR")
      ->check(NotEmpty());
  command->add_option("--episodes", request->num_episodes, "number of episodes of each run")
      ->check(Between<int64_t>(1, kMostEpisodes))
      ->capture_default_str();
  AddSeed(*command, request->seed);
  command
      ->add_option("-o,--output", request->output,
                   "FILE.html (default: RUN_DIR/watch.html), or .svg: eight poses, or .mp4 or "
                   ".gif: the first episode by MuJoCo's renderer")
      ->type_name("FILE")
      ->check(NotEmpty());
  command->footer("gaitbench watch runs/question/runs/Hopper-v5/ppo/seed_0");
  command->callback([=, &exit_code] { exit_code = Watch(*request); });
}

}  // namespace gaitbench
