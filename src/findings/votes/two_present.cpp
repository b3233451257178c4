#include "two_present.hpp"

namespace blocs::findings {

views::Mask with_two_present(const VoteAsk& ask, const views::Mask& among,
                             const std::vector<std::string>& states) {
  views::Mask one(among.size());
  views::Mask two(among.size());
  for (const auto& state : states) {
    const auto here = ask.matrix.recorded(*ask.matrix.state_index(state)) & among;
    two = two | (one & here);
    one = one | here;
  }
  return two;
}

}  // namespace blocs::findings
