# The libraries that Debian packages too: the system's where it is there and new enough, else downloaded when configuring.
include(FetchContent)
set(INSTALL_GTEST OFF)
set(BUILD_GMOCK OFF)
set(BENCHMARK_ENABLE_TESTING OFF)
set(BENCHMARK_ENABLE_INSTALL OFF)

# third_party(GTest 1.12 google/googletest v1.14.0): package, oldest version that will do, where to get it on GitHub
function(third_party package minimum repository tag)
  FetchContent_Declare(${package} GIT_REPOSITORY https://github.com/${repository}.git GIT_TAG ${tag} GIT_SHALLOW ON
                       SYSTEM FIND_PACKAGE_ARGS ${minimum})
endfunction()
third_party(nlohmann_json 3.11 nlohmann/json v3.11.3)
third_party(CLI11 2.1 CLIUtils/CLI11 v2.4.2)
third_party(fmt 9 fmtlib/fmt 9.1.0)
third_party(GTest 1.12 google/googletest v1.14.0)
third_party(benchmark 1.7 google/benchmark v1.8.3)
FetchContent_MakeAvailable(nlohmann_json CLI11 fmt GTest benchmark)
