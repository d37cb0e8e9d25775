# The libraries that Debian packages too: the system's where it is there and new enough, else downloaded when configuring.
include(FetchContent)
set(INSTALL_GTEST OFF)
set(BUILD_GMOCK OFF)
set(BENCHMARK_ENABLE_TESTING OFF)
set(BENCHMARK_ENABLE_INSTALL OFF)
set(CMAKE_POLICY_VERSION_MINIMUM 3.5)  # for CMake 4, as PyPI has it: some of them ask for an older one

# third_party(GTest 1.12 google/googletest f8d7...): package, oldest version that will do, where to get it on GitHub. A
# commit cannot be moved as a tag can.
function(third_party package minimum repository commit)
  FetchContent_Declare(${package} GIT_REPOSITORY https://github.com/${repository}.git GIT_TAG ${commit}
                       SYSTEM FIND_PACKAGE_ARGS ${minimum})
endfunction()
third_party(nlohmann_json 3.11 nlohmann/json 9cca280a4d0ccf0c08f47a99aa71d1b0e52f8d03)  # v3.11.3
third_party(CLI11 2.1 CLIUtils/CLI11 6c7b07a878ad834957b98d0f9ce1dbe0cb204fc9)  # v2.4.2
third_party(fmt 9 fmtlib/fmt a33701196adfad74917046096bf5a2aa0ab0bb50)  # 9.1.0
third_party(GTest 1.12 google/googletest f8d7d77c06936315286eb55f8de22cd23c188571)  # v1.14.0
third_party(benchmark 1.7 google/benchmark 344117638c8ff7e239044fd0fa7085839fc03021)  # v1.8.3
FetchContent_MakeAvailable(nlohmann_json CLI11 fmt)
if(NOT GAITBENCH_WHEEL)
  FetchContent_MakeAvailable(GTest benchmark)
endif()

# Eigen is headers only, and its own CMakeLists.txt would bring a BLAS and a thousand tests.
FetchContent_Declare(Eigen3 GIT_REPOSITORY https://gitlab.com/libeigen/eigen.git GIT_TAG
                     3147391d946bb4b6c68edd901f2add6ac1f31f8c  # 3.4.0
                     SOURCE_SUBDIR no_such_folder FIND_PACKAGE_ARGS 3.4)
FetchContent_MakeAvailable(Eigen3)
if(NOT TARGET Eigen3::Eigen)
  add_library(Eigen3::Eigen INTERFACE IMPORTED)
  target_include_directories(Eigen3::Eigen INTERFACE ${eigen3_SOURCE_DIR})
endif()
# initial weights must not depend on the widest vectors that a flag allows
target_compile_definitions(Eigen3::Eigen INTERFACE EIGEN_DONT_VECTORIZE EIGEN_DONT_PARALLELIZE)

# xxHash is one header here, and Debian's package has no file for find_package.
find_path(XXHASH_INCLUDE_DIR xxhash.h)
if(NOT XXHASH_INCLUDE_DIR)
  FetchContent_Declare(xxhash_headers GIT_REPOSITORY https://github.com/Cyan4973/xxHash.git GIT_TAG
                       bbb27a5efb85b92a0486cf361a8635715a53f6ba  # v0.8.2
                       SOURCE_SUBDIR no_such_folder)
  FetchContent_MakeAvailable(xxhash_headers)
  set(XXHASH_INCLUDE_DIR ${xxhash_headers_SOURCE_DIR})
endif()
add_library(xxhash INTERFACE IMPORTED)
target_include_directories(xxhash INTERFACE ${XXHASH_INCLUDE_DIR})

# g++ 12 sees an overflow in the format parser of fmt 9
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  get_target_property(fmt fmt::fmt ALIASED_TARGET)  # of a downloaded one
  if(NOT fmt)
    set(fmt fmt::fmt)
  endif()
  target_compile_options(${fmt} INTERFACE -Wno-stringop-overflow)
endif()
