#include "blocs/sources/casebook.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "blocs/core/error.hpp"
#include "support/places.hpp"
#include "support/small_casebook.hpp"

namespace blocs::sources {
namespace {

using test::TempFolder;

Harvest read(const std::map<std::string, std::string>& tables) {
  const TempFolder folder;
  test::write_casebook(tables, folder.path());
  return read_casebook(folder.path());
}

std::string all_faults(const Harvest& harvest) {
  std::string text;
  for (const auto& f : harvest.quarantine) {
    text += f.file + ":" + std::to_string(f.line) + " " + f.column + ": " + f.reason + "\n";
  }
  return text;
}

const Harvest::File& file(const Harvest& harvest, const std::string& name) {
  return *std::find_if(harvest.files.begin(), harvest.files.end(),
                       [&](const auto& f) { return f.name == name; });
}

ErrorKind error_of(const std::function<void()>& call, std::string_view part) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_NE(std::string_view(error.what()).find(part), std::string_view::npos) << error.what();
    return error.kind();
  }
  ADD_FAILURE() << "did not fail: " << part;
  return ErrorKind::undefined;
}

TEST(Casebook, ASmallOneIsReadWhole) {
  const auto harvest = read(test::small_casebook());
  EXPECT_EQ(all_faults(harvest), "");
  EXPECT_EQ(harvest.origin, "casebook");
  EXPECT_EQ(harvest.files.size(), casebook_tables().size());
  EXPECT_EQ(harvest.states.size(), 17U);
  ASSERT_EQ(harvest.roll_calls.size(), 4U);
  EXPECT_EQ(harvest.roll_calls[0].sponsors, (std::vector<std::string>{"FRA", "USA"}));
  EXPECT_EQ(harvest.roll_calls[2].symbol, "A/RES/1");
  EXPECT_EQ(harvest.roll_calls[3].symbol, "");  // a paragraph has none
  EXPECT_EQ(harvest.ballots.size(), 60U);
  EXPECT_EQ(harvest.treaties[1].party_group, "GRP");
  EXPECT_EQ(harvest.trade[0].id,
            "CHN/RUS/2023/mixed");  // both directions are counted: the order says nothing
  EXPECT_EQ(harvest.memberships[0].id, "GRP/CHN/member/2000");
}

TEST(Casebook, TheOneThatShipsHasNoFaults) {
  const auto harvest = read_casebook(test::source_dir() + "/casebook");
  EXPECT_EQ(all_faults(harvest), "");
  for (const auto& f : harvest.files) {
    EXPECT_GT(f.taken, 0U) << f.name;
    EXPECT_EQ(f.refused, 0U) << f.name;
  }
}

TEST(Casebook, AFolderThatIsNoneIsSaid) {
  EXPECT_EQ(error_of([] { read_casebook("/nonexistent"); }, "no casebook folder"), ErrorKind::not_found);
  const TempFolder folder;
  auto tables = test::small_casebook();
  tables.erase("trade");
  test::write_casebook(tables, folder.path());
  EXPECT_EQ(error_of([&] { read_casebook(folder.path()); }, "trade.csv"), ErrorKind::not_found);
}

/// A row that breaks one rule of the codebook.
struct BadRow {
  std::string table;
  std::string row;
  std::string column;
  std::string reason;
};

void PrintTo(const BadRow& bad, std::ostream* out) {
  *out << bad.table << ": " << bad.row;
}

class CasebookRule : public testing::TestWithParam<BadRow> {};

TEST_P(CasebookRule, IsKeptOrTheRowIsSetAside) {
  const auto& bad = GetParam();
  auto tables = test::small_casebook();
  std::string& text = tables.at(bad.table);
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  text += bad.row + "\n";
  const auto harvest = read(tables);
  const auto& faults = harvest.quarantine;
  const std::string name = "casebook/" + bad.table + ".csv";
  for (const auto& f : faults) EXPECT_EQ(f.file, name) << all_faults(harvest);
  const auto found = std::find_if(faults.begin(), faults.end(), [&](const auto& f) {
    return f.line == lines + 1 && f.column == bad.column && f.reason.find(bad.reason) != std::string::npos;
  });
  ASSERT_NE(found, faults.end()) << all_faults(harvest);
  EXPECT_EQ(found->raw, bad.row.substr(0, 500));
  EXPECT_EQ(file(harvest, name).taken, lines - 1);
  EXPECT_EQ(file(harvest, name).refused, 1U);
}

