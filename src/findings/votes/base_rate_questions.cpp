#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/inference/base_rates.hpp"
#include "blocs/inference/joint_shares.hpp"
#include "blocs/inference/percentile_bootstrap.hpp"
#include "cohesion_intervals.hpp"
#include "state_classes.hpp"
#include "two_present.hpp"

namespace blocs::findings {
namespace {

using inference::Field;
using inference::PairValues;
using inference::Rank;
using measures::PairMeasure;
using measures::Turnout;

/// What a base rate is worked out from.
struct Ground {
  const VoteAsk& ask;
  measures::PackedVotes votes;
  measures::PairTables tables;
  Field field;
  std::string matched;       ///< what groups are matched by: "", "region", "region and size" ...
  std::string matched_note;  ///< what a reader has to know of the classes

  explicit Ground(const VoteAsk& a) : ask(a), votes(a.matrix, a.selected, a.rule), tables(votes) {}
};

/// Classes of states by what groups are to be matched on.
void match(Ground& ground, const views::Record& record, const std::vector<std::string>& by) {
  if (by.empty()) return;
  const auto classes = state_classes(record, ground.ask, ground.votes.states(), by);
  ground.field.classes = classes.of_state;
  ground.matched = join(by, " and ");
  ground.matched_note = classes.note;
}

std::vector<std::string> names_of(const Ground& ground, const std::vector<std::size_t>& group) {
  std::vector<std::string> names;
  for (const auto i : group) names.push_back(ground.votes.states()[i]);
  return names;
}

Finding rank_finding(const Ground& ground, const std::string& name, const std::string& words,
                     const std::function<Rank()>& work) {
  Finding finding = vote_finding("votes.rank", ground.ask, ground.ask.subjects.states);
  finding.rule.data["part"] = name;
  finding.rule.data["least_common"] = ground.field.least_common;
  if (!ground.matched.empty()) finding.rule.data["matched"] = ground.matched;
  finding.rule.words += fmt::format(
      "; {}; against all groups of {} states{} in which each pair has {} votes in common", words,
      ground.ask.subjects.states.size(),
      ground.matched.empty() ? "" : " with the same mix by " + ground.matched, ground.field.least_common);
  finding.unit = "share of groups strictly below";
  try {
    const Rank rank = work();
    if (rank.groups == 0) throw Error(ErrorKind::undefined, "there is no group to compare with");
    finding.value = rank.share_below();
    finding.numerator = static_cast<double>(rank.below);
    finding.n = rank.groups;
    finding.details = {{"value", rank.value},         {"percentile", 100 * rank.share_below()},
                       {"below", rank.below},         {"tied", rank.tied},
                       {"groups", rank.groups},       {"exact", rank.exact},
                       {"standard_error", rank.error}};
    finding.caveats.push_back(fmt::format(
        "{}: {:.4f}, above {:.1f} % of {} groups, {} tied with it{}", name, rank.value,
        100 * rank.share_below(), rank.groups, rank.tied,
        rank.exact
            ? ""
            : fmt::format(
                  " (drawn by chance from {} states{}; standard error {:.2f} points)", rank.drawn_from,
                  rank.left_out == 0
                      ? ""
                      : fmt::format(" that have enough votes with each other, {} left out", rank.left_out),
                  100 * rank.error)));
    if (!rank.exact) {
      finding.details["drawn_from"] = rank.drawn_from;
      finding.details["left_out"] = rank.left_out;
    }
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::undefined) throw;
    finding.caveats.push_back(name + " undefined: " + error.message());
  }
  return finding;
}

/// States outside the group by their mean agreement with its members, nearest first.
Json nearest_outside(const Ground& ground, const PairValues& pairs, const std::vector<std::size_t>& group) {
  std::vector<std::pair<double, std::size_t>> list;
  for (std::size_t s = 0; s < pairs.size(); ++s) {
    if (std::find(group.begin(), group.end(), s) != group.end()) continue;
    double sum = 0;
    bool all = true;
    for (const auto member : group) {
      all = all && pairs.defined(s, member);
      if (all) sum += pairs.value(s, member);
    }
    if (all) list.emplace_back(-sum / static_cast<double>(group.size()), s);
  }
  std::sort(list.begin(), list.end());
  Json json = Json::array();
  for (std::size_t i = 0; i < std::min<std::size_t>(list.size(), 8); ++i) {
    json.push_back({{"state", ground.votes.states()[list[i].second]}, {"mean_agreement", -list[i].first}});
  }
  return json;
}

/// The members without which every pair of the group would have enough votes in common, the one that lacks
/// most first; empty if all have.
std::string lacking_words(const Ground& ground, const PairValues& pairs, std::vector<std::size_t> group) {
  std::vector<std::string> names;
  const auto lacking = [&](std::size_t i) {
    return std::count_if(group.begin(), group.end(),
                         [&](std::size_t j) { return j != i && !pairs.defined(i, j); });
  };
  while (!group.empty()) {
    const auto worst =
        std::max_element(group.begin(), group.end(), [&](auto a, auto b) { return lacking(a) < lacking(b); });
    if (lacking(*worst) == 0) break;
    names.push_back(ground.votes.states()[*worst]);
    group.erase(worst);
  }
  if (names.empty()) return "";
  return fmt::format(
      "too few votes in common (fewer than {}): every pair of the others has enough without {}",
      ground.field.least_common, join(names, ", "));
}

/// By what can only fall when a group grows; says how many groups do as well even where all of them are too
/// many to count.
Finding bounded_finding(const Ground& ground, const std::vector<std::size_t>& group, const PairValues& pairs,
                        inference::Bounded by, std::uint64_t seed) {
  const bool joint = by == inference::Bounded::joint;
  std::optional<std::uint64_t> at_least;
  auto finding = rank_finding(
      ground, joint ? "joint" : "least-pair",
      joint ? "roll calls on which all cast the same ballot" : "value of the pair that agrees least", [&] {
        const auto rank = rank_bounded(ground.votes, pairs, by, group, ground.field, seed);
        at_least = rank.at_least;
        return rank;
      });
  if (!at_least) return finding;
  finding.details["at_least"] = *at_least;
  finding.caveats.push_back(
      fmt::format("{} groups are as high or higher, itself included; counted exactly", *at_least));
  return finding;
}

/// The interval of a percentile, over samples of the roll calls; a caveat says why there is none.
void set_percentile_interval(Finding& finding, const Ground& ground, PairMeasure measure,
                             const std::vector<std::size_t>& group, const IntervalAsk& interval) {
  constexpr std::size_t kReplicates = 1000;
  if (!finding.number()) return;
  try {
    const inference::Draws draws(clusters_of(ground.ask, interval.by_items()), kReplicates, interval.seed);
    finding.interval = inference::percentile_bootstrap(ground.votes, measure, group, ground.field, draws);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::undefined) throw;
    finding.caveats.push_back("no interval: " + error.message());
  }
}

