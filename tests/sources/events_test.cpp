#include "blocs/sources/events.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "blocs/core/error.hpp"
#include "blocs/sources/casebook.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

namespace blocs::sources {
namespace {

TEST(Events, TimesAndCountsAreRead) {
  const auto timed = events_from("time,theatre\n2024-06-19T12:00,a\n19900.75,b\nsoon,a\n", "t.csv", {});
  ASSERT_EQ(timed.rows.size(), 2U);
  EXPECT_TRUE(timed.timed);
  EXPECT_DOUBLE_EQ(*timed.rows[0].moment, Date(2024, 6, 19).days() + 0.5);
  EXPECT_EQ(timed.refused, 1U);
  EXPECT_NE(timed.fault.find("line 4"), std::string::npos);
  const auto daily =
      events_from("date,theatre,count\n2024-06-19,a,3\n2024-06-20,a,-1\n2024-06-21,a,1.5\n", "d.csv", {});
  ASSERT_EQ(daily.rows.size(), 1U);
  EXPECT_EQ(daily.rows[0].count, 3U);
  EXPECT_EQ(daily.refused, 2U);
  EXPECT_THROW(events_from("a,b\n1,2\n", "x.csv", {}), Error);
  EXPECT_THROW(events_from("", "x.csv", {}), Error);
}

TEST(Events, PairScoresAreRefusedWithTheReason) {
  try {
    events_from("date,iso3_1,iso3_2,score\n2018-01-01,BLR,CHN,0.0\n", "scores.csv", {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(error.message().find("no counts"), std::string::npos);
  }
}

/// One event row as GDELT publishes it: tabs, no header.
std::string gdelt_row(std::size_t columns, const std::string& id, const std::string& place,
                      std::size_t place_at) {
  std::vector<std::string> f(columns);
  f[0] = id;
  f[1] = "20240601";
  f[7] = "RUS";
  f[17] = "UKR";
  f[25] = "1";
  f[26] = f[27] = "190";
  f[28] = "19";
  f[29] = "4";
  f[place_at] = place;
  std::string row;
  for (std::size_t i = 0; i < columns; ++i) row += (i > 0 ? "\t" : "") + f[i];
  return row + "\n";
}

TEST(Events, BothFormsOfGdeltArePlaced) {
  const EventSelection selection{{{"ukraine", {"UP"}}}, {}, {}, {4}, false};
  const auto one =
      events_from(gdelt_row(58, "1", "UP", 51) + gdelt_row(58, "1", "UP", 51) + gdelt_row(58, "2", "KS", 51),
                  "one", selection);
  EXPECT_EQ(one.form, "gdelt-1");
  EXPECT_EQ(one.rows.size(), 1U);
  EXPECT_EQ(one.refused, 1U);  // the same event twice
  const auto two = events_from(gdelt_row(61, "1", "UP", 53), "two", selection);
  EXPECT_EQ(two.form, "gdelt-2");
  ASSERT_EQ(two.rows.size(), 1U);
  EXPECT_EQ(two.rows[0].kind, "ukraine");
  EXPECT_EQ(two.rows[0].day, Date(2024, 6, 1));
  const auto pair = events_from(gdelt_row(61, "1", "UP", 53), "two", {{}, {"UKR-RUS"}, {"19"}, {}, true});
  ASSERT_EQ(pair.rows.size(), 1U);
  EXPECT_EQ(pair.rows[0].kind, "UKR-RUS");
}

// The sample of 1,826 event rows as an import: 39 are cut short by a quote, every other has two states.
TEST(Events, EventRowsAreCountedByPairMonthAndRoot) {
  const std::filesystem::path file =
      std::filesystem::path(test::reference_data()) / "ties/gdelt1_event_rows_sample.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no reference data at " << file;
  Known known;
  for (const auto& row : read_casebook(test::source_dir() + "/casebook").states)
    known.states.emplace(row.code, row);
  const std::vector<std::filesystem::path> paths{file};
  const auto found = read_files(paths, known);
  EXPECT_EQ(found.origin, "GDELT");
  std::size_t counted = 0;
  for (const auto& row : found.event_counts) counted += row.count;
  EXPECT_EQ(counted, found.files.front().taken);
  EXPECT_EQ(counted, 1787U);
  EXPECT_EQ(found.files.front().refused, 39U);
  EXPECT_EQ(found.event_counts.front().id, "gdelt1_event_rows_sample.csv/BLR/RUS/2011-08/1");
}

TEST(Events, TheSampleOfGdeltIsReadOrRefusedRowByRow) {
  const std::string path = test::reference_data() + "/ties/gdelt1_event_rows_sample.csv";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "the reference data is not there";
  const auto all = read_events(path, {});
  EXPECT_EQ(all.read, 1826U);
  // 39 rows of the sample have a field more than its header: they are counted and the first one is named.
  EXPECT_EQ(all.refused, 39U);
  EXPECT_EQ(all.rows.size(), 1787U);
  EXPECT_NE(all.fault.find("line "), std::string::npos);
  const auto conflict = read_events(path, {{}, {}, {}, {3, 4}, false});
  const auto calm = read_events(path, {{}, {}, {}, {1, 2}, false});
  EXPECT_EQ(conflict.rows.size() + calm.rows.size(), 1787U);
  EXPECT_THROW(read_events(test::reference_data() + "/ties/gdelt_pair_score_daily_crink_blr_usa.csv", {}),
               Error);
}

}  // namespace
}  // namespace blocs::sources
