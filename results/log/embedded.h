// Small data files of results/ that the program carries in itself.
#pragma once

#include <string_view>
#include <vector>

namespace gaitbench {

struct EmbeddedFile {
  std::string_view name;  // "reference/engstrom_2020.json"
  std::string_view contents;
};

const std::vector<EmbeddedFile>& EmbeddedFiles();

// std::logic_error where there is no such file.
std::string_view EmbeddedContents(std::string_view name);

}  // namespace gaitbench
