#include "kept_rows.hpp"

namespace blocs::findings {

views::RollCallMatrix kept_roll_calls(const views::RollCallMatrix& matrix,
                                      const std::vector<views::VoteFrame>& frames,
                                      const std::function<bool(const views::RollCall&)>& keep) {
  views::RollCallMatrixBuilder builder;
  for (const auto& frame : frames) builder.add_frame(frame);
  for (std::size_t r = 0; r < matrix.roll_calls().size(); ++r) {
    const auto& call = matrix.roll_calls()[r];
    if (!keep(call)) continue;
    builder.add(call);
    for (std::size_t s = 0; s < matrix.states().size(); ++s) {
      const auto ballot = matrix.ballot(s, r);
      if (ballot != views::Ballot::no_seat) builder.add_ballot(call.id, matrix.states()[s], ballot);
    }
  }
  return builder.build();
}

}  // namespace blocs::findings
