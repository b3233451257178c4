#include "blocs/measures/council_conduct.hpp"

#include <algorithm>

#include "blocs/core/error.hpp"

namespace blocs::measures {
namespace {

using views::Ballot;
using views::Mask;

Mask opposing(const views::RollCallMatrix& matrix, std::size_t row) {
  return matrix.plane(row, Ballot::no) | matrix.plane(row, Ballot::abstain);
}

std::vector<std::size_t> rows_of(const views::RollCallMatrix& matrix,
                                 const std::vector<std::string>& states) {
  std::vector<std::size_t> rows;
  for (const auto& state : states) {
    const auto row = matrix.state_index(state);
    if (!row) throw Error::not_found(state + " has no ballot in this body's record");
    rows.push_back(*row);
  }
  return rows;
}

Mask all_cast(const views::RollCallMatrix& matrix, const std::vector<std::size_t>& rows, Ballot ballot,
              Mask in) {
  for (const auto row : rows) in = in & matrix.plane(row, ballot);
  return in;
}

}  // namespace

const std::vector<std::string>& permanent_members() {
  static const std::vector<std::string> members{"CHN", "FRA", "GBR", "RUS", "USA"};
  return members;
}

std::vector<Veto> vetoes(const views::RollCallMatrix& matrix, const Mask& selected) {
  std::vector<Veto> found;
  for (const auto i : selected.indices()) {
    if (matrix.roll_calls()[i].outcome != views::Outcome::vetoed) continue;
    Veto veto{i, {}};
    for (const auto& member : permanent_members()) {
      const auto row = matrix.state_index(member);
      if (row && matrix.ballot(*row, i) == Ballot::no) veto.cast_by.push_back(member);
    }
    found.push_back(std::move(veto));
  }
  return found;
}

std::string_view word(Basis basis) {
  return basis == Basis::alike ? "alike" : "opposed";
}

std::optional<double> Companion::share() const {
  const std::size_t n = exposure.count();
  if (n == 0) return std::nullopt;
  return static_cast<double>(joined.count()) / static_cast<double>(n);
}

Companions companions(const views::RollCallMatrix& matrix, const Mask& selected, Basis basis,
                      const std::vector<std::string>& with) {
  const auto rows = rows_of(matrix, with);
  Companions result;
  result.together = Mask(selected.size());
  std::vector<std::pair<Mask, Ballot>> stands;
  if (basis == Basis::alike) {
    for (const auto ballot : {Ballot::yes, Ballot::no, Ballot::abstain}) {
      stands.emplace_back(all_cast(matrix, rows, ballot, selected), ballot);
      result.together = result.together | stands.back().first;
    }
  } else {
    result.together = selected;
    for (const auto row : rows) result.together = result.together & opposing(matrix, row);
  }
  for (std::size_t s = 0; s < matrix.states().size(); ++s) {
    if (std::find(rows.begin(), rows.end(), s) != rows.end()) continue;
    Companion companion{matrix.states()[s], result.together & matrix.recorded(s), Mask(selected.size())};
    if (companion.exposure.count() == 0) continue;
    if (basis == Basis::opposed) companion.joined = companion.exposure & opposing(matrix, s);
    for (const auto& [mask, ballot] : stands) {
      companion.joined = companion.joined | (mask & matrix.plane(s, ballot));
    }
    result.states.push_back(std::move(companion));
  }
  std::sort(result.states.begin(), result.states.end(), [](const Companion& a, const Companion& b) {
    if (a.share() != b.share()) return *a.share() > *b.share();
    if (a.exposure.count() != b.exposure.count()) return a.exposure.count() > b.exposure.count();
    return a.state < b.state;
  });
  return result;
}

}  // namespace blocs::measures
