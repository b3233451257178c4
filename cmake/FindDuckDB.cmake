# Finds DuckDB's C API: DUCKDB_ROOT (CMake or environment), then the system, then what scripts/setup unpacked.
# Defines DuckDB::DuckDB, and DuckDB_LIBRARY for the install.
find_path(DuckDB_INCLUDE_DIR duckdb.h
  HINTS "${DUCKDB_ROOT}" "$ENV{DUCKDB_ROOT}" PATHS "${CMAKE_SOURCE_DIR}/.deps/duckdb" PATH_SUFFIXES include)
find_library(DuckDB_LIBRARY duckdb
  HINTS "${DUCKDB_ROOT}" "$ENV{DUCKDB_ROOT}" PATHS "${CMAKE_SOURCE_DIR}/.deps/duckdb" PATH_SUFFIXES lib)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(DuckDB REQUIRED_VARS DuckDB_LIBRARY DuckDB_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "run scripts/setup, or set DUCKDB_ROOT to a folder with include/duckdb.h and lib/libduckdb.so")

if(DuckDB_FOUND AND NOT TARGET DuckDB::DuckDB)
  add_library(DuckDB::DuckDB SHARED IMPORTED)
  set_target_properties(DuckDB::DuckDB PROPERTIES
    IMPORTED_LOCATION "${DuckDB_LIBRARY}" IMPORTED_NO_SONAME TRUE
    INTERFACE_INCLUDE_DIRECTORIES "${DuckDB_INCLUDE_DIR}")
endif()