INSTANTIATE_TEST_SUITE_P(
    VoteFrames, CasebookRule,
    testing::Values(
        BadRow{"vote_frames", "v1,Again,council,2020-01-01,2020-12-31,all,src,high,", "frame_id",
               "earlier row"},
        BadRow{"vote_frames", "v3,,council,2020-01-01,2020-12-31,all,src,high,", "title", "empty"},
        BadRow{"vote_frames", "v3,T,,2020-01-01,2020-12-31,all,src,high,", "body", "empty"},
        BadRow{"vote_frames", "v3,T,The Council,2020-01-01,2020-12-31,all,src,high,", "body",
               "small letters"},
        BadRow{"vote_frames", "v3,T,council,2020,2020-12-31,all,src,high,", "since", "not a date"},
        BadRow{"vote_frames", "v3,T,council,2020-01-01,,all,src,high,", "until", ""},
        BadRow{"vote_frames", "v3,T,council,2020-01-01,2019-12-31,all,src,high,", "until",
               "before the start"},
        BadRow{"vote_frames", "v3,T,council,2020-01-01,2020-12-31,adoptd,src,high,", "coverage", "adopted"},
        BadRow{"vote_frames", "v3,T,council,2020-01-01,2020-12-31,all,srcc,high,", "source",
               "did you mean"}));

INSTANTIATE_TEST_SUITE_P(
    States, CasebookRule,
    testing::Values(
        BadRow{"sources", "src,record,Again,,,,,", "source_id", "earlier row"},
        BadRow{"sources", ",record,No id,,,,,", "source_id", "empty"},
        BadRow{"sources", "s2,recrd,A title,,,,,", "kind", "did you mean record"},
        BadRow{"sources", "s2,record,,,,,,", "title", "empty"},
        BadRow{"sources", "s2,record,A title,,,May 2024,,", "published", "not a date"},
        BadRow{"sources", "s2,record,A title,,,,2024-5-1,", "accessed", "not a date"},
        BadRow{"states", "chn,China,,,,Asia,,,src,high,", "state", "three capital letters"},
        BadRow{"states", "CHN,China,,,,Asia,,,src,high,", "state", "earlier row"},
        BadRow{"states", "XXX,,,,,Asia,,,src,high,", "name", "empty"},
        BadRow{"states", "XXX,X,7x,,,Asia,,,src,high,", "cow_code", "whole number"},
        BadRow{"states", "XXX,X,,2000,1999,Asia,,,src,high,", "valid_to", "before its start"},
        BadRow{"states", "XXX,X,,,,Asiia,,,src,high,", "region", "did you mean Asia"},
        BadRow{"states", "XXX,X,,,,,,,src,high,", "region", "not a word"},
        BadRow{"states", "XXX,X,,,,Asia,2000,1999-12,src,high,", "un_to", "before its start"},
        BadRow{"states", "XXX,X,,,,Asia,,1999,src,high,", "un_from", "must be there"},
        BadRow{"states", "XXX,X,,,,Asia,,,srcc,high,", "source", "did you mean src"},
        BadRow{"states", "XXX,X,,,,Asia,,,,high,", "source", "empty"},
        BadRow{"states", "XXX,X,,,,Asia,,,src,certain,", "confidence", "not a word"},
        BadRow{"state_names", "CHN,Middle Kingdom,alias,,,src,high", "name", "earlier row"},
        BadRow{"state_names", "CHM,Other,alias,,,src,high", "state", "did you mean CHN"},
        BadRow{"state_names", "Nowhere,Other,alias,,,src,high", "state", "the code of Nowhere is NOU"},
        BadRow{"state_names", "CHN,,alias,,,src,high", "name", "empty"},
        BadRow{"state_names", "CHN,Other,nickname,,,src,high", "kind", "legal: official"},
        BadRow{"state_names", "CHN,Other,alias,1990,1980,src,high", "valid_to", "before its start"},
        BadRow{"groups", "GRP,Again,alliance,src,high,", "group", "earlier row"},
        BadRow{"groups", "G2,,alliance,src,high,", "name", "empty"},
        BadRow{"groups", "G2,Two,club,src,high,", "kind", "not a word"},
        BadRow{"memberships", "GRQ,CHN,,,member,src,high,", "group", "did you mean GRP"},
        BadRow{"memberships", "GRP,ZZZ,,,member,src,high,", "state", "no state has the code"},
        BadRow{"memberships", "GRP,CHN,2000,,member,src,high,", "from", "earlier row"},
        BadRow{"memberships", "GRP,RUS,2000,1999,member,src,high,", "to", "before its start"},
        BadRow{"memberships", "GRP,RUS,2000,,boss,src,high,", "status", "legal: member"}));

