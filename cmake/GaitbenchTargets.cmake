# Flags shared by every target, and the one line that adds a library, a test or a micro-benchmark.

add_library(gaitbench_flags INTERFACE)
target_compile_features(gaitbench_flags INTERFACE cxx_std_20)
target_include_directories(gaitbench_flags INTERFACE
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:include/gaitbench>)
# no contraction of a*b+c: a vector body and its scalar tail would round differently, and Gymnasium does not contract
target_compile_options(gaitbench_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -ffp-contract=off)
# g++ 12 sees an overlap in std::string's own operator+ (GCC bug 105651)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(gaitbench_flags INTERFACE -Wno-restrict)
endif()
set(CMAKE_COMPILE_WARNING_AS_ERROR ${GAITBENCH_WARNINGS_ARE_ERRORS})  # of our targets; no flag in a run's provenance
# optimized by g++ 12, a std::variant of strings looks uninitialized where it is not: a warning, no error
if(GAITBENCH_WARNINGS_ARE_ERRORS AND CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  target_compile_options(gaitbench_flags INTERFACE -Wno-error=maybe-uninitialized)
endif()
# g++ by itself collects garbage as if memory were scarce: a tenth of its time. What it makes is the same, so this is no
# flag of a run's provenance.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  add_compile_options(--param=ggc-min-heapsize=500000)  # kB
endif()
if(GAITBENCH_SANITIZE)
  target_compile_options(gaitbench_flags INTERFACE
    $<IF:$<BOOL:$<TARGET_PROPERTY:GAITBENCH_OPTIMIZED>>,-O1,-Og> -g1
    -fsanitize=${GAITBENCH_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(gaitbench_flags INTERFACE -fsanitize=${GAITBENCH_SANITIZE})
  # g++ then takes parts of std::regex for uninitialized; its manual says that sanitizers bring such false alarms
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    target_compile_options(gaitbench_flags INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()

include(PrecompiledHeaders)

# gaitbench_library(envs [KIND shared|commands] [ALSO a.cc ...] [EXCEPT b.cc ...] [ALONE c.cc ...]
#                   PUBLIC gaitbench::results PRIVATE mujoco::mujoco): a room
# Every .cc of its folder, so that a new file is no line here, but those of EXCEPT; and what ALSO adds. With
# GAITBENCH_UNITY eight files are compiled as one, but those that are ALONE, which have names that others have too.
function(gaitbench_library name)
  cmake_parse_arguments(ARG "" "KIND" "ALSO;EXCEPT;ALONE;PUBLIC;PRIVATE" ${ARGN})
  file(GLOB files RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  list(REMOVE_ITEM files "" ${ARG_EXCEPT})
  add_library(gaitbench_${name} STATIC ${files} ${ARG_ALSO})
  add_library(gaitbench::${name} ALIAS gaitbench_${name})
  target_link_libraries(gaitbench_${name} PUBLIC gaitbench_flags ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
  if(GAITBENCH_UNITY)
    set_target_properties(gaitbench_${name} PROPERTIES UNITY_BUILD ON)
    set_source_files_properties(${ARG_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
  if(NOT ARG_KIND)
    set(ARG_KIND rooms)
  endif()
  gaitbench_is_of_kind(gaitbench_${name} ${ARG_KIND})
endfunction()

# what a sanitizer looks at: the tests with its label, built by the target of that name
add_custom_target(address_tests)
add_custom_target(thread_tests)

# Sets `sanitizers` to those that look at the tests of `path` in `target`: the address sanitizer at the quick ones of
# results/ and algos/, the thread sanitizer at those that are concurrent.
function(gaitbench_sanitizers_of path target label concurrent)
  set(sanitizers "")
  if(path MATCHES "^(results|algos)/" AND label STREQUAL quick)
    list(APPEND sanitizers address)
  endif()
  if(concurrent)
    list(APPEND sanitizers thread)
  endif()
  foreach(sanitizer IN LISTS sanitizers)
    add_dependencies(${sanitizer}_tests ${target})
  endforeach()
  set(sanitizers "${sanitizers}" PARENT_SCOPE)
endfunction()

# gaitbench_test(envs/random [LABEL quick|learn] [CONCURRENT] [LIBRARIES gaitbench::envs ...]): tests/<path>_test.cc
function(gaitbench_test path)
  cmake_parse_arguments(ARG "CONCURRENT" "LABEL" "LIBRARIES" ${ARGN})
  string(REPLACE "/" "_" target ${path}_test)
  add_executable(${target} ${PROJECT_SOURCE_DIR}/tests/${path}_test.cc)
  if(ARG_LIBRARIES MATCHES libtorch)
    gaitbench_is_of_kind(${target} autograd)
  else()
    gaitbench_is_of_kind(${target} tests)
  endif()
  target_link_libraries(${target} PRIVATE gaitbench_flags ${ARG_LIBRARIES} GTest::gtest_main)
  target_compile_definitions(${target} PRIVATE GAITBENCH_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  add_test(NAME ${path} COMMAND ${target} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  if(NOT ARG_LABEL)
    set(ARG_LABEL quick)
  endif()
  gaitbench_sanitizers_of(${path} ${target} ${ARG_LABEL} ${ARG_CONCURRENT})
  set_tests_properties(${path} PROPERTIES LABELS "${ARG_LABEL};${sanitizers}")
endfunction()

# gaitbench_tests(algos/on_policy [EXCEPT a b] [ALONE c d] LIBRARIES ...): every tests/algos/on_policy/*_test.cc but those
# of the names a and b, which have lines of their own. With GAITBENCH_UNITY they are one program, compiled as a room is.
function(gaitbench_tests folder)
  cmake_parse_arguments(ARG "" "" "EXCEPT;ALONE;LIBRARIES" ${ARGN})
  file(GLOB sources RELATIVE ${PROJECT_SOURCE_DIR}/tests CONFIGURE_DEPENDS
       ${PROJECT_SOURCE_DIR}/tests/${folder}/*_test.cc)
  list(TRANSFORM sources REPLACE "_test\\.cc$" "")
  list(TRANSFORM ARG_EXCEPT PREPEND ${folder}/)
  list(REMOVE_ITEM sources ${ARG_EXCEPT})
  if(GAITBENCH_UNITY)
    gaitbench_tests_of_one_program(${folder} SOURCES ${sources} ALONE ${ARG_ALONE} LIBRARIES ${ARG_LIBRARIES})
    return()
  endif()
  foreach(path IN LISTS sources)
    gaitbench_test(${path} LIBRARIES ${ARG_LIBRARIES})
  endforeach()
endfunction()

# to CTest each file is a test, as in other builds
function(gaitbench_tests_of_one_program folder)
  cmake_parse_arguments(ARG "" "" "SOURCES;ALONE;LIBRARIES" ${ARGN})
  list(TRANSFORM ARG_SOURCES REPLACE "(.+)" "${PROJECT_SOURCE_DIR}/tests/\\1_test.cc" OUTPUT_VARIABLE files)
  list(TRANSFORM ARG_ALONE REPLACE "(.+)" "${PROJECT_SOURCE_DIR}/tests/${folder}/\\1_test.cc")
  string(REPLACE "/" "_" target ${folder}_tests)
  add_executable(${target} ${files} ${PROJECT_SOURCE_DIR}/tests/main_of_many.cc)
  gaitbench_is_of_kind(${target} tests)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON)
  set_source_files_properties(${ARG_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_link_libraries(${target} PRIVATE gaitbench_flags ${ARG_LIBRARIES} GTest::gtest)
  target_compile_definitions(${target} PRIVATE GAITBENCH_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  gaitbench_sanitizers_of(${folder}/ ${target} quick FALSE)
  foreach(path IN LISTS ARG_SOURCES)
    add_test(NAME ${path} COMMAND ${target} ${path}_test.cc WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    set_tests_properties(${path} PROPERTIES LABELS "quick;${sanitizers}" REQUIRED_FILES $<TARGET_FILE:${target}>)
  endforeach()
endfunction()

# gaitbench_benchmark(kernels LIBRARIES gaitbench::algos [TESTED regex]): bench/micro/<name>_benchmark.cc; CTest runs it for
# 0.01 s, or those whose names match
function(gaitbench_benchmark name)
  cmake_parse_arguments(ARG "" "TESTED" "LIBRARIES" ${ARGN})
  add_executable(${name}_benchmark ${PROJECT_SOURCE_DIR}/bench/micro/${name}_benchmark.cc)
  gaitbench_is_of_kind(${name}_benchmark rooms)
  target_link_libraries(${name}_benchmark PRIVATE gaitbench_flags ${ARG_LIBRARIES} benchmark::benchmark_main)
  add_test(NAME bench/${name} COMMAND ${name}_benchmark --benchmark_min_time=0.01 --benchmark_filter=${ARG_TESTED})
  set_tests_properties(bench/${name} PROPERTIES LABELS bench)
endfunction()
