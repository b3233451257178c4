#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "blocs/core/error.hpp"
#include "blocs/findings/event_fit.hpp"
#include "blocs/findings/question.hpp"
#include "blocs/findings/theatre_file.hpp"
#include "support/casebook_record.hpp"

namespace blocs::findings {
namespace {

std::string worked(const std::string& name) {
  return test::source_dir() + "/scenarios/theatres/" + name;
}

TEST(TheatreFile, TheWorkedOnesAreReadAndSayThatTheyAreNotFitted) {
  for (const char* name : {"three-theatres.toml", "five-theatres.toml", "korea-and-europe.toml"}) {
    const auto scenario = read_theatre_file(worked(name));
    EXPECT_EQ(scenario.status, "not fitted") << name;
    EXPECT_FALSE(scenario.basis.empty());
    EXPECT_EQ(theatres_from(scenario.data, "scenario").data, scenario.data);
  }
}

std::string changed(const std::string& from, const std::string& to) {
  std::string text = read_theatre_file(worked("korea-and-europe.toml")).model.title;
  std::ifstream in(worked("korea-and-europe.toml"));
  text.assign(std::istreambuf_iterator<char>(in), {});
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

void expect_refused(const std::string& from, const std::string& to, const std::string& words) {
  try {
    read_theatres(changed(from, to), "x.toml");
    FAIL() << to;
  } catch (const Error& error) {
    EXPECT_NE((error.where() + ": " + error.message()).find(words), std::string::npos)
        << error.where() << ": " << error.message();
  }
}

TEST(TheatreFile, BadInputIsNamedWithItsPlace) {
  expect_refused("crises_a_year = 50", "crises_a_year = -50", "\"crises_a_year\" is negative");
  expect_refused("crises_a_year = 50", "crises_a_yaer = 50", "\"crises_a_year\" is missing");
  expect_refused("[0.25, 0.30]", "[0.25, 1.30]", "spectral radius");
  expect_refused("[0.25, 0.30]", "[0.25]", "\"matrix\" has one number a theatre");
  expect_refused("focal = \"eastern-europe\"", "focal = \"eastern-asia\"", "names no theatre");
  expect_refused("answered_days = 12", "answered_days = 0", "above 0");
  expect_refused("id = \"east-asia\"", "id = \"eastern-europe\"", "stands twice");
  expect_refused("levels = 3", "level = 3", "there is no \"level\"");
  EXPECT_THROW(read_theatres("title = \"x\"\nstatus = \"x\"\nbasis = \"x\"\n", "x.toml"), Error);
}

TEST(TheatreQuestions, ARunRecordsSeedInputsAndVersion) {
  const Json scenario = read_theatre_file(worked("korea-and-europe.toml")).data;
  const Question question{
      "theatres.run",
      {},
      {{"scenario", scenario}, {"replications", 300}, {"seed", 4}, {"threads", 1}, {"version", "9"}}};
  const auto found = answer(test::casebook(), question);
  const auto& data = found.front().rule.data;
  EXPECT_EQ(data.at("seed"), 4);
  EXPECT_EQ(data.at("version"), "9");
  EXPECT_EQ(data.at("inputs").get<std::string>().size(), 64U);
  EXPECT_NE(found.front().rule.words.find("not fitted"), std::string::npos);
  EXPECT_FALSE(data.contains("threads"));
  EXPECT_EQ(found.front().subjects, (std::vector<std::string>{"RUS", "BLR", "PRK"}));
  // Asked again from its own rule it gives the same.
  Question again{"theatres.run", {}, data};
  again.options["threads"] = 2;
  const auto second = answer(test::casebook(), again);
  ASSERT_EQ(second.size(), found.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(second[i].number(), found[i].number());
    EXPECT_EQ(second[i].id, found[i].id);
  }
}

TEST(TheatreQuestions, AnUnknownStateIsNamedWithItsTheatre) {
  Json scenario = read_theatre_file(worked("korea-and-europe.toml")).data;
  scenario["theatre"][1]["pillars"] = {"Atlantis"};
  try {
    answer(test::casebook(), {"theatres.run", {}, {{"scenario", scenario}}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::not_found);
    EXPECT_EQ(error.where(), "theatre east-asia");
  }
}

TEST(TheatreQuestions, AScenarioAgainstItselfDiffersByNothing) {
  const Json scenario = read_theatre_file(worked("korea-and-europe.toml")).data;
  const auto found =
      answer(test::casebook(),
             {"theatres.compare", {}, {{"scenario", scenario}, {"other", scenario}, {"replications", 50}}});
  for (const auto& finding : found) EXPECT_EQ(finding.number(), 0.0);
}

views::EventRow event(double moment, const std::string& kind) {
  views::EventRow row;
  row.moment = moment;
  row.kind = kind;
  return row;
}

TEST(EventFit, TiesAreNamedAndFitByDay) {
  views::EventTable events;
  events.file = "e.csv";
  events.form = "timed";
  events.timed = true;
  for (const double t : {0.5, 1.5, 1.5, 3.2, 4.1, 5.9}) events.rows.push_back(event(t, t < 3 ? "a" : "b"));
  events.rows[2].kind = "b";
  try {
    fit_events(events, Json::object());
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(error.message().find("an event of b at the same instant as one of a"), std::string::npos);
    EXPECT_NE(error.hint().find("--daily"), std::string::npos);
  }
  const auto found = fit_events(events, {{"daily", true}});
  EXPECT_EQ(found.front().rule.data.at("part"), "no cross-excitation at all");
}

TEST(EventFit, MissingDaysAreNotZero) {
  views::EventTable events;
  events.form = "daily";
  events.zeros_named = true;
  for (const int day : {1, 2, 4}) {
    views::EventRow row;
    row.day = Date(2024, 1, static_cast<unsigned>(day));
    row.kind = "a";
    row.count = 2;
    events.rows.push_back(row);
  }
  try {
    fit_events(events, Json::object());
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(error.message().find("no count of a on 2024-01-03"), std::string::npos);
  }
}

}  // namespace
}  // namespace blocs::findings
