#pragma once

#include <string>

namespace blocs::findings {

/// So many significant digits of a size that is not negative, without an exponent and without zeros at the
/// end; below a thousand-millionth, and not 0, "less than 0.000000001".
std::string significant(double size, int digits);

/// A number for a cell of a table: six significant digits, never with an exponent; from a million on in
/// words, "4.8 million" or "2.1 thousand million".
std::string cell_number(double number);

}  // namespace blocs::findings
