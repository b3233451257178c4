#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "blocs/inference/ideal_fit.hpp"

namespace blocs::inference {

/// Who predicts a ballot that was held out.
enum class Predictor : std::uint8_t {
  ideal,     ///< ideal points: the item's cutpoints and the state's place, its uncertainty counted
  own,       ///< the state's own frequencies in the session (a later one: in its last session before)
  title,     ///< what the state did when the same title was last put; else its own frequencies
  low_rank,  ///< item means, state means and two factors, by least squares, session by session
};
inline constexpr std::size_t kPredictors = 4;

struct PredictedBallot {
  std::uint32_t column = 0, state = 0;  ///< of the matrix
  std::uint8_t cast = 0;                ///< 0 yes, 1 abstain, 2 no
  bool titled = false;                  ///< the same title was put before
  /// By predictor: chances of yes, abstain, no. All are drawn to one third by 0.003, so that none is 0.
  std::array<std::array<double, 3>, kPredictors> chances{};
};

struct HoldOutOptions {
  double share = 0.1;  ///< of the ballots, at random
  std::uint64_t seed = 1;
  double smooth = 0.5;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> identical;  ///< as `IdealSelection`
  IdealFitOptions fit;
};

/// Holds out ballots at random over all sessions and predicts them from the others. Roll calls on which all
/// chose the same are left out. Throws as `ideal_data` and `fit_ideal`. Cost: one fit.
std::vector<PredictedBallot> predict_at_random(const views::RollCallMatrix& matrix,
                                               const views::Mask& selected, const HoldOutOptions& options);

/// Predicts all ballots of a session from those of earlier sessions alone: states where they stood last, and
/// a roll call like the one that last bore its title, or else like the average of the last session before.
/// Empty if there is no session before. Cost: one fit of the sessions before.
std::vector<PredictedBallot> predict_session(const views::RollCallMatrix& matrix, const views::Mask& selected,
                                             int session, const HoldOutOptions& options);

}  // namespace blocs::inference
