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
  GridReadings readings(claim, grid);
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

TEST(GridReadings, EachDifferentQuestionIsAskedOnce) {
  const auto file = read_claim_file(test::source_dir() + "/casebook/claims/csis.toml");
  std::size_t shared = 0;
  for (const auto& claim : file.claims) {
    const ClaimGrid grid(claim, file.document);
    std::set<std::string> different;
    for (const auto& figure : claim.figures) {
      if (figure.comparison) continue;  // asks nothing
      for (std::size_t rule = 0; rule < grid.rules().size(); ++rule)
        different.insert(text_of(grid.question(figure, rule)));
    }
    const GridReadings readings(claim, grid);
    // A rule that names what a question takes by default anyway makes another question of it.
    EXPECT_GE(readings.questions(), different.size()) << claim.id;
    EXPECT_LE(readings.questions(), grid.rules().size() * claim.figures.size());
    shared += grid.rules().size() * claim.figures.size() - readings.questions();
  }
  EXPECT_GT(shared, 0U);
}

}  // namespace
}  // namespace blocs::findings
