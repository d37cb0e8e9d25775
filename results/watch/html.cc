#include "results/watch/html.h"

namespace gaitbench {

std::string Filled(std::string_view page, const PageParts& parts) {
  std::string filled;
  for (size_t position = 0;;) {
    const size_t open = page.find("{{", position);
    if (open == std::string_view::npos) return filled.append(page.substr(position));
    const size_t close = page.find("}}", open);
    filled.append(page.substr(position, open - position));
    filled.append(parts.at(std::string(page.substr(open + 2, close - open - 2))));
    position = close + 2;
  }
}

std::string HtmlEscaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string ScriptSafe(const nlohmann::ordered_json& json) {
  std::string safe;
  for (const char c : json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)) {
    if (c == '<') {
      safe += "\\u003c";
    } else {
      safe += c;
    }
  }
  return safe;
}

}  // namespace gaitbench