INSTANTIATE_TEST_SUITE_P(
    Votes, CasebookRule,
    testing::Values(
        BadRow{"council_members", ",CHN,permanent,src,high", "year", "empty"},
        BadRow{"council_members", "1900,CHN,permanent,src,high", "year", "1946"},
        BadRow{"council_members", "2024,CHN,permanent,src,high", "state", "earlier row"},
        BadRow{"council_members", "02024,CHN,permanent,src,high", "state", "earlier row"},
        BadRow{"council_members", "2023,CHN,chair,src,high", "seat", "legal: permanent, elected"},
        BadRow{"council_votes",
               "S/RES/1,S/RES/1,,2024-03-03,Item,ukraine,draft,substantive,,adopted,,,,src,high,", "vote_id",
               "earlier row"},
        BadRow{"council_votes",
               "S/RES/3,S/RES/3,,2024-02-30,Item,ukraine,draft,substantive,,adopted,,,,src,high,", "date",
               "a day that exists"},
        BadRow{"council_votes",
               "S/RES/3,S/RES/3,,2023-03-03,Item,ukraine,draft,substantive,,adopted,,,,src,high,", "date",
               "members of the Council in 2023 are not known"},
        BadRow{"council_votes",
               "S/RES/3,S/RES/3,,2024-03-03,,ukraine,draft,substantive,,adopted,,,,src,high,", "agenda",
               "empty"},
        BadRow{"council_votes",
               "S/RES/3,S/RES/3,,2024-03-03,Item,ukrane,draft,substantive,,adopted,,,,src,high,", "topic",
               "did you mean ukraine"},
        BadRow{"council_votes",
               "S/RES/3,S/RES/3,,2024-03-03,Item,ukraine,motion,substantive,,adopted,,,,src,high,", "kind",
               "not a word"},
        BadRow{"council_votes", "S/RES/3,S/RES/3,,2024-03-03,Item,ukraine,draft,formal,,adopted,,,,src,high,",
               "nature", "not a word"},
        BadRow{"council_votes",
               "S/RES/3,S/RES/3,,2024-03-03,Item,ukraine,draft,substantive,ZZZ,adopted,,,,src,high,",
               "sponsor", "no state has the code"},
        BadRow{"council_votes",
               "S/RES/3,S/RES/3,,2024-03-03,Item,ukraine,draft,substantive,,adopted,NOU,,,src,high,", "no",
               "had no seat"},
        BadRow{"council_votes",
               "S/RES/3,S/RES/3,,2024-03-03,Item,ukraine,draft,substantive,,adopted,AAA,AAA,,src,high,",
               "abstain", "two of the lists"},
        BadRow{"council_votes",
               "S/RES/3,S/RES/3,,2024-03-03,Item,ukraine,draft,substantive,,adopted,AAA;AAA,,,src,high,",
               "no", "stands twice"},
        BadRow{"council_votes",
               "S/RES/3,S/RES/3,,2024-03-03,Item,ukraine,draft,substantive,,adopted,RUS,,,src,high,",
               "outcome", "these ballots make it vetoed"},
        BadRow{"council_votes",
               "S/RES/3,S/RES/"
               "3,,2024-03-03,Item,ukraine,draft,substantive,,adopted,,AAA;BBB;CCC;DDD;EEE;FFF;GGG,,src,"
               "high,",
               "outcome", "these ballots make it failed"},
        BadRow{"council_votes",
               "S/2024/3,,S/2024/3,2024-03-03,Item,ukraine,draft,procedural,,vetoed,RUS,,,src,high,",
               "outcome", "these ballots make it adopted"},
        BadRow{"council_votes",
               "S/2024/3,S/RES/3,,2024-03-03,Item,ukraine,draft,substantive,,vetoed,RUS,,,src,high,",
               "symbol", "only what is adopted"},
        BadRow{"assembly_votes", "A/RES/1,79,2024-04-01,T,iran,resolution,adopted,,,,,,,,src,high,",
               "vote_id", "earlier row"},
        BadRow{"assembly_votes", "S/RES/1,79,2024-04-01,T,iran,resolution,adopted,,,,,,,,src,high,",
               "vote_id", "earlier row"},
        BadRow{"assembly_votes", "A/RES/3,,2024-04-01,T,iran,resolution,adopted,,,,,,,,src,high,", "session",
               "empty"},
        BadRow{"assembly_votes", "A/RES/3,79,2024-04-01,,iran,resolution,adopted,,,,,,,,src,high,", "title",
               "empty"},
        BadRow{"assembly_votes", "A/RES/3,79,2024-04-01,T,iran,draft,adopted,,,,,,,,src,high,", "kind",
               "legal: resolution"},
        BadRow{"assembly_votes", "A/RES/3,79,2024-04-01,T,iran,resolution,vetoed,,,,,,,,src,high,", "outcome",
               "not a word"},
        BadRow{"assembly_votes", "A/RES/3,79,2024-04-01,T,iran,resolution,adopted,,,,OLD,,,,src,high,", "no",
               "OLD was no member"},
        BadRow{"assembly_votes", "A/RES/3,79,2024-04-01,T,iran,resolution,adopted,,,,AAA,AAA,,,src,high,",
               "abstain", "two of the lists"},
        BadRow{"assembly_votes", "A/RES/3,79,2024-04-01,T,iran,resolution,adopted,14,1,0,,,,,src,high,",
               "total_yes", "the published total is 14, the lists give 15"},
        BadRow{"assembly_votes", "A/RES/3,79,2024-04-01,T,iran,resolution,adopted,15,1,0,,,,,src,high,",
               "total_no", "the published total is 1, the lists give 0"},
        BadRow{"assembly_votes", "A/RES/3,79,2024-04-01,T,iran,resolution,adopted,15,x,0,,,,,src,high,",
               "total_no", "whole number"},
        BadRow{"assembly_votes", "A/RES/3,79,2024-04-01,T,iran,resolution,adopted,14,1,1,,,,AAA,src,high,",
               "unknown", "2 ballots more than the lists, but 1 members are listed as unknown"}));

