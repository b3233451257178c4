// The sections of a brief that need whole sessions of the Assembly, on a record that is small enough to check
// by hand: the casebook with eight drawn sessions in place of its own Assembly votes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "blocs/core/random.hpp"
#include "blocs/findings/brief.hpp"
#include "blocs/findings/question.hpp"
#include "support/brief_parts.hpp"
#include "support/casebook_record.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

namespace blocs::findings {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr int kFirst = 71;  ///< session: opened in 2016
constexpr int kFull = 7;    ///< sessions of enough roll calls; the eighth has five
constexpr const char* kGroup = "IRN,PRK,RUS";

double normal(RandomStream& random) {
  return std::sqrt(-2 * std::log(1 - random.uniform())) * std::cos(2 * std::numbers::pi * random.uniform());
}

/// How the three members go: Russia jumps to Iran's side in the fourth session, or from it, or stays.
enum class Course { nearer, apart, still };

double point_of(const std::string& state, std::size_t place, int session, Course course) {
  const bool late = session >= 3;
  if (state == "IRN") return -1.5;
  if (state == "PRK") return -1.2;
  if (state == "USA") return 1.8;
  if (state == "RUS") return course == Course::still || late == (course == Course::apart) ? 1.3 : -1.3;
  return -1.6 + 0.2 * static_cast<double>(place);
}

views::RollCallMatrix drawn_votes(Course course) {
  const std::vector<std::string> states{"IRN", "PRK", "RUS", "USA", "ARG", "AUS", "BRA", "CHL", "EGY", "FRA",
                                        "GBR", "GHA", "IDN", "IND", "JPN", "KEN", "MEX", "NGA", "SWE", "ZAF"};
  RandomStream random(7, 0);
  views::RollCallMatrixBuilder builder;
  for (int t = 0; t <= kFull; ++t) {
    for (int j = 0; j < (t == kFull ? 5 : 40); ++j) {
      views::RollCall call;
      call.body = views::Body::assembly;
      call.session = std::to_string(kFirst + t);
      call.date = Date(1945 + kFirst + t, 10, 1).plus_days(j);
      call.id = "R" + call.session + "-" + std::to_string(j);
      call.title = "item";
      call.source = "drawn";
      if (t < 4) call.topic = j % 2 == 0 ? "palestine" : "non-proliferation";
      builder.add(call);
      const double beta = (j % 2 == 0 ? 1 : -1) * (1.2 + 0.6 * random.uniform());
      const double cut = 1.5 * normal(random);
      for (std::size_t i = 0; i < states.size(); ++i) {
        const double z = beta * point_of(states[i], i, t, course) + normal(random);
        if (states[i] == "PRK" && (t == 0 || t == 4)) continue;  // comes late and stays away once
        builder.add_ballot(call.id, states[i],
                           z < cut         ? views::Ballot::yes
                           : z < cut + 0.4 ? views::Ballot::abstain
                                           : views::Ballot::no);
      }
    }
  }
  return builder.build();
}

/// The casebook with other Assembly votes, as if imported from a published file.
class FullRecord : public views::Record {
 public:
  explicit FullRecord(Course course) : assembly_(drawn_votes(course)), sources_(book().sources()) {
    sources_.push_back({"drawn", "dataset", "Drawn votes", "Nobody", "", "", "", "imported from drawn.csv"});
  }

  const views::States& states() const override { return book().states(); }
  const views::RollCallMatrix& roll_calls(views::Body body) const override {
    return body == views::Body::council ? book().roll_calls(body) : assembly_;
  }
  const views::Meetings& meetings() const override { return book().meetings(); }
  const views::Commitments& commitments() const override { return book().commitments(); }
  const views::Memberships& memberships() const override { return book().memberships(); }
  const std::vector<views::TradeTotal>& trade() const override { return book().trade(); }
  const std::vector<views::Sanction>& sanctions() const override { return book().sanctions(); }
  const std::vector<views::Milestone>& milestones() const override { return book().milestones(); }
  const std::vector<views::Indicator>& indicators() const override { return book().indicators(); }
  const std::vector<views::Estimate>& estimates() const override { return book().estimates(); }
  const std::vector<views::ArmsTransfer>& arms() const override { return book().arms(); }
  const std::vector<views::EventCount>& event_counts() const override { return book().event_counts(); }
  const std::vector<views::Source>& sources() const override { return sources_; }

 private:
  static const views::Record& book() { return test::casebook(); }

