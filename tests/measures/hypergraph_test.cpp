#include "blocs/measures/hypergraph.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>

#include "blocs/core/error.hpp"
#include "blocs/measures/meeting_rule.hpp"
#include "blocs/measures/meeting_shape.hpp"
#include "support/casebook_record.hpp"

namespace blocs::measures {
namespace {

std::uint64_t set_of(std::initializer_list<int> members) {
  std::uint64_t set = 0;
  for (const int m : members) set |= std::uint64_t{1} << m;
  return set;
}

// The cases that the reference library of the authors checks itself by.
TEST(Simpliciality, PublishedCases) {
  // A triangle of which one link is missing.
  const auto open = simpliciality({set_of({1, 2}), set_of({2, 3}), set_of({1, 2, 3})});
  EXPECT_DOUBLE_EQ(*open.fraction, 0);
  EXPECT_DOUBLE_EQ(*open.edit, 2.0 / 3);
  EXPECT_DOUBLE_EQ(*open.face_edit, 2.0 / 3);
  const auto whole = simpliciality({set_of({1, 2}), set_of({1, 3}), set_of({2, 3}), set_of({1, 2, 3})});
  EXPECT_DOUBLE_EQ(*whole.fraction, 1);
  EXPECT_DOUBLE_EQ(*whole.edit, 1);
  EXPECT_DOUBLE_EQ(*whole.face_edit, 1);
}

// Three overlapping sets of four with four of their links: 23 subsets are missing, 7 sets, 3 of them maximal.
TEST(Simpliciality, MissingSubsetsOfOverlappingSetsCountOnce) {
  const auto found = simpliciality({set_of({1, 2, 3, 4}), set_of({3, 4, 5, 6}), set_of({2, 3, 6, 7}),
                                    set_of({1, 2}), set_of({3, 4}), set_of({2, 3}), set_of({3, 6})});
  EXPECT_NEAR(*found.edit, 4.0 / 27, 1e-12);
}

TEST(Simpliciality, PairsAloneHaveNone) {
  const auto found = simpliciality({set_of({1, 2}), set_of({2, 3})});
  EXPECT_FALSE(found.fraction || found.edit || found.face_edit);
}

Hypergraph of_casebook(views::Rank least) {
  MeetingRule rule;
  rule.min_rank = least;
  rule.period.until = Date(2025, 9, 26);
  const std::vector<std::string> nodes{"BLR", "CHN", "IRN", "PRK", "RUS"};
  std::vector<std::size_t> rows;
  const auto& meetings = test::casebook().meetings();
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    for (std::size_t j = i + 1; j < nodes.size(); ++j) {
      for (const auto row : count_meetings(meetings, rule, {nodes[i], nodes[j]}).rows) rows.push_back(row);
    }
  }
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return hypergraph(meetings, rows, nodes);
}

// The trilaterals of 2025 were held by deputy ministers and below: they appear only when those are let in.
TEST(Hypergraph, TrilateralsNeedDeputyMinisters) {
  const std::vector<std::string> trio{"CHN", "IRN", "RUS"};
  const auto ministers = of_casebook(views::Rank::minister);
  const auto any = of_casebook(views::Rank::unknown);
  const auto rows_of = [&](const Hypergraph& graph) {
    for (const auto& set : sets_of(graph, graph.bits(trio))) {
      if (std::popcount(set.members) == 3) return set.rows.size();
    }
    return std::size_t{99};
  };
  EXPECT_EQ(rows_of(ministers), 0U);
  EXPECT_EQ(rows_of(any), 4U);
  EXPECT_EQ(closure(sets_of(ministers, ministers.bits(trio)), 3).open.size(), 1U);
  EXPECT_EQ(closure(sets_of(any, any.bits(trio)), 3).closed.size(), 1U);
}

TEST(Hypergraph, OpenListsAndOthersAreLeftOutAndCounted) {
  const auto graph = of_casebook(views::Rank::unknown);
  EXPECT_GT(graph.incomplete, 0U);
  EXPECT_GT(graph.with_others, 0U);
  for (const auto& edge : graph.edges) EXPECT_GE(std::popcount(edge.members), 2);
  std::vector<std::string> many;
  for (int i = 0; i < 65; ++i) many.push_back("N" + std::to_string(i));
  EXPECT_THROW(static_cast<void>(hypergraph(test::casebook().meetings(), {}, many)), Error);
}

TEST(MeetingShape, MillerAndMadowAddForKindsThatASmallSampleMisses) {
  const auto even = breadth({"a", "b", "a", "b"});
  EXPECT_DOUBLE_EQ(even->entropy, 1);
  EXPECT_NEAR(even->corrected, 1 + 1 / (8 * 0.6931471805599453), 1e-12);
  EXPECT_DOUBLE_EQ(breadth({"a", "a"})->corrected, 0);
  EXPECT_FALSE(breadth({}).has_value());
}

TEST(MeetingShape, DuplicatesAreTheSameStatesAtAboutTheSameTime) {
  views::Meetings meetings;
  const auto add = [&](const char* id, Date start, Date end, std::vector<std::string> states, bool complete) {
    views::Meeting m;
    m.id = id;
    m.start = start;
    m.end = end;
    m.participants_complete = complete;
    for (const auto& s : states) m.attendance.push_back({s, views::Rank::minister});
    meetings.rows.push_back(m);
  };
  add("a", {2024, 5, 1}, {2024, 5, 4}, {"CHN", "RUS"}, true);
  add("b", {2024, 5, 2}, {2024, 5, 2}, {"CHN", "IRN"}, true);
  add("c", {2024, 5, 4}, {2024, 5, 4}, {"CHN", "RUS"}, true);
  add("d", {2024, 5, 5}, {2024, 5, 5}, {"CHN", "IRN", "RUS"}, false);
  add("e", {2024, 5, 9}, {2024, 5, 9}, {"CHN", "RUS"}, true);
  const auto found = likely_duplicates(meetings);
  ASSERT_EQ(found.size(), 1U);  // the larger list is open, but the shorter one is complete: they differ
  EXPECT_EQ(meetings.rows[found[0].a].id + meetings.rows[found[0].b].id, "ac");
  EXPECT_EQ(found[0].days_apart, 3);
}

}  // namespace
}  // namespace blocs::measures
