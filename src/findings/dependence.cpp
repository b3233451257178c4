#include "dependence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "blocs/core/error.hpp"
#include "blocs/findings/options.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kWorld = "WLD";

/// The total that `reporter` gives, else the only or best one there is.
const views::TradeTotal* total_of(const std::vector<views::TradeTotal>& rows, const std::string& a,
                                  const std::string& b, int year, const std::string& reporter) {
  const views::TradeTotal* best = nullptr;
  for (const auto& row : rows) {
    const bool same = (row.a == a && row.b == b) || (row.a == b && row.b == a);
    if (!same || row.year != year) continue;
    if (best == nullptr || row.reporter == reporter ||
        (best->reporter != reporter && row.provenance.confidence < best->provenance.confidence)) {
      best = &row;
    }
  }
  return best;
}

Finding share(const Question& question, const views::Record& record, const std::string& state,
              const std::string& partner, int year) {
  const auto& rows = record.trade();
  Finding finding;
  finding.measure = question.measure;
  finding.subjects = {state, partner};
  finding.rule = {
      fmt::format(
          "goods trade of {} with {}, both directions, over its trade with the world, {}; millions of "
          "US dollars at current prices",
          record.states().name(state), record.states().name(partner), year),
      question.options};
  finding.rule.data["part"] = fmt::format("{} on {} in {}", state, partner, year);
  finding.unit = "share of trade";
  const auto* pair = total_of(rows, state, partner, year, state);
  const auto* world = total_of(rows, state, kWorld, year, state);
  if (pair != nullptr) finding.evidence.push_back(pair->id);
  if (world != nullptr) finding.evidence.push_back(world->id);
  if (pair == nullptr || world == nullptr || !(world->value_usd_million > 0)) {
    finding.caveats.push_back(
        fmt::format("undefined: {} is not on record for {}; a table in the form of trade.csv with state_b "
                    "WLD brings it in",
                    world == nullptr ? "the trade of " + record.states().name(state) + " with the world"
                                     : "the trade of the two",
                    year));
    return finding;
  }
  finding.value = pair->value_usd_million / world->value_usd_million;
  finding.details = {{"with_partner_usd_million", pair->value_usd_million},
                     {"with_world_usd_million", world->value_usd_million},
                     {"reporters", pair->reporter + ", " + world->reporter},
                     {"confidence", std::string(views::word(pair->provenance.confidence)) + ", " +
                                        std::string(views::word(world->provenance.confidence))}};
  if (pair->reporter != world->reporter) {
    finding.caveats.push_back("numerator and denominator are from different reporters: " + pair->reporter +
                              ", " + world->reporter);
  }
  if (*finding.number() > 1) finding.caveats.push_back("above 1: the two totals do not belong together");
  return finding;
}

}  // namespace

std::vector<Finding> ask_dependence(const views::Record& record, const Question& question) {
  Options options(question.options);
  const long year = options.whole("year", 0);
  options.allow("part");
  options.finish();
  const auto subjects = resolve(record, question.subjects, Date(9999, 12, 31));
  if (subjects.states.size() < 2) throw Error::usage("dependence is between two states or more");
  std::set<int> years;
  for (const auto& row : record.trade()) {
    const auto in = [&](const std::string& s) {
      return std::find(subjects.states.begin(), subjects.states.end(), s) != subjects.states.end();
    };
    if (in(row.a) && in(row.b)) years.insert(row.year);
  }
  if (year != 0) years = {static_cast<int>(year)};
  // For a pair every year; for a group the last one that most of it has.
  if (subjects.states.size() > 2 && years.size() > 1) years = {2023};
  std::vector<Finding> findings;
  for (const int y : years) {
    for (const auto& a : subjects.states) {
      for (const auto& b : subjects.states) {
        if (a != b) findings.push_back(share(question, record, a, b, y));
      }
    }
  }
  if (!findings.empty()) {
    findings.front().caveats.push_back(
        "shares of reported goods trade: oil that customs do not count, services, arms and credit are not in "
        "them");
  }
  return findings;
}

}  // namespace blocs::findings
