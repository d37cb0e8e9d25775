#include "bench/run/provenance.h"

#include <gnu/libc-version.h>
#include <sys/utsname.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "algos/kernels/kernels.h"
#include "gaitbench_build_info.h"

namespace gaitbench {
namespace {

std::string CpuModel() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown";
}

std::string UtcNow() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

}  // namespace

nlohmann::ordered_json CollectProvenance() {
  utsname system{};
  uname(&system);
  return {
      {"commit", kCommit},
      {"uncommitted_changes", kDirty},
      {"compiler", kCompiler},
      {"flags", kFlags},
      {"build_type", kBuildType},
      {"sanitizers", kSanitizers},
      {"mujoco", kMujocoVersion},
      {"blas_kernels", CurrentKernels().name},
      {"cpu", CpuModel()},
      {"num_cpus", std::thread::hardware_concurrency()},
      {"os", std::string(system.sysname) + " " + system.machine},
      {"libc", std::string("glibc ") + gnu_get_libc_version()},
      {"started", UtcNow()},
  };
}

std::vector<std::string> BuildWarnings() {
  std::vector<std::string> warnings;
  if (kBuildType != "Release")
    warnings.push_back("built as " + std::string(kBuildType) + ", not Release");
  if (!kSanitizers.empty())
    warnings.push_back("built with sanitizers (" + std::string(kSanitizers) + ")");
  if (kDirty) warnings.push_back("built from a tree with uncommitted changes");
  return warnings;
}

std::string VersionLine() {
  const auto text = [](auto... parts) { return (std::string() + ... + std::string(parts)); };
  return text("gaitbench ", kVersion, ", commit ", kCommit.substr(0, 12),
              kDirty ? " with changes" : "", ", MuJoCo ", kMujocoVersion);
}

}  // namespace gaitbench
