#include "blocs/measures/pair_measures.hpp"

#include <array>
#include <utility>

namespace blocs::measures {
namespace {

using Margins = std::array<double, 3>;

double disagreement(Scale scale, std::size_t i, std::size_t j) {
  const int steps = steps_apart(i, j);
  switch (scale) {
    case Scale::nominal:
      return steps > 0 ? 1 : 0;
    case Scale::linear:
      return steps / 2.0;
    case Scale::squared:
      return steps * steps / 4.0;
  }
  return 0;
}

double observed(const BallotTable& table, Scale scale) {
  double sum = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) sum += table.cells[i][j] * disagreement(scale, i, j);
  }
  return sum;
}

/// Disagreement, times n, of independent ballots with these totals.
double expected(const Margins& rows, const Margins& columns, Scale scale) {
  double sum = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) sum += rows[i] * columns[j] * disagreement(scale, i, j);
  }
  return sum;
}

Margins rows(const BallotTable& t) {
  return {t.row(0), t.row(1), t.row(2)};
}
Margins columns(const BallotTable& t) {
  return {t.column(0), t.column(1), t.column(2)};
}

std::optional<double> corrected(const BallotTable& table, const Margins& left, const Margins& right,
                                Scale scale) {
  const double chance = expected(left, right, scale);
  if (chance <= 0) return std::nullopt;
  return 1 - table.total() * observed(table, scale) / chance;
}

constexpr std::array<std::pair<PairMeasure, std::string_view>, 12> kWords{{
    {PairMeasure::exact, "exact"},
    {PairMeasure::lijphart, "lijphart"},
    {PairMeasure::yes_no, "yesno"},
    {PairMeasure::s, "s"},
    {PairMeasure::s_squared, "s2"},
    {PairMeasure::kappa, "kappa"},
    {PairMeasure::kappa_linear, "kappa-linear"},
    {PairMeasure::kappa_squared, "kappa-squared"},
    {PairMeasure::pi, "pi"},
    {PairMeasure::pi_linear, "pi-linear"},
    {PairMeasure::pi_squared, "pi-squared"},
    {PairMeasure::a, "a"},
}};

}  // namespace

std::optional<double> exact_agreement(const BallotTable& table) {
  const double n = table.total();
  if (n <= 0) return std::nullopt;
  return (table.cells[0][0] + table.cells[1][1] + table.cells[2][2]) / n;
}

std::optional<double> lijphart(const BallotTable& table) {
  const double n = table.total();
  if (n <= 0) return std::nullopt;
  return 1 - observed(table, Scale::linear) / n;
}

std::optional<double> yes_no_agreement(const BallotTable& table) {
  const double alike = table.cells[0][0] + table.cells[1][1];
  const double n = alike + table.cells[0][1] + table.cells[1][0];
  if (n <= 0) return std::nullopt;
  return alike / n;
}

std::optional<double> s_score(const BallotTable& table, Scale scale) {
  const double n = table.total();
  if (n <= 0) return std::nullopt;
  return 1 - 2 * observed(table, scale) / n;
}

std::optional<double> cohen_kappa(const BallotTable& table, Scale scale) {
  return corrected(table, rows(table), columns(table), scale);
}

std::optional<double> scott_pi(const BallotTable& table, Scale scale) {
  Margins both{};
  for (std::size_t i = 0; i < 3; ++i) both[i] = (table.row(i) + table.column(i)) / 2;
  return corrected(table, both, both, scale);
}

std::optional<double> benati_capurri(const BallotTable& table) {
  const double n = table.total();
  if (n <= 0) return std::nullopt;
  const double chance = expected(rows(table), columns(table), Scale::linear) / n;
  return 2 * (chance - observed(table, Scale::linear)) / n;
}

std::string_view word(PairMeasure measure) {
  for (const auto& [one, text] : kWords) {
    if (one == measure) return text;
  }
  return "";
}

std::optional<PairMeasure> pair_measure_of(std::string_view text) {
  for (const auto& [one, spelled] : kWords) {
    if (spelled == text) return one;
  }
  return std::nullopt;
}

const std::vector<PairMeasure>& all_pair_measures() {
  static const std::vector<PairMeasure> all = [] {
    std::vector<PairMeasure> list;
    for (const auto& [one, text] : kWords) list.push_back(one);
    return list;
  }();
  return all;
}

bool chance_corrected(PairMeasure measure) {
  return measure >= PairMeasure::kappa;
}

std::optional<double> value(PairMeasure measure, const BallotTable& table) {
  switch (measure) {
    case PairMeasure::exact:
      return exact_agreement(table);
    case PairMeasure::lijphart:
      return lijphart(table);
    case PairMeasure::yes_no:
      return yes_no_agreement(table);
    case PairMeasure::s:
      return s_score(table, Scale::linear);
    case PairMeasure::s_squared:
      return s_score(table, Scale::squared);
    case PairMeasure::kappa:
      return cohen_kappa(table, Scale::nominal);
    case PairMeasure::kappa_linear:
      return cohen_kappa(table, Scale::linear);
    case PairMeasure::kappa_squared:
      return cohen_kappa(table, Scale::squared);
    case PairMeasure::pi:
      return scott_pi(table, Scale::nominal);
    case PairMeasure::pi_linear:
      return scott_pi(table, Scale::linear);
    case PairMeasure::pi_squared:
      return scott_pi(table, Scale::squared);
    case PairMeasure::a:
      return benati_capurri(table);
  }
  return std::nullopt;
}

}  // namespace blocs::measures
