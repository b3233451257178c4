#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "blocs/views/roll_calls.hpp"

namespace blocs::inference::ideal {

using Chances = std::array<double, 3>;  ///< of yes, abstain, no

struct CastBallot {
  std::uint32_t column = 0, state = 0;  ///< of the matrix
  std::uint8_t cast = 0;                ///< 0 yes, 1 abstain, 2 no
};

/// All recorded ballots on these roll calls, by state and then choice.
std::vector<CastBallot> cast_ballots(const views::RollCallMatrix& matrix, const views::Mask& selected);

/// What bears the same title and is of the same kind, in date order; roll calls without a title are alone.
class Titles {
 public:
  explicit Titles(const views::RollCallMatrix& matrix);
  /// The last of `among` before `column` with its title.
  std::optional<std::uint32_t> before(std::uint32_t column, const views::Mask& among) const;

 private:
  std::vector<std::vector<std::uint32_t>> families_;
  std::vector<std::uint32_t> family_of_;
};

/// Plain predictions from ballots that were not held out.
class Baselines {
 public:
  Baselines(const views::RollCallMatrix& matrix, const Titles& titles, const views::Mask& learned,
            const std::vector<CastBallot>& ballots);

  /// A state's frequencies in a session, drawn to all states' by three ballots.
  Chances own(std::uint32_t state, int session) const;
  /// As the state voted on the earlier roll call, as often as ballots of one title agree; else its own.
  Chances as_before(std::uint32_t state, int session, std::optional<std::uint32_t> earlier) const;
  /// Item mean + state mean + two factors; the item is one of those learned from, or none.
  Chances low_rank(std::uint32_t state, int session, std::optional<std::uint32_t> item) const;
  /// The last session learned from in which the state voted, if any.
  std::optional<int> last_session(std::uint32_t state) const;

 private:
  struct Counts {
    Chances of{};
    double all() const { return of[0] + of[1] + of[2]; }
  };
  static constexpr std::size_t kRank = 2;
  using Factors = std::array<double, kRank>;
  struct ItemFit {
    Chances mean{};
    std::array<Factors, 3> factors{};
  };
  void count_repeats(const Titles& titles, const views::Mask& learned);
  void factor(int session, const std::vector<CastBallot>& ballots);

  Chances overall_{};
  std::map<std::pair<std::uint32_t, int>, Counts> counts_;  // by state and session
  std::map<std::uint32_t, int> last_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint8_t> cast_;  // by column and state
  double agree_ = 0.5;
  std::map<std::uint32_t, ItemFit> items_;
  std::map<std::pair<std::uint32_t, int>, Factors> scores_;
};

}  // namespace blocs::inference::ideal