INSTANTIATE_TEST_SUITE_P(
    Meetings, CasebookRule,
    testing::Values(
        BadRow{"meetings",
               "M1,2024-05-01,2024-05-02,CHN:minister;RUS:minister,,,in_person,bilateral,yes,,,,src,high,",
               "meeting_id", "earlier row"},
        BadRow{"meetings",
               "M2,2024-05-03,2024-05-02,CHN:minister;RUS:minister,,,in_person,bilateral,yes,,,,src,high,",
               "end", "before the start"},
        BadRow{"meetings", "M2,2024-05-01,2024-05-02,CHN:minister,,,in_person,bilateral,no,,,,src,high,",
               "participants", "at least two"},
        BadRow{"meetings", "M2,2024-05-01,2024-05-02,,,,in_person,bilateral,no,,,,src,high,", "participants",
               "at least two"},
        BadRow{"meetings", "M2,2024-05-01,2024-05-02,CHN:minister;RUS,,,in_person,bilateral,yes,,,,src,high,",
               "participants", "RUS has no rank; write STATE:rank"},
        BadRow{"meetings",
               "M2,2024-05-01,2024-05-02,CHN:minister;RUS:ministre,,,in_person,bilateral,yes,,,,src,high,",
               "participants", "did you mean minister"},
        BadRow{"meetings",
               "M2,2024-05-01,2024-05-02,CHN:minister;CHN:minister,,,in_person,bilateral,yes,,,,src,high,",
               "participants", "CHN stands twice"},
        BadRow{"meetings",
               "M2,2024-05-01,2024-05-02,CHN:minister;ZZZ:minister,,,in_person,bilateral,yes,,,,src,high,",
               "participants", "no state has the code \"ZZZ\""},
        BadRow{"meetings",
               "M2,2024-05-01,2024-05-02,CHN:minister;RUS:minister,ZZZ,,in_person,bilateral,yes,,,,src,high,",
               "host", "no state has the code"},
        BadRow{"meetings",
               "M2,2024-05-01,2024-05-02,CHN:minister;RUS:minister,,,by_mail,bilateral,yes,,,,src,high,",
               "format", "legal: in_person"},
        BadRow{"meetings",
               "M2,2024-05-01,2024-05-02,CHN:minister;RUS:minister,,,in_person,bilatral,yes,,,,src,high,",
               "frame", "did you mean bilateral"},
        BadRow{"meetings",
               "M2,2024-05-01,2024-05-02,CHN:minister;RUS:minister,,,in_person,trilateral,yes,,,,src,high,",
               "frame", "is trilateral, but 2 states"},
        BadRow{"meetings",
               "M2,2024-05-01,2024-05-02,CHN:minister;FRA:minister;RUS:minister,,,in_person,bilateral,no,,,,"
               "src,high,",
               "frame", "is bilateral, but 3 states"},
        BadRow{"meetings",
               "M2,2024-05-01,2024-05-02,CHN:minister;RUS:minister,,,in_person,bilateral,maybe,,,,src,high,",
               "participants_complete", "legal: yes, no"},
        BadRow{"meetings",
               "M2,2024-05-01,2024-05-02,CHN:minister;RUS:minister,,,in_person,bilateral,yes,,games,,src,"
               "high,",
               "sector", "not a word"}));

