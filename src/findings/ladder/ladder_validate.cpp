// Do Assembly votes alone set defence pacts above matched pairs and quartets? Votes and pacts come from
// different sources, so that the lowest rung of the ladder is not judged by the highest.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "../question_list.hpp"
#include "../votes/vote_ask.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "blocs/findings/text.hpp"
#include "blocs/inference/base_rates.hpp"
#include "blocs/inference/separation.hpp"
#include "blocs/measures/commitments.hpp"
#include "blocs/measures/vote_rule.hpp"

namespace blocs::findings {
namespace {

using inference::PairValues;
using inference::ScoredGroup;
using PairSet = std::set<std::pair<std::size_t, std::size_t>>;

constexpr std::size_t kMostQuartets =
    1000;  ///< quartets bound by pacts that are taken, by chance if there are more
constexpr std::size_t kMatchedQuartets = 5;  ///< others drawn for each
constexpr std::size_t kLeastCommon = 20;

struct Decade {
  int first = 0;
  int last = 0;
  Date day{1946, 1, 1};  ///< on which pacts are looked at

  std::string words() const { return fmt::format("{}-{}", first, last); }
};

struct Scored {
  std::vector<std::string> states;
  std::vector<int> regions;
  PairSet pacts;  ///< by places in `states`
};

/// Provisions of mutual defence by treaty.
std::map<std::string, std::vector<const views::Provision*>> defence_of(
    const views::Commitments& commitments) {
  std::map<std::string, std::vector<const views::Provision*>> found;
  for (const auto& provision : commitments.provisions) {
    if (provision.obligation == "mutual_defence") found[provision.treaty].push_back(&provision);
  }
  return found;
}

/// Pairs that owe each other defence on a day, among states that vote.
PairSet pacts_on(const views::Record& record, const std::vector<std::string>& states, Date day) {
  PairSet found;
  const auto place = [&](const std::string& state) {
    const auto at = std::lower_bound(states.begin(), states.end(), state);
    return at != states.end() && *at == state ? static_cast<std::size_t>(at - states.begin()) : states.size();
  };
  const auto defence = defence_of(record.commitments());
  for (const auto& treaty : record.commitments().treaties) {
    const auto owed = defence.find(treaty.id);
    if (!treaty.id.starts_with("ATOP") || owed == defence.end() || !treaty.holds_on(day)) continue;
    std::vector<std::size_t> bound;
    for (const auto& state : measures::parties_on(treaty, record.memberships(), day)) {
      const bool owes = std::any_of(owed->second.begin(), owed->second.end(),
                                    [&](const views::Provision* p) { return p->binds_on(state, day); });
      if (owes && place(state) < states.size()) bound.push_back(place(state));
    }
    std::sort(bound.begin(), bound.end());
    for (std::size_t i = 0; i < bound.size(); ++i) {
      for (std::size_t j = i + 1; j < bound.size(); ++j) {
        if (bound[i] != bound[j]) found.emplace(bound[i], bound[j]);
      }
    }
  }
  return found;
}

std::vector<int> regions_of(const views::Record& record, const std::vector<std::string>& states) {
  std::vector<std::string> names;
  std::vector<int> regions;
  for (const auto& state : states) {
    const auto* known = record.states().find(state);
    const std::string region = known == nullptr ? "" : known->region;
    auto at = std::find(names.begin(), names.end(), region);
    if (at == names.end()) at = names.insert(names.end(), region);
    regions.push_back(static_cast<int>(at - names.begin()));
  }
  return regions;
}

std::vector<ScoredGroup> all_pairs(const PairValues& values, const Scored& scored) {
  std::vector<ScoredGroup> groups;
  for (std::size_t i = 0; i < scored.states.size(); ++i) {
    for (std::size_t j = i + 1; j < scored.states.size(); ++j) {
      if (!values.defined(i, j)) continue;
      const int low = std::min(scored.regions[i], scored.regions[j]);
      const int high = std::max(scored.regions[i], scored.regions[j]);
      groups.push_back({values.value(i, j),
                        scored.pacts.contains({i, j}),
                        static_cast<std::uint32_t>(low * 100 + high),
                        {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j)},
                        2});
    }
  }
  return groups;
}

/// Quartets of which every pair has a pact, in order of their members.
std::vector<std::array<std::size_t, 4>> bound_quartets(const Scored& scored) {
  std::vector<std::vector<std::size_t>> above(scored.states.size());
  for (const auto& [a, b] : scored.pacts) above[a].push_back(b);
  std::vector<std::array<std::size_t, 4>> found;
  const auto bound = [&](std::size_t a, std::size_t b) { return scored.pacts.contains({a, b}); };
  for (std::size_t a = 0; a < above.size(); ++a) {
    for (const auto b : above[a]) {
      for (const auto c : above[a]) {
        if (c <= b || !bound(b, c)) continue;
        for (const auto d : above[a]) {
          if (d > c && bound(b, d) && bound(c, d)) found.push_back({a, b, c, d});
        }
      }
    }
  }
  return found;
}

std::optional<ScoredGroup> scored_quartet(const PairValues& values, std::array<std::size_t, 4> q,
                                          bool positive, std::uint32_t stratum) {
  std::sort(q.begin(), q.end());
  const auto mean = inference::mean_of_pairs(values, {q.begin(), q.end()});
  if (!mean) return std::nullopt;
  ScoredGroup group{*mean, positive, stratum, {}, 4};
  for (std::size_t m = 0; m < 4; ++m) group.members[m] = static_cast<std::uint32_t>(q[m]);
  return group;
}

/// A quartet with the same regions that is not bound throughout.
std::optional<std::array<std::size_t, 4>> matched(const Scored& scored,
                                                  const std::array<std::size_t, 4>& like,
                                                  const std::vector<std::vector<std::size_t>>& by_region,
                                                  RandomStream& random) {
  for (int attempt = 0; attempt < 50; ++attempt) {
    std::array<std::size_t, 4> q{};
    for (std::size_t m = 0; m < 4; ++m) {
      const auto& pool = by_region[static_cast<std::size_t>(scored.regions[like[m]])];
      q[m] = pool[random.below(pool.size())];
    }
    std::sort(q.begin(), q.end());
    if (std::adjacent_find(q.begin(), q.end()) != q.end()) continue;
    std::size_t bound = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      for (std::size_t j = i + 1; j < 4; ++j) bound += scored.pacts.contains({q[i], q[j]}) ? 1 : 0;
    }
    if (bound < 6) return q;
  }
  return std::nullopt;
}

