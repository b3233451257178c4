#include <fmt/format.h>

#include <algorithm>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/scenarios/council_replay.hpp"
#include "blocs/scenarios/power.hpp"

namespace blocs::findings {
namespace {

using scenarios::Decision;
using scenarios::Replay;
using views::Body;
using views::RollCallMatrix;

constexpr const char* kArticle27 =
    "Article 27 of the Charter: nine affirmative votes (seven before 1966); on substantive matters no "
    "negative vote of a "
    "permanent member; abstention and absence do not block";

Json json_of(const Decision& d) {
  return {{"outcome", word(d.outcome)},
          {"yes", d.yes},
          {"no", d.no},
          {"abstain", d.abstain},
          {"absent", d.absent},
          {"yes_needed", d.yes_needed},
          {"short_by", d.short_by},
          {"vetoed_by", d.vetoed_by},
          {"would_have_blocked", d.would_have_blocked},
          {"set_aside", d.set_aside}};
}

/// What can be replayed: the members' ballots are on record.
bool has_ballots(const RollCallMatrix& matrix, std::size_t roll_call) {
  return matrix.roll_calls()[roll_call].modality == views::Modality::recorded &&
         !matrix.only_vetoes().test(roll_call);
}

Finding one_vote(const RollCallMatrix& matrix, const Question& question, const Replay& replay) {
  const auto& call = matrix.roll_calls()[replay.roll_call];
  Finding finding;
  finding.measure = "council.replay";
  finding.rule = {kArticle27, question.options};
  finding.rule.data["id"] = call.id;
  finding.rule.data["part"] = call.id;
  finding.rule.data.erase("all");
  finding.unit = "outcome";
  finding.n = scenarios::ballots_on(matrix, replay.roll_call).size();
  finding.evidence = {call.id};
  if (!replay.decision) {
    finding.caveats.push_back("undefined: " + replay.why_not);
    return finding;
  }
  finding.value = scenarios::in_words(*replay.decision);
  finding.details = {{"recorded", word(call.outcome)},
                     {"agrees", replay.agrees(matrix)},
                     {"nature", word(call.nature)},
                     {"kind", word(call.kind)},
                     {"decision", json_of(*replay.decision)}};
  if (!replay.agrees(matrix)) {
    finding.caveats.push_back(fmt::format("{}: the record says {}", call.id, word(call.outcome)));
  }
  return finding;
}

Finding all_votes(const RollCallMatrix& matrix, const Question& question,
                  const std::vector<Replay>& replays) {
  Finding finding;
  finding.measure = "council.replay";
  finding.rule = {kArticle27, question.options};
  finding.rule.data["part"] = "all";
  finding.unit = "share of votes with ballots that replay to their recorded outcome";
  Json exceptions = Json::array();
  Json without = Json::array();
  Json undecided = Json::array();
  std::size_t agree = 0;
  std::size_t only_vetoes = 0;
  for (const auto& replay : replays) {
    const auto& call = matrix.roll_calls()[replay.roll_call];
    if (matrix.only_vetoes().test(replay.roll_call)) {
      ++only_vetoes;
      continue;
    }
    if (!has_ballots(matrix, replay.roll_call)) {
      without.push_back(call.id);
      continue;
    }
    if (!replay.decision) {
      undecided.push_back({{"vote", call.id}, {"recorded", word(call.outcome)}, {"why", replay.why_not}});
      continue;
    }
    finding.evidence.push_back(call.id);
    if (replay.agrees(matrix)) {
      ++agree;
      continue;
    }
    exceptions.push_back({{"vote", call.id},
                          {"recorded", word(call.outcome)},
                          {"replayed", scenarios::in_words(*replay.decision)}});
  }
  finding.n = finding.evidence.size();
  finding.numerator = static_cast<double>(agree);
  if (!finding.evidence.empty())
    finding.value = *finding.numerator / static_cast<double>(finding.evidence.size());
  else
    finding.caveats.push_back("undefined: the record holds no Council votes with ballots");
  if (!without.empty()) {
    finding.caveats.push_back(
        fmt::format("{} of {} votes on record adopted without a vote: no ballots to replay", without.size(),
                    replays.size()));
  }
  if (!undecided.empty()) {
    finding.caveats.push_back(
        fmt::format("{} votes are left out: they cannot be decided without a ballot that is not known",
                    undecided.size()));
  }
  if (only_vetoes > 0) {
    finding.caveats.push_back(fmt::format(
        "{} vetoed drafts are left out: of their ballots only the vetoes are on record", only_vetoes));
  }
  finding.details = {{"exceptions", exceptions}, {"undecided", undecided}, {"without_vote", without}};
  return finding;
}

std::vector<Finding> ask_replay(const views::Record& record, const Question& question) {
  Options options(question.options);
  const std::string id = options.text("id", "");
  const bool each = options.flag("all", false);
  auto parties = options.list("parties_to_dispute", {});
  options.allow("part");
  options.finish();
  const auto& matrix = record.roll_calls(Body::council);
  if (!id.empty()) {
    const auto at = matrix.roll_call_index(id);
    if (!at) {
      std::vector<std::string> ids;
      for (const auto& call : matrix.roll_calls()) ids.push_back(call.id);
      throw Error::not_found("the record has no Council vote \"" + id + "\"", did_you_mean(id, ids));
    }
    if (!parties.empty()) parties = resolve(record, parties, matrix.roll_calls()[*at].date).states;
    return {one_vote(matrix, question, scenarios::replay(matrix, *at, parties))};
  }
  const auto replays = scenarios::replay_all(matrix);
  std::vector<Finding> findings{all_votes(matrix, question, replays)};
  for (const auto& replay : replays) {
    const bool exception = replay.decision && !replay.agrees(matrix);
    if (each || exception) findings.push_back(one_vote(matrix, question, replay));
  }
  return findings;
}

Finding power_finding(const Question& question, const scenarios::Power& power, const std::string& seat,
                      const std::string& index, const scenarios::Fraction& value) {
  Finding finding;
  finding.measure = question.measure;
  finding.rule = {
      fmt::format("a body of {} permanent and {} elected members that needs {} votes; {}",
                  power.body.permanent, power.body.elected, power.body.yes_needed,
                  power.abstention ? "each says yes, no or abstains, all profiles alike likely; a "
                                     "permanent member blocks by no alone"
                                   : "each says yes or no; a permanent member that does not say yes blocks"),
      question.options};
  finding.rule.data["part"] = seat + ": " + index;
  finding.value = value.value();
  finding.unit = "share of power";
  finding.details = {{"exact", value.text()}};
  return finding;
}

std::vector<Finding> seat_findings(const Question& question, const scenarios::Power& power,
                                   const std::string& seat, const scenarios::SeatPower& of) {
  std::vector<Finding> findings{power_finding(question, power, seat, "Shapley-Shubik", of.shapley),
                                power_finding(question, power, seat, "Banzhaf, normalised", of.banzhaf),
                                power_finding(question, power, seat, "Banzhaf, absolute", of.absolute)};
  findings[1].details["swings"] = of.swings;
  findings[2].details["swings"] = of.swings;
  return findings;
}

std::vector<Finding> ask_power(const views::Record&, const Question& question) {
  Options options(question.options);
  const std::string council = options.text("council", "1966");
  const bool abstention = options.flag("abstention", false);
  options.allow("part");
  options.finish();
  if (council != "1946" && council != "1966") {
    throw Error::usage("there is no Council \"" + council + "\"", "1946 (eleven members) or 1966 (fifteen)");
  }
  const auto power =
      scenarios::power(council == "1946" ? scenarios::kCouncil1946 : scenarios::kCouncil1966, abstention);
  auto findings = seat_findings(question, power, "permanent", power.permanent);
  for (auto& one : seat_findings(question, power, "elected", power.elected))
    findings.push_back(std::move(one));
  findings.front().caveats.push_back(fmt::format(
      "exactly: permanent {} and {}, elected {} and {} (Shapley-Shubik, Banzhaf); {} and {} of {} swings",
      power.permanent.shapley.text(), power.permanent.banzhaf.text(), power.elected.shapley.text(),
      power.elected.banzhaf.text(), power.permanent.swings, power.elected.swings, power.all_swings));
  auto passing = power_finding(question, power, "all", "profiles that pass", {power.passing, power.profiles});
  passing.unit = "share of profiles";
  passing.details = {
      {"passing", power.passing}, {"profiles", power.profiles}, {"all_swings", power.all_swings}};
  findings.push_back(std::move(passing));
  return findings;
}

}  // namespace

std::vector<Measure> council_measures() {
  return {{{"council.replay", "what Article 27 makes of recorded ballots, and why", "none",
            "id, all, parties_to_dispute"},
           ask_replay},
          {{"council.power", "exact power indices of permanent and elected members", "none",
            "council, abstention"},
           ask_power}};
}

}  // namespace blocs::findings
