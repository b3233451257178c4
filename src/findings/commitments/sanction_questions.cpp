// Who imposes which sanctions on whom, and when.
#include <fmt/format.h>

#include <algorithm>

#include "../question_list.hpp"
#include "../row_dates.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/measures/sanctions.hpp"

namespace blocs::findings {
namespace {

std::vector<Finding> ask_date(const views::Record& record, const Question& question) {
  Options options(question.options);
  const auto& row = find_row(record.sanctions(), options.text("id", ""), "sanction");
  const std::string field = options.text("field", "from");
  options.finish();
  const RowDates dates{
      {"from", &row.from}, {"eased", &row.eased}, {"ended", &row.ended}, {"restored", &row.restored}};
  return just(date_finding(question, {row.target}, fmt::format("{} ({})", row.measure, row.reference), row.id,
                           dates, field));
}

/// What one state imposes on a day. The record follows selected regimes: without a single one of this
/// state's, on this target if one is named, nothing is observed; with one, none in force is a finding.
Finding imposed_by(const views::Record& record, const Question& question, const std::string& state,
                   const std::string& target, Date day) {
  Finding finding;
  finding.measure = question.measure;
  finding.subjects = {state};
  const std::string whom = target.empty() ? "" : " on " + record.states().name(target);
  finding.rule = {
      fmt::format("measures{} in force {} that the state imposes by itself or as a member, that day, "
                  "of the EU",
                  whom, on_day_words(day)),
      question.options};
  finding.rule.data["part"] = state;
  finding.unit = "measures";
  bool followed = false;
  Json list = Json::array();
  for (const auto& row : record.sanctions()) {
    if (!target.empty() && row.target != target) continue;
    if (!measures::imposes(row, state, record.memberships(), day)) continue;
    followed = true;
    if (!measures::in_force(row, day)) continue;
    finding.evidence.push_back(row.id);
    list.push_back({{"id", row.id}, {"on", row.target}, {"by", row.imposed_by}, {"measure", row.measure}});
  }
  finding.details = {{"measures", list}};
  if (followed) {
    finding.value = static_cast<double>(finding.evidence.size());
    finding.numerator = static_cast<double>(finding.evidence.size());
    finding.n = finding.evidence.size();
  } else {
    finding.caveats.push_back(fmt::format(
        "not observed: the casebook follows no sanctions{} by {}, and those it follows are selected", whom,
        record.states().name(state)));
  }
  return finding;
}

std::vector<Finding> ask_imposed(const views::Record& record, const Question& question) {
  Options options(question.options);
  const Date day = asked_day(options);
  const std::string named = options.text("target", "");
  options.allow("part");
  options.finish();
  const std::string target = named.empty() ? "" : record.states().resolve(named).code;
  std::vector<Finding> findings;
  for (const auto& state : resolve(record, question.subjects, day).states)
    findings.push_back(imposed_by(record, question, state, target, day));
  findings.front().caveats.emplace_back("a regime is a legal act, not a measure of how hard it bites");
  return findings;
}

}  // namespace

std::vector<Measure> sanction_measures() {
  return {{{"sanctions.date", "when a sanction was imposed, eased, ended or restored", "none", "id, field"},
           ask_date},
          {{"sanctions.imposed", "which sanctions states impose, by themselves or as members of the EU",
            "states, or a group", "on, target"},
           ask_imposed}};
}

}  // namespace blocs::findings