  views::RollCallMatrix assembly_;
  std::vector<views::Source> sources_;
};

const FullRecord& record() {
  static const FullRecord full(Course::nearer);
  return full;
}

Brief write(const views::Record& of, const std::string& group, std::vector<std::string>* told = nullptr) {
  BriefRequest request;
  request.group = {group};
  request.since = Date(2022, 1, 1);
  request.until = Date(2025, 9, 18);
  request.version = "test";
  if (told != nullptr) request.progress = [told](std::string_view what) { told->emplace_back(what); };
  return make_brief(of, request);
}

struct Written {
  Brief brief;
  std::vector<std::string> told;
};

const Written& written() {
  static const Written one = [] {
    Written made;
    made.brief = write(record(), kGroup, &made.told);
    return made;
  }();
  return one;
}

const Section& ideal() {
  return test::section(written().brief, "ideal-points");
}

TEST(BriefFullRecord, IsSound) {
  test::expect_sound(written().brief);
  EXPECT_TRUE(test::section(written().brief, "assembly-sessions").observed);
  EXPECT_TRUE(ideal().observed);
}

TEST(BriefFullRecord, StatesWithoutBallotsArePlacedNowhere) {
  const auto others = write(record(), "FJI,NZL");
  const auto& section = test::section(others, "ideal-points");
  EXPECT_FALSE(section.observed);
  EXPECT_THAT(section.text.front(), HasSubstr("20 ballots"));
}

TEST(BriefFullRecord, TheFitIsMadeOnce) {
  const auto fits = std::count_if(written().told.begin(), written().told.end(), [](const std::string& line) {
    return line.find("places and") != std::string::npos;
  });
  EXPECT_EQ(fits, 1);
}

TEST(BriefFullRecord, PathsAreTheMembersAndAllOthersAreBehindThem) {
  const auto& paths = test::exhibit(written().brief, "ideal-paths");
  const auto& matrix = record().roll_calls(views::Body::assembly);
  std::size_t empty = 0;
  for (const auto& row : paths.table.rows) {
    SCOPED_TRACE(row.dump());
    EXPECT_LT(std::stoi(row.at("session").get<std::string>()), kFirst + kFull);
    if (row.at("point").is_null()) {
      ++empty;
      EXPECT_EQ(row.at("state"), "PRK");
      EXPECT_EQ(row.at("session"), std::to_string(kFirst + 4));
      continue;
    }
    EXPECT_LE(row.at("low"), row.at("q5"));
    EXPECT_LE(row.at("q5"), row.at("point"));
    EXPECT_LE(row.at("point"), row.at("q95"));
    EXPECT_LE(row.at("q95"), row.at("high"));
    // Ballots on roll calls that divide the states, counted anew.
    std::size_t ballots = 0;
    for (const auto i : matrix.contested().indices())
      ballots += matrix.roll_calls()[i].session == row.at("session").get<std::string>() ? 1 : 0;
    EXPECT_EQ(row.at("n"), ballots);
  }
  EXPECT_EQ(empty, 1U);
  EXPECT_EQ(paths.table.rows.size(), 7U + 6U + 7U);

  const auto& context = paths.chart.at("context");
  EXPECT_EQ(context.at("x").size(), static_cast<std::size_t>(kFull));
  EXPECT_EQ(context.at("lines").size(), 17U);
  for (const auto& [state, line] : context.at("lines").items()) {
    EXPECT_THAT(std::string(kGroup), Not(HasSubstr(state)));
    EXPECT_EQ(line.size(), static_cast<std::size_t>(kFull)) << state;
  }
}

/// Points of all states in one year, asked for by themselves.
std::map<std::string, double> points_in(int year) {
  std::map<std::string, double> points;
  for (const auto& finding : answer(record(), {"ideal.points", {}, {{"until", "2025-09-18"}}})) {
    if (finding.details.is_null()) continue;
    for (const auto& point : finding.details.at(finding.subjects.front())) {
      if (point.at("year") == year) points[finding.subjects.front()] = point.at("mean").get<double>();
    }
  }
  return points;
}

TEST(BriefFullRecord, SpreadIsSetBesideEveryGroupThereIs) {
  const auto points = points_in(2022);
  ASSERT_EQ(points.size(), 20U);
  std::vector<double> all;
  for (const auto& [state, point] : points) all.push_back(point);
  const auto range = [](double a, double b, double c) { return std::max({a, b, c}) - std::min({a, b, c}); };
  const double ours = range(points.at("IRN"), points.at("PRK"), points.at("RUS"));
  std::vector<double> ranges;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      for (std::size_t k = j + 1; k < all.size(); ++k) ranges.push_back(range(all[i], all[j], all[k]));
    }
  }
  std::sort(ranges.begin(), ranges.end());
  const auto tight = std::count_if(ranges.begin(), ranges.end(), [&](double r) { return r <= ours + 1e-3; });

  const auto& spread = test::exhibit(written().brief, "ideal-spread");
  const auto& last = spread.table.rows.back();
  EXPECT_EQ(last.at("year"), "2022");
  EXPECT_EQ(last.at("members"), 3);
  EXPECT_NEAR(last.at("range").get<double>(), ours, 0.006);
  EXPECT_NEAR(last.at("share").get<double>(), static_cast<double>(tight) / static_cast<double>(ranges.size()),
              0.002);
  EXPECT_NEAR(last.at("half").get<double>(), ranges[ranges.size() / 2], 0.02);
  EXPECT_EQ(spread.table.rows.front().at("members"), 2);  // North Korea is not there yet
}