/// What of a rank is asked for besides the group.
struct RankChoice {
  PairMeasure corrected;
  Turnout turnout;
  std::uint64_t seed;
  bool means_only;  ///< no unanimity, joint ballots or least pair
  bool bounded;     ///< joint ballots and least pair of larger groups too
  IntervalAsk interval;
};

std::vector<Finding> ranks(const Ground& ground, const std::vector<std::size_t>& group,
                           const RankChoice& wanted) {
  const auto& [corrected, turnout, seed, means_only, bounded, interval] = wanted;
  const auto raw = measures::pair_measure_of(ground.ask.rule.abstention);
  const PairValues pairs(ground.tables, raw, ground.field);
  const PairValues by_chance(ground.tables, corrected, ground.field);
  auto mean = rank_finding(ground, "mean-pairwise", fmt::format("mean over pairs of \"{}\"", word(raw)),
                           [&] { return rank_by_pairs(pairs, group, ground.field, seed); });
  if (const auto lacking = lacking_words(ground, pairs, group); !lacking.empty())
    mean.caveats.push_back(lacking);
  if (!mean.details.is_null()) {
    mean.details["nearest_outside"] = nearest_outside(ground, pairs, group);
    std::string near;
    for (const auto& one : mean.details["nearest_outside"]) {
      near += (near.empty() ? "" : ", ") + one.at("state").get<std::string>() +
              fmt::format(" {:.3f}", one.at("mean_agreement").get<double>());
    }
    mean.caveats.push_back("nearest states outside, by mean agreement with its members: " + near);
  }
  auto chance_out =
      rank_finding(ground, std::string(word(corrected)),
                   fmt::format("mean over pairs of \"{}\", which takes chance out", word(corrected)),
                   [&] { return rank_by_pairs(by_chance, group, ground.field, seed); });
  if (interval.wanted()) {
    set_percentile_interval(mean, ground, raw, group, interval);
    set_percentile_interval(chance_out, ground, corrected, group, interval);
  }
  std::vector<Finding> all{std::move(mean), std::move(chance_out)};
  if (means_only) return all;
  const std::string who =
      turnout == Turnout::all_present ? "where all members voted" : "where at least two voted";
  all.push_back(rank_finding(ground, "unanimity", "share of unanimous roll calls, " + who, [&] {
    return rank_by_unanimity(ground.votes, pairs, group, turnout, ground.field, seed);
  }));
  if (bounded && group.size() > inference::kMostExact) {
    for (const auto by : {inference::Bounded::joint, inference::Bounded::least_pair})
      all.push_back(bounded_finding(ground, group, pairs, by, seed));
  }
  return all;
}