/// Bound quartets (a sample if there are many), each with others of the same regions.
std::vector<ScoredGroup> quartets(const PairValues& values, const Scored& scored, std::uint64_t seed) {
  auto bound = bound_quartets(scored);
  RandomStream random(seed, 0);
  for (std::size_t i = 0; i < std::min(kMostQuartets, bound.size()); ++i)
    std::swap(bound[i], bound[i + random.below(bound.size() - i)]);
  if (bound.size() > kMostQuartets) bound.resize(kMostQuartets);
  std::vector<std::vector<std::size_t>> by_region(scored.states.size());
  for (std::size_t s = 0; s < scored.states.size(); ++s)
    by_region[static_cast<std::size_t>(scored.regions[s])].push_back(s);
  std::vector<ScoredGroup> groups;
  std::map<std::vector<int>, std::uint32_t> strata;
  for (const auto& q : bound) {
    std::vector<int> mix;
    for (const auto s : q) mix.push_back(scored.regions[s]);
    std::sort(mix.begin(), mix.end());
    const auto stratum = strata.try_emplace(mix, static_cast<std::uint32_t>(strata.size())).first->second;
    const auto one = scored_quartet(values, q, true, stratum);
    if (!one) continue;
    groups.push_back(*one);
    for (std::size_t k = 0; k < kMatchedQuartets; ++k) {
      const auto other = matched(scored, q, by_region, random);
      if (!other) continue;
      if (const auto made = scored_quartet(values, *other, false, stratum)) groups.push_back(*made);
    }
  }
  return groups;
}

struct Asked {
  std::uint64_t seed = 1;
  std::size_t replicates = 400;
  std::size_t threads = 0;
  std::string score;
};

