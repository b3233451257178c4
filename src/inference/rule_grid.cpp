#include "blocs/inference/rule_grid.hpp"

#include <algorithm>
#include <utility>

#include "blocs/core/error.hpp"

namespace blocs::inference {

RuleGrid::RuleGrid(std::vector<Axis> axes) : axes_(std::move(axes)) {
  for (const auto& axis : axes_) {
    if (axis.levels.empty()) throw Error::usage("the choice \"" + axis.name + "\" has no alternatives");
    size_ *= axis.levels.size();
    if (size_ > kMost) throw Error::usage("the rule grid is too large", "leave fewer choices open");
  }
}

std::vector<std::size_t> RuleGrid::levels(std::size_t rule) const {
  std::vector<std::size_t> found(axes_.size());
  for (std::size_t a = axes_.size(); a-- > 0;) {
    found[a] = rule % axes_[a].levels.size();
    rule /= axes_[a].levels.size();
  }
  return found;
}

std::size_t RuleGrid::departures(std::size_t rule) const {
  const auto at = levels(rule);
  return static_cast<std::size_t>(
      std::count_if(at.begin(), at.end(), [](std::size_t level) { return level > 0; }));
}

std::vector<std::vector<bool>> RuleGrid::used(const std::vector<std::size_t>& rules) const {
  std::vector<std::vector<bool>> seen;
  for (const auto& axis : axes_) seen.emplace_back(axis.levels.size(), false);
  for (const auto rule : rules) {
    const auto at = levels(rule);
    for (std::size_t a = 0; a < at.size(); ++a) seen[a][at[a]] = true;
  }
  return seen;
}

}  // namespace blocs::inference
