#include "bench/cli/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <iostream>
#include <streambuf>
#include <string>
#include <utility>

#include "results/log/printable.h"

namespace gaitbench {
namespace {

void OpenClosedOnes() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    // the lowest free number, which is this one
    if (fcntl(stream, F_GETFD) < 0) open("/dev/null", O_RDONLY);
  }
}

}  // namespace

// Takes a stream's buffer's place; what is written in one piece has whole characters.
class StandardStreams::PrintableBuffer : public std::streambuf {
 public:
  explicit PrintableBuffer(std::ostream& stream) : stream_(stream), behind_(stream.rdbuf(this)) {}
  PrintableBuffer(const PrintableBuffer&) = delete;
  PrintableBuffer& operator=(const PrintableBuffer&) = delete;
  ~PrintableBuffer() override { stream_.rdbuf(behind_); }

 protected:
  int_type overflow(int_type character) override {
    if (character != traits_type::eof()) text_ += traits_type::to_char_type(character);
    return traits_type::not_eof(character);
  }

  std::streamsize xsputn(const char* text, std::streamsize count) override {
    constexpr size_t kBlock = 4096;
    text_.append(text, static_cast<size_t>(count));
    return text_.size() < kBlock || PassOn() ? count : 0;
  }

  int sync() override { return PassOn() && behind_->pubsync() == 0 ? 0 : -1; }

 private:
  bool PassOn() {
    const std::string text = PrintableLines(std::exchange(text_, {}));
    return std::cmp_equal(behind_->sputn(text.data(), std::ssize(text)), text.size());
  }

  std::ostream& stream_;
  std::streambuf* const behind_;
  std::string text_;
};

StandardStreams::StandardStreams() {
  OpenClosedOnes();
  out_ = std::make_unique<PrintableBuffer>(std::cout);
  error_ = std::make_unique<PrintableBuffer>(std::cerr);
  std::cout.exceptions(std::ios_base::badbit);
}

StandardStreams::~StandardStreams() = default;

void SayOnStderr(std::string_view sentence) {
  std::cout.exceptions(std::ios_base::goodbit);  // stderr flushes it first
  std::cerr << "gaitbench: " << Printable(sentence) << "\n";
}

}  // namespace gaitbench
