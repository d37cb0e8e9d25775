// What a person reads of an exception.
#pragma once

#include <exception>
#include <string>

namespace gaitbench {

// One sentence, without what the library or the system that threw says of itself.
std::string SentenceOf(const std::exception& error);

}  // namespace gaitbench
