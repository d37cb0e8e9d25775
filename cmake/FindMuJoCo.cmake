# mujoco::mujoco from the PyPI wheel mujoco-core, which carries headers and library but no CMake config.
# MuJoCo_ROOT names the directory of the wheel's `mujoco` package; by default that of GAITBENCH_PYTHON.
execute_process(
  COMMAND ${GAITBENCH_PYTHON} -c "import importlib.util as u; print(*u.find_spec('mujoco').submodule_search_locations)"
  OUTPUT_VARIABLE _mujoco_package OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
set(MuJoCo_VERSION 4.0.0)
find_path(MuJoCo_INCLUDE_DIR mujoco/mjbatch.h
          HINTS ${MuJoCo_ROOT} ${_mujoco_package} PATH_SUFFIXES include)
find_file(MuJoCo_LIBRARY libmujoco.so.${MuJoCo_VERSION}
          HINTS ${MuJoCo_ROOT} ${_mujoco_package} PATH_SUFFIXES . lib)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(MuJoCo
  REQUIRED_VARS MuJoCo_LIBRARY MuJoCo_INCLUDE_DIR VERSION_VAR MuJoCo_VERSION)
if(MuJoCo_FOUND AND NOT TARGET mujoco::mujoco)
  add_library(mujoco::mujoco SHARED IMPORTED)
  set_target_properties(mujoco::mujoco PROPERTIES
    IMPORTED_LOCATION "${MuJoCo_LIBRARY}" IMPORTED_SONAME libmujoco.so.${MuJoCo_VERSION}
    INTERFACE_INCLUDE_DIRECTORIES "${MuJoCo_INCLUDE_DIR}")
endif()
mark_as_advanced(MuJoCo_INCLUDE_DIR MuJoCo_LIBRARY)