INSTANTIATE_TEST_SUITE_P(
    Ties, CasebookRule,
    testing::Values(
        BadRow{"treaties", "T1,Again,friendship,CHN;RUS,,,,yes,src,high,", "treaty_id", "earlier row"},
        BadRow{"treaties", "T3,Three,frendship,CHN;RUS,,,,yes,src,high,", "kind", "did you mean friendship"},
        BadRow{"treaties", "T3,Three,friendship,CHN,,,,yes,src,high,", "parties", "at least two states"},
        BadRow{"treaties", "T3,Three,friendship,GRQ,,,,yes,src,high,", "parties", "no state has the code"},
        BadRow{"treaties", "T3,Three,friendship,CHN;RUS,2001,2000,,yes,src,high,", "in_force",
               "before its start"},
        BadRow{"treaties", "T3,Three,friendship,CHN;RUS,2001,,1999,yes,src,high,", "ended",
               "before its start"},
        BadRow{"treaties", "T3,Three,friendship,CHN;RUS,,,,perhaps,src,high,", "binding", "legal: yes, no"},
        BadRow{"provisions", "T1/9,T1,9,consultation,,mandatory,,Text,src,high,", "provision_id",
               "earlier row"},
        BadRow{"provisions", "T9/1,T9,1,consultation,,mandatory,,Text,src,high,", "treaty_id",
               "no treaty has the id"},
        BadRow{"provisions", "T2/1,T1,1,consultation,,mandatory,,Text,src,high,", "provision_id",
               "begin with the treaty"},
        BadRow{"provisions", "T1/1,T1,1,advice,,mandatory,,Text,src,high,", "obligation", "not a word"},
        BadRow{"provisions", "T1/1,T1,1,consultation,rain,mandatory,,Text,src,high,", "trigger",
               "not a word"},
        BadRow{"provisions", "T1/1,T1,1,consultation,,,,Text,src,high,", "strength", "not a word"},
        BadRow{"provisions", "T1/1,T1,1,consultation,,mandatory,adversary:ZZZ,Text,src,high,", "qualifiers",
               "is none of"},
        BadRow{"provisions", "T1/1,T1,1,consultation,,mandatory,region:,Text,src,high,", "qualifiers",
               "is none of"},
        BadRow{"provisions", "T1/1,T1,1,consultation,,mandatory,,,src,high,", "summary", "empty"},
        BadRow{"trade", "CHN,CHN,2023,1,mixed,src,high,", "state_b", "the same state"},
        BadRow{"trade", "CHN,RUS,,1,mixed,src,high,", "year", "empty"},
        BadRow{"trade", "CHN,RUS,2023,1,mixed,src,high,", "year", "earlier row"},
        BadRow{"trade", "CHN,RUS,2022,,mixed,src,high,", "value_usd_million", "empty"},
        BadRow{"trade", "CHN,RUS,2022,-1,mixed,src,high,", "value_usd_million", "negative"},
        BadRow{"trade", "CHN,RUS,2022,\"1,5\",mixed,src,high,", "value_usd_million", "decimal point"},
        BadRow{"trade", "CHN,RUS,2022,1,nobody,src,high,", "reporter", "no state has the code"},
        BadRow{"sanctions", "s1,RUS,UN,Freeze,,,,,,src,high,", "sanction_id", "earlier row"},
        BadRow{"sanctions", "s2,,UN,Freeze,,,,,,src,high,", "target", "empty"},
        BadRow{"sanctions", "s2,RUS,UNO,Freeze,,,,,,src,high,", "imposed_by", "no state has the code"},
        BadRow{"sanctions", "s2,RUS,,Freeze,,,,,,src,high,", "imposed_by", "empty"},
        BadRow{"sanctions", "s2,RUS,UN,,,,,,,src,high,", "measure", "empty"},
        BadRow{"sanctions", "s2,RUS,UN,Freeze,,2014,2013,,,src,high,", "eased", "before its start"},
        BadRow{"sanctions", "s2,RUS,UN,Freeze,,2014,,2013,,src,high,", "ended", "before its start"},
        BadRow{"sanctions", "s2,RUS,UN,Freeze,,2014,,2016,2015,src,high,", "restored", "before its start"},
        BadRow{"denominators", "regime,leader,WLD,2000,,X,2024-07-24,src,high,", "state", "only a word"},
        BadRow{"denominators", "regime,leader,CHN,,,X,2024-07-24,src,high,", "from", "empty"},
        BadRow{"denominators", "regime,nuclear_status,CHN,,,weapons,2024-07-24,src,high,", "denominator",
               "nuclear"},
        BadRow{"denominators", "nuclear,nuclear_status,CHN,,,many,2024-07-24,src,high,", "value",
               "not a word"},
        BadRow{"denominators", "militarisation,conscription_months,CHN,,,-1,2024-07-24,src,high,", "value",
               "negative"},
        BadRow{"denominators", "regime,leader,RUS,1999-12-31,,X,2024-07-24,src,high,", "indicator",
               "earlier row"},
        BadRow{"estimates", "e3,tons,CHN,RUS,x,t,2024,,,Who,B,3,src,high,", "low", "both empty"},
        BadRow{"estimates", "e3,tons,CHN,RUS,x,t,2024,5,4,Who,B,3,src,high,", "high", "less than low"},
        BadRow{"estimates", "e3,tons,CHN,CHN,x,t,2024,5,,Who,B,3,src,high,", "to_state", "same state"},
        BadRow{"estimates", "e3,tons,CHN,RUS,x,t,2024,5,,Who,G,3,src,high,", "reliability", "from A to F"},
        BadRow{"estimates", "e3,tons,CHN,RUS,x,t,2024,5,,Who,B,7,src,high,", "credibility", "from 1 to 6"},
        BadRow{"milestones", "m1,2024,,war,Text,,src,high,", "milestone_id", "earlier row"},
        BadRow{"milestones", "m2,,,war,Text,,src,high,", "date", "empty"},
        BadRow{"milestones", "m2,2024,ZZZ,war,Text,,src,high,", "states", "no state has the code"},
        BadRow{"milestones", "m2,2024,,party,Text,,src,high,", "kind", "not a word"},
        BadRow{"milestones", "m2,2024,,war,,,src,high,", "what", "empty"}));

