// Trends and orderings as claims: by the values of the record, ties being ties.
#include "findings/claims/comparisons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "blocs/core/error.hpp"
#include "support/fixed_record.hpp"

namespace blocs::findings {
namespace {

using test::FixedRecord;
using ::testing::HasSubstr;

const std::string kHead =
    "[document]\ntitle = \"A study\"\ndate = 2025-01-01\n[[claim]]\nid = \"c\"\ntext = \"t\"\n";

/// Summits: 4 in 2020, 3 in 2021, 3 in 2022, 1 in 2023.
const FixedRecord& record() {
  static const FixedRecord fixed = [] {
    sources::Harvest harvest;
    sources::StateRow state;
    state.code = "AAA";
    state.name = "Aland";
    harvest.states = {state};
    for (const auto& [year, n] : {std::pair(2020, 4), {2021, 3}, {2022, 3}, {2023, 1}}) {
      for (int i = 0; i < n; ++i) {
        const std::string id = std::to_string(year) + "-0" + std::to_string(i + 1);
        harvest.milestones.push_back(
            {id, *LooseDate::parse(id + "-01"), {"AAA"}, "summit", "A summit", "", {"elsewhere", {}, ""}});
      }
    }
    harvest.milestones.push_back(
        {"some-time", *LooseDate::parse("2020"), {"AAA"}, "war", "A war", "", {"elsewhere", {}, ""}});
    return FixedRecord::of(harvest);
  }();
  return fixed;
}

CheckedClaim checked(const std::string& claim) {
  return check(record(), read_claims(kHead + claim, "some.toml")).at(0);
}

/// A figure that counts the summits of a year, with what is stated of it, if anything is.
std::string year(int y, const std::string& stated = "") {
  const std::string label = std::to_string(y);
  return "[[claim.figure]]\nlabel = \"" + label + "\"\n" +
         (stated.empty() ? "" : "stated = " + stated + "\n") +
         "question = { measure = \"milestones.count\", subjects = [\"AAA\"], options = { kind = \"summit\", "
         "since = "
         "\"" +
         label + "-01-01\", until = \"" + label + "-12-31\" } }\n";
}

std::string compare(const std::string& how, const std::string& of) {
  return "[[claim.figure]]\nlabel = \"Course\"\n" + how + "\nof = [" + of + "]\n";
}

Verdict verdict_of(const std::string& how, const std::string& of) {
  std::string figures;
  for (const int y : {2020, 2021, 2022, 2023}) {
    if (of.find(std::to_string(y)) != std::string::npos) figures += year(y);
  }
  return checked(figures + compare(how, of)).figures.back().verdict;
}

TEST(Comparisons, OfTheRecordWithTiesAsTies) {
  const std::string all = "\"2020\", \"2021\", \"2022\", \"2023\"";
  EXPECT_EQ(verdict_of("trend = \"falls\"", all), Verdict::differs) << "4, 3, 3, 1: level once";
  EXPECT_EQ(verdict_of("trend = \"never rises\"", all), Verdict::reproduced);
  EXPECT_EQ(verdict_of("trend = \"falls\"", "\"2020\", \"2021\", \"2023\""), Verdict::reproduced);
  EXPECT_EQ(verdict_of("order = \"descending\"", "\"2020\", \"2021\", \"2023\""), Verdict::reproduced);
  EXPECT_EQ(verdict_of("trend = \"rises\"", "\"2023\", \"2022\", \"2020\""), Verdict::reproduced);
  EXPECT_EQ(verdict_of("order = \"ascending\"", "\"2023\", \"2022\", \"2021\""), Verdict::differs);
  EXPECT_EQ(verdict_of("trend = \"never falls\"", "\"2023\", \"2022\", \"2021\""), Verdict::reproduced);
  EXPECT_EQ(verdict_of("order = \"most\"", all), Verdict::reproduced);
  EXPECT_EQ(verdict_of("order = \"most\"", "\"2021\", \"2022\", \"2023\""), Verdict::differs) << "a tie";
  EXPECT_EQ(verdict_of("order = \"least\"", "\"2023\", \"2020\", \"2022\""), Verdict::reproduced);
  EXPECT_EQ(verdict_of("order = \"least\"", "\"2022\", \"2020\", \"2021\""), Verdict::differs) << "a tie";
}

TEST(Comparisons, ValuesAreShownInTheOrderStated) {
  const auto claim = checked(year(2020) + year(2021) + year(2022) +
                             compare("trend = \"falls\"", "\"2020\", \"2021\", \"2022\""));
  EXPECT_EQ(claim.verdict, Verdict::differs);
  EXPECT_EQ(claim.figures[3].record.words, "4, 3, 3");
  EXPECT_EQ(stated_words(claim.figures[3].figure), "2020 > 2021 > 2022");
  EXPECT_EQ(stated_words(claim.figures[0].figure), "–");
  EXPECT_THAT(claim.why, HasSubstr("Course: 4, 3, 3"));
  EXPECT_THAT(claim.why, ::testing::Not(HasSubstr("2021: 3"))) << "told once, by the comparison";
  const auto json = to_json(claim).at("figures");
  EXPECT_EQ(json.at(3).at("record"), Json({"4", "3", "3"}));
  EXPECT_TRUE(json.at(0).at("stated").is_null());
}

TEST(Comparisons, TheDocumentsOwnFiguresAreHeldAgainstIt) {
  const auto claim = checked(year(2020, "12") + year(2021, "7") + year(2023, "8") +
                             compare("trend = \"falls\"", "\"2020\", \"2021\", \"2023\""));
  EXPECT_EQ(claim.figures[3].verdict, Verdict::differs) << "the record's 4, 3, 1 fall, but 12, 7, 8 do not";
  EXPECT_THAT(claim.why, HasSubstr("own figures, 12, 7, 8,"));
  const auto consistent = checked(year(2020, "12") + year(2021, "7") + year(2023, "5") +
                                  compare("trend = \"falls\"", "\"2020\", \"2021\", \"2023\""));
  EXPECT_EQ(consistent.figures[3].verdict, Verdict::reproduced);
  EXPECT_EQ(consistent.verdict, Verdict::differs) << "the figures themselves do";
}

TEST(Comparisons, HoldUnderOneRuleWithTheFiguresTheyCompare) {
  const auto claim =
      checked(year(2020, "4") + year(2023, "1") + compare("order = \"most\"", "\"2020\", \"2023\""));
  EXPECT_EQ(claim.verdict, Verdict::reproduced);
  EXPECT_TRUE(claim.variants[0].holds);
}

std::string date(const std::string& label, const std::string& id) {
  return "[[claim.figure]]\nlabel = \"" + label +
         "\"\nquestion = { measure = \"milestones.date\", options = { id = \"" + id + "\" } }\n";
}

TEST(Comparisons, DatesMayBeFirstAndLast) {
  const std::string both = date("A", "2020-01") + date("B", "2021-01") + date("Loose", "some-time");
  EXPECT_EQ(checked(both + compare("order = \"first\"", "\"A\", \"B\", \"Loose\"")).figures[3].verdict,
            Verdict::not_checkable)
      << "a day of 2020 against some day of 2020";
  EXPECT_EQ(checked(both + compare("order = \"last\"", "\"B\", \"A\", \"Loose\"")).figures[3].verdict,
            Verdict::reproduced);
  EXPECT_EQ(checked(both + compare("order = \"first\"", "\"B\", \"A\", \"Loose\"")).figures[3].verdict,
            Verdict::differs);
}

TEST(Comparisons, StandForNumbersDatesAndNothingElse) {
  const auto number = [](double n) { return Reading{n, ""}; };
  const Reading undefined{{}, "undefined"};
  EXPECT_EQ(stand(Relation::falls, {number(3), number(2), number(1)}), true);
  EXPECT_EQ(stand(Relation::falls, {number(0.3), number(0.1 + 0.2)}), false) << "level but for rounding";
  EXPECT_EQ(stand(Relation::never_rises, {number(0.3), number(0.1 + 0.2)}), true);
  EXPECT_EQ(stand(Relation::falls, {number(3), undefined}), std::nullopt);
  EXPECT_EQ(stand(Relation::falls, {number(3), undefined, number(2), number(2)}), false)
      << "what is known is enough";
  EXPECT_EQ(stand(Relation::most, {number(3), number(1), number(2)}), true) << "the others in any order";
  const Reading day{std::string("2020-01-01"), ""};
  EXPECT_EQ(stand(Relation::first, {day, day}), false) << "the same day";
  EXPECT_EQ(stand(Relation::first, {day, number(1)}), std::nullopt);
}

TEST(Comparisons, RefuseWhatIsNone) {
  const auto error = [](const std::string& figures) {
    try {
      (void)read_claims(kHead + figures, "some.toml");
    } catch (const Error& e) {
      return e.message() + " " + e.hint() + " " + e.where();
    }
    return std::string("none");
  };
  const std::string two = year(2020) + year(2021);
  EXPECT_EQ(error(two + compare("trend = \"falls\"", "\"2020\", \"2021\"")), "none");
  EXPECT_THAT(error(two + compare("trend = \"fals\"", "\"2020\", \"2021\"")), HasSubstr("falls"));
  EXPECT_THAT(error(two + compare("order = \"moist\"", "\"2020\", \"2021\"")), HasSubstr("most"));
  EXPECT_THAT(error(two + compare("trend = \"falls\"", "\"2020\", \"2012\"")), HasSubstr("2021"));
  EXPECT_THAT(error(two + compare("trend = \"falls\"", "\"2020\"")), HasSubstr("two figures"));
  EXPECT_THAT(error(two + compare("trend = \"falls\"", "\"2020\", \"2020\"")), HasSubstr("twice"));
  EXPECT_THAT(error(two + compare("trend = \"falls\"", "\"2020\", \"Course\"")), HasSubstr("Course"));
  EXPECT_THAT(error(two + compare("trend = \"falls\"\norder = \"most\"", "\"2020\", \"2021\"")),
              HasSubstr("one of the two"));
  EXPECT_THAT(error(two + compare("trend = \"falls\"\nstated = 3", "\"2020\", \"2021\"")),
              HasSubstr("does not go with"));
  EXPECT_THAT(error(two + "[[claim.figure]]\nlabel = \"x\"\nof = [\"2020\", \"2021\"]\n"),
              HasSubstr("how they stand"));
  EXPECT_THAT(error(year(2020, "1") + year(2021)), HasSubstr("states nothing"));
}

}  // namespace
}  // namespace blocs::findings
