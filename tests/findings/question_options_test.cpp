// Options of questions: one of another type than its own is refused, and named, never ignored.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/question.hpp"
#include "blocs/findings/theatre_file.hpp"
#include "support/casebook_record.hpp"

namespace blocs::findings {
namespace {

/// What a measure must be told before it looks at anything else.
Json needed_by(const std::string& measure) {
  static const std::map<std::string, Json> needed{
      {"commitments.cascade", {{"attacker", "RUS"}, {"target", "POL"}}},
      {"meetings.hosted", {{"host", "CHN"}}},
      {"milestones.span", {{"from", "2025-06-13-twelve-day-war"}, {"to", "2025-06-24-twelve-day-war-ends"}}},
      {"sanctions.date", {{"id", "un-irn-regime"}}},
      {"treaties.date", {{"id", "T01"}}},
      {"votes.subsets", {{"size", 2}, {"pattern", {{"CHN", {{"no", 1}}}}}}},
  };
  if (measure.starts_with("theatres.")) {
    const auto file = test::source_dir() + "/scenarios/theatres/three-theatres.toml";
    const Json scenario = read_theatre_file(file).data;
    return {{"scenario", scenario}, {"other", scenario}};
  }
  const auto at = needed.find(measure);
  return at == needed.end() ? Json::object() : at->second;
}

/// Options that are tables: any object is of their type.
bool is_table(const std::string& option) {
  static const std::set<std::string> tables{"ballots",  "pattern", "weights",  "with_ranks",
                                            "overrule", "votes",   "scenario", "other"};
  return tables.contains(option);
}

void expect_refused(const MeasureInfo& info, const std::string& name, const Json& wrong) {
  Question question{info.name, {"CHN", "RUS"}, needed_by(info.name)};
  if (info.name != "theatres.compare") question.options.erase("other");
  question.options[name] = wrong;
  SCOPED_TRACE(info.name + ", " + name + " = " + wrong.dump());
  try {
    answer(test::casebook(), question);
    ADD_FAILURE() << "taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_NE(error.message().find('"' + name + '"'), std::string::npos) << error.message();
  }
}

}  // namespace

TEST(QuestionOptions, OfAnotherTypeAreRefusedAndNamed) {
  const Json object{{"a", {{"table", true}}}};
  const Json nested = Json::array({Json::array({1})});
  std::size_t checked = 0;
  for (const auto& info : measures()) {
    for (const auto& name : split(info.options, ',')) {
      for (const Json& wrong : {object, nested, Json(2.5)}) {
        if (is_table(name) && wrong.is_object()) continue;
        expect_refused(info, name, wrong);
        ++checked;
      }
    }
  }
  EXPECT_GT(checked, 1000);
}

}  // namespace blocs::findings
