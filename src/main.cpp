#include <iostream>

#include "blocs/core/heap.hpp"
#include "cli/run.hpp"

int main(int argc, char** argv) {
  blocs::take_heap_in_large_steps();
  return blocs::cli::run(argc, argv, std::cout, std::cerr);
}
