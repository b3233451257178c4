#include "blocs/findings/verdicts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>

#include "blocs/core/error.hpp"
#include "support/fixed_record.hpp"
#include "support/golden.hpp"
#include "support/places.hpp"

namespace blocs::findings {
namespace {

using test::FixedRecord;
using ::testing::HasSubstr;

const sources::Harvest& casebook() {
  static const sources::Harvest harvest = sources::read_casebook(test::source_dir() + "/casebook");
  return harvest;
}

const FixedRecord& record() {
  static const FixedRecord fixed = FixedRecord::of(casebook());
  return fixed;
}

ClaimFile shipped(const std::string& name) {
  return read_claim_file(test::source_dir() + "/casebook/claims/" + name + ".toml");
}

/// A file with the one claim of this name.
ClaimFile only(ClaimFile file, const std::string& id) {
  std::erase_if(file.claims, [&](const Claim& c) { return c.id != id; });
  EXPECT_EQ(file.claims.size(), 1U) << id;
  return file;
}

CheckedClaim checked(const std::string& file, const std::string& id, const views::Record& with = record()) {
  return check(with, only(shipped(file), id)).at(0);
}

CheckedClaim checked_toml(const std::string& claim) {
  const std::string head =
      "[document]\ntitle = \"A study\"\ndate = 2025-09-26\ncut_off = 2025-09-18\n[[claim]]\nid = \"c\"\ntext "
      "= \"t\"\n";
  return check(record(), read_claims(head + claim, "some.toml")).at(0);
}

double number(const Reading& reading) {
  return std::get<double>(reading.value);
}

/// "id<TAB>verdict" of every claim, and of every figure below it.
std::string verdict_list(const std::vector<CheckedClaim>& claims) {
  std::string text;
  for (const auto& claim : claims) {
    text += claim.claim.id + '\t' + claim.verdict_words + '\n';
    for (const auto& figure : claim.figures) {
      text += "  " + figure.figure.label + '\t' + stated_words(figure.figure) + '\t' + figure.record.words +
              '\t' + std::string(word(figure.verdict)) + '\n';
    }
  }
  return text;
}

TEST(Verdicts, OfTheShippedClaims) {
  for (const std::string name : {"csis", "marshall"}) {
    test::expect_golden("check_" + name + ".txt", verdict_list(check(record(), shipped(name))));
  }
}

TEST(Verdicts, TheContestedVotesComeOutWithAnotherComposition) {
  const auto claim = checked("csis", "council-contested");
  EXPECT_EQ(claim.verdict, Verdict::differs);
  EXPECT_EQ(number(claim.figures[0].record), 75);
  EXPECT_EQ(number(claim.figures[1].record), 18);
  EXPECT_EQ(claim.figures[2].record.words, "44 of 75 (58.7 %), 31 apart");
  EXPECT_THAT(claim.why, HasSubstr("to 2025-09-17"));
  EXPECT_THAT(claim.why, HasSubstr("43 of 74 (58.1 %), 31 apart"));
}

TEST(Verdicts, TheShareOfAllVotesDoesNot) {
  const auto claim = checked("csis", "council-all");
  EXPECT_EQ(claim.verdict, Verdict::differs);
  EXPECT_EQ(number(claim.figures[0].record), 175);
  EXPECT_EQ(number(claim.figures[1].record), 18);
  EXPECT_EQ(claim.figures[2].record.words, "161 of 192 (83.9 %), 31 apart");
  EXPECT_EQ(claim.figures[0].verdict, Verdict::under_some_rules) << "181 were adopted by the end of October";
  EXPECT_THAT(claim.why, HasSubstr("to 2025-11-02 (45 days later)"));
}

TEST(Verdicts, BothSharesLeaveThirtyOneApart) {
  EXPECT_EQ(checked("csis", "council-apart").verdict, Verdict::reproduced);
}

TEST(Verdicts, VetoesAndWhatChinaDid) {
  EXPECT_EQ(checked("csis", "vetoes-joint").verdict, Verdict::reproduced);
  const auto alone = checked("csis", "vetoes-alone");
  EXPECT_EQ(alone.verdict, Verdict::reproduced);
  EXPECT_EQ(alone.findings.back().evidence, std::vector<std::string>{"S/2024/826"});
}

TEST(Verdicts, TenResolutionsFitInSeveralWaysAndNoneIsNamed) {
  const auto claim = checked("csis", "assembly-ten-sets");
  EXPECT_EQ(claim.figures[0].record.words, "5 of 66 sets");
  EXPECT_THAT(claim.why, HasSubstr("35 of 66 sets"));
  EXPECT_THAT(claim.why, HasSubstr("absence counts as abstention"));
}

TEST(Verdicts, NoOneRuleGivesTheMeetingsOfRussiaAndNorthKorea) {
  const auto claim = checked("csis", "rus-prk-meetings");
  EXPECT_EQ(claim.verdict, Verdict::differs);
  EXPECT_EQ(claim.variants.size(), 1080U);
}

TEST(Verdicts, ADocumentDoesNotConfirmItself) {
  const auto trade = checked("csis", "trade-gulf");
  EXPECT_EQ(trade.verdict, Verdict::not_checkable);
  EXPECT_THAT(trade.why, HasSubstr("from this document alone"));
  EXPECT_EQ(checked("csis", "araghchi-july").verdict, Verdict::not_checkable);

  auto file = only(shipped("csis"), "trade-gulf");
  file.document.source_id = "";
  EXPECT_EQ(check(record(), file)[0].figures[1].verdict, Verdict::reproduced)
      << "without its own rows it is not, with them it is";
}

TEST(Verdicts, AnOptionThatIsNamedIsNotVaried) {
  const std::string figure =
      "[[claim.figure]]\nstated = 18\nquestion = { measure = \"votes.count\", options = { outcomes = "
      "[\"vetoed\"], ";
  EXPECT_EQ(
      checked_toml(
          figure +
          "kinds = [\"draft\"], natures = [\"substantive\"], since = 2022-01-01, until = 2025-09-18 } }\n")
          .variants.size(),
      1U);
  EXPECT_EQ(checked_toml(figure + "since = 2022-01-01, until = \"cut-off\" } }\n").variants.size(), 36U);
}

TEST(Verdicts, ASourceThatDoesNotRankIsNotTestedByRank) {
  for (const auto& variant : checked("csis", "trilaterals").variants) {
    EXPECT_EQ(variant.rule.find("or above"), std::string::npos) << variant.rule;
    EXPECT_EQ(variant.rule.find("ministers"), std::string::npos) << variant.rule;
  }
  // Names without ranks: no cut is drawn through the ranking.
  for (const auto& figure : checked("marshall", "secondary-ring").figures)
    EXPECT_EQ(figure.figure.pick.part, "named against the others");
}

TEST(Verdicts, NoRuleHoldsOfAClaimThatCannotBeChecked) {
  const auto claim = checked("csis", "first-gathering");
  EXPECT_EQ(claim.verdict, Verdict::not_checkable);
  for (const auto& variant : claim.variants) EXPECT_FALSE(variant.holds);
}

TEST(Verdicts, NumbersAreComparedToTheLastPrintedDigit) {
  const auto share = [](const std::string& stated) {
    return checked_toml("[[claim.figure]]\nunit = \"%\"\nstated = " + stated +
                        "\nquestion = { measure = \"votes.agreement\", subjects = [\"CHN\", \"RUS\"], "
                        "options = { since = "
                        "2022-01-01, until = 2025-09-18, contested = true } }\n")
        .verdict;
  };
  EXPECT_EQ(share("58.7"), Verdict::reproduced);
  EXPECT_EQ(share("58.67"), Verdict::reproduced);
  EXPECT_EQ(share("59"), Verdict::reproduced);
  EXPECT_EQ(share("60\nprinted = -1"), Verdict::reproduced);
  EXPECT_NE(share("58.6"), Verdict::reproduced);
  EXPECT_EQ(share("58.7\nprinted = 2"), Verdict::differs) << "printed as 58.70, the record has 58.67";
}

TEST(Verdicts, DatesHoldWithinWhatIsPrinted) {
  const auto test = [](const std::string& stated) {
    return checked_toml("[[claim.figure]]\nstated = " + stated +
                        "\nquestion = { measure = \"milestones.date\", options = { id = "
                        "\"2006-10-09-prk-nuclear-test-1\" } }\n")
        .verdict;
  };
  EXPECT_EQ(test("\"2006\""), Verdict::reproduced);
  EXPECT_EQ(test("\"2006-10\""), Verdict::reproduced);
  EXPECT_EQ(test("2006-10-09"), Verdict::reproduced);
  EXPECT_EQ(test("2006-10-10"), Verdict::differs);
  EXPECT_EQ(test("\"2003\""), Verdict::differs);
  EXPECT_EQ(test("2007-01-01\ncompare = \"less than\""), Verdict::reproduced);
}

TEST(Verdicts, ADateKnownLessPreciselyThanStatedIsNotChecked) {
  const auto claim = checked_toml(
      "[[claim.figure]]\nstated = 2024-10-20\nquestion = { measure = \"milestones.date\", options = { id = "
      "\"2024-10-prk-troops-russia\" } }\n");
  EXPECT_EQ(claim.verdict, Verdict::not_checkable);
  EXPECT_THAT(claim.why, HasSubstr("2024-10"));
}

TEST(Verdicts, ErrorsNameTheClaim) {
  const auto error = [](const std::string& claim) {
    try {
      (void)checked_toml(claim);
    } catch (const Error& e) {
      return std::string(e.what());
    }
    return std::string("no error");
  };
  const std::string figure = "[[claim.figure]]\nstated = 1\nquestion = ";
  const auto measure = error(figure + "{ measure = \"votes.agrement\" }\n");
  EXPECT_THAT(measure, HasSubstr("claim \"c\""));
  EXPECT_THAT(measure, HasSubstr("some.toml:5"));
  EXPECT_THAT(measure, HasSubstr("votes.agreement"));
  EXPECT_THAT(error(figure + "{ measure = \"votes.count\", options = { sinc = \"2022-01-01\" } }\n"),
              HasSubstr("since"));
  EXPECT_THAT(error(figure + "{ measure = \"votes.agreement\", subjects = [\"Chinna\", \"RUS\"] }\n"),
              HasSubstr("China"));
  EXPECT_THAT(
      error(figure +
            "{ measure = \"milestones.date\", options = { id = \"2006-10-09-prk-nuclear-test-1\" } }\n"),
      HasSubstr("not of the kind"));
  EXPECT_THAT(error(figure + "{ measure = \"votes.count\" }\npick = { field = \"details.nothing\" }\n"),
              HasSubstr("to pick"));
}

/// The relation that cannot hold where this one does.
Relation reverse(Relation relation) {
  switch (relation) {
    case Relation::falls:
    case Relation::never_rises:
      return Relation::rises;
    case Relation::rises:
    case Relation::never_falls:
      return Relation::falls;
    case Relation::most:
      return Relation::least;
    case Relation::least:
      return Relation::most;
    case Relation::first:
      return Relation::last;
    case Relation::last:
      return Relation::first;
  }
  return relation;
}

/// Another value of the same kind, far from the stated one.
void spoil(Figure& figure) {
  if (figure.comparison) {
    figure.comparison->relation = reverse(figure.comparison->relation);
    return;
  }
  if (auto* value = std::get_if<double>(&figure.stated)) {
    const bool upper = figure.compare == Compare::at_most || figure.compare == Compare::less_than;
    *value += upper ? -100000 : 100000;
  } else if (auto* date = std::get_if<LooseDate>(&figure.stated)) {
    const bool lower = figure.compare == Compare::at_most || figure.compare == Compare::less_than;
    *date = *LooseDate::parse(lower ? "1900" : "2099");
  } else if (auto* text = std::get_if<std::string>(&figure.stated)) {
    *text += " not";
  } else {
    std::get<std::vector<std::string>>(figure.stated).push_back("XXX");
  }
}

/// States what the record gives.
void agree(Figure& figure, const Reading& reading) {
  if (figure.comparison) return;
  figure.compare = Compare::equal;
  if (auto* value = std::get_if<double>(&figure.stated))
    *value = std::get<double>(reading.value);
  else if (auto* date = std::get_if<LooseDate>(&figure.stated))
    *date = *LooseDate::parse(std::get<std::string>(reading.value));
  else if (auto* text = std::get_if<std::string>(&figure.stated))
    *text = std::get<std::string>(reading.value);
  else
    figure.stated = std::get<std::vector<std::string>>(reading.value);
}

TEST(Verdicts, ASteadyDeclineNeedsFiguresThatFall) {
  const auto claim = checked("csis", "irn-rus-meetings");
  const auto& decline = claim.figures.back();
  EXPECT_EQ(decline.figure.label, "Steady decline");
  EXPECT_EQ(decline.verdict, Verdict::differs);
  EXPECT_EQ(decline.record.words, "14, 14, 19");
  EXPECT_THAT(claim.why, HasSubstr("own figures, 12, 7, 8, do not stand so"));
}

TEST(Mutations, AnyStatedValueThatIsChangedFlipsTheVerdict) {
  for (const std::string name : {"csis", "marshall"}) {
    const auto file = shipped(name);
    for (const auto& before : check(record(), file)) {
      if (before.verdict != Verdict::reproduced && before.verdict != Verdict::under_some_rules) continue;
      for (std::size_t f = 0; f < before.figures.size(); ++f) {
        if (!before.figures[f].figure.states_a_value()) continue;  // there to be compared
        auto changed = only(file, before.claim.id);
        spoil(changed.claims[0].figures[f]);
        const auto after = check(record(), changed).at(0);
        // A forecast of another date was overtaken, unless the record of its day refuted it.
        const bool forecast = before.figures[f].figure.kind == Kind::forecast;
        if (forecast && after.verdict == Verdict::overtaken) continue;
        EXPECT_EQ(after.verdict, Verdict::differs)
            << before.claim.id << ", " << before.figures[f].figure.label;
      }
    }
  }
}

TEST(Mutations, AStatedValueThatAgreedWouldBeReproduced) {
  for (const std::string name : {"csis", "marshall"}) {
    const auto file = shipped(name);
    for (const auto& before : check(record(), file)) {
      const bool of_comparisons =
          std::any_of(before.figures.begin(), before.figures.end(),
                      [](const auto& f) { return f.figure.comparison && f.verdict == Verdict::differs; });
      if (before.verdict != Verdict::differs || of_comparisons) continue;
      auto changed = only(file, before.claim.id);
      for (std::size_t f = 0; f < before.figures.size(); ++f)
        agree(changed.claims[0].figures[f], before.figures[f].record);
      // A count of a time that the record does not cover is only the least that it can be.
      const bool beyond = std::any_of(before.figures.begin(), before.figures.end(),
                                      [](const auto& f) { return f.record.bound != Bound::exact; });
      EXPECT_EQ(check(record(), changed).at(0).verdict, beyond ? Verdict::not_checkable : Verdict::reproduced)
          << before.claim.id;
    }
  }
}

using Change = std::function<void(sources::Harvest&)>;

template <typename Rows>
void drop(Rows& rows, const std::string& id) {
  const auto before = rows.size();
  std::erase_if(rows, [&](const auto& row) { return row.id == id; });
  EXPECT_EQ(rows.size() + 1, before) << id;
}

void vote(sources::Harvest& harvest, const std::string& roll_call, const std::string& state,
          views::Ballot ballot) {
  for (auto& cast : harvest.ballots) {
    if (cast.roll_call == roll_call && cast.state == state) {
      cast.ballot = ballot;
      return;
    }
  }
  ADD_FAILURE() << state << " did not vote on " << roll_call;
}

void move_milestone(sources::Harvest& harvest, const std::string& id, const std::string& date) {
  for (auto& row : harvest.milestones) {
    if (row.id == id) row.date = *LooseDate::parse(date);
  }
}

TEST(Mutations, ARowThatIsChangedFlipsTheVerdict) {
  const std::map<std::string, Change> changes{
      {"vetoes-joint", [](auto& h) { vote(h, "S/2022/431", "CHN", views::Ballot::abstain); }},
      {"vetoes-alone", [](auto& h) { vote(h, "S/2024/826", "CHN", views::Ballot::abstain); }},
      {"council-apart", [](auto& h) { vote(h, "S/2024/826", "CHN", views::Ballot::no); }},
      {"panel-2024", [](auto& h) { vote(h, "S/2024/255", "CHN", views::Ballot::no); }},
      {"red-sea-ballots", [](auto& h) { vote(h, "S/RES/2722", "RUS", views::Ballot::yes); }},
      {"companions",
       [](auto& h) {
         for (auto& cast : h.ballots) {
           if (cast.state == "PAK") cast.ballot = views::Ballot::yes;
         }
       }},
      {"xi-raisi", [](auto& h) { drop(h.meetings, "M045"); }},
      {"chn-prk-in-korea", [](auto& h) { drop(h.meetings, "M105"); }},
      {"one-gathering", [](auto& h) { drop(h.meetings, "M210"); }},
      {"rio-before-tianjin", [](auto& h) { drop(h.meetings, "M190"); }},
      {"dprk-vetoes", [](auto& h) { vote(h, "S/2024/255", "CHN", views::Ballot::no); }},
      {"joined-after-the-invasion", [](auto& h) { move_milestone(h, "2022-02-24-rus-ukr", "2023-08-24"); }},
      {"beijing-level", [](auto& h) { drop(h.meetings, "M163"); }},
      {"six-icbm-tests", [](auto& h) { drop(h.milestones, "2022-03-16-prk-failed-launch"); }},
      {"snapback-trigger", [](auto& h) { move_milestone(h, "2025-08-28-snapback-notified", "2025-08-29"); }},
      {"pacts", [](auto& h) { h.treaties.front().signed_on = LooseDate::parse("1962-07-11"); }},
      {"iran-joins", [](auto& h) { drop(h.memberships, "BRICS/IRN/member/2024-01-01"); }},
  };
  for (const auto& [id, change] : changes) {
    sources::Harvest harvest = casebook();
    change(harvest);
    EXPECT_EQ(checked("csis", id).verdict, Verdict::reproduced) << id;
    EXPECT_NE(checked("csis", id, FixedRecord::of(harvest)).verdict, Verdict::reproduced) << id;
  }
}

TEST(Mutations, ARecordThatAgreedWouldReproduceWhatDiffers) {
  sources::Harvest harvest = casebook();
  move_milestone(harvest, "2006-10-09-prk-nuclear-test-1", "2003-10-09");
  move_milestone(harvest, "2024-02-26-shells-6700", "2024-06-14");
  move_milestone(harvest, "2022-07-13-prk-recognises-dnr-lnr", "2022-02-22");
  const auto changed = FixedRecord::of(harvest);
  for (const std::string id : {"nuclear-tests", "containers", "recognition"}) {
    EXPECT_EQ(checked("marshall", id).verdict, Verdict::differs) << id;
    EXPECT_EQ(checked("marshall", id, changed).verdict, Verdict::reproduced) << id;
  }
}

TEST(Verdicts, JsonHoldsClaimsVariantsAndFindings) {
  const auto json = to_json(check(record(), only(shipped("csis"), "council-contested")));
  EXPECT_EQ(json.at("claims").at(0).at("verdict"), "differs");
  EXPECT_EQ(json.at("claims").at(0).at("variants").size(), 648U);
  EXPECT_EQ(json.at("claims").at(0).at("figures").at(1).at("record"), 18);
  EXPECT_EQ(json.at("findings").size(), 3U);
  EXPECT_FALSE(to_json(check(record(), only(shipped("csis"), "vetoes")), Variants::leave_out)
                   .at("claims")
                   .at(0)
                   .contains("variants"));
}

}  // namespace
}  // namespace blocs::findings
