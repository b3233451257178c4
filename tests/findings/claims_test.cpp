#include "blocs/findings/claims.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "blocs/core/error.hpp"
#include "support/places.hpp"

namespace blocs::findings {
namespace {

using ::testing::HasSubstr;

const std::string kHead = "[document]\ntitle = \"A study\"\ndate = 2025-09-26\n";
const std::string kFigure =
    "[[claim.figure]]\nstated = 58.7\nunit = \"%\"\nquestion = { measure = \"votes.agreement\", subjects = "
    "[\"CHN\"] }\n";

std::string claim(const std::string& id) {
  return "[[claim]]\nid = \"" + id + "\"\ntext = \"words\"\n";
}

/// The error of a file that is none.
Error refusal(const std::string& toml) {
  try {
    (void)read_claims(toml, "some.toml");
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "accepted: " << toml.substr(0, 200);
  return Error::usage("");
}

TEST(Claims, ReadsWhatTheDocumentationShows) {
  const auto file = read_claims(kHead + "cut_off = 2025-09-18\n" + claim("one") + kFigure, "some.toml");
  EXPECT_EQ(file.document.title, "A study");
  EXPECT_EQ(file.document.cut_off, Date(2025, 9, 18));
  ASSERT_EQ(file.claims.size(), 1U);
  const auto& figure = file.claims[0].figures.at(0);
  EXPECT_EQ(std::get<double>(figure.stated), 58.7);
  EXPECT_EQ(figure.digits, 1);
  EXPECT_EQ(stated_words(figure), "58.7 %");
}

TEST(Claims, TheCutOffIsTheDateUnlessGiven) {
  EXPECT_EQ(read_claims(kHead + claim("one") + kFigure, "").document.cut_off, Date(2025, 9, 26));
}

TEST(Claims, AFigureAddsToTheQuestionOfItsClaim) {
  const auto file = read_claims(
      kHead + claim("one") +
          "question = { measure = \"meetings.count\", subjects = [\"RUS\"], options = { by = \"year\" } }\n"
          "[[claim.figure]]\nstated = 1\nquestion = { options = { since = 2022-01-01 } }\n",
      "some.toml");
  const auto& question = file.claims[0].figures[0].question;
  EXPECT_EQ(question.measure, "meetings.count");
  EXPECT_EQ(question.subjects, std::vector<std::string>{"RUS"});
  EXPECT_EQ(question.options, (Json{{"by", "year"}, {"since", "2022-01-01"}}));
}

TEST(Claims, StatedMayBeANumberADateAWordOrASet) {
  const auto read = [](const std::string& stated) {
    return read_claims(kHead + claim("one") + "[[claim.figure]]\nstated = " + stated +
                           "\nquestion = { measure = \"m\" }\n",
                       "some.toml")
        .claims[0]
        .figures[0];
  };
  EXPECT_EQ(std::get<LooseDate>(read("2024-06-19").stated).iso(), "2024-06-19");
  EXPECT_EQ(std::get<LooseDate>(read("\"2024-06\"").stated).iso(), "2024-06");
  EXPECT_EQ(std::get<std::string>(read("\"vetoed\"").stated), "vetoed");
  EXPECT_EQ(std::get<std::vector<std::string>>(read("[\"RUS\", \"CHN\"]").stated),
            (std::vector<std::string>{"CHN", "RUS"}));
  EXPECT_EQ(read("175").digits, 0);
  EXPECT_EQ(read("107.25").digits, 2);
}

TEST(Claims, RefusesWithFileLineAndColumn) {
  EXPECT_THAT(refusal("[document\n").where(), HasSubstr("some.toml:1, column"));
  EXPECT_EQ(refusal("[document\n").kind(), ErrorKind::bad_input);
  const auto unknown = refusal(kHead + "[[claim]]\nid = \"one\"\ntext = \"t\"\nnott = \"n\"\n" + kFigure);
  EXPECT_THAT(unknown.where(), HasSubstr("some.toml:7"));
  EXPECT_THAT(unknown.hint(), HasSubstr("note"));
}

TEST(Claims, RefusesWhatIsNoClaimFile) {
  EXPECT_THAT(refusal("").message(), HasSubstr("document"));
  EXPECT_THAT(refusal(kHead).message(), HasSubstr("no claims"));
  EXPECT_THAT(refusal(kHead + claim("one")).message(), HasSubstr("has no figure"));
  EXPECT_THAT(refusal(kHead + claim("one") + "not_checkable = \"why\"\n" + kFigure).message(),
              HasSubstr("yet has figures"));
  EXPECT_THAT(refusal(kHead + claim("one") + kFigure + claim("one") + kFigure).message(), HasSubstr("twice"));
  EXPECT_THAT(refusal(kHead + claim("one") + kFigure + kFigure).message(), HasSubstr("label"));
  EXPECT_THAT(refusal("claim = 3\n" + kHead).message(), HasSubstr("list of tables"));
  EXPECT_THAT(refusal("claim = [3]\n" + kHead).message(), HasSubstr("is a table"));
  EXPECT_THAT(refusal("document = 3\n").message(), HasSubstr("is a table"));
  EXPECT_THAT(refusal("[document]\ntitle = 3\n").message(), HasSubstr("is a text"));
  EXPECT_THAT(refusal("[document]\ntitle = \"t\"\ndate = \"soon\"\n").message(), HasSubstr("not a date"));
}

TEST(Claims, RefusesHostileValues) {
  const auto stated = [](const std::string& text) {
    return refusal(kHead + claim("one") + "[[claim.figure]]\nstated = " + text +
                   "\nquestion = { measure = \"m\" }\n");
  };
  EXPECT_THAT(stated("inf").message(), HasSubstr("not finite"));
  EXPECT_THAT(stated("nan").message(), HasSubstr("not finite"));
  EXPECT_EQ(stated("99999999999999999999999").kind(), ErrorKind::bad_input);
  EXPECT_EQ(stated("07:32:00").kind(), ErrorKind::bad_input);
  EXPECT_EQ(stated("2025-02-30").kind(), ErrorKind::bad_input);
  EXPECT_EQ(stated("{ a = 1 }").kind(), ErrorKind::bad_input);
  EXPECT_EQ(stated("[1, 2]").kind(), ErrorKind::bad_input);
  EXPECT_EQ(stated("1\nprinted = 4000").kind(), ErrorKind::bad_input);
  EXPECT_THAT(stated("1\ncompare = \"atleast\"").hint(), HasSubstr("at least"));
}

TEST(Claims, RefusesDeepNestingAndBytesThatAreNoText) {
  std::string dots = "a";
  for (int i = 0; i < 200'000; ++i) dots += ".a";
  EXPECT_EQ(refusal(dots + " = 1\n").kind(), ErrorKind::bad_input);
  EXPECT_EQ(refusal("[" + dots + "]\n").kind(), ErrorKind::bad_input);
  EXPECT_EQ(refusal("a = " + std::string(100'000, '[')).kind(), ErrorKind::bad_input);
  EXPECT_EQ(refusal("a = " + std::string(40, '[') + std::string(40, ']') + "\n").kind(),
            ErrorKind::bad_input);
  EXPECT_EQ(refusal(std::string("\xff\xfe", 2)).kind(), ErrorKind::bad_input);
  EXPECT_EQ(refusal(std::string("a = \"\0\"", 8)).kind(), ErrorKind::bad_input);
  EXPECT_EQ(refusal(std::string(5U << 20U, '#')).kind(), ErrorKind::bad_input);
}

TEST(Claims, RefusesAKeyThatTheParserDoesNotExpect) {
  EXPECT_EQ(refusal("question = { measure (= 1 }\n").kind(), ErrorKind::bad_input);
  EXPECT_EQ(refusal("question = { measure = 1, [ }\n").kind(), ErrorKind::bad_input);
}

TEST(Claims, LettersBeyondAsciiStandInTextsAndCommentsOnly) {
  const std::string spelled =
      "# ŉ\n[document]\ntitle = 'ŉ' # ŉ\nauthors = \"\"\"a\nŉ\\\"\"\"\"\nurl = \"ŉ\\\"ŉ\"\n";
  EXPECT_EQ(read_claims(spelled + claim("ŉ") + kFigure, "").claims.size(), 1U);
  EXPECT_THAT(refusal("a = 1\nŉ = 2\n").where(), HasSubstr("some.toml:2"));
  EXPECT_EQ(refusal("a = ŉ\n").kind(), ErrorKind::bad_input);
  EXPECT_EQ(refusal("a = \"open\nŉ = 2\n").kind(), ErrorKind::bad_input);
  EXPECT_EQ(refusal("a = \"\\σ\"\n").kind(), ErrorKind::bad_input);
  EXPECT_EQ(refusal("a = \"\"\"\\σ\"\"\"\n").kind(), ErrorKind::bad_input);
  EXPECT_EQ(refusal("a = \"\"\"\\\v σ\"\"\"\n").kind(), ErrorKind::bad_input);
  EXPECT_EQ(refusal("a = 1 σ\n").kind(), ErrorKind::bad_input);
  EXPECT_EQ(refusal("a = [ σ ]\n").kind(), ErrorKind::bad_input);
  EXPECT_EQ(refusal("σ").kind(), ErrorKind::bad_input);
}

TEST(Claims, ALineThatGoesOnMayGoOnWithALetterBeyondAscii) {
  const auto file = read_claims("[document]\ntitle = \"\"\"A \\\n  σ\"\"\"\n" + claim("one") + kFigure, "");
  EXPECT_EQ(file.document.title, "A σ");
}

TEST(Claims, AMissingFileIsNotFound) {
  try {
    (void)read_claim_file("/nowhere/claims.toml");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::not_found);
  }
}

TEST(Claims, TheShippedFilesHaveTheClaimsTheyShould) {
  const auto csis = read_claim_file(test::source_dir() + "/casebook/claims/csis.toml");
  const auto marshall = read_claim_file(test::source_dir() + "/casebook/claims/marshall.toml");
  EXPECT_GE(csis.claims.size(), 25U);
  EXPECT_GE(marshall.claims.size(), 10U);
}

}  // namespace
}  // namespace blocs::findings
