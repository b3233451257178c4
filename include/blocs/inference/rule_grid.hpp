#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace blocs::inference {

/// One choice that a counting rule leaves open, with its alternatives. The first is the default.
struct Axis {
  std::string name;                 ///< "absence"
  std::vector<std::string> levels;  ///< "absence is missing", "absence counts as abstention"
};

/// Every way to make a number of open choices: the product of the axes. Rule 0 is the default on all of them.
///
/// A rule grid says how far a figure hangs on how it was counted. It is not a sample: "under 12 of 288 rules"
/// is a count of rules, not a probability.
class RuleGrid {
 public:
  RuleGrid() = default;
  /// Throws Error(usage) if an axis has no level, or if there are more than `kMost` rules.
  explicit RuleGrid(std::vector<Axis> axes);

  static constexpr std::size_t kMost = 5000;

  const std::vector<Axis>& axes() const { return axes_; }
  std::size_t size() const { return size_; }

  /// The level of every axis under a rule; rules run through the last axis first.
  std::vector<std::size_t> levels(std::size_t rule) const;
  /// On how many axes a rule leaves the default.
  std::size_t departures(std::size_t rule) const;

  /// For each axis, which of its levels occur among some rules.
  std::vector<std::vector<bool>> used(const std::vector<std::size_t>& rules) const;

 private:
  std::vector<Axis> axes_;
  std::size_t size_ = 1;
};

}  // namespace blocs::inference
