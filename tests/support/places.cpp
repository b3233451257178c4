#include "places.hpp"

namespace blocs::test {

const std::string& source_dir() {
  static const std::string place = BLOCS_SOURCE_DIR;
  return place;
}

const std::string& build_dir() {
  static const std::string place = BLOCS_BUILD_DIR;
  return place;
}

const std::string& program() {
  static const std::string place = BLOCS_PROGRAM;
  return place;
}

const std::string& reference_data() {
  static const std::string place = BLOCS_REFERENCE_DATA;
  return place;
}

}  // namespace blocs::test
