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

# Eigen is headers only, and its own CMakeLists.txt would bring a BLAS and a thousand tests.
FetchContent_Declare(Eigen3 GIT_REPOSITORY https://gitlab.com/libeigen/eigen.git GIT_TAG 3.4.0 GIT_SHALLOW ON
                     SOURCE_SUBDIR no_such_folder FIND_PACKAGE_ARGS 3.4)
FetchContent_MakeAvailable(Eigen3)
if(NOT TARGET Eigen3::Eigen)
  add_library(Eigen3::Eigen INTERFACE IMPORTED)
  target_include_directories(Eigen3::Eigen INTERFACE ${eigen3_SOURCE_DIR})
endif()
# initial weights must not depend on the widest vectors that a flag allows
target_compile_definitions(Eigen3::Eigen INTERFACE EIGEN_DONT_VECTORIZE EIGEN_DONT_PARALLELIZE)

# g++ 12 sees an overflow in the format parser of fmt 9
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  get_target_property(fmt fmt::fmt ALIASED_TARGET)  # of a downloaded one
  if(NOT fmt)
    set(fmt fmt::fmt)
  endif()
  target_compile_options(${fmt} INTERFACE -Wno-stringop-overflow)
endif()