TEST(BriefFullRecord, TheTitleSaysWhetherTheyDrewNearer) {
  // All three stood from the second session on: 2017.
  EXPECT_THAT(ideal().title, HasSubstr("In 2022 the members stood at most"));
  EXPECT_THAT(ideal().title, HasSubstr("nearer together than in 2017"));
  const FullRecord apart(Course::apart);
  const auto drifting = write(apart, kGroup);
  EXPECT_THAT(test::section(drifting, "ideal-points").title, HasSubstr("farther apart than in 2017"));
  const FullRecord still(Course::still);
  const auto change = answer(still, {"ideal.change", {kGroup}, Json::object()}).front();
  ASSERT_TRUE(change.interval);
  EXPECT_LT(change.interval->low, 0);
  EXPECT_GT(change.interval->high, 0);
}

TEST(BriefFullRecord, TheJumpIsATurningPointAndTheThinSessionIsNotShown) {
  const auto& turns = test::exhibit(written().brief, "ideal-turns");
  ASSERT_FALSE(turns.table.rows.empty());
  const auto jump = std::find_if(turns.table.rows.begin(), turns.table.rows.end(), [](const Json& row) {
    return row.at("state") == "RUS" && row.at("from") == "2018" && row.at("to") == "2019";
  });
  ASSERT_NE(jump, turns.table.rows.end());
  EXPECT_LT(jump->at("by").get<double>(), -0.5);  // away from the United States
  EXPECT_THAT(ideal().text.back(), HasSubstr("session 78 (5 roll calls)"));
}

TEST(BriefFullRecord, EveryFindingOfTheFitCanBeAskedForAgain) {
  std::size_t asked = 0;
  for (const auto& exhibit : ideal().exhibits) {
    for (const auto& id : exhibit.findings) {
      const auto& kept = test::finding(written().brief, id);
      SCOPED_TRACE(id);
      ++asked;
      const auto again = answer(record(), {kept.measure, kept.subjects, kept.rule.data}).front();
      EXPECT_EQ(again.id, kept.id);
      EXPECT_EQ(again.value, kept.value);
      EXPECT_EQ(again.evidence, kept.evidence);
    }
  }
  EXPECT_GE(asked, 3U + 1U + 2U + 1U);  // points, spread, changes, moves
}

TEST(BriefFullRecord, SessionsAreOneLineThatBreaksWhereTheMembersChange) {
  const auto& history = test::exhibit(written().brief, "sessions-history");
  EXPECT_EQ(history.chart.at("break"), "members");
  std::vector<int> members;
  for (const auto& row : history.table.rows) {
    EXPECT_EQ(row.at("who"), history.table.rows.front().at("who"));
    members.push_back(row.at("members").get<int>());
  }
  EXPECT_EQ(members, (std::vector<int>{2, 3, 3, 3, 2, 3, 3}));
  EXPECT_THAT(history.rule, Not(HasSubstr("session 77")));
}

TEST(BriefFullRecord, TopicsAreOfTheLastSessionsThatNameThem) {
  const auto& topics = test::exhibit(written().brief, "sessions-topics");
  EXPECT_EQ(topics.table.rows.size(), 2U);
  EXPECT_THAT(topics.title, HasSubstr("sessions 71 to 74"));
  EXPECT_THAT(topics.title, HasSubstr("Palestine"));
  EXPECT_THAT(topics.title, HasSubstr("non-proliferation"));
  EXPECT_THAT(topics.notes.front(), HasSubstr("session 75 and later"));
}

TEST(BriefFullRecord, ChoicesThatMoveNothingAreANote) {
  const auto& rules = test::exhibit(written().brief, "sessions-rules");
  for (const auto& row : rules.table.rows) {
    EXPECT_THAT(row.at("choice").get<std::string>(), Not(HasSubstr("amendments")));
    EXPECT_LE(row.at("low"), row.at("value"));
    EXPECT_LE(row.at("value"), row.at("high"));
  }
  EXPECT_EQ(rules.table.rows.size(), 5U);  // three ways with an abstention, two with an absence
  EXPECT_THAT(rules.notes.back(), HasSubstr("votes on amendments"));
}

TEST(BriefFullRecord, JsonFollowsItsSchema) {
  if (std::system("python3 -c pass >/dev/null 2>&1") != 0)
    GTEST_SKIP() << "python3 is not there to check the schema";
  const test::TempFolder folder;
  const auto file = folder / "full.json";
  test::spill(file, to_json(written().brief).dump());
  const std::string root = test::source_dir();
  EXPECT_EQ(std::system(("python3 " + root + "/tests/findings/validate.py " + root +
                         "/docs/brief.schema.json '" + file.string() + "'")
                            .c_str()),
            0);
}

TEST(BriefFullRecord, MarkdownHoldsTheMembersTable) {
  const auto text = to_markdown(written().brief);
  EXPECT_THAT(text, HasSubstr(ideal().title));
  EXPECT_THAT(text, HasSubstr("97.5 %"));
}

}  // namespace
}  // namespace blocs::findings
