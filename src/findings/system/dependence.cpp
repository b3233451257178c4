#include "dependence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/findings/options.hpp"
#include "estimates.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kWorld = "WLD";
constexpr int kArmsYears = 5;

bool of_pair(const views::TradeTotal& row, const std::string& a, const std::string& b) {
  return (row.a == a && row.b == b) || (row.a == b && row.b == a);
}

/// The total that `reporter` gives, else the only or best one there is.
const views::TradeTotal* total_of(const std::vector<views::TradeTotal>& rows, const std::string& a,
                                  const std::string& b, int year, const std::string& reporter) {
  const views::TradeTotal* best = nullptr;
  for (const auto& row : rows) {
    if (!of_pair(row, a, b) || row.year != year) continue;
    if (best == nullptr || row.reporter == reporter ||
        (best->reporter != reporter && row.provenance.confidence < best->provenance.confidence)) {
      best = &row;
    }
  }
  return best;
}

class Dependence {
 public:
  Dependence(const views::Record& record, const Question& question, int year, int last)
      : record_(record), question_(question), year_(year), last_(last) {}

  void trade(const std::vector<std::string>& states) {
    bool any = false;
    for (std::size_t i = 0; i < states.size(); ++i) {
      for (std::size_t j = i + 1; j < states.size(); ++j) {
        auto years = years_of(states[i], states[j]);
        any = any || !years.empty();
        if (states.size() > 2 && !years.empty()) years = {*years.rbegin()};
        for (const int year : years) {
          findings.push_back(share(states[i], states[j], year));
          findings.push_back(share(states[j], states[i], year));
        }
        if (!years.empty()) asymmetry(states[i], states[j], years);
      }
    }
    if (any) return;
    auto none = start(states, "goods trade between the states, both directions", "trade");
    none.unit = "share of trade";
    none.caveats.push_back("undefined: no total between these states is on record");
    findings.push_back(std::move(none));
  }

  void arms(const std::vector<std::string>& states) {
    int last = 0;
    for (const auto& row : record_.arms()) {
      if (row.year <= last_) last = std::max(last, row.year);
    }
    if (year_ != 0) last = std::min(last, year_);
    for (const auto& a : states) {
      for (const auto& b : states) {
        if (a != b && last != 0) findings.push_back(arms_share(a, b, last));
      }
    }
    if (last != 0) return;
    auto none = start(states, "arms delivered between the states", "arms");
    none.unit = "share of arms";
    none.caveats.push_back(
        "undefined: no arms transfers are on record; `blocs import` reads files of SIPRI and brings them in");
    findings.push_back(std::move(none));
  }

  std::vector<Finding> findings;

 private:
  Finding start(std::vector<std::string> states, std::string words, std::string part) const {
    Finding finding;
    finding.measure = question_.measure;
    finding.subjects = std::move(states);
    finding.rule = {std::move(words), question_.options};
    finding.rule.data["part"] = std::move(part);
    return finding;
  }

  std::set<int> years_of(const std::string& a, const std::string& b) const {
    if (year_ != 0) return {year_};
    std::set<int> years;
    for (const auto& row : record_.trade()) {
      if (of_pair(row, a, b) && row.year <= last_) years.insert(row.year);
    }
    return years;
  }

  Finding share(const std::string& state, const std::string& partner, int year) const {
    const auto& rows = record_.trade();
    const auto& names = record_.states();
    auto finding = start({state, partner},
                         fmt::format("goods trade of {} with {}, both directions, over its trade with the "
                                     "world, {}; US dollars at current prices",
                                     names.name(state), names.name(partner), year),
                         fmt::format("{} on {} in {}", state, partner, year));
    finding.unit = "share of trade";
    const auto* pair = total_of(rows, state, partner, year, state);
    const auto* world = total_of(rows, state, kWorld, year, state);
    if (pair != nullptr) finding.evidence.push_back(pair->id);
    if (world != nullptr) finding.evidence.push_back(world->id);
    if (pair == nullptr || world == nullptr || !(world->value_usd_million > 0)) {
      finding.caveats.push_back(fmt::format(
          "undefined: {} is not on record for {}; files of the IMF (IMTS) or UN Comtrade bring it in",
          pair == nullptr ? "the trade of the two" : "the trade of " + names.name(state) + " with the world",
          year));
      return finding;
    }
    finding.value = pair->value_usd_million / world->value_usd_million;
    finding.details = {{"year", year},
                       {"with_partner_usd_million", pair->value_usd_million},
                       {"with_world_usd_million", world->value_usd_million},
                       {"reporters", pair->reporter + ", " + world->reporter},
                       {"confidence", std::string(views::word(pair->provenance.confidence)) + ", " +
                                          std::string(views::word(world->provenance.confidence))}};
    if (pair->reporter != world->reporter) {
      finding.caveats.push_back("numerator and denominator are from different reporters: " + pair->reporter +
                                ", " + world->reporter);
    }
    if (std::max(pair->provenance.confidence, world->provenance.confidence) == views::Confidence::low)
      finding.caveats.push_back("a total is of low confidence");
    if (*finding.number() > 1) finding.caveats.push_back("above 1: the two totals do not belong together");
    return finding;
  }

