#pragma once

#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "blocs/measures/pair_tables.hpp"
#include "support/small_matrix.hpp"

namespace blocs::test {

/// Votes of some states, drawn by chance, within a property.
inline views::RollCallMatrix drawn(std::size_t states) {
  const auto calls = *rc::gen::inRange<std::size_t>(1, 80);
  std::vector<std::pair<std::string, std::string>> lines;
  for (std::size_t s = 0; s < states; ++s) {
    lines.emplace_back("S" + std::to_string(s), *rc::gen::container<std::string>(
                                                    calls, rc::gen::element('Y', 'Y', 'N', 'A', 'X', '.')));
  }
  lines[0].second[0] = 'Y';
  return matrix(lines);
}

/// Calls `visit` with every group of the size, as the definition has it.
template <typename Visit>
void each_group(std::size_t states, std::size_t size, const Visit& visit) {
  std::vector<bool> in(states, false);
  std::fill(in.begin(), in.begin() + static_cast<std::ptrdiff_t>(size), true);
  do {
    std::vector<std::size_t> group;
    for (std::size_t s = 0; s < states; ++s) {
      if (in[s]) group.push_back(s);
    }
    visit(group);
  } while (std::prev_permutation(in.begin(), in.end()));
}

/// A matrix with what scans over groups run on.
struct Built {
  explicit Built(const views::RollCallMatrix& m)
      : matrix(m),
        selected(select(m, measures::VoteRule{})),
        votes(m, selected, measures::VoteRule{}),
        tables(votes) {}
  const views::RollCallMatrix& matrix;
  views::Mask selected;
  measures::PackedVotes votes;
  measures::PairTables tables;
};

}  // namespace blocs::test
