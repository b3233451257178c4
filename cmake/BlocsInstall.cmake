# A relocatable tree: bin/blocs finds lib/ and share/blocs/ relative to itself.
include(GNUInstallDirs)
install(TARGETS blocs RUNTIME DESTINATION bin)
install(FILES "${DuckDB_LIBRARY}" DESTINATION lib)
install(DIRECTORY "${CMAKE_BINARY_DIR}/share/blocs" DESTINATION share)
install(DIRECTORY "${CMAKE_SOURCE_DIR}/scenarios" DESTINATION share/blocs)
install(FILES "${CMAKE_SOURCE_DIR}/LICENSE" "${CMAKE_SOURCE_DIR}/CITATION.cff" DESTINATION share/doc/blocs)
