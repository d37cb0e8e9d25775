// What a person reads of an exception, and of a count.
#pragma once

#include <cstdint>
#include <exception>
#include <string>

namespace gaitbench {

// One sentence, without what the library or the system that threw says of itself.
std::string SentenceOf(const std::exception& error);

// "1 run", "12,000 runs"; `many` is `one` and an s, unless it is given.
std::string Counted(int64_t count, const std::string& one, const std::string& many = "");

}  // namespace gaitbench
