#include "results/show/json_stream.h"

#include "results/log/json_text.h"

namespace gaitbench {
namespace {

constexpr size_t kIndent = 2;  // that of JsonText

// JSON has line ends between its parts only.
std::string WithMargin(const std::string& text, size_t margin) {
  std::string shifted;
  for (const char c : text) {
    shifted += c;
    if (c == '\n') shifted.append(margin, ' ');
  }
  return shifted;
}

}  // namespace

void JsonStream::StartMember(const std::string& key) {
  out_ << (is_empty_.back() ? "\n" : ",\n") << std::string(kIndent * is_empty_.size(), ' ')
       << CompactJsonText(key) << ": ";
  is_empty_.back() = false;
}

void JsonStream::Open(const std::string& key) {
  StartMember(key);
  out_ << '{';
  is_empty_.push_back(true);
}

void JsonStream::Write(const std::string& key, const nlohmann::ordered_json& value) {
  StartMember(key);
  std::string text = JsonText(value);
  text.pop_back();  // the line's end
  out_ << WithMargin(text, kIndent * is_empty_.size());
}

void JsonStream::Close() {
  const bool was_empty = is_empty_.back();
  is_empty_.pop_back();
  if (!was_empty) out_ << '\n' << std::string(kIndent * is_empty_.size(), ' ');
  out_ << '}';
  if (is_empty_.empty()) out_ << '\n';
}

}  // namespace gaitbench
