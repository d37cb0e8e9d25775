# cmake --install build/release --prefix DIR: a tree that may be moved. bin/gaitbench finds libmujoco and libfmt in the
# lib/ beside it; share/gaitbench/ has studies, schemas and Python tools; results, envs and algos are there for find_package(gaitbench).
# The component `program` is what the Python package holds too, whose libmujoco is that of the package mujoco.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(_share ${CMAKE_INSTALL_DATADIR}/gaitbench)
set(_package ${CMAKE_INSTALL_LIBDIR}/cmake/gaitbench)

set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME program)
set_target_properties(gaitbench PROPERTIES INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}:$ORIGIN/../../mujoco")
install(TARGETS gaitbench)
install(IMPORTED_RUNTIME_ARTIFACTS mujoco::mujoco COMPONENT mujoco)
get_target_property(_imported fmt::fmt IMPORTED)
if(_imported)  # Debian's, a shared library; a downloaded one is in the program
  install(IMPORTED_RUNTIME_ARTIFACTS fmt::fmt)
endif()
install(DIRECTORY bench/studies results/schema DESTINATION ${_share})
install(FILES results/show/figures.py results/show/film.py results/show/to_tensorboard.py results/show/whole_file.py
        DESTINATION ${_share}/results/show)
install(FILES results/examples/read_results.py bench/peers/replay.py DESTINATION ${_share}/examples)
install(FILES LICENSE CITATION.cff CHANGELOG.md README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME development)
# The package: every library of the three folders, and the names of the packages that they link.
function(libraries_below directory result)
  get_directory_property(found DIRECTORY ${directory} BUILDSYSTEM_TARGETS)
  get_directory_property(subdirectories DIRECTORY ${directory} SUBDIRECTORIES)
  list(FILTER found INCLUDE REGEX "^gaitbench_")
  foreach(subdirectory IN LISTS subdirectories)
    libraries_below(${subdirectory} below)
    list(APPEND found ${below})
  endforeach()
  set(${result} ${found} PARENT_SCOPE)
endfunction()

set(_libraries gaitbench_flags)
foreach(folder results envs algos)
  libraries_below(${folder} _found)
  list(APPEND _libraries ${_found})
endforeach()
list(REMOVE_ITEM _libraries gaitbench_algos_torch)  # needs LibTorch, which an installed tree does not have
set(PACKAGES_TO_FIND "")
foreach(library IN LISTS _libraries)
  string(REGEX REPLACE "^gaitbench_" "" _name ${library})
  set_target_properties(${library} PROPERTIES EXPORT_NAME ${_name})
  get_target_property(_links ${library} LINK_LIBRARIES)
  list(FILTER _links INCLUDE REGEX "::")
  list(FILTER _links EXCLUDE REGEX "^(gaitbench|mujoco)::")
  list(TRANSFORM _links REPLACE "::.*" "" OUTPUT_VARIABLE _packages)
  list(APPEND PACKAGES_TO_FIND ${_packages})
  foreach(link IN LISTS _links)
    get_target_property(_imported ${link} IMPORTED)
    if(NOT _imported)  # find_package finds what is installed, not what CMake downloaded
      message(STATUS "${link} is not installed: the installed tree will have no CMake package")
      return()
    endif()
  endforeach()
endforeach()
list(REMOVE_DUPLICATES PACKAGES_TO_FIND)
list(JOIN PACKAGES_TO_FIND " " PACKAGES_TO_FIND)

install(TARGETS ${_libraries} EXPORT gaitbench ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}/gaitbench)
install(EXPORT gaitbench NAMESPACE gaitbench:: FILE gaitbench_targets.cmake DESTINATION ${_package})
install(DIRECTORY results envs algos DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/gaitbench FILES_MATCHING PATTERN "*.h")
configure_package_config_file(cmake/gaitbench-config.cmake.in gaitbench-config.cmake INSTALL_DESTINATION ${_package})
write_basic_package_version_file(gaitbench-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/gaitbench-config.cmake ${PROJECT_BINARY_DIR}/gaitbench-config-version.cmake
        DESTINATION ${_package})
