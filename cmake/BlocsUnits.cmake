# blocs_compile_together(TARGET): files of a target that define no name twice are compiled as one (BLOCS_UNITY).
# Headers cost more than code here, so it takes a third of the time; whoever edits and compiles again leaves it off.
function(blocs_compile_together target)
  if(NOT BLOCS_UNITY OR NOT Python3_Interpreter_FOUND)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  execute_process(COMMAND "${Python3_EXECUTABLE}" "${CMAKE_SOURCE_DIR}/scripts/units.py" ${sources}
                  OUTPUT_VARIABLE units OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE ";" "|" units "${units}")
  string(REPLACE "\n" ";" units "${units}")
  set(number 0)
  foreach(unit IN LISTS units)
    string(REPLACE "|" ";" files "${unit}")
    math(EXPR number "${number} + 1")
    set_source_files_properties(${files} PROPERTIES UNITY_GROUP "unit${number}")
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()
