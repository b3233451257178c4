#include "sources/state_codes.hpp"

#include <gtest/gtest.h>

namespace blocs::sources {
namespace {

std::map<std::string, views::State, std::less<>> some_states() {
  std::map<std::string, views::State, std::less<>> states;
  const auto add = [&](const char* code, const char* name, const char* from, const char* to) {
    views::State state;
    state.code = code;
    state.name = name;
    state.un_from = LooseDate::parse(from);
    state.un_to = LooseDate::parse(to);
    states.emplace(code, state);
  };
  add("CHN", "China", "1945-10-24", "");
  add("TWN", "Taiwan", "", "");
  add("RUS", "Russia", "1945-10-24", "");
  add("NAM", "Namibia", "1990-04-23", "");
  add("YAR", "North Yemen", "1947-09-30", "1990-05-21");
  add("YEM", "Yemen", "1990-05-22", "");
  add("CSK", "Czechoslovakia", "1945-10-24", "1992-12-31");
  add("CZE", "Czechia", "1993-01-19", "");
  add("YUG", "Yugoslavia", "1945-10-24", "1992-09-22");
  add("SRB", "Serbia", "2000-11-01", "");
  add("DEU", "Germany", "1973-09-18", "");
  return states;
}

std::string who(std::string_view code, Date day) {
  static const auto states = some_states();
  StateCodes codes(states);
  const auto found = codes.find(code, day.days());
  if (found.state == StateCodes::kNone) return found.known ? "not seated" : "unknown";
  return codes.states()[found.state];
}

TEST(StateCodes, OneCodeForSeveralStatesOneAfterTheOther) {
  EXPECT_EQ(who("YEM", {1989, 1, 1}), "YAR");
  EXPECT_EQ(who("YE", {1991, 1, 1}), "YEM");
  EXPECT_EQ(who("Yemen Arab Republic", {1990, 11, 5}), "YEM");
  EXPECT_EQ(who("CZE", {1980, 1, 1}), "CSK");
  EXPECT_EQ(who("CS", {1980, 1, 1}), "CSK");
  EXPECT_EQ(who("CZE", {1993, 1, 10}), "not seated");
  EXPECT_EQ(who("SRB", {1985, 1, 1}), "YUG");
  EXPECT_EQ(who("YU", {1995, 1, 1}), "not seated");
  EXPECT_EQ(who("YU", {2005, 1, 1}), "SRB");
}

TEST(StateCodes, TheSeatOfChina) {
  EXPECT_EQ(who("CHN", {1960, 1, 1}), "TWN");
  EXPECT_EQ(who("TW", {1971, 10, 25}), "TWN");
  EXPECT_EQ(who("CHN", {1971, 10, 26}), "CHN");
  EXPECT_EQ(who("TW", {1972, 1, 1}), "not seated");
}

TEST(StateCodes, CodesThatAreEasyToMisread) {
  EXPECT_EQ(who("NA", {2000, 1, 1}), "NAM");
  EXPECT_EQ(who("NA", {1980, 1, 1}), "not seated");
  EXPECT_EQ(who("SUN", {1950, 1, 1}), "RUS");
  EXPECT_EQ(who("Federal Republic of Germany", {1980, 1, 1}), "DEU");
  EXPECT_EQ(who("", {1980, 1, 1}), "unknown");
  EXPECT_EQ(who("QQQ", {1980, 1, 1}), "unknown");
}

}  // namespace
}  // namespace blocs::sources
