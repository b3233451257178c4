#include "blocs/measures/pair_measures.hpp"

#include <array>
#include <utility>

#include "pair_formulas-inl.hpp"

namespace blocs::measures {
namespace {

/// The formula on one table.
template <PairMeasure kMeasure>
std::optional<double> of(const BallotTable& table) {
  const auto found = HWY_NAMESPACE::formula<kMeasure>(HWY_NAMESPACE::Cells<double>{table.cells});
  return found.base > 0 ? std::optional(found.value) : std::nullopt;
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
  return of<PairMeasure::exact>(table);
}

std::optional<double> lijphart(const BallotTable& table) {
  return of<PairMeasure::lijphart>(table);
}

std::optional<double> yes_no_agreement(const BallotTable& table) {
  return of<PairMeasure::yes_no>(table);
}

std::optional<double> s_score(const BallotTable& table, Scale scale) {
  return scale == Scale::squared ? of<PairMeasure::s_squared>(table) : of<PairMeasure::s>(table);
}

std::optional<double> cohen_kappa(const BallotTable& table, Scale scale) {
  if (scale == Scale::nominal) return of<PairMeasure::kappa>(table);
  return scale == Scale::linear ? of<PairMeasure::kappa_linear>(table)
                                : of<PairMeasure::kappa_squared>(table);
}

std::optional<double> scott_pi(const BallotTable& table, Scale scale) {
  if (scale == Scale::nominal) return of<PairMeasure::pi>(table);
  return scale == Scale::linear ? of<PairMeasure::pi_linear>(table) : of<PairMeasure::pi_squared>(table);
}

std::optional<double> benati_capurri(const BallotTable& table) {
  return of<PairMeasure::a>(table);
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

PairMeasure pair_measure_of(Abstention abstention) {
  if (abstention == Abstention::exact) return PairMeasure::exact;
  return abstention == Abstention::half ? PairMeasure::lijphart : PairMeasure::yes_no;
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
