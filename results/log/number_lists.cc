#include "results/log/number_lists.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>

namespace gaitbench {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

struct Word {
  std::string_view text;
  double value;
};
constexpr Word kWords[] = {{"null", kNotANumber}, {"\"inf\"", kInfinity}, {"\"-inf\"", -kInfinity}};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Of a number or of true, false and null.
bool IsOfAWord(char c) {
  return IsDigit(c) || std::string_view("+-.aeflnrstuE").find(c) != std::string_view::npos;
}

// The position behind the string that begins at `at`; npos where it does not end.
size_t EndOfString(std::string_view text, size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  return std::string_view::npos;
}

// Reads a text from its beginning to its end. What Take... and Skip... do not find makes the reader
// fail, and a reader that has failed finds nothing.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool failed() const { return failed_; }
  size_t position() const { return at_; }
  bool AtEnd() const { return at_ == text_.size(); }

  char Next() const { return !failed_ && at_ < text_.size() ? text_[at_] : '\0'; }

  bool TakeIf(char c) {
    if (Next() != c) return false;
    ++at_;
    return true;
  }

  void Take(char c) { failed_ = !TakeIf(c) || failed_; }

  // A string without its quotes, as it is written; only its end is looked for.
  std::string_view TakeString() {
    const size_t end = Next() == '"' ? EndOfString(text_, at_) : std::string_view::npos;
    if (!Check(end != std::string_view::npos)) return {};
    const std::string_view inside = text_.substr(at_ + 1, end - at_ - 2);
    at_ = end;
    return inside;
  }

  // Only brackets and strings are looked at.
  void SkipValue() {
    int depth = 0;
    do {
      switch (const char c = Next()) {
        case '"':
          TakeString();
          break;
        case '\0':
          Check(false);
          break;
        default:
          if (depth == 0 && (c == ',' || c == '}' || c == ']')) return;
          depth += (c == '{' || c == '[') - (c == '}' || c == ']');
          ++at_;
      }
    } while (!failed_);
  }

  double TakeNumberOrWord(bool is_wanted) {
    const std::string_view left = text_.substr(at_);
    for (const Word& word : kWords) {
      if (!left.starts_with(word.text)) continue;
      at_ += word.text.size();
      return word.value;
    }
    const size_t begin = at_;
    bool is_whole = true;
    TakeIf('-');
    if (!TakeIf('0')) TakeDigits();
    if (TakeIf('.')) {
      is_whole = false;
      TakeDigits();
    }
    size_t exponent = 0;  // digits
    if (TakeIf('e') || TakeIf('E')) {
      is_whole = false;
      if (!TakeIf('+')) TakeIf('-');
      exponent = at_;
      TakeDigits();
      exponent = at_ - exponent;
    }
    const std::string_view number = text_.substr(begin, at_ - begin);
    // the parser's -0 is 0, and -0.0 is not
    if (!Check(!failed_ && !(is_whole && number == "-0"))) return 0;
    const bool may_be_too_large = exponent > 2 || number.size() > 300;
    return is_wanted || may_be_too_large ? ValueOf(number) : 0;
  }

 private:
  bool Check(bool holds) {
    failed_ = failed_ || !holds;
    return holds;
  }

  void TakeDigits() {
    const size_t begin = at_;
    while (at_ < text_.size() && IsDigit(text_[at_])) ++at_;
    Check(at_ > begin);
  }

  // Correctly rounded, as strtod does. A number too large or too small is for the parser.
  double ValueOf(std::string_view number) {
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    Check(error == std::errc() && end == number.data() + number.size());
    return value;
  }

  std::string_view text_;
  size_t at_ = 0;
  bool failed_ = false;
};

NumberList TakeList(Reader& reader, bool is_wanted) {
  NumberList list;
  if (is_wanted) list.values.emplace();
  reader.Take('[');
  if (reader.TakeIf(']')) return list;
  do {
    const double value = reader.TakeNumberOrWord(is_wanted);
    ++list.length;
    if (list.values) list.values->push_back(value);
  } while (reader.TakeIf(','));
  reader.Take(']');
  return list;
}

// Calls take(name) at the value of each member of the object that comes next.
template <class TakeValue>
void TakeObject(Reader& reader, const TakeValue& take) {
  reader.Take('{');
  if (reader.TakeIf('}')) return;
  do {
    const std::string_view name = reader.TakeString();
    reader.Take(':');
    take(name);
  } while (reader.TakeIf(','));
  reader.Take('}');
}

}  // namespace

std::string WithoutWhiteSpace(std::string_view json) {
  std::string text;
  text.reserve(json.size());
  const auto is_mark = [](char c) {
    return c == '"' || c == ' ' || static_cast<unsigned char>(c - '\t') < 5;
  };
  for (size_t at = 0; at < json.size();) {
    const auto mark = std::find_if(json.begin() + static_cast<ptrdiff_t>(at), json.end(), is_mark);
    const auto begin = static_cast<size_t>(mark - json.begin());
    text.append(json.substr(at, begin - at));
    if (begin == json.size()) break;
    at = begin + 1;
    if (json[begin] != '"') {
      if (json[begin] == '\v' || json[begin] == '\f')
        text += json[begin];  // not JSON's
      else if (!text.empty() && IsOfAWord(text.back()) && at < json.size() && IsOfAWord(json[at]))
        text += ' ';  // two words must not become one
      continue;
    }
    at = std::min(EndOfString(json, begin), json.size());
    text.append(json.substr(begin, at - begin));
  }
  return text;
}

std::optional<LiftedLists> LiftLists(
    std::string_view text,
    const std::function<bool(std::string_view member, std::string_view list)>& is_wanted) {
  Reader reader(text);
  LiftedLists lifted;
  size_t copied = 0;  // of the text
  TakeObject(reader, [&](std::string_view member) {
    if (member != "columns" && member != "timing") return reader.SkipValue();
    TakeObject(reader, [&](std::string_view name) {
      lifted.rest.append(text.substr(copied, reader.position() - copied));
      lifted.rest.append(std::to_string(lifted.lists.size()));
      lifted.lists.push_back(TakeList(reader, is_wanted(member, name)));
      copied = reader.position();
    });
  });
  if (reader.failed() || !reader.AtEnd()) return std::nullopt;
  lifted.rest.append(text.substr(copied));
  return lifted;
}

}  // namespace gaitbench