/// Tells the question how many steps of many are done; nothing where it does not want to know.
std::function<void(std::size_t, std::size_t)> steps_told(const Question& question, const char* of) {
  if (!question.progress) return {};
  return [&question, of](std::size_t done, std::size_t steps) {
    question.progress(
        fmt::format("{}: {:.0f} % done", of, 100.0 * static_cast<double>(done) / static_cast<double>(steps)));
  };
}

PairMeasure corrected_from(const std::string& text) {
  const auto found = measures::pair_measure_of(text);
  if (found && measures::chance_corrected(*found)) return *found;
  throw Error::usage("\"" + text + "\" does not take chance out",
                     "kappa, kappa-linear, kappa-squared, pi, pi-linear, pi-squared or a");
}

std::vector<Finding> ask_rank(const views::Record& record, const Question& question) {
  Json options = question.options;
  take(options, "part");
  if (!options.contains("abstention")) options["abstention"] = "half";
  const auto corrected = corrected_from(text_option(options, "corrected", "kappa-squared"));
  const auto turnout = flag_option(options, "require_all") ? Turnout::all_present : Turnout::two_present;
  const auto seed = count_option(options, "seed", 1);
  const bool means_only = flag_option(options, "means_only");
  const bool bounded = flag_option(options, "bounded", true);
  const auto least = count_option(options, "least_common", 20);
  const auto threads = count_option(options, "threads", 0);
  auto interval = interval_option(options);
  interval.seed = seed;
  const bool exhaustive = flag_option(options, "exact");
  const auto matched = split(text_option(options, "matched", ""), ',');
  const auto ask = vote_ask(record, question, options);
  Ground ground(ask);
  ground.field.least_common = least;
  ground.field.threads = threads;
  ground.field.exhaustive = exhaustive;
  ground.field.progress = steps_told(question, interval.wanted() ? "samples of roll calls" : "groups");
  match(ground, record, matched);
  std::vector<std::size_t> group;
  for (const auto& state : ask.subjects.states) {
    if (const auto at = ground.votes.index(state)) group.push_back(*at);
  }
  if (ask.subjects.states.size() + ask.absent.size() < 2)
    throw Error::usage("a group has at least two members");
  if (group.size() < 2) {
    Finding finding = vote_finding("votes.rank", ask, ask.subjects.states);
    finding.caveats.push_back(
        "undefined: fewer than two members have a ballot among the selected roll calls");
    return just(std::move(finding));
  }
  std::sort(group.begin(), group.end());
  auto findings = ranks(ground, group, {corrected, turnout, seed, means_only, bounded, interval});
  if (interval.wanted()) {
    for (std::size_t i = 2; i < findings.size(); ++i)
      findings[i].caveats.push_back("no interval: only percentiles by a mean over pairs have one");
  }
  for (auto& finding : findings) {
    finding.caveats.push_back("a percentile describes the record; it is not a p-value");
    if (!ground.matched_note.empty()) finding.caveats.push_back(ground.matched_note);
    finding.caveats.push_back(coverage_words(ask));
  }
  return findings;
}

