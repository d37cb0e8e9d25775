# mujoco::mujoco from the PyPI wheel mujoco-core, which carries headers and library but no CMake config.
# MuJoCo_ROOT names the directory of the wheel's `mujoco` package; by default that of the project's venv.
file(GLOB _mujoco_candidates LIST_DIRECTORIES true
     "${PROJECT_SOURCE_DIR}/.venv/lib/python3.*/site-packages/mujoco")
set(MuJoCo_VERSION 4.0.0)
find_path(MuJoCo_INCLUDE_DIR mujoco/mjbatch.h
          HINTS ${MuJoCo_ROOT} ${_mujoco_candidates} PATH_SUFFIXES include)
find_file(MuJoCo_LIBRARY libmujoco.so.${MuJoCo_VERSION}
          HINTS ${MuJoCo_ROOT} ${_mujoco_candidates} PATH_SUFFIXES . lib)

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