TEST(Casebook, ARowThatIsRefusedIsNotThereToReferTo) {
  auto tables = test::small_casebook();
  tables["groups"] += "G2,Two,club,src,high,\n";
  tables["memberships"] += "G2,CHN,,,member,src,high,\n";
  const auto harvest = read(tables);
  ASSERT_EQ(harvest.quarantine.size(), 2U) << all_faults(harvest);
  EXPECT_EQ(harvest.quarantine[1].file, "casebook/memberships.csv");
  EXPECT_EQ(harvest.quarantine[1].column, "group");
}

/// The small casebook's votes with a column `modality`, and one row more.
Harvest with_modality(const std::string& row) {
  auto tables = test::small_casebook();
  auto& votes = tables["council_votes"];
  votes.insert(votes.find('\n'), ",modality");
  std::size_t end = votes.find('\n') + 1;
  while ((end = votes.find('\n', end)) != std::string::npos) {
    votes.insert(end, ",recorded");
    end += std::string(",recorded\n").size();
  }
  votes += row + "\n";
  return read(tables);
}

TEST(Casebook, AdoptedWithoutAVoteHasNoBallots) {
  const auto harvest = with_modality(
      "S/RES/3,S/RES/3,,2024-03-03,Item,courts,draft,substantive,,adopted,,,,src,high,,without_vote");
  EXPECT_EQ(all_faults(harvest), "");
  ASSERT_EQ(harvest.roll_calls.size(), 5U);
  EXPECT_EQ(harvest.roll_calls[2].id, "S/RES/3");
  EXPECT_EQ(harvest.roll_calls[2].modality, views::Modality::without_vote);
  EXPECT_EQ(harvest.roll_calls[0].modality, views::Modality::recorded);
  EXPECT_TRUE(std::none_of(harvest.ballots.begin(), harvest.ballots.end(),
                           [](const auto& ballot) { return ballot.roll_call == "S/RES/3"; }));
  EXPECT_EQ(harvest.ballots.size(), 60U) << "those of the other votes";
}

TEST(Casebook, WithoutAVoteNobodyVotedAndNothingFell) {
  const auto named = with_modality(
      "S/RES/3,S/RES/3,,2024-03-03,Item,courts,draft,substantive,,adopted,,RUS,,src,high,,without_vote");
  ASSERT_EQ(named.quarantine.size(), 1U) << all_faults(named);
  EXPECT_EQ(named.quarantine[0].column, "abstain");
  const auto fell = with_modality(
      "S/2024/3,,S/2024/3,2024-03-03,Item,courts,draft,substantive,,failed,,,,src,high,,without_vote");
  ASSERT_EQ(fell.quarantine.size(), 1U) << all_faults(fell);
  EXPECT_EQ(fell.quarantine[0].column, "outcome");
  const auto word = with_modality(
      "S/RES/3,S/RES/3,,2024-03-03,Item,courts,draft,substantive,,adopted,,,,src,high,,consensus");
  ASSERT_EQ(word.quarantine.size(), 1U) << all_faults(word);
  EXPECT_EQ(word.quarantine[0].column, "modality");
}