/// Which groups are looked for.
struct BlocsChoice {
  std::size_t size, top;
  std::string by;
  std::size_t least_joint;  ///< with joint-share: roll calls on which all must have voted
};

/// The groups found, and what a reader has to know of the search.
struct Best {
  std::vector<inference::RankedGroup> groups;
  std::string note;
};

Best best(const Ground& ground, const BlocsChoice& wanted, const PairValues& pairs) {
  using inference::Bounded;
  const auto& [size, top, by, least_joint] = wanted;
  if (by == "joint") return {top_bounded(ground.votes, pairs, Bounded::joint, size, top), ""};
  if (by == "least-pair") return {top_bounded(ground.votes, pairs, Bounded::least_pair, size, top), ""};
  if (by == "joint-share") {
    const auto found = top_by_joint_share(ground.votes, pairs, size, top, least_joint);
    Best list;
    for (const auto& group : found.groups) list.groups.push_back({group.members, group.share()});
    if (!found.exact) {
      list.note = fmt::format(
          "all groups were too many to look at, and a share has no bound by which to leave some out: these "
          "are "
          "the highest shares among the {} groups with the most joint ballots, and others may be higher",
          found.looked_at);
    }
    return list;
  }
  if (size > inference::kMostExact) {
    throw Error::usage("a mean over pairs is looked for among all groups of up to 4 states",
                       "--by joint, --by joint-share or --by least-pair for larger ones");
  }
  return {top_by_pairs(pairs, size, top, ground.field), ""};
}

/// What the groups sought have most of.
std::string sought_words(const std::string& by, PairMeasure measure) {
  if (by == "joint") return "most roll calls on which all cast the same ballot";
  if (by == "joint-share") return "highest share of joint ballots where all voted";
  return fmt::format("highest {} of \"{}\" over their pairs", by == "least-pair" ? "least value" : "mean",
                     word(measure));
}

/// Reads `size`, `top`, `by` and `least_joint`. Throws Error(usage) for what does not fit together.
BlocsChoice blocs_choice(Json& options) {
  BlocsChoice choice;
  choice.size = count_option(options, "size", 4);
  choice.top = count_option(options, "top", 20);
  choice.by = text_option(options, "by", choice.size > inference::kMostExact ? "joint" : "mean-pairwise");
  if (options.contains("least_joint") && choice.by != "joint-share")
    throw Error::usage("\"least_joint\" is for shares of joint ballots", "--by joint-share");
  choice.least_joint = count_option(options, "least_joint", 20);
  if (choice.size < 2 || choice.top < 1 || choice.top > 10000)
    throw Error::usage("a size from 2, and a top from 1 to 10000");
  if (choice.least_joint == 0) throw Error::usage("\"least_joint\" is a whole number from 1");
  const std::vector<std::string> others{"mean-pairwise", "joint", "joint-share", "least-pair"};
  if (!measures::pair_measure_of(choice.by) &&
      std::find(others.begin(), others.end(), choice.by) == others.end()) {
    throw Error::usage("\"" + choice.by + "\" is nothing to look for",
                       join(others, ", ") + ", or a measure of pairs");
  }
  return choice;
}

