// Writes each schema to FOLDER/NAME.schema.json; with --examples, each example to
// FOLDER/NAME_<i>.json.
//   results_write_documents results/schema
//   results_write_documents --examples FOLDER
#include <filesystem>
#include <iostream>

#include "results/log/atomic_file.h"
#include "tests/results/documents.h"

int main(int argc, char** argv) {
  using namespace gaitbench;
  const bool examples = argc == 3 && std::string(argv[1]) == "--examples";
  if (argc != 2 && !examples) {
    std::cerr << "usage: results_write_documents [--examples] FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder = argv[argc - 1];
  for (const Document& document : Documents()) {
    if (!examples)
      WriteFileAtomically(folder / (document.name + ".schema.json"), JsonText(document.schema));
    for (size_t i = 0; examples && i < document.examples.size(); ++i)
      WriteFileAtomically(folder / (document.name + "_" + std::to_string(i) + ".json"),
                          JsonText(document.examples[i]));
  }
}
