# A room is a folder of src/ with its headers in include/blocs/; one static library each, so that the linker keeps
# the direction of the rooms (docs/design.md) honest.

add_library(blocs_options INTERFACE)
target_include_directories(blocs_options INTERFACE "${CMAKE_SOURCE_DIR}/include")
target_compile_options(blocs_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # The library's own stable_sort uses what C++17 deprecates; and what g++ makes vectors of, clang need not.
  target_compile_options(blocs_options INTERFACE -Wno-deprecated-declarations -Wno-pass-failed)
endif()
if(BLOCS_WERROR)
  target_compile_options(blocs_options INTERFACE -Werror)
endif()
if(BLOCS_SANITIZE)
  target_compile_options(blocs_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
                                                 -fno-omit-frame-pointer)
  target_link_options(blocs_options INTERFACE -fsanitize=address,undefined)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    target_compile_options(blocs_options INTERFACE
                           "-fsanitize-ignorelist=${CMAKE_SOURCE_DIR}/cmake/sanitizer-ignore.txt")
  endif()
endif()

# blocs_room(NAME [LINKS library ...] [PRIVATE library ...])
function(blocs_room name)
  cmake_parse_arguments(ROOM "" "" "LINKS;PRIVATE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp")
  add_library(blocs_${name} STATIC ${sources})
  target_link_libraries(blocs_${name} PUBLIC blocs_options ${ROOM_LINKS} PRIVATE ${ROOM_PRIVATE})
  blocs_compile_together(blocs_${name})
endfunction()
