#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "blocs/sources/harvest.hpp"

namespace blocs::test {

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A small record: three states, a Council vote, a meeting, a row in quarantine.
inline sources::Harvest small_harvest() {
  sources::Harvest h;
  h.origin = "test";
  h.sources.push_back({"src", "record", "A source", "", "", "", "", ""});
  for (const char* code : {"AAA", "BBB", "CCC"}) {
    sources::StateRow row;
    row.code = code;
    row.name = std::string("State ") + code;
    row.region = "Asia";
    row.provenance.source = "src";
    h.states.push_back(row);
  }
  views::RollCall vote;
  vote.id = "S/RES/1";
  vote.date = Date(2024, 3, 1);
  vote.title = "agenda";
  vote.sponsors = {"AAA"};
  vote.source = "src";
  h.roll_calls.push_back(vote);
  h.ballots = {{"S/RES/1", "AAA", views::Ballot::yes},
               {"S/RES/1", "BBB", views::Ballot::no},
               {"S/RES/1", "CCC", views::Ballot::absent}};
  views::Meeting meeting;
  meeting.id = "M1";
  meeting.start = meeting.end = Date(2024, 5, 1);
  meeting.attendance = {{"AAA", views::Rank::head_of_state}, {"BBB", views::Rank::unknown}};
  meeting.provenance = {"src", views::Confidence::medium, "a note"};
  h.meetings.push_back(meeting);
  h.files.push_back({"votes.csv", {}, 1, 1, std::make_shared<const std::string>("abc")});
  h.quarantine.push_back({"votes.csv", 7, "date", "is not a date", "x,y"});
  return h;
}

}  // namespace blocs::test