  /// Who leans more, in the latest year in which both shares are defined.
  void asymmetry(const std::string& a, const std::string& b, const std::set<int>& years) {
    auto finding = start({a, b}, "", fmt::format("{} and {}: who leans more", a, b));
    finding.unit = "percentage points";
    for (auto year = years.rbegin(); year != years.rend(); ++year) {
      const auto one = share(a, b, *year);
      const auto other = share(b, a, *year);
      if (!one.number() || !other.number()) continue;
      finding.rule.words = fmt::format(
          "share of {}'s goods trade that is with {}, less the reverse, {}; above 0: {} leans more",
          record_.states().name(a), record_.states().name(b), *year, record_.states().name(a));
      finding.value = 100 * (*one.number() - *other.number());
      finding.evidence = one.evidence;
      finding.evidence.insert(finding.evidence.end(), other.evidence.begin(), other.evidence.end());
      finding.n = finding.evidence.size();
      finding.details = {{"year", *year}, {a + "_on_" + b, *one.number()}, {b + "_on_" + a, *other.number()}};
      finding.caveats.push_back(
          "leaning is not loss: a share says who would find it harder to replace the other, not who gains");
      findings.push_back(std::move(finding));
      return;
    }
    finding.rule.words = "share of each one's goods trade that is with the other, compared";
    finding.caveats.push_back("undefined: in no year are both totals with the world on record");
    findings.push_back(std::move(finding));
  }

  Finding arms_share(const std::string& state, const std::string& partner, int last) const {
    const int first = last - kArmsYears + 1;
    auto finding =
        start({state, partner},
              fmt::format("arms delivered to {} from {} over arms delivered to it from all, {} to "
                          "{}, in trend-indicator values",
                          record_.states().name(state), record_.states().name(partner), first, last),
              fmt::format("arms of {} from {}", state, partner));
    finding.unit = "share of arms";
    double from_partner = 0;
    double from_all = 0;
    for (const auto& row : record_.arms()) {
      if (row.recipient != state || row.year < first || row.year > last) continue;
      from_all += row.tiv_million;
      finding.evidence.push_back(row.id);
      if (row.supplier == partner) from_partner += row.tiv_million;
    }
    finding.n = finding.evidence.size();
    finding.details = {{"tiv_from_partner", from_partner}, {"tiv_from_all", from_all}};
    if (from_all > 0)
      finding.value = from_partner / from_all;
    else
      finding.caveats.push_back("undefined: nothing delivered to it in these years is on record");
    finding.caveats.push_back(
        "trend-indicator values count major arms; munitions, drones and parts are mostly not in them");
    return finding;
  }

  const views::Record& record_;
  const Question& question_;
  int year_, last_;
};

}  // namespace

std::vector<Finding> ask_dependence(const views::Record& record, const Question& question) {
  Options options(question.options);
  const long year = options.whole("year", 0);
  EstimateRule rule;
  rule.day = asked_day(options);
  options.allow("part");
  options.finish();
  if (year != 0 && (year < 1800 || year > 2100))
    throw Error::usage("there is no year " + std::to_string(year));
  const auto subjects = resolve(record, question.subjects, rule.day);
  if (subjects.states.size() < 2) throw Error::usage("dependence is between two states or more");
  Dependence dependence(record, question, static_cast<int>(year), rule.day.year());
  dependence.trade(subjects.states);
  dependence.arms(subjects.states);
  auto findings = std::move(dependence.findings);
  findings.front().caveats.push_back(
      "each share is by the state's own statistics where there are any; trade that nobody reports is in "
      "none");
  const auto ranges = estimate_findings(record, question, subjects.states, rule);
  findings.insert(findings.end(), ranges.begin(), ranges.end());
  return findings;
}

}  // namespace blocs::findings
