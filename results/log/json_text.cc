#include "results/log/json_text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "results/log/json_fields.h"
#include "results/log/printable.h"

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

constexpr size_t kIndent = 2;

bool FitsOnOneLine(const ordered_json& json) {
  if (json.empty() || !json.is_structured()) return true;
  return json.is_array() && std::none_of(json.begin(), json.end(),
                                         [](const auto& item) { return item.is_structured(); });
}

void Append(const ordered_json& json, size_t margin, std::string& text) {
  if (FitsOnOneLine(json)) {
    text += CompactJsonText(json);
    return;
  }
  text += json.is_array() ? '[' : '{';
  bool first = true;
  for (const auto& item : json.items()) {
    text += first ? "\n" : ",\n";
    text.append(margin + kIndent, ' ');
    if (json.is_object()) text.append(CompactJsonText(item.key())).append(": ");
    Append(item.value(), margin + kIndent, text);
    first = false;
  }
  text += '\n';
  text.append(margin, ' ');
  text += json.is_array() ? ']' : '}';
}

int64_t LineOf(const std::string& text, size_t position) {
  const auto end = text.begin() + static_cast<ptrdiff_t>(std::min(position, text.size()));
  return 1 + std::count(text.begin(), end, '\n');
}

// What the parser would let pass: levels that recursion over the document would not survive, keys
// that are there twice, of which it keeps the last, and so many of them that looking each up among
// those before it would take for ever.
class Strictness {
 public:
  explicit Strictness(const std::string& path) : path_(path) {}

  void Look(int level, ordered_json::parse_event_t event, const ordered_json& parsed) {
    using Event = ordered_json::parse_event_t;
    constexpr int kMostLevels = 64;
    constexpr size_t kMostKeys = 10'000;
    if (event == Event::object_start) keys_.emplace_back();
    if (event == Event::object_end) keys_.pop_back();
    if (level >= kMostLevels && (event == Event::object_start || event == Event::array_start))
      throw ConfigError(path_, fmt::format("is nested more than {} levels deep", kMostLevels));
    if (event != Event::key) return;
    if (!keys_.back().insert(parsed.get<std::string>()).second)
      throw ConfigError(path_, fmt::format("has the key {} twice", ShownJson(parsed)));
    if (keys_.back().size() > kMostKeys)
      throw ConfigError(path_, fmt::format("has an object of more than {} keys", kMostKeys));
  }

 private:
  const std::string& path_;
  std::vector<std::set<std::string>> keys_;  // of the objects that are open
};

}  // namespace

std::string JsonText(const ordered_json& json) {
  std::string text;
  Append(json, 0, text);
  return text + "\n";
}

std::string CompactJsonText(const ordered_json& json) {
  const auto dump = [&](bool ascii_only) {
    return json.dump(-1, ' ', ascii_only, ordered_json::error_handler_t::replace);
  };
  std::string text = dump(/*ascii_only=*/false);
  return IsPrintable(text) ? text : dump(/*ascii_only=*/true);
}

ordered_json NumberToJson(double number) {
  if (std::isnan(number)) return nullptr;
  if (std::isinf(number)) return number > 0 ? "inf" : "-inf";
  return number;
}

double NumberFromJson(const ordered_json& json, const std::string& path) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (json.is_null()) return std::numeric_limits<double>::quiet_NaN();
  if (json == "inf") return kInfinity;
  if (json == "-inf") return -kInfinity;
  if (!json.is_number())
    throw ConfigError(path, "expected a number, null, \"inf\" or \"-inf\", got " + ShownJson(json));
  return json.get<double>();
}

ordered_json ParseJsonFile(const std::string& text, const std::string& path) {
  if (const size_t nul = text.find('\0'); nul != std::string::npos)
    throw ConfigError(path, fmt::format("not JSON: a NUL byte at line {}", LineOf(text, nul)));
  Strictness strictness(path);
  try {
    return ordered_json::parse(
        text, [&](int level, ordered_json::parse_event_t event, ordered_json& parsed) {
          strictness.Look(level, event, parsed);
          return true;
        });
  } catch (const ordered_json::parse_error& error) {
    throw ConfigError(path,
                      fmt::format("not JSON, or cut short at line {}", LineOf(text, error.byte)));
  } catch (const ordered_json::out_of_range&) {
    throw ConfigError(path, "has a number that is too large for a double");
  }
}

}  // namespace gaitbench
