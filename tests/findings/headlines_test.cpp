// The words of headlines against the findings they are about: on made-up findings whose small numbers make
// ties frequent, and on findings of the casebook about random groups.
#include "findings/brief/headlines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "blocs/findings/question.hpp"
#include "findings/units.hpp"
#include "support/casebook_record.hpp"

namespace blocs::findings {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr int kGroups = 200;

const views::States& states() {
  return test::casebook().states();
}

std::vector<std::string> random_group(std::mt19937& random, std::size_t size) {
  // Half of the groups are drawn from the states that the table of meetings follows.
  std::vector<std::string> codes{"BLR", "CHN", "IRN", "PRK", "RUS"};
  if (random() % 2 == 0)
    codes = {"AUS", "BRA", "CHN", "CUB", "DEU", "EGY", "FRA", "GBR", "IND", "IRN",
             "JPN", "KAZ", "NGA", "POL", "PRK", "RUS", "SYR", "USA", "VEN", "ZAF"};
  std::shuffle(codes.begin(), codes.end(), random);
  codes.resize(std::min(size, codes.size()));
  std::sort(codes.begin(), codes.end());
  return codes;
}

/// A share of k in n; undefined where n is 0.
Finding share(std::vector<std::string> subjects, std::size_t k, std::size_t n) {
  Finding finding;
  finding.measure = "votes.agreement";
  finding.subjects = std::move(subjects);
  finding.numerator = static_cast<double>(k);
  finding.n = n;
  if (n > 0) finding.value = static_cast<double>(k) / static_cast<double>(n);
  return finding;
}

Finding rows(std::vector<std::string> subjects, std::size_t n) {
  Finding finding;
  finding.subjects = std::move(subjects);
  for (std::size_t i = 0; i < n; ++i) finding.evidence.push_back("row " + std::to_string(i));
  finding.value = static_cast<double>(n);
  finding.details = {{"groups", finding.evidence}};
  return finding;
}

template <class Make>
std::vector<Finding> of_pairs(const std::vector<std::string>& group, Make make) {
  std::vector<Finding> found;
  for (std::size_t i = 0; i < group.size(); ++i) {
    for (std::size_t j = i + 1; j < group.size(); ++j) found.push_back(make(group[i], group[j]));
  }
  return found;
}

/// How many of some whole numbers are equal to the largest one.
std::size_t at_top(const std::vector<Finding>& counts) {
  std::size_t most = 0;
  for (const auto& one : counts) most = std::max(most, one.evidence.size());
  return static_cast<std::size_t>(std::count_if(
      counts.begin(), counts.end(), [&](const auto& one) { return one.evidence.size() == most; }));
}

/// The same for shares, compared as fractions of whole numbers: no floating sum is involved.
std::size_t at_top_share(std::vector<Finding> pairs, bool top = true) {
  std::erase_if(pairs, [](const Finding& f) { return f.n == 0U; });
  std::size_t tied = 0;
  for (const auto& one : pairs) {
    const bool best = std::all_of(pairs.begin(), pairs.end(), [&](const Finding& other) {
      const double left = *one.numerator * static_cast<double>(*other.n);
      const double right = *other.numerator * static_cast<double>(*one.n);
      return top ? left >= right : left <= right;
    });
    tied += best ? 1 : 0;
  }
  return tied;
}

bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// No word that claims more than the counts carry, in any headline about pairs.
void check_pairs(const std::vector<std::string>& group, const std::vector<Finding>& met,
                 const std::vector<Finding>& votes, const std::vector<Finding>& shared,
                 const Finding& whole) {
  const auto meetings = meetings_headline(states(), met);
  EXPECT_EQ(says(meetings, "most often"), met.size() > 1 && at_top(met) == 1 && !most_rows(met).empty())
      << meetings;
  const auto summary = meetings_summary(states(), met, whole, group.size());
  EXPECT_EQ(says(summary, "most often"), met.size() > 1 && at_top(met) == 1 && !most_rows(met).empty())
      << summary;
  const auto memberships = memberships_headline(states(), group, whole, shared);
  if (says(memberships, "share most") && !says(memberships, " each")) {
    EXPECT_EQ(at_top(shared), 1U);
  }
  const auto alike = alike_headline(states(), votes);
  const auto top = at_top_share(votes);
  if (says(alike, "the most alike") && !says(alike, "level")) {
    EXPECT_EQ(top, 1U) << alike;
    EXPECT_EQ(at_top_share(votes, false), 1U) << alike;
  }
  const auto assembly = assembly_headline(states(), group, share(group, 1, 2), votes);
  if (says(assembly, ";") && !says(assembly, "level")) {
    EXPECT_EQ(top, 1U) << assembly;
  }
  const auto council = council_pairs_headline(states(), votes, {});
  if (says(council, "most alike") && !says(council, "level")) {
    EXPECT_EQ(top, 1U) << council;
  }
}

TEST(Headlines, NoSuperlativeWithoutAStrictMaximum) {
  std::mt19937 random(15);
  for (int round = 0; round < kGroups; ++round) {
    const auto group = random_group(random, 3 + random() % 3);
    const auto met =
        of_pairs(group, [&](const auto& a, const auto& b) { return rows({a, b}, random() % 3); });
    const auto votes = of_pairs(group, [&](const auto& a, const auto& b) {
      const std::size_t n = random() % 4;
      return share({a, b}, n == 0 ? 0 : random() % (n + 1), n);
    });
    const auto shared =
        of_pairs(group, [&](const auto& a, const auto& b) { return rows({a, b}, 1 + random() % 3); });
    check_pairs(group, met, votes, shared, rows(group, random() % 2));
  }
}

TEST(Headlines, OfTheCasebookNeitherClaimsMore) {
  std::mt19937 random(16);
  const auto& record = test::casebook();
  for (int round = 0; round < kGroups; ++round) {
    const auto group = random_group(random, 3 + random() % 2);
    const Json span{{"since", "2022-01-01"}, {"until", "2025-09-18"}};
    Json assembly = span;
    assembly["body"] = "assembly";
    auto votes = answer(record, {"votes.agreement", group, assembly});
    const Finding unanimity = *std::find_if(votes.begin(), votes.end(),
                                            [](const auto& f) { return f.measure == "votes.unanimity"; });
    std::erase_if(votes,
                  [](const Finding& f) { return f.measure != "votes.agreement" || f.subjects.size() != 2; });
    const auto pair = [&](const char* measure, const Json& options) {
      return of_pairs(group, [&](const auto& a, const auto& b) {
        return answer(record, {measure, {a, b}, options}).front();
      });
    };
    const Json on{{"on", "2025-09-18"}};
    check_pairs(group, pair("meetings.count", span), votes, pair("memberships.shared", on),
                answer(record, {"memberships.shared", group, on}).front());
    HeadlineFacts facts;
    facts.members = group;
    facts.named = unanimity;
    const auto title = brief_title(states(), facts);
    const double as_one = unanimity.number().value_or(0);
    EXPECT_THAT(title, Not(HasSubstr("often divides")));
    if (says(title, "vote as one in the Assembly")) {
      EXPECT_TRUE(as_one > 0.5 || as_one < 0.1) << title;
    }
    if (says(title, "more often than not")) {
      EXPECT_LT(as_one, 0.5) << title;
    }
    if (unanimity.number()) {
      EXPECT_THAT(title, HasSubstr(std::to_string(static_cast<int>(*unanimity.numerator)) + " of " +
                                   std::to_string(*unanimity.n)));
    }
  }
}

TEST(Headlines, VerbsFollowTheThresholdsThatAreWrittenDown) {
  const auto verb = [](std::size_t k, std::size_t n) { return unity_words(share({"A"}, k, n), true); };
  EXPECT_EQ(verb(18, 20), "votes as one");
  EXPECT_EQ(verb(17, 20), "mostly votes as one");
  EXPECT_EQ(verb(11, 20), "mostly votes as one");
  EXPECT_EQ(verb(10, 20), "is divided half the time");
  EXPECT_EQ(verb(9, 20), "is divided more often than not");
  EXPECT_EQ(verb(2, 20), "is divided more often than not");
  EXPECT_EQ(verb(1, 20), "rarely votes as one");
  EXPECT_EQ(verb(0, 5), "rarely votes as one");
  EXPECT_EQ(verb(4, 4), "");
  EXPECT_EQ(verb(0, 0), "");
  EXPECT_EQ(unity_words(share({"A"}, 9, 20), false), "are divided more often than not");
}

TEST(Headlines, AWordAboutTheAssemblyStandsBeforeItsOwnFigure) {
  HeadlineFacts facts;
  facts.name = "ArabLeague";
  facts.members = {"DZA", "EGY", "MAR"};
  facts.sat = facts.members;
  facts.contested = share(facts.members, 18, 20);
  facts.named = share(facts.members, 12, 40);
  EXPECT_EQ(
      brief_title(states(), facts),
      "ArabLeague is divided more often than not in the Assembly: its members cast one ballot on 12 of 40 "
      "named Assembly resolutions; members in the Council voted as one on 18 of 20 contested Council votes");
  // A whole session comes before named resolutions.
  facts.session = share(facts.members, 95, 100);
  facts.session_words = "session 74 (opened in 2019)";
  EXPECT_THAT(
      brief_title(states(), facts),
      StartsWith("ArabLeague votes as one in the Assembly: in session 74 (opened in 2019) its members cast "
                 "one ballot on 95 of 100 Assembly roll calls"));
}

TEST(Headlines, TiesAreSaidAsTies) {
  const auto met = std::vector{rows({"CHN", "IRN"}, 2), rows({"CHN", "RUS"}, 3), rows({"IRN", "RUS"}, 3)};
  EXPECT_EQ(meetings_headline(states(), met),
            "China–Russia and Iran–Russia (level) met 3 times each, more often than the other pairs");
  const auto votes =
      std::vector{share({"CHN", "IRN"}, 1, 2), share({"CHN", "RUS"}, 2, 4), share({"IRN", "RUS"}, 1, 4)};
  EXPECT_EQ(
      alike_headline(states(), votes),
      "China–Iran and China–Russia (level) are the most alike (50.0 %), Iran and Russia the least (1 of 4)");
  EXPECT_EQ(without_headline({{"China", 2}, {"Iran", 2}, {"Russia", 1}}, 5),
            "Without China or Iran 2 of 5 measures of the group move: they are level");
  EXPECT_EQ(without_headline({{"China", 0}, {"Iran", 0}}, 5),
            "No measure of the group rests on one member (5 asked again)");
  const std::vector<Json> far{{{"state", "CHN"}, {"distance_from_majority", 0.1 + 0.2}},
                              {{"state", "IRN"}, {"distance_from_majority", 0.3}},
                              {{"state", "RUS"}, {"distance_from_majority", 0.1}}};
  EXPECT_EQ(farthest_headline(states(), far, "session 74"),
            "China and Iran voted equally far, and farthest, from the others in session 74");
  EXPECT_EQ(topics_headline({{"Syria", 0.9}, {"Iran", 0.9}, {"Ukraine", 0.2}}, "session 74"),
            "Most alike on Syria and Iran (level), least on Ukraine, in session 74");
  EXPECT_EQ(range_headline(
                {{"2022 H1", share({}, 1, 2)}, {"2022 H2", share({}, 2, 4)}, {"2023 H1", share({}, 3, 3)}}),
            "Agreement ran from 50.0 % in 2022 H1 and 2022 H2 to 3 of 3 in 2023 H1");
  EXPECT_EQ(range_headline({{"2022 H1", share({}, 1, 2)}, {"2022 H2", share({}, 2, 4)}}), "");
  EXPECT_EQ(first_three({{"Cuba", share({}, 4, 4)},
                         {"Iran", share({}, 3, 4)},
                         {"China", share({}, 1, 2)},
                         {"Egypt", share({}, 2, 4)},
                         {"India", share({}, 0, 4)}}),
            "Cuba (4 of 4), Iran (3 of 4), China (1 of 2) and Egypt (2 of 4)");
  Finding even;
  even.unit = "percentage points";
  even.subjects = {"CHN", "RUS"};
  even.value = 0.0;
  EXPECT_EQ(leaning_headline(states(), {even}),
            "No member is known to lean on another more than the reverse");
}

TEST(Headlines, EqualUpToRoundingIsEqual) {
  EXPECT_TRUE(level(0.1 + 0.2, 0.3));
  EXPECT_TRUE(level(1e12 + 0.01, 1e12));
  EXPECT_FALSE(level(0.3, 0.300001));
  EXPECT_EQ(at_end({std::nullopt, 0.3, 0.1 + 0.2, 0.1}, End::most), (std::vector<std::size_t>{1, 2}));
  EXPECT_EQ(at_end({std::nullopt, 0.3, 0.1 + 0.2, 0.1}, End::least), (std::vector<std::size_t>{3}));
  EXPECT_TRUE(at_end({std::nullopt}, End::most).empty());
}

/// Who is first in each layer, worked out again from the findings about the members.
TEST(Headlines, TheCentreNamesAllThatAreLevel) {
  for (const char* group : {"CRINK", "BRINK", "CSTO", "ASEAN"}) {
    const auto found =
        answer(test::casebook(), {"system.centre", {group}, {{"on", "2025-09-18"}, {"replicates", 0}}});
    std::map<std::string, std::size_t> layers;
    for (const auto& layer : found.front().details.at("layers")) {
      double most = -1e300;
      for (std::size_t i = 1; i < found.size(); ++i) {
        if (found[i].rule.data.at("part") == layer.at("layer") && found[i].number())
          most = std::max(most, *found[i].number());
      }
      std::vector<std::string> first;
      for (std::size_t i = 1; i < found.size(); ++i) {
        if (found[i].rule.data.at("part") == layer.at("layer") && found[i].number() &&
            *found[i].number() > most - 1e-10)
          first.push_back(states().name(found[i].subjects.front()));
      }
      EXPECT_EQ(layer.at("first").get<std::vector<std::string>>(), first) << group << layer;
      EXPECT_EQ(layer.at("level").get<bool>(), first.size() > 1);
      for (const auto& name : first) ++layers[name];
    }
    std::size_t most = 0;
    for (const auto& [state, n] : layers) most = std::max(most, n);
    std::set<std::string> expected;
    for (const auto& [state, n] : layers) {
      if (n == most) expected.insert(state);
    }
    EXPECT_EQ(found.front().details.at("most").get<std::set<std::string>>(), expected) << group;
    EXPECT_EQ(found.front().numerator, static_cast<double>(most)) << group;
    EXPECT_EQ(says(std::get<std::string>(found.front().value), "level"), expected.size() > 1) << group;
  }
  const auto crink =
      answer(test::casebook(), {"system.centre", {"CRINK"}, {{"on", "2025-09-18"}, {"replicates", 0}}});
  EXPECT_THAT(centre_headline(crink.front()), HasSubstr("China and Russia are level in treaties"));
}

TEST(Units, OneIsSingular) {
  EXPECT_EQ(with_unit(1, "meetings"), "1 meeting");
  EXPECT_EQ(with_unit(0, "meetings"), "0 meetings");
  EXPECT_EQ(with_unit(1204, "meetings"), "1,204 meetings");
  EXPECT_EQ(with_unit(1, "vetoes"), "1 veto");
  EXPECT_EQ(with_unit(1, "treaties"), "1 treaty");
  EXPECT_EQ(with_unit(1, "roll calls"), "1 roll call");
  EXPECT_EQ(with_unit(1, "states bound, strictly read"), "1 state bound, strictly read");
  EXPECT_EQ(with_unit(1, "pairs of rows"), "1 pair of rows");
  EXPECT_EQ(with_unit(1, "million US dollars"), "1 million US dollars");
  EXPECT_EQ(with_unit(1, ""), "1");
}

}  // namespace
}  // namespace blocs::findings
