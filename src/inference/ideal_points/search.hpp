#pragma once

#include <vector>

#include "fronts.hpp"
#include "likelihood.hpp"

namespace blocs::inference::ideal {

/// A Newton step of an item by itself, places fixed: beta, cut1, cut2. None where its curvature tells of no
/// top.
std::array<double, 3> newton(const Item& item, const ItemSums& sums, double beta);

/// Moves an item by a share of a step, less where its cutpoints would cross.
void move_item(const IdealData& data, Parameters& at, std::size_t item, const std::array<double, 3>& step,
               double share);

/// One Newton step of every item, places fixed; an item that would lose stays where it is. `sums` are the
/// derivatives at `at` and come out anew, those by place only if they are `wanted`.
void improve_items(const IdealData& data, std::size_t threads, ByPlace by_place, Parameters& at, Sums& sums);

/// The slope of the joint objective along a stretch of the line (theta up, beta down), for each place: the
/// multiplier of the constraint on its scale, by which places are drawn to 0.
double hold_at(const IdealData& data, const Parameters& at, double first_variance);

/// Climbs the log posterior on the line of which places have mean square 1. No step is taken that does not
/// raise it.
class Search {
 public:
  Search(const IdealData& data, const IdealFitOptions& options, Condensed& condensed);

  /// Rounds of items and places by themselves.
  void approach();
  /// To the top: `approach`, then Newton steps of everything together.
  void climb();
  /// Newton steps of everything together until no place moves by more than the tolerance.
  void joint_steps();

  const Parameters& at() const { return at_; }
  const Sums& sums() const { return sums_; }
  double hold() const;
  Fronts& fronts() { return fronts_; }
  double first_variance() const { return first_variance_; }
  /// The objective after each step.
  const std::vector<double>& trace() const { return trace_; }
  double change() const { return change_; }

 private:
  void stretch();
  void evaluate(ByPlace by_place);
  void step_done(const char* stage, double change);
  void item_step(ByPlace by_place);
  std::vector<double> place_gradient() const;
  void place_step();
  bool take(const Move& move, const char* stage, ByPlace by_place);

  const IdealData& data_;
  const IdealFitOptions& options_;
  double first_variance_;
  Parameters at_;
  Fronts fronts_;
  Sums sums_;
  double value_ = 0;
  double change_ = 0;
  std::vector<double> trace_;
};

}  // namespace blocs::inference::ideal
