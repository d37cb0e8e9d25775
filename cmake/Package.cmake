# cpack --config build/release/CPackConfig.cmake: the install tree as a tarball that runs wherever it is unpacked.
set(CPACK_GENERATOR TGZ)
set(CPACK_PACKAGE_FILE_NAME gaitbench-${PROJECT_VERSION}-linux-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Policy-gradient learners on MuJoCo robots, over many seeds")
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_THREADS 0)
include(CPack)
