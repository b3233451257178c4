#include "treaty_coverage.hpp"

#include "../question_list.hpp"
#include "../words.hpp"

namespace blocs::findings {

std::string not_observed_words(const views::Record& record, const std::vector<std::string>& unnamed,
                               Date day) {
  constexpr std::size_t kNamed = 4;
  std::vector<std::string> names;
  for (const auto& state : unnamed) {
    if (names.size() == kNamed && unnamed.size() > kNamed + 1) {
      names.push_back(std::to_string(unnamed.size() - kNamed) + " more");
      break;
    }
    names.push_back(record.states().name(state));
  }
  return "not observed: no treaty on record names " + or_list(names) + " " + on_day_words(day) +
         ", and the treaties on record are selected";
}

}  // namespace blocs::findings