TEST(Casebook, AFullListOfComplaintsIsCutShort) {
  auto tables = test::small_casebook();
  std::string many = "S/RES/3,S/RES/3,,2024-03-03,Item,ukraine,draft,substantive,,adopted,AAA";
  for (int i = 0; i < 50'000; ++i) many += ";AAA";
  tables["council_votes"] += many + ",,,src,high,\n";
  const auto harvest = read(tables);
  EXPECT_LE(harvest.quarantine.size(), 10U);
}

/// The forms in which CSV files go wrong, as whole files.
struct BadFile {
  std::string name;
  std::string bytes;
  std::size_t line;
  std::string reason;
  std::size_t taken;
};

void PrintTo(const BadFile& bad, std::ostream* out) {
  *out << bad.name;
}

class CasebookFile : public testing::TestWithParam<BadFile> {};

TEST_P(CasebookFile, GoesToQuarantineWithLineAndReason) {
  const auto& bad = GetParam();
  Known known;
  known.sources.insert("src");
  Harvest harvest;
  read_table("groups", "g.csv", std::make_shared<const std::string>(bad.bytes), known, harvest);
  ASSERT_EQ(harvest.quarantine.size(), bad.reason.empty() ? 0U : 1U) << all_faults(harvest);
  EXPECT_EQ(harvest.groups.size(), bad.taken);
  if (bad.reason.empty()) return;
  EXPECT_EQ(harvest.quarantine[0].line, bad.line);
  EXPECT_NE(harvest.quarantine[0].reason.find(bad.reason), std::string::npos) << all_faults(harvest);
}

const std::string kHeader = "group,name,kind,source,confidence,note\n";
const std::string kA = "A,An A,alliance,src,high,\n";
const std::string kB = "B,A B,alliance,src,high,\n";

INSTANTIATE_TEST_SUITE_P(
    Bytes, CasebookFile,
    testing::Values(
        BadFile{"byte order mark", "\xEF\xBB\xBF" + kHeader + kA, 0, "", 1},
        BadFile{"CRLF", "group,name,kind,source,confidence,note\r\nA,An A,alliance,src,high,\r\n", 0, "", 1},
        BadFile{"blank lines", kHeader + "\n\n" + kA + "\n" + kB, 0, "", 2},
        BadFile{"no line end", kHeader + "A,An A,alliance,src,high,", 0, "", 1},
        BadFile{"open quote", kHeader + "X,\"An X,alliance,src,high,\n" + kA + kB, 2, "not closed", 2},
        BadFile{"quote in a field", kHeader + kA + "X,An \"X\",alliance,src,high,\n" + kB, 3, "quote inside",
                2},
        BadFile{"text behind a quote", kHeader + kA + "X,\"An\" X,alliance,src,high,\n" + kB, 3,
                "closing quote", 2},
        BadFile{"NUL", kHeader + kA + std::string("X,An\0X,alliance,src,high,\n", 26) + kB, 3, "NUL", 2},
        BadFile{"Latin-1", kHeader + kA + "X,An \xE9,alliance,src,high,\n" + kB, 3, "UTF-8", 2},
        BadFile{"too few", kHeader + kA + "X,An X,alliance,src,high\n" + kB, 3, "has 5 fields", 2},
        BadFile{"too many", kHeader + kA + "X,An X,alliance,src,high,,\n" + kB, 3, "has 7 fields", 2},
        BadFile{"10 MB line", kHeader + kA + std::string(10'000'000, 'x') + "\n" + kB, 3,
                "longer than the limit", 2},
        BadFile{"10 MB field", kHeader + kA + "X,\"" + std::string(10'000'000, 'x') + "\"\n" + kB, 3,
                "longer than", 2},
        BadFile{"empty", "", 0, "is empty", 0}, BadFile{"only a mark", "\xEF\xBB\xBF", 0, "is empty", 0},
        BadFile{"header only", kHeader, 0, "has a header and no rows", 0},
        BadFile{"a column twice", "group,name,kind,source,confidence,name\n" + kA, 1, "twice", 0},
        BadFile{"a column too few", "group,name,kind,source,note\nA,An A,alliance,src,\n", 1,
                "misses this column", 0},
        BadFile{"UTF-16", std::string("\xFF\xFEg\0", 4), 0, "UTF-16", 0}));

class Files : public testing::Test {
 protected:
  std::filesystem::path write(const std::string& name, const std::string& bytes) {
    test::write_file(folder_ / name, bytes);
    return folder_ / name;
  }
  Harvest read(const std::vector<std::filesystem::path>& paths) { return read_files(paths, known_); }

  TempFolder folder_;
  Known known_;
};

TEST_F(Files, AreKnownByTheirColumnsInAnyOrder) {
  const auto tables = test::small_casebook();
  std::vector<std::filesystem::path> paths;
  for (const auto& [name, text] : tables) paths.push_back(write("x-" + name, text));
  const auto harvest = read(paths);  // memberships before states, provisions before treaties
  EXPECT_EQ(all_faults(harvest), "");
  EXPECT_EQ(harvest.files.size(), tables.size());
  EXPECT_EQ(harvest.ballots.size(), 60U);
}

TEST_F(Files, ReferToWhatIsKnown) {
  const auto path = write("g.csv", kHeader + kA);
  EXPECT_EQ(read({path}).quarantine.size(), 1U);
  known_.sources.insert("src");
  EXPECT_EQ(read({path}).groups.size(), 1U);
}

TEST_F(Files, SaysWhichTableIsNearest) {
  const auto path = write("g.csv", "group,name,sort,source,confidence\nA,B,C,D,E\n");
  EXPECT_EQ(error_of([&] { read({path}); }, "nearest is groups, which also needs kind"),
            ErrorKind::bad_input);
}

TEST_F(Files, SaysWhatIsNoTable) {
  const auto fails = [&](const std::string& bytes, std::string_view part) {
    const auto path = write("f", bytes);
    EXPECT_EQ(error_of([&] { read({path}); }, part), ErrorKind::bad_input);
  };
  fails("", "is empty");
  fails("a\"b,c\n", "the header has a quote");
  fails("\xFF\xFE\x01", "UTF-16");
  fails("\x89PNG\r\n", "the header is not UTF-8");
  fails(std::string(10'000'000, 'x'), "the header is longer than the limit");
  EXPECT_EQ(error_of([&] { read({folder_ / "none"}); }, "no such file"), ErrorKind::not_found);
  EXPECT_EQ(error_of([&] { read({folder_.path()}); }, "is a folder"), ErrorKind::io);
  EXPECT_EQ(error_of([&] { read({"/dev/zero"}); }, "is a device"), ErrorKind::io);
}

TEST_F(Files, OneNamedTwiceIsReadOnce) {
  known_.sources.insert("src");
  const auto path = write("g.csv", kHeader + kA);
  const auto harvest = read({path, path});
  EXPECT_EQ(all_faults(harvest), "");
  EXPECT_EQ(harvest.files.size(), 1U);
}

TEST_F(Files, TwoOfOneTableMayNotShareAnId) {
  known_.sources.insert("src");
  const auto harvest = read({write("1.csv", kHeader + kA), write("2.csv", kHeader + kA + kB)});
  EXPECT_EQ(harvest.groups.size(), 2U);
  ASSERT_EQ(harvest.quarantine.size(), 1U);
  EXPECT_EQ(harvest.quarantine[0].line, 2U);
}

TEST_F(Files, AYearOfTheCouncilReplacesTheOneThatIsKnown) {
  auto tables = test::small_casebook();
  const auto casebook = [&] {
    TempFolder folder;
    test::write_casebook(tables, folder.path());
    return read_casebook(folder.path());
  }();
  for (const auto& state : casebook.states) known_.states.emplace(state.code, state);
  known_.sources.insert("src");
  for (const auto& m : casebook.council_members)
    known_.council[m.year].emplace(m.state, m.seat == "permanent");
  auto members = tables["council_members"];
  members.replace(members.find("JJJ"), 3, "NOU");
  const auto harvest = read({write("m.csv", members), write("v.csv", tables["council_votes"])});
  EXPECT_EQ(all_faults(harvest), "");
  EXPECT_EQ(std::count_if(harvest.ballots.begin(), harvest.ballots.end(),
                          [](const auto& b) { return b.state == "JJJ"; }),
            0);
}

TEST(Casebook, ATableByAnotherNameIsNotFound) {
  Known known;
  Harvest harvest;
  EXPECT_EQ(
      error_of([&] { read_table("meeting", "f", std::make_shared<const std::string>(), known, harvest); },
               "meetings"),
      ErrorKind::not_found);
}

}  // namespace
}  // namespace blocs::sources
