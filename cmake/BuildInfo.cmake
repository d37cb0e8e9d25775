# gaitbench_build_info: what a run log says about the binary that wrote it, as the header gaitbench_build_info.h. Commit
# and dirtiness are read again at each build, the rest at configure time; an unchanged header is left alone, so only a
# new commit recompiles the one file that includes it.
if(CMAKE_SCRIPT_MODE_FILE)  # the step at each build; see the command below
  execute_process(COMMAND git describe --always --abbrev=40 --exclude=* --dirty
    WORKING_DIRECTORY ${SOURCE_DIR} OUTPUT_VARIABLE commit ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  set(dirty false)
  if(commit MATCHES "^(.*)-dirty$")
    set(commit ${CMAKE_MATCH_1})
    set(dirty true)
  elseif(NOT commit)
    set(commit unknown)  # not a git checkout
  endif()
  configure_file(${TEMPLATE} ${HEADER} @ONLY)
  return()
endif()

string(TOUPPER "${CMAKE_BUILD_TYPE}" _config)
get_target_property(_options gaitbench_flags INTERFACE_COMPILE_OPTIONS)
list(JOIN _options " " _options)
string(JOIN " " BUILD_FLAGS ${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${_config}} -std=c++20 ${_options})
set(commit @commit@)  # left for the step at each build
set(dirty @dirty@)
set(_directory ${PROJECT_BINARY_DIR}/build_info)
configure_file(${PROJECT_SOURCE_DIR}/cmake/gaitbench_build_info.h.in ${_directory}/template.h.in @ONLY)

add_custom_target(gaitbench_build_info_refresh
  COMMAND ${CMAKE_COMMAND} -DSOURCE_DIR=${PROJECT_SOURCE_DIR} -DTEMPLATE=${_directory}/template.h.in
          -DHEADER=${_directory}/gaitbench_build_info.h -P ${CMAKE_CURRENT_LIST_FILE}
  BYPRODUCTS ${_directory}/gaitbench_build_info.h
  COMMENT "Reading the git commit" VERBATIM)
add_library(gaitbench_build_info INTERFACE)
add_library(gaitbench::build_info ALIAS gaitbench_build_info)
target_include_directories(gaitbench_build_info INTERFACE ${_directory})
add_dependencies(gaitbench_build_info gaitbench_build_info_refresh)
