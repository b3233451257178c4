#pragma once

#include <string>

namespace blocs::test {

/// Where things stand on the machine that runs the tests. Only places.cpp knows, so that all other objects
/// are the same in every checkout.
const std::string& source_dir();
const std::string& build_dir();
/// The built program.
const std::string& program();
/// The reference tables; may be absent.
const std::string& reference_data();

}  // namespace blocs::test
