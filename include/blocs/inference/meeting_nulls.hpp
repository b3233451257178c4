#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace blocs::inference {

/// The table of who attended which meeting, as far as a null model needs it.
struct AttendanceTable {
  struct Seat {
    std::uint32_t meeting = 0;
    std::uint32_t state = 0;
    int rank = 0;  ///< height of the rank; 0 unknown
  };
  std::vector<Seat> seats;  ///< no state twice at one meeting
  std::vector<int> days;    ///< start of each meeting, in days
  std::size_t states = 0;
};

/// What is held when attendance is shuffled. All keep how many meetings each state has, and how many states
/// each meeting.
enum class Null {
  configuration,  ///< nothing more: the bipartite configuration model without double seats
  in_time,        ///< seats change places only between meetings that begin within a window of days
  by_rank,        ///< seats change places only at the same height of rank
};
std::string_view word(Null);

/// How the draws are made.
struct NullSettings {
  Null model = Null::configuration;
  std::size_t size = 3;         ///< meetings of how many states are counted
  std::size_t draws = 100'000;  ///< over all chains
  int window = 180;             ///< days, for `in_time`
  std::uint64_t seed = 1;
  std::size_t threads = 0;  ///< 0: one a core; the result is the same for any number
};

/// Where the observed number of meetings of `size` states, all of them of the group, falls among tables drawn
/// at random.
///
/// Draws are made by swaps of two seats (state a at meeting i with state b at meeting j), refused where a
/// state would sit twice; refused proposals count as steps, so that every table that can be reached is
/// equally likely (Strona and others 2014, doi 10.1038/ncomms5114; Fosdick and others 2018,
/// doi 10.1137/16M1087175). Eight chains run from the observed table, each with a stream of its own; between
/// two draws lie as many proposals as there are seats. Mixing is checked by split R-hat and the effective
/// sample size of the statistic (Gelman and others 2013, section 11.4).
///
/// p-values count the observed table as a draw: (1 + draws at least as extreme) / (1 + draws); the effective
/// sample size says how fine they can be taken.
struct NullResult {
  std::size_t observed = 0;
  std::size_t of_size = 0;          ///< meetings of that size in the table, the same in every draw
  std::vector<std::size_t> counts;  ///< draws by value of the statistic, 0 to `of_size`
  double mean = 0;
  double p_lower = 1;   ///< as few or fewer
  double p_upper = 1;   ///< as many or more
  double least_p = 1;   ///< the smallest p of any number that the margins let come out, on either side
  double power = 0;     ///< chance of p < 0.05 on either side if each meeting of members only were twice
                        ///< as likely: the null's draws weighed by 2 for each such meeting
  double accepted = 0;  ///< share of proposals that changed something
  std::optional<double> r_hat;  ///< nothing where the statistic never moved
  double effective = 0;         ///< effective number of draws
  std::size_t draws = 0;
};

/// `group` marks states of the table. Cost: draws times seats steps of some tens of nanoseconds. Throws
/// Error(usage) for no draws or a size below two, Error(undefined) for a table with fewer than two seats.
NullResult null_of_meetings(const AttendanceTable& table, const std::vector<bool>& group,
                            const NullSettings& settings);

}  // namespace blocs::inference
