#include <fmt/format.h>

#include <algorithm>

#include "../question_list.hpp"
#include "../row_dates.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/measures/commitments.hpp"
#include "treaty_coverage.hpp"

namespace blocs::findings {
namespace {

Finding start(const Question& question, const std::vector<std::string>& subjects, std::string words) {
  Finding finding;
  finding.measure = question.measure;
  finding.subjects = subjects;
  finding.rule = {std::move(words), question.options};
  return finding;
}

void count_rows(Finding& finding, std::string unit) {
  finding.value = static_cast<double>(finding.evidence.size());
  finding.numerator = static_cast<double>(finding.evidence.size());
  finding.n = finding.evidence.size();
  finding.unit = std::move(unit);
}

std::vector<Finding> ask_shared_treaties(const views::Record& record, const Question& question) {
  Options options(question.options);
  const Date day = asked_day(options);
  const bool binding = options.flag("binding", false);
  const std::string obligation = options.text("obligation", "");
  options.finish();
  const auto subjects = resolve(record, question.subjects, day);
  Finding finding =
      start(question, subjects.states,
            "treaties and texts in force " + on_day_words(day) + " to which all of them are parties" +
                (binding ? ", legally binding ones only" : "") +
                (obligation.empty() ? "" : ", holding a provision of kind " + obligation));
  const auto& commitments = record.commitments();
  Json list = Json::array();
  for (const auto& shared :
       measures::shared_treaties(commitments, record.memberships(), subjects.states, day)) {
    const auto& treaty = commitments.treaties[shared.treaty];
    if (binding && !treaty.binding) continue;
    const auto holds = [&] {
      return std::any_of(commitments.provisions.begin(), commitments.provisions.end(),
                         [&](const auto& p) { return p.treaty == treaty.id && p.obligation == obligation; });
    };
    if (!obligation.empty() && !holds()) continue;
    finding.evidence.push_back(treaty.id);
    Json item{{"id", treaty.id}, {"name", treaty.name}, {"binding", treaty.binding}, {"strongest", nullptr}};
    if (shared.strongest) {
      const auto& provision = commitments.provisions[*shared.strongest];
      item["strongest"] = {{"id", provision.id},
                           {"obligation", provision.obligation},
                           {"strength", provision.strength},
                           {"trigger", provision.trigger}};
    }
    item["term"] = treaty.term;
    item["renewal"] = treaty.renewal;
    item["denunciation"] = treaty.denunciation;
    list.push_back(item);
  }
  count_rows(finding, "treaties");
  finding.details = {{"treaties", list}};
  const auto unnamed = measures::unnamed(commitments, record.memberships(), subjects.states, day);
  if (!unnamed.empty()) {
    finding.value = std::monostate();
    finding.numerator.reset();
    finding.n.reset();
    finding.caveats.push_back(not_observed_words(record, unnamed, day));
  }
  finding.caveats.push_back("the casebook holds selected treaties, not all that exist");
  return just(std::move(finding));
}

std::vector<Finding> ask_shared_memberships(const views::Record& record, const Question& question) {
  Options options(question.options);
  const Date day = asked_day(options);
  options.finish();
  const auto subjects = resolve(record, question.subjects, day);
  Finding finding =
      start(question, subjects.states,
            "organisations, alliances and informal groups of which all of them are full members " +
                on_day_words(day) + "; sets named by analysts are left out");
  const auto& memberships = record.memberships();
  Json groups = Json::array();
  for (const auto i : measures::shared_memberships(memberships, subjects.states, day)) {
    groups.push_back(memberships.rows[i].group);
    finding.evidence.push_back(memberships.rows[i].id);
  }
  count_rows(finding, "groups");
  finding.details = {{"groups", groups}};
  finding.caveats.push_back("the casebook follows selected groups, not all that exist");
  return just(std::move(finding));
}

/// When a state joined a group: the earliest start of its full membership.
std::vector<Finding> ask_member_since(const views::Record& record, const Question& question) {
  Options options(question.options);
  const std::string group = options.text("group", "");
  options.finish();
  const auto subjects = resolve(record, question.subjects, end_of_record());
  if (record.memberships().find(group) == nullptr) {
    std::vector<std::string> names;
    for (const auto& g : record.memberships().groups) names.push_back(g.name);
    throw Error::not_found("the record has no group \"" + group + "\"", did_you_mean(group, names));
  }
  Finding finding = start(question, subjects.states, "first day of full membership of " + group);
  finding.unit = "date";
  const views::Membership* first = nullptr;
  for (const auto& row : record.memberships().rows) {
    if (row.group != group || row.state != subjects.states.front() || row.status != "member" || !row.from)
      continue;
    if (first == nullptr || row.from->first < first->from->first) first = &row;
  }
  if (first == nullptr) {
    finding.caveats.push_back("undefined: no dated full membership is on record");
  } else {
    finding.value = first->from->iso();
    finding.evidence = {first->id};
    finding.n = 1;
  }
  return just(std::move(finding));
}

/// "not observed: no total for this pair and year as CHN gives it is on record; those of ISR are"
std::string not_reported(const std::string& reporter, std::vector<std::string> others) {
  std::sort(others.begin(), others.end());
  others.erase(std::unique(others.begin(), others.end()), others.end());
  std::string words =
      fmt::format("not observed: no total for this pair and year as {} gives it is on record", reporter);
  if (!others.empty()) words += fmt::format("; the record has what {} gives", join(others, ", "));
  return words;
}

std::vector<Finding> ask_trade(const views::Record& record, const Question& question) {
  Options options(question.options);
  const long year = options.whole("year", 0);
  const std::string reporter = options.text("reporter", "");
  options.finish();
  const auto subjects = resolve(record, question.subjects, end_of_record());
  if (subjects.states.size() != 2)
    throw Error::usage("a trade total is between two states", "for example CHN RUS");
  std::vector<Finding> findings;
  std::vector<std::string> others;  // who reports on the pair and year, and was not asked for
  for (const auto& row : record.trade()) {
    const bool pair = (row.a == subjects.states[0] && row.b == subjects.states[1]) ||
                      (row.a == subjects.states[1] && row.b == subjects.states[0]);
    if (!pair || (year != 0 && row.year != year)) continue;
    if (!reporter.empty() && row.reporter != reporter) {
      others.push_back(row.reporter);
      continue;
    }
    Finding finding =
        start(question, subjects.states,
              fmt::format("goods trade in both directions, {}, as {} gives it", row.year, row.reporter));
    finding.rule.data["year"] = row.year;
    finding.value = row.value_usd_million;
    finding.unit = "million US dollars";
    finding.n = 1;
    finding.evidence = {row.id};
    finding.details = {
        {"year", row.year}, {"reporter", row.reporter}, {"confidence", word(row.provenance.confidence)}};
    if (row.provenance.confidence != views::Confidence::high) {
      finding.caveats.push_back(fmt::format("confidence {}", word(row.provenance.confidence)));
    }
    findings.push_back(std::move(finding));
  }
  if (findings.empty()) {
    findings.push_back(start(question, subjects.states, "goods trade in both directions"));
    findings.back().unit = "million US dollars";
    findings.back().caveats.push_back(reporter.empty()
                                          ? "not observed: no total for this pair and year is on record"
                                          : not_reported(reporter, std::move(others)));
  }
  return findings;
}

std::vector<Finding> ask_milestone(const views::Record& record, const Question& question) {
  Options options(question.options);
  const auto& row = find_row(record.milestones(), options.text("id", ""), "milestone");
  options.finish();
  Finding finding = start(question, row.states, row.what);
  finding.value = row.date.iso();
  finding.unit = "date";
  finding.n = 1;
  finding.evidence = {row.id};
  return just(std::move(finding));
}

std::vector<Finding> ask_milestone_count(const views::Record& record, const Question& question) {
  Options options(question.options);
  const std::string kind = options.text("kind", "");
  const auto ids = options.list("ids", {});
  const Period period{options.date("since"), options.date("until")};
  options.finish();
  const auto subjects = resolve(record, question.subjects, period.until.value_or(end_of_record()));
  std::string words = kind.empty() ? "dated facts" : "dated facts of kind " + kind;
  if (period.since) words += " from " + period.since->iso();
  if (period.until) words += " until " + period.until->iso();
  Finding finding = start(question, subjects.states, words);
  for (const auto& row : record.milestones()) {
    if (!kind.empty() && row.kind != kind) continue;
    if (!ids.empty() && std::find(ids.begin(), ids.end(), row.id) == ids.end()) continue;
    if (!period.contains(row.date.first)) continue;
    const bool all =
        std::all_of(subjects.states.begin(), subjects.states.end(), [&](const std::string& state) {
          return std::find(row.states.begin(), row.states.end(), state) != row.states.end();
        });
    if (all) finding.evidence.push_back(row.id);
  }
  count_rows(finding, "dated facts");
  finding.caveats.push_back("counts what the casebook lists");
  return just(std::move(finding));
}

/// The dates of a treaty.
std::vector<Finding> ask_treaty(const views::Record& record, const Question& question) {
  Options options(question.options);
  const auto& row = find_row(record.commitments().treaties, options.text("id", ""), "treaty");
  const std::string field = options.text("field", "signed");
  options.finish();
  const RowDates dates{{"signed", &row.signed_on}, {"in_force", &row.in_force}, {"ended", &row.ended}};
  return just(date_finding(question, row.parties, row.name, row.id, dates, field));
}

}  // namespace

std::vector<Measure> tie_measures() {
  return {
      {{"treaties.shared", "treaties in force between states on a day, with their strongest obligation",
        "two or more states, or a group", "on, binding, obligation"},
       ask_shared_treaties},
      {{"treaties.date", "when a treaty was signed, came into force or ended", "none", "id, field"},
       ask_treaty},
      {{"memberships.shared", "groups of which all the states are members on a day",
        "two or more states, or a group", "on"},
       ask_shared_memberships},
      {{"memberships.since", "when a state became a member of a group", "one state", "group"},
       ask_member_since},
      {{"trade.total", "goods trade between two states by year", "two states", "year, reporter"}, ask_trade},
      {{"milestones.date", "the date of a fact", "none", "id"}, ask_milestone},
      {{"milestones.count", "how many dated facts of a kind concern the states", "states",
        "kind, ids, since, until"},
       ask_milestone_count},
  };
}

}  // namespace blocs::findings
