#include "findings/claims/grid_readings.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "blocs/core/error.hpp"
#include "blocs/sources/casebook.hpp"
#include "findings/claims/claim_reading.hpp"
#include "support/fixed_record.hpp"
#include "support/places.hpp"

namespace blocs::findings {
namespace {

const views::Record& casebook_record() {
  static const auto fixed = test::FixedRecord::of(sources::read_casebook(test::source_dir() + "/casebook"));
  return fixed;
}

/// What a figure reads off the whole answer to its question under a rule, the question put by itself.
Reading read_alone(const Figure& figure, const Question& question) {
  try {
    const auto findings = answer(casebook_record(), question);
    const auto* finding = picked(figure, findings);
    return finding != nullptr ? read(figure, *finding) : Reading{{}, "undefined"};
  } catch (const Error&) {
    return {{}, "undefined"};
  }
}

std::string text_of(const Question& question) {
  std::string text = question.measure + question.options.dump();
  for (const auto& subject : question.subjects) text += "," + subject;
  return text;
}

void expect_same_readings(const Claim& claim, const Document& document) {
  const ClaimGrid grid(claim, document);
  GridReadings readings(claim, grid, casebook_record());
  for (std::size_t q = 0; q < readings.questions(); ++q) readings.ask(casebook_record(), q);
  const std::size_t step = grid.rules().size() / 7 + 1;
  for (std::size_t rule = 0; rule < grid.rules().size(); rule += step) {
    for (std::size_t f = 0; f < claim.figures.size(); ++f) {
      if (claim.figures[f].comparison) continue;
      const auto alone = read_alone(claim.figures[f], grid.question(claim.figures[f], rule));
      EXPECT_EQ(readings.at(f, rule).words, alone.words) << claim.id << ", rule " << rule;
      EXPECT_EQ(readings.at(f, rule).value, alone.value) << claim.id << ", rule " << rule;
    }
  }
}

TEST(GridReadings, AnswersForTheNumbersAreThoseOfWholeFindings) {
  for (const std::string name : {"csis", "marshall"}) {
    const auto file = read_claim_file(test::source_dir() + "/casebook/claims/" + name + ".toml");
    for (std::size_t c = 0; c < file.claims.size(); c += 3)
      expect_same_readings(file.claims[c], file.document);
  }
}

TEST(GridReadings, NoQuestionIsAskedTwice) {
  const auto file = read_claim_file(test::source_dir() + "/casebook/claims/csis.toml");
  std::size_t asked = 0;
  std::size_t different_in_all = 0;
  for (const auto& claim : file.claims) {
    const ClaimGrid grid(claim, file.document);
    std::set<std::string> different;
    for (const auto& figure : claim.figures) {
      if (figure.comparison) continue;  // asks nothing
      for (std::size_t rule = 0; rule < grid.rules().size(); ++rule)
        different.insert(text_of(grid.question(figure, rule)));
    }
    const GridReadings readings(claim, grid, casebook_record());
    EXPECT_LE(readings.questions(), grid.rules().size() * claim.figures.size());
    asked += readings.questions();
    different_in_all += different.size();
  }
  EXPECT_LT(asked, different_in_all) << "cut-offs between which nothing happened come to the same";
}

TEST(GridReadings, CutOffsComeToTheSameOnlyWhereNothingHappenedBetweenThem) {
  const auto questions = [](const std::string& cut_off) {
    const auto file =
        read_claims("[document]\ntitle = \"A study\"\ncut_off = " + cut_off +
                        "\n[[claim]]\nid = \"c\"\ntext = \"t\"\n[[claim.figure]]\nstated = 1\n"
                        "question = { measure = \"meetings.count\", subjects = [\"CHN\", "
                        "\"PRK\"], options = { since = 2022-01-01, until = \"cut-off\", min_rank "
                        "= \"unknown\", sides = \"both\", frames = [\"bilateral\"], formats = "
                        "[\"in_person\"], confidences = [\"high\", \"medium\", \"low\"] } }\n",
                    "some.toml");
    const ClaimGrid grid(file.claims[0], file.document);
    EXPECT_EQ(grid.rules().size(), 5U);
    return GridReadings(file.claims[0], grid, casebook_record()).questions();
  };
  // The two met on 2023-07-26 and 2023-09-08, and not between 2022-01-01 and the first of these.
  EXPECT_EQ(questions("2022-10-01"), 1U);
  EXPECT_EQ(questions("2023-07-20"), 2U) << "a week and 30 days later it had happened";
  EXPECT_EQ(questions("2023-01-10"), 2U)
      << "30 days earlier lies in another year, by which counts may be split";
}

}  // namespace
}  // namespace blocs::findings
