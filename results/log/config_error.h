// The one exception for wrong input. Whoever finds the mistake says where it is and what is wrong
// with it; whoever calls on the way up may say more exactly where; the sentence that the user reads
// is made once, where the error is printed.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace gaitbench {

class ConfigError : public std::invalid_argument {
 public:
  // where: a path in the JSON ("study.json.seeds.count"), a file, or an option ("--seeds").
  // problem: what was found and what is allowed ("expected at least 1, got 0").
  ConfigError(std::string where, std::string problem)
      : std::invalid_argument(where.empty() ? problem : where + ": " + problem),
        where_(std::move(where)),
        problem_(std::move(problem)) {}

  const std::string& where() const { return where_; }
  const std::string& problem() const { return problem_; }

 private:
  std::string where_, problem_;
};

}  // namespace gaitbench
