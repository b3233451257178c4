#include "blocs/inference/vote_clusters.hpp"

#include <gtest/gtest.h>

#include "blocs/inference/intervals.hpp"
#include "blocs/inference/pair_bootstrap.hpp"

namespace blocs::inference {
namespace {

struct Row {
  const char* id;
  const char* date;
  const char* draft;
  const char* title;
  int cluster;  ///< by hand
};

// Titles as published tables give them, with the resolutions they stand on.
const std::vector<Row> kReal{
    {"1", "2005-12-08", "R/60/70", "Nuclear disarmament : resolution / adopted by the General As", 1},
    {"2", "2017-12-04", "A/RES/72/38", "Nuclear disarmament : resolution / adopted by the General Assembly",
     1},
    {"3", "2019-12-12", "A/RES/74/45", "Nuclear disarmament ", 1},
    // One text, put to the vote paragraph by paragraph and as a whole.
    {"4", "2016-12-05", "R/71/54",
     "The Acting President: Draft resolution XXII is entitled _Towards a nuclear-weapon-free world", 2},
    {"5", "2016-12-05", "R/71/54",
     "Towards a nuclear-weapon-free world : accelerating the implementation of nuclear disarmament "
     "commitments : resolution / adopted by the General Assembly",
     2},
    {"6", "2005-12-08", "R/60/56",
     "Towards a nuclear-weapon-free world: accelerating the implementation of nuclear disarmament "
     "commitments",
     2},
    // Editions and years.
    {"7", "2019-12-12", "A/RES/74/56",
     "Convening of the 4th special session of the General Assembly devoted to disarmament ", 3},
    {"8", "2007-12-05", "R/62/29",
     "Convening of the fourth special session of the General Assembly devoted to disarmament", 3},
    {"9", "2008-12-05", "R/63/101",
     "Information from Non-Self-Governing Territories transmitted under Article 73e of the Charter of the "
     "United Nations : resolution / adopted by the General Assembly",
     4},
    {"10", "2006-12-14", "R/61/122",
     "Information from Non-Self-Governing Territories transmitted under Article 73 e of the Charter of the "
     "United Nations",
     4},
    // Others that share words and no more.
    {"11", "2017-12-24", "A/RES/72/251",
     "Follow-up to the 2013 high-level meeting of the General Assembly on nuclear disarmament", 5},
    {"12", "2019-12-12", "A/RES/74/50", "Nuclear disarmament verification ", 6},
    // What the chair said, on texts of which nothing else is here.
    {"13", "2011-12-02", "R/66/39",
     "The Acting President: I shall now put to the vote operative paragraph 4 of draft resolution XII", 7},
    {"14", "2006-12-06", "R/61/77",
     "The Acting President: I shall now put to the vote operative paragraph 4 of draft resolution XII", 8},
    // No title and no text.
    {"15", "2020-01-14", "", "", 9},
    {"16", "2020-01-15", "", "", 10},
};

views::RollCallMatrix matrix_of(const std::vector<Row>& rows, views::Body body = views::Body::assembly) {
  views::RollCallMatrixBuilder builder;
  for (const auto& row : rows) {
    views::RollCall call;
    call.id = row.id;
    call.body = body;
    call.date = *Date::parse(row.date);
    call.draft = row.draft;
    call.title = row.title;
    builder.add(call);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    builder.add_ballot(rows[i].id, "AAA", views::Ballot::yes);
    builder.add_ballot(rows[i].id, "BBB", i % 3 == 0 ? views::Ballot::no : views::Ballot::yes);
  }
  return builder.build();
}

std::vector<std::size_t> all_of(const views::RollCallMatrix& m) {
  std::vector<std::size_t> calls;
  for (std::size_t i = 0; i < m.roll_calls().size(); ++i) calls.push_back(i);
  return calls;
}

TEST(VoteClusters, AreThoseCountedByHand) {
  const auto m = matrix_of(kReal);
  const auto found = vote_clusters(m, all_of(m));
  EXPECT_EQ(found.count, 10U);
  EXPECT_EQ(found.what, "over 10 titles or texts of 16 roll calls");
  for (const auto& a : kReal) {
    for (const auto& b : kReal) {
      EXPECT_EQ(found.of[*m.roll_call_index(a.id)] == found.of[*m.roll_call_index(b.id)],
                a.cluster == b.cluster)
          << a.title << " / " << b.title;
    }
  }
}

TEST(VoteClusters, WithinASessionOfDifferentTitlesItGoesByRollCall) {
  const std::vector<Row> rows{kReal[2], kReal[6], kReal[11], kReal[14], kReal[15]};
  const auto m = matrix_of(rows);
  const auto found = vote_clusters(m, all_of(m));
  EXPECT_EQ(found.count, 5U);
  EXPECT_EQ(found.what, "by roll call, 5 roll calls, no two of one title or text");
  measures::VoteRule rule;
  rule.body = views::Body::assembly;
  const auto selected = select(m, rule);
  const auto interval = pair_bootstrap(m, selected, rule, "AAA", "BBB", measures::PairMeasure::exact,
                                       Resample::agenda_items, 1, 50);
  EXPECT_EQ(interval.method,
            "bootstrap by roll call, 5 roll calls, no two of one title or text, 50 replicates, seed 1");
  const auto pair = measures::agreement(m, selected, rule, "AAA", "BBB");
  EXPECT_EQ(agenda_bootstrap(m, rule, pair, 1, 50).method, interval.method);
}

TEST(VoteClusters, TheCouncilsTitlesAreAgendaItemsAsTheyStand) {
  const std::vector<Row> rows{{"1", "2024-01-01", "S/1", "Middle East", 1},
                              {"2", "2024-01-02", "S/2", "Middle East", 1},
                              {"3", "2024-01-03", "S/3", "Middle East 2024", 2}};
  const auto m = matrix_of(rows, views::Body::council);
  const auto found = vote_clusters(m, all_of(m));
  EXPECT_EQ(found.of, (std::vector<std::size_t>{0, 0, 1}));
  EXPECT_EQ(found.what, "over 2 agenda items");
}

TEST(VoteClusters, JoinThroughAThirdOnlyWhereItIsSelected) {
  // Roll calls that only a third one joins stand apart without it.
  const std::vector<Row> rows{kReal[3], kReal[5]};
  const auto m = matrix_of(rows);
  EXPECT_EQ(vote_clusters(m, all_of(m)).count, 2U);
}

TEST(RecurringTitle, KeepsTheCommitteeAndDropsTheEdition) {
  EXPECT_EQ(recurring_title("Third International Decade for the Eradication of Colonialism"),
            recurring_title("Fourth International Decade for the Eradication of Colonialism"));
  EXPECT_NE(recurring_title("Programme of work of the First Committee"),
            recurring_title("Programme of work of the Second Committee"));
  EXPECT_EQ(recurring_title("Report of the International Atomic Energy Agency"),
            "international atomic energy agency");
  EXPECT_EQ(recurring_title("2019"), "");
}

}  // namespace
}  // namespace blocs::inference