Finding auc_finding(const Decade& decade, const std::string& what, const std::vector<ScoredGroup>& groups,
                    std::size_t states, std::size_t roll_calls, const Asked& asked) {
  Finding finding;
  finding.measure = "ladder.validate";
  finding.rule.words = fmt::format(
      "area under the ROC curve: defence pacts of ATOP in force on {} against {} of the same regions without "
      "one, ranked by "
      "\"{}\" on contested Assembly votes of {}",
      decade.day.iso(), what, asked.score, decade.words());
  finding.rule.data = {{"part", decade.words() + " " + what},
                       {"score", asked.score},
                       {"seed", asked.seed},
                       {"replicates", asked.replicates}};
  finding.unit = "AUC";
  finding.details = {{"roll_calls", roll_calls}, {"states", states}};
  const auto found = inference::separation(groups, states, asked.seed, asked.replicates, asked.threads);
  if (!found) {
    finding.caveats.push_back(
        fmt::format("{} {} undefined: no bound and free {} to compare", decade.words(), what, what));
    return finding;
  }
  finding.value = found->auc;
  finding.interval = found->interval;
  finding.n = found->positives + found->others;
  finding.numerator = static_cast<double>(found->positives);
  finding.details["bound"] = found->positives;
  finding.details["others"] = found->others;
  if (found->interval && found->interval->low <= 0.5)
    finding.caveats.push_back(fmt::format("{} {}: {}", decade.words(), what,
                                          found->interval->high < 0.5
                                              ? "bound ones vote less alike than the others"
                                              : "votes do not tell bound ones from the others"));
  return finding;
}

void add_decade(const views::Record& record, const Decade& decade, const Asked& asked,
                const inference::Field& field, measures::PairMeasure measure,
                std::vector<Finding>& findings) {
  const auto rule = vote_rule_from({{"body", "assembly"},
                                    {"since", fmt::format("{}-01-01", decade.first)},
                                    {"until", fmt::format("{}-12-31", decade.last)},
                                    {"contested", true},
                                    {"abstention", "half"}});
  const auto on_record = votes_on_record(record, rule, measures::Needs::ballots);
  const auto& matrix = on_record.matrix;
  const auto& selected = on_record.selected();
  const measures::PackedVotes votes(matrix, selected, rule);
  if (votes.states().size() < 8) return;
  const measures::PairTables tables(votes);
  const PairValues values(tables, measure, field);
  const Scored scored{votes.states(), regions_of(record, votes.states()),
                      pacts_on(record, votes.states(), decade.day)};
  findings.push_back(
      auc_finding(decade, "pairs", all_pairs(values, scored), scored.states.size(), selected.count(), asked));
  findings.push_back(auc_finding(decade, "quartets", quartets(values, scored, asked.seed),
                                 scored.states.size(), selected.count(), asked));
}

std::vector<Finding> ask_validate(const views::Record& record, const Question& question) {
  Json options = question.options;
  Asked asked;
  asked.seed = count_option(options, "seed", 1);
  asked.replicates = count_option(options, "replicates", 400);
  asked.threads = count_option(options, "threads", 0);
  asked.score = text_option(options, "score", "kappa-squared");
  if (!options.empty()) throw Error::usage("ladder.validate takes seed, replicates, threads and score");
  const auto measure = measures::pair_measure_of(asked.score);
  if (!measure)
    throw Error::usage("\"" + asked.score + "\" is no measure of a pair", "kappa-squared, lijphart ...");
  const auto& treaties = record.commitments().treaties;
  const bool atop = std::any_of(treaties.begin(), treaties.end(),
                                [](const views::Treaty& t) { return t.id.starts_with("ATOP"); });
  const auto& calls = record.roll_calls(views::Body::assembly).roll_calls();
  if (!atop || calls.empty() || calls.front().date.year() > 1990) {
    throw Error(ErrorKind::undefined, "this needs ATOP's alliances and whole sessions of the Assembly", "",
                "import the files of both into a ledger of yours, then ask with --ledger FILE");
  }
  inference::Field field;
  field.least_common = kLeastCommon;
  field.threads = asked.threads;
  std::vector<Finding> findings;
  for (int first = 1946; first <= 2016; first += 10) {
    const int last = std::min(first + 9, 2018);  // ATOP ends with 2018
    add_decade(record, {first, last, Date((first + last) / 2, 7, 1)}, asked, field, *measure, findings);
  }
  if (findings.empty()) throw Error(ErrorKind::undefined, "no decade has votes of eight states");
  findings.front().caveats.push_back(
      "pairs need 20 votes in common; a thousand bound quartets at most, five others of the same regions for "
      "each; the "
      "interval draws states, since groups share them");
  return findings;
}

}  // namespace

std::vector<Measure> ladder_validate_measures() {
  return {
      {{"ladder.validate", "whether Assembly votes alone set defence pacts above matched pairs and quartets",
        "none", "seed, replicates, threads, score"},
       ask_validate}};
}

}  // namespace blocs::findings
