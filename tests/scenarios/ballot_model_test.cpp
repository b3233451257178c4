#include "blocs/scenarios/ballot_model.hpp"

#include <gtest/gtest.h>

#include "blocs/scenarios/backtest.hpp"
#include "support/casebook_record.hpp"
#include "support/places.hpp"
#include "support/reference_votes.hpp"

namespace blocs::scenarios {
namespace {

double sum(const Chances3& c) {
  return c[0] + c[1] + c[2];
}

TEST(TopicFamily, FromTopicOrAgenda) {
  EXPECT_EQ(topic_family("dprk", "anything"), "dprk");
  EXPECT_EQ(topic_family("", "The situation in Mali"), "africa-sahel");
  EXPECT_EQ(topic_family("", "The situation in the Middle East"), "middle-east");
  EXPECT_EQ(topic_family("", "The situation in the Middle East, including the Palestinian question"),
            "palestine");
  EXPECT_EQ(topic_family("", "Non-proliferation/Democratic People's Republic of Korea"), "dprk");
  EXPECT_EQ(topic_family("", "The question concerning Haiti"), "haiti");
  EXPECT_EQ(topic_family("", ""), "other");
}

TEST(BallotModel, KnowsNothingAtFirst) {
  const BallotModel model;
  const auto chances = model.chances(
      "CHN", {Date(2022, 1, 1), views::Kind::draft, views::Nature::substantive, "iran", "", {}});
  EXPECT_NEAR(sum(chances), 1, 1e-12);
  EXPECT_GT(chances[0], 0.8);
  EXPECT_EQ(model.seen("CHN"), 0U);
}

TEST(BallotModel, LearnsFromTheCasebook) {
  const auto votes = past_votes(test::casebook().roll_calls(views::Body::council));
  BallotModel model;
  model.learn(votes, Date(2026, 2, 1));
  const auto at = [&](const char* state, const char* family) {
    return model.chances(state,
                         {Date(2026, 2, 1), views::Kind::draft, views::Nature::substantive, family, "", {}});
  };
  EXPECT_GT(at("RUS", "ukraine")[1], at("GBR", "ukraine")[1]);
  EXPECT_GT(at("USA", "palestine")[1], at("CHN", "palestine")[1]);
  EXPECT_GT(at("CHN", "yemen-red-sea")[2], at("FRA", "yemen-red-sea")[2]);
  for (const auto* state : {"RUS", "USA", "VUT"}) EXPECT_NEAR(sum(at(state, "iran")), 1, 1e-12);
}

TEST(BallotModel, NothingAfterTheDayIsLearned) {
  const auto votes = past_votes(test::casebook().roll_calls(views::Body::council));
  BallotModel early;
  early.learn(votes, Date(2023, 1, 1));
  BallotModel cut;
  cut.learn(past_votes(test::casebook().roll_calls(views::Body::council), {std::nullopt, Date(2022, 12, 31)}),
            Date(2030, 1, 1));
  const DraftDescription draft{
      Date(2023, 1, 2), views::Kind::draft, views::Nature::substantive, "syria", "", {}};
  EXPECT_EQ(early.chances("RUS", draft), cut.chances("RUS", draft));
}

TEST(SponsorSide, OfWhom) {
  EXPECT_EQ(sponsor_side({}), "");
  EXPECT_EQ(sponsor_side({"RUS", "SYR"}), "rus-chn");
  EXPECT_EQ(sponsor_side({"ALB", "USA"}), "usa");
  EXPECT_EQ(sponsor_side({"DZA"}), "elected");
  EXPECT_EQ(sponsor_side({"CHN", "GBR"}), "mixed");
}

TEST(Backtest, OnTheReferenceTableTheModelBeatsTheBaselines) {
  const auto bytes = test::gunzipped(test::reference_data() + "/votes/unsc_1994_2025.csv.gz");
  if (!bytes) GTEST_SKIP() << "the reference table of Council votes is not beside the checkout";
  const auto reference = test::read_reference_votes(*bytes, Date(2004, 1, 1));
  const auto votes = past_votes(reference.matrix);
  ASSERT_GT(votes.size(), 1300U);
  const auto result = walk_forward(votes, Date(2004, 1, 1), Date(2010, 1, 1));
  EXPECT_EQ(result.test_until, Date(2026, 1, 27));
  const auto& model = result.methods.front();
  for (std::size_t m = 1; m < result.methods.size(); ++m) {
    const auto& baseline = result.methods[m];
    EXPECT_LT(model.all.log_score, baseline.all.log_score) << baseline.method;
    EXPECT_LT(model.all.brier, baseline.all.brier) << baseline.method;
    EXPECT_LT(model.contested.brier, baseline.contested.brier) << baseline.method;
  }
  EXPECT_LT(result.calibration_error, 0.02);
  EXPECT_LT(result.with_factor.log_score, result.without_factor.log_score);
  EXPECT_LT(result.with_factor.log_score, result.base_rate.log_score);
}

}  // namespace
}  // namespace blocs::scenarios
