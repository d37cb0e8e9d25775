// Run logs and policy files, read as strictly as the command reads them.
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "python/bindings/bindings.h"
#include "results/log/json_text.h"
#include "results/log/run_log.h"
#include "results/log/safetensors.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace gaitbench {
namespace {

// Their documents, as JSON.
std::vector<std::string> ReadRuns(const std::string& directory) {
  std::vector<std::string> documents;
  const nb::gil_scoped_release unlocked;
  for (const RunLog& log : ReadRunLogs(directory)) {
    nlohmann::ordered_json json = ToJson(log);
    json["evaluation_returns"] = log.evaluation_returns;
    documents.push_back(CompactJsonText(json));
  }
  return documents;
}

// name -> (dtype, shape, bytes), and the metadata
nb::tuple ReadTensors(const std::string& path) {
  const TensorFile file = ReadTensorFile(path);
  nb::dict tensors, metadata;
  for (const auto& [name, tensor] : file.tensors) {
    nb::list shape;
    for (const int64_t size : tensor.shape) shape.append(size);
    tensors[name.c_str()] = nb::make_tuple(tensor.dtype, nb::tuple(shape),
                                           nb::bytes(tensor.bytes.data(), tensor.bytes.size()));
  }
  for (const auto& [key, value] : file.metadata) metadata[key.c_str()] = value;
  return nb::make_tuple(tensors, metadata);
}

}  // namespace

void AddFiles(nb::module_& module) {
  module.def("read_runs", &ReadRuns, "directory"_a, "The run logs under a directory, as JSON.");
  module.def("read_tensors", &ReadTensors, "path"_a,
             "A safetensors file: {name: (dtype, shape, bytes)} and its metadata.");
}

}  // namespace gaitbench
