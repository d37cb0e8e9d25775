#include "bench/run/sentence.h"

#include <filesystem>
#include <new>

#include <nlohmann/json.hpp>

#include "results/statistics/number_text.h"

namespace gaitbench {

std::string SentenceOf(const std::exception& error) {
  if (dynamic_cast<const std::bad_alloc*>(&error)) return "there is not enough memory";
  if (const auto* file = dynamic_cast<const std::filesystem::filesystem_error*>(&error))
    return file->path1().string() + ": " + file->code().message();
  std::string what = error.what();
  // "[json.exception.type_error.302] type must be string, but is number"
  if (dynamic_cast<const nlohmann::json::exception*>(&error))
    return "JSON that cannot be used: " + what.substr(what.find("] ") + 2);
  return what;
}

std::string Counted(int64_t count, const std::string& one, const std::string& many) {
  return CountText(static_cast<double>(count)) + " " +
         (count == 1     ? one
          : many.empty() ? one + "s"
                         : many);
}

}  // namespace gaitbench
