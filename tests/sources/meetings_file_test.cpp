// A user's own table of meetings: what is taken, what is refused and why.
#include <gtest/gtest.h>

#include <memory>

#include "blocs/sources/casebook.hpp"
#include "support/small_casebook.hpp"

namespace blocs::sources {
namespace {

constexpr const char* kHeader =
    "meeting_id,start,end,participants,host,city,format,frame,participants_complete,occasion,sector,"
    "agreements,source,"
    "confidence,note,sampling_frame\n";

Known known() {
  Known known;
  known.sources = {"src"};
  known.meeting_frames = {"f1"};
  for (const std::string state : {"CHN", "IRN", "RUS", "KAZ"})
    known.states[state] = {state, "State " + state, {}, {}, {}, {}, {}, {}};
  return known;
}

Harvest read(const std::string& rows, Known from = known()) {
  Harvest harvest;
  read_table("meetings", "mine.csv", std::make_shared<const std::string>(kHeader + rows), from, harvest);
  return harvest;
}

std::string fault(const std::string& row) {
  const auto harvest = read(row);
  EXPECT_EQ(harvest.meetings.size(), 0U) << row;
  return harvest.quarantine.empty() ? "" : harvest.quarantine[0].column + ": " + harvest.quarantine[0].reason;
}

TEST(MeetingsFile, AnIdIsMadeFromStatesAndDayTheSameInEveryImport) {
  const std::string row =
      ",2024-05-16,,RUS:head_of_state;CHN:head_of_state,CHN,Beijing,in_person,bilateral,yes,Visit,,,"
      "https://example.org/a,medium,,\n";
  const auto harvest = read(row);
  ASSERT_EQ(harvest.meetings.size(), 1U);
  EXPECT_EQ(harvest.meetings[0].id, "CHN-RUS-2024-05-16");
  EXPECT_EQ(harvest.meetings[0].end, Date(2024, 5, 16));
  EXPECT_EQ(read(row).meetings[0].id, harvest.meetings[0].id);
  ASSERT_EQ(harvest.sources.size(), 1U);  // an address is a source by itself
  EXPECT_EQ(harvest.sources[0].url, "https://example.org/a");
  EXPECT_NE(read(row + row).quarantine.at(0).reason.find("give each of them an id"), std::string::npos);
}

TEST(MeetingsFile, EachFaultIsExplained) {
  EXPECT_NE(fault("a,2024-02-30,,CHN:minister;RUS:minister,,,in_person,bilateral,yes,,,,src,high,,\n")
                .find("start: \"2024-02-30\" is not a date"),
            std::string::npos);
  EXPECT_NE(
      fault("a,2024-02-03,2024-02-01,CHN:minister;RUS:minister,,,in_person,bilateral,yes,,,,src,high,,\n")
          .find("end: is before the start"),
      std::string::npos);
  EXPECT_NE(fault("a,2024-02-03,,CHN:forein_minister;RUS:minister,,,in_person,bilateral,yes,,,,src,high,,\n")
                .find("did you mean foreign_minister"),
            std::string::npos);
  EXPECT_NE(fault("a,2024-02-03,,CHN:minister,,,in_person,bilateral,no,,,,src,high,,\n")
                .find("at least two states"),
            std::string::npos);
  EXPECT_NE(fault("a,2024-02-03,,CHN:minister;CHN:minister,,,in_person,bilateral,no,,,,src,high,,\n")
                .find("CHN stands twice"),
            std::string::npos);
  EXPECT_NE(fault("a,2024-02-03,,CHN:minister;RUS:minister,,,in_person,bilateral,no,,,,src,high,,f2\n")
                .find("no sampling frame has the id"),
            std::string::npos);
}

TEST(MeetingsFile, ThreeHundredParticipantsAreOneMeeting) {
  auto many = known();
  std::string participants;
  for (int i = 0; i < 300; ++i) {
    std::string code = "AAA";
    code[1] = static_cast<char>('A' + i / 26);
    code[2] = static_cast<char>('A' + i % 26);
    many.states[code] = {code, code, {}, {}, {}, {}, {}, {}};
    participants += (i > 0 ? ";" : "") + code + ":official";
  }
  const std::string row =
      ",2024-02-03,," + participants + ",,,in_person,multilateral_session,yes,,,,src,high,,\n";
  const auto harvest = read(row, many);
  ASSERT_EQ(harvest.meetings.size(), 1U);
  EXPECT_EQ(harvest.meetings[0].attendance.size(), 300U);
  EXPECT_EQ(harvest.meetings[0].id, "AAA-AAB-AAC-AAD-AAE-300-states-2024-02-03");
  // The same list where none of the states is known: a few complaints, not three hundred.
  const auto refused = read(row);
  EXPECT_EQ(refused.meetings.size(), 0U);
  EXPECT_LT(refused.quarantine.size(), 10U);
}

TEST(MeetingsFile, JourneysOfAStateWithoutACodeAreRefused) {
  Harvest harvest;
  auto from = known();
  read_table(
      "leader_trips", "colt.csv",
      std::make_shared<const std::string>("\"year\",\"name\",\"iso3\",\"trips_sent\",\"trips_received\"\n"
                                          "2011,\"Abkhazia\",\"\",0,1\n2022,\"Iran\",\"IRN\",0,8\n"
                                          "2023,\"Iran\",\"IRN\",-1,8\n"),
      from, harvest);
  ASSERT_EQ(harvest.leader_trips.size(), 1U);
  EXPECT_EQ(harvest.leader_trips[0].id, "COLT/IRN/2022");
  ASSERT_EQ(harvest.quarantine.size(), 2U);
  EXPECT_NE(harvest.quarantine[0].reason.find("no state code is given for Abkhazia"), std::string::npos);
}

}  // namespace
}  // namespace blocs::sources
