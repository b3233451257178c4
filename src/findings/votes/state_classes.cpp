#include "state_classes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "blocs/core/error.hpp"
#include "blocs/core/numbers.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/text.hpp"

namespace blocs::findings {
namespace {

using Labels = std::vector<std::string>;

/// Which third each value falls into, the lowest first; equal values stay in the order of states.
Labels thirds(const std::vector<std::pair<double, std::size_t>>& values, std::size_t states) {
  auto sorted = values;
  std::sort(sorted.begin(), sorted.end());
  Labels labels(states, "none");
  for (std::size_t i = 0; i < sorted.size(); ++i)
    labels[sorted[i].second] = std::to_string(i * 3 / sorted.size());
  return labels;
}

Labels by_region(const views::Record& record, const std::vector<std::string>& states) {
  Labels regions;
  for (const auto& state : states) {
    const auto* known = record.states().find(state);
    regions.push_back(known == nullptr ? "" : known->region);
  }
  return regions;
}

Labels by_turnout(const VoteAsk& ask, const std::vector<std::string>& states) {
  std::vector<std::pair<double, std::size_t>> votes;
  for (std::size_t s = 0; s < states.size(); ++s) {
    const auto row = *ask.matrix.state_index(states[s]);
    votes.emplace_back(static_cast<double>((ask.matrix.recorded(row) & ask.selected).count()), s);
  }
  return thirds(votes, states.size());
}

/// The year of the middle one of the selected votes.
int middle_year(const VoteAsk& ask) {
  const auto counted = ask.selected.indices();
  return counted.empty() ? 0 : ask.matrix.roll_calls()[counted[counted.size() / 2]].date.year();
}

struct Population {
  int year;
  double thousands;
};

/// Of each state, the year nearest to the one wanted; the earlier of two as near.
std::map<std::string, Population> populations(const views::Record& record, int wanted) {
  std::map<std::string, Population> nearest;
  for (const auto& row : record.indicators()) {
    if (row.indicator != "population" || !row.from) continue;
    const auto value = number_in<double>(row.value);
    if (!value) continue;
    const Population here{row.from->first.year(), *value};
    const auto [at, added] = nearest.emplace(row.state, here);
    const int far = std::abs(here.year - wanted);
    const int held = std::abs(at->second.year - wanted);
    if (!added && (far < held || (far == held && here.year < at->second.year))) at->second = here;
  }
  return nearest;
}

Labels by_size(const views::Record& record, const VoteAsk& ask, const std::vector<std::string>& states,
               std::string& note) {
  const auto known = populations(record, middle_year(ask));
  if (known.empty())
    throw Error::not_found("the record holds no population of states",
                           "`blocs import` takes COW's National Material Capabilities");
  std::vector<std::pair<double, std::size_t>> sizes;
  Labels without;
  std::pair<int, int> years{9999, 0};
  for (std::size_t s = 0; s < states.size(); ++s) {
    const auto at = known.find(states[s]);
    if (at == known.end()) {
      without.push_back(states[s]);
      continue;
    }
    sizes.emplace_back(at->second.thousands, s);
    years = {std::min(years.first, at->second.year), std::max(years.second, at->second.year)};
  }
  note = sizes.empty()
             ? "sizes: no state with a ballot has a population on record"
             : fmt::format("sizes: thirds of {} states by population of {}", sizes.size(),
                           years.first == years.second ? std::to_string(years.first)
                                                       : fmt::format("{} to {}", years.first, years.second));
  if (!without.empty())
    note += fmt::format("; {} without one are a class of their own: {}", without.size(), join(without, ", "));
  return thirds(sizes, states.size());
}

}  // namespace

StateClasses state_classes(const views::Record& record, const VoteAsk& ask,
                           const std::vector<std::string>& states, const std::vector<std::string>& by) {
  StateClasses classes;
  Labels labels(states.size());
  for (const auto& what : by) {
    Labels more;
    if (what == "region") {
      more = by_region(record, states);
    } else if (what == "turnout") {
      more = by_turnout(ask, states);
    } else if (what == "size") {
      more = by_size(record, ask, states, classes.note);
    } else {
      throw Error::usage("groups cannot be matched by \"" + what + "\"",
                         "region, size, turnout, or several of them");
    }
    for (std::size_t s = 0; s < labels.size(); ++s) labels[s] += more[s] + '\n';
  }
  Labels seen;
  for (const auto& label : labels) {
    auto at = std::find(seen.begin(), seen.end(), label);
    if (at == seen.end()) at = seen.insert(seen.end(), label);
    classes.of_state.push_back(static_cast<int>(at - seen.begin()));
  }
  return classes;
}

}  // namespace blocs::findings