/// The value of one group found with its denominator.
void set_bloc_value(Finding& finding, const Ground& ground, const inference::RankedGroup& group,
                    const std::string& by, PairMeasure measure) {
  finding.value = group.value;
  if (by == "joint" || by == "joint-share") {
    const auto counts = inference::joint_share(ground.votes, group.members);
    finding.unit = by == "joint" ? "roll calls" : "share of roll calls";
    finding.numerator = static_cast<double>(counts.joint);
    finding.n = counts.voted;
    finding.details = {{"joint", counts.joint}, {"all_voted", counts.voted}};
    finding.details["share"] = counts.voted == 0 ? Json(nullptr) : Json(counts.share());
    finding.caveats.emplace_back("n is the roll calls on which all of the group voted");
    return;
  }
  const bool agreement = measure == PairMeasure::lijphart || measure == PairMeasure::yes_no;
  finding.unit = std::string(by == "least-pair" ? "least " : "mean ") + (agreement ? "agreement" : "score");
  finding.n = with_two_present(ground.ask, ground.ask.selected, finding.subjects).count();
}

std::vector<Finding> ask_blocs(const views::Record& record, const Question& question) {
  Json options = question.options;
  if (!options.contains("abstention")) options["abstention"] = "half";
  take(options, "part");
  const auto choice = blocs_choice(options);
  const auto& [size, top, by, least_joint] = choice;
  const auto least = count_option(options, "least_common", 20);
  const auto threads = count_option(options, "threads", 0);
  const auto ask = vote_ask(record, {question.measure, {}, {}}, options);
  const auto measure = measures::pair_measure_of(by).value_or(measures::pair_measure_of(ask.rule.abstention));
  Ground ground(ask);
  ground.field.least_common = least;
  ground.field.threads = threads;
  const PairValues pairs(ground.tables, measure, ground.field);
  std::vector<Finding> findings;
  const auto found = best(ground, choice, pairs);
  for (const auto& group : found.groups) {
    Finding finding = vote_finding("votes.blocs", ask, names_of(ground, group.members));
    finding.rule.data["by"] = by;
    finding.rule.data["size"] = size;
    finding.rule.data["top"] = top;
    finding.rule.data["least_common"] = least;
    if (by == "joint-share") finding.rule.data["least_joint"] = least_joint;
    finding.rule.data["part"] = fmt::format("rank {}", findings.size() + 1);
    finding.rule.words +=
        fmt::format("; the {} groups of {} states with the {}, each pair with {} votes in common{}", top,
                    size, sought_words(by, measure), least,
                    by == "joint-share" ? fmt::format(", all together with {}", least_joint) : "");
    set_bloc_value(finding, ground, group, by, measure);
    if (!found.note.empty()) finding.caveats.push_back(found.note);
    findings.push_back(std::move(finding));
  }
  if (findings.empty()) {
    findings.push_back(vote_finding("votes.blocs", ask, {}));
    findings.back().caveats.push_back(
        fmt::format("undefined: no {} states have {} votes in common, pair by pair{}", size, least,
                    by == "joint-share" ? fmt::format(", and {} on which all voted", least_joint) : ""));
  }
  return findings;
}

}  // namespace

std::vector<Measure> base_rate_measures() {
  const std::string rule = kRuleOptions;
  return {
      {{"votes.rank", "where a group stands among all groups of its size", "a group, or two or more states",
        rule + ", corrected, require_all, least_common, matched, means_only, bounded, exact, interval, seed, "
               "threads"},
       ask_rank},
      {{"votes.blocs", "the most cohesive groups there are", "none",
        rule + ", size, top, by, least_common, least_joint, threads"},
       ask_blocs}};
}

}  // namespace blocs::findings
