#pragma once

#include <cstddef>
#include <vector>

#include "blocs/inference/hawkes_course.hpp"

namespace blocs::inference {

/// The columns on which log courses are laid: two for a cycle, one for a shift, each with mean 0 over the
/// steps so that a baseline stays what it is.
class CourseBasis {
 public:
  /// `days`: length of the time observed. Cost: steps times columns.
  CourseBasis(const HawkesCourse& course, double days);

  std::size_t steps() const { return steps_; }
  std::size_t columns() const { return columns_.size(); }

  /// Adds the levels exp(sum of coefficient times column) of one kind to the end of `levels`.
  void append_levels(const double* coefficients, std::vector<double>& levels) const;
  /// Slope by each coefficient from slopes by levels, one row of steps.
  void slopes(const double* levels, const double* by_level, double* by_coefficient) const;

 private:
  std::size_t steps_;
  std::vector<std::vector<double>> columns_;
};

}  // namespace blocs::inference
