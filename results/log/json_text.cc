#include "results/log/json_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

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

// Bytes that are not UTF-8 are shown as U+FFFD; beside what could drive a terminal, all that is not
// ASCII is written by its number.
std::string Compact(const ordered_json& json) {
  const auto dump = [&](bool ascii_only) {
    return json.dump(-1, ' ', ascii_only, ordered_json::error_handler_t::replace);
  };
  std::string text = dump(/*ascii_only=*/false);
  return IsPrintable(text) ? text : dump(/*ascii_only=*/true);
}

void Append(const ordered_json& json, size_t margin, std::string& text) {
  if (FitsOnOneLine(json)) {
    text += Compact(json);
    return;
  }
  text += json.is_array() ? '[' : '{';
  bool first = true;
  for (const auto& item : json.items()) {
    text += first ? "\n" : ",\n";
    text.append(margin + kIndent, ' ');
    if (json.is_object()) text.append(Compact(item.key())).append(": ");
    Append(item.value(), margin + kIndent, text);
    first = false;
  }
  text += '\n';
  text.append(margin, ' ');
  text += json.is_array() ? ']' : '}';
}

}  // namespace

std::string JsonText(const ordered_json& json) {
  std::string text;
  Append(json, 0, text);
  return text + "\n";
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
    throw ConfigError(path, "expected a number, null, \"inf\" or \"-inf\", got " + json.dump());
  return json.get<double>();
}

ordered_json ParseJsonFile(const std::string& text, const std::string& path) {
  try {
    return ordered_json::parse(text);
  } catch (const ordered_json::parse_error& error) {
    const size_t position = std::min(error.byte, text.size());
    const auto line =
        1 + std::count(text.begin(), text.begin() + static_cast<ptrdiff_t>(position), '\n');
    throw ConfigError(path, "not JSON, or cut short at line " + std::to_string(line));
  } catch (const ordered_json::exception& error) {
    throw ConfigError(path, std::string("not JSON: ") + error.what());
  }
}

}  // namespace gaitbench
