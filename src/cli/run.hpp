#pragma once

#include <iosfwd>

namespace blocs::cli {

/// Runs the program on its arguments and returns the exit code (docs/exit-codes.md). Never throws.
int run(int argc, char** argv, std::ostream& out, std::ostream& err);

}  // namespace blocs::cli
