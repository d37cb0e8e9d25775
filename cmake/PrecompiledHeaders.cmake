# What nearly every file includes, read once for each kind of code instead of once a file: a fifth to a third of the time
# that a file takes. A file still includes all that it uses: other builds have none of this.
option(GAITBENCH_PRECOMPILED_HEADERS "read the libraries' headers once" ON)
set(precompiled_headers <algorithm> <array> <cmath> <cstdint> <filesystem> <functional> <map> <memory> <optional> <set>
    <span> <string> <string_view> <vector> <fmt/format.h> <nlohmann/json.hpp>)

# what takes time is in the rooms
set(GAITBENCH_OPTIONS_commands $<$<CONFIG:Release>:-O1>)
set(GAITBENCH_OPTIONS_tests $<$<CONFIG:Release>:-O1>)
set(GAITBENCH_OPTIONS_autograd ${GAITBENCH_OPTIONS_tests})
set(GAITBENCH_OPTIONS_shared -fPIC)  # the Python package and tests/conformance put these into Python's process

# gaitbench_precompiled(rooms HEADERS ... LIBRARIES ...): a kind of code. One kind is compiled with the same flags, which are
# gaitbench_flags and GAITBENCH_OPTIONS_<kind>.
function(gaitbench_precompiled kind)
  cmake_parse_arguments(ARG "" "" "HEADERS;LIBRARIES" ${ARGN})
  set(empty ${PROJECT_BINARY_DIR}/precompiled/${kind}.cc)
  file(CONFIGURE OUTPUT ${empty} CONTENT "")
  add_library(gaitbench_precompiled_${kind} OBJECT ${empty})
  target_link_libraries(gaitbench_precompiled_${kind}
    PRIVATE gaitbench_flags fmt::fmt nlohmann_json::nlohmann_json ${ARG_LIBRARIES})
  target_compile_options(gaitbench_precompiled_${kind} PRIVATE ${GAITBENCH_OPTIONS_${kind}})
  target_precompile_headers(gaitbench_precompiled_${kind} PRIVATE ${precompiled_headers} ${ARG_HEADERS})
endfunction()

# gaitbench_is_of_kind(target kind)
function(gaitbench_is_of_kind target kind)
  target_compile_options(${target} PRIVATE ${GAITBENCH_OPTIONS_${kind}})
  if(GAITBENCH_PRECOMPILED_HEADERS)
    target_precompile_headers(${target} REUSE_FROM gaitbench_precompiled_${kind})
    # a system's header is then one as any other to g++ 12, whose false alarms within std::string are no longer hidden
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
      target_compile_options(${target} PRIVATE -Wno-array-bounds -Wno-stringop-overread)
    endif()
  endif()
endfunction()

if(GAITBENCH_PRECOMPILED_HEADERS)
  gaitbench_precompiled(rooms)
  gaitbench_precompiled(commands HEADERS <CLI/CLI.hpp> LIBRARIES CLI11::CLI11)
  gaitbench_precompiled(shared)
  if(NOT GAITBENCH_WHEEL)
    gaitbench_precompiled(tests HEADERS <gtest/gtest.h> LIBRARIES GTest::gtest)
  endif()
  if(LibTorch_FOUND)
    gaitbench_precompiled(autograd HEADERS <ATen/ATen.h> <ATen/Parallel.h> <torch/csrc/autograd/autograd.h> <gtest/gtest.h>
                          LIBRARIES libtorch::cpu GTest::gtest)
  endif()
endif()
