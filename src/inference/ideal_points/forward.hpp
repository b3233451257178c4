#pragma once

#include <limits>
#include <vector>

#include "search.hpp"
#include "session_blocks.hpp"
#include "turns.hpp"

namespace blocs::inference::ideal {

/// The walk as published: each place is drawn to where the state stood in its session before (a first place
/// to the second), and later sessions do not draw back. That is no one posterior; what is found is the point
/// at which places and items are at the top of theirs while the places that they are drawn to stand still,
/// with the line standardised (docs/ideal-points.md).
///
/// Each round foresees where the places drawn to will go, holds them there, and takes a Newton step of
/// everything together, which may only raise the objective as it then is.
class Forward {
 public:
  /// `sums`: derivatives at `start`. `off`: how far its places may be from where they end.
  Forward(const IdealData& data, const IdealFitOptions& options, Parameters start, Sums sums,
          Condensed& condensed, double off = std::numeric_limits<double>::infinity());

  /// Ends at the point, or where steps do not become shorter: `change` then is above the tolerance; infinite
  /// where items have gone so far off that ballots no longer tell of any top.
  void climb();
  /// How all unknowns answer to a small force on them, the places drawn to answering too.
  Move response(const Move& force);

  const Parameters& at() const { return at_; }
  const std::vector<double>& trace() const { return trace_; }
  double change() const { return change_; }
  double least_gain() const { return least_gain_; }

 private:
  /// The pulls of one round: to `centre`, and by which the line keeps its place and scale.
  struct Round {
    std::vector<double> centre;
    std::vector<double> weight;  ///< by place: what ballots and walk together weigh in the augmented model
    double stretch = 0, shift = 0;
  };

  Round round_at() const;
  /// Sets a round's stretch and shift so that its pulls are at rest along both.
  void hold_line(const std::vector<double>& theta, const std::vector<double>& beta, Round& round) const;
  double value(const Sums& sums, const Round& round) const;
  Move ballots_slope() const;
  Move slope(const Round& round, const Move& ballots) const;
  Move answer_to(const Move& step, const Move& ballots, Round& round) const;
  Move sweep(const Move& step, const Move& ballots, Round& round) const;
  Parameters end_of(const Move& step) const;
  void draw_to(const std::vector<double>& theta, Round& round) const;
  void keep_line(Move& step, Round& round) const;
  Move foresee(Round& round) const;
  bool take(const Round& round, const Move& move);
  void step_done(const Parameters& before, double end);
  bool factor(const Round& round, SessionBlocks::By by);
  void learn(double ratio);

  const IdealData& data_;
  const IdealFitOptions& options_;
  Parameters at_;
  SessionBlocks blocks_;
  Sums sums_;
  ForwardPulls pulls_;
  std::vector<double> trace_;
  double change_;
  bool whole_ = false;         ///< whether the last step was taken to its end
  std::size_t foresight_ = 8;  ///< times that a round looks where the places drawn to will go
  std::size_t steady_ = 0;     ///< rounds in a row whose steps shrank slowly
  std::size_t unshrunk_ = 0;   ///< rounds since a step was the shortest yet
  double least_ = std::numeric_limits<double>::infinity();  ///< that shortest step
  double least_gain_ = std::numeric_limits<double>::infinity();
};

}  // namespace blocs::inference::ideal
