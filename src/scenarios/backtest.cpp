#include "blocs/scenarios/backtest.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <memory>

#include "blocs/scenarios/outcome.hpp"
#include "normal.hpp"

namespace blocs::scenarios {
namespace {

constexpr double kLastHit = 0.9;
constexpr std::size_t kBins = kCalibrationBins;

/// One way of predicting, walked along with the others.
class Method {
 public:
  virtual ~Method() = default;
  virtual Chances3 chances(const std::string& state, const DraftDescription& draft) const = 0;
  virtual void learn(const PastVote& vote) = 0;
};

class Model : public Method {
 public:
  explicit Model(const ModelRule& rule, const Positions* positions = nullptr) : model_(rule, positions) {}
  Chances3 chances(const std::string& state, const DraftDescription& draft) const override {
    return model_.chances(state, draft);
  }
  void learn(const PastVote& vote) override { model_.learn(vote); }

 private:
  BallotModel model_;
};

class AllYes : public Method {
 public:
  Chances3 chances(const std::string&, const DraftDescription&) const override {
    const double yes = yes_ / all_;
    return {yes, (1 - yes) / 2, (1 - yes) / 2};
  }
  void learn(const PastVote& vote) override {
    for (const auto& one : vote.ballots) {
      all_ += 1;
      yes_ += one.ballot == views::Ballot::yes;
    }
  }

 private:
  double yes_ = 9, all_ = 10;
};

class OwnFrequency : public Method {
 public:
  Chances3 chances(const std::string& state, const DraftDescription& draft) const override {
    const auto at = counts_.find(state + "/" + std::string(word(draft.kind)));
    Chances3 found{};
    const double n = at == counts_.end() ? 0 : at->second[0] + at->second[1] + at->second[2];
    const double all = all_[0] + all_[1] + all_[2];
    for (std::size_t b = 0; b < 3; ++b) {
      found[b] = ((at == counts_.end() ? 0 : at->second[b]) + all_[b] / all) / (n + 1);
    }
    return found;
  }
  void learn(const PastVote& vote) override {
    for (const auto& [state, ballot] : vote.ballots) {
      const int index = ballot_index(ballot);
      if (index < 0) continue;
      counts_[state + "/" + std::string(word(vote.draft.kind))][static_cast<std::size_t>(index)] += 1;
      all_[static_cast<std::size_t>(index)] += 1;
    }
  }

 private:
  std::map<std::string, Chances3> counts_;
  Chances3 all_{0.9, 0.04, 0.06};
};

class LastSimilar : public Method {
 public:
  Chances3 chances(const std::string& state, const DraftDescription& draft) const override {
    std::size_t last = 0;
    const auto item = draft.item.empty() ? last_.end() : last_.find(state + "/i/" + draft.item);
    const auto family = last_.find(state + "/f/" + draft.family);
    if (item != last_.end())
      last = item->second;
    else if (family != last_.end())
      last = family->second;
    Chances3 found;
    found.fill((1 - kLastHit) / 2);
    found[last] = kLastHit;
    return found;
  }
  void learn(const PastVote& vote) override {
    for (const auto& [state, ballot] : vote.ballots) {
      const int index = ballot_index(ballot);
      if (index < 0) continue;
      if (!vote.draft.item.empty()) last_[state + "/i/" + vote.draft.item] = static_cast<std::size_t>(index);
      last_[state + "/f/" + vote.draft.family] = static_cast<std::size_t>(index);
    }
  }

 private:
  std::map<std::string, std::size_t> last_;
};

void add(Score& score, const Chances3& chances, std::size_t cast) {
  ++score.ballots;
  score.log_score -= std::log(chances[cast]);
  for (std::size_t b = 0; b < 3; ++b) score.brier += std::pow(chances[b] - (b == cast ? 1 : 0), 2);
  score.hits +=
      std::max_element(chances.begin(), chances.end()) - chances.begin() == static_cast<std::ptrdiff_t>(cast);
}

void finish(Score& score) {
  const double n = std::max<double>(1, static_cast<double>(score.ballots));
  score.log_score /= n;
  score.brier /= n;
  score.hits /= n;
}

void calibrate(std::vector<CalibrationBin>& bins, VoteScore& vote, const Chances3& chances,
               std::size_t cast) {
  for (std::size_t b = 0; b < 3; ++b) {
    const auto at = std::min(kBins - 1, static_cast<std::size_t>(chances[b] * kBins));
    ++bins[at].n;
    bins[at].predicted += chances[b];
    bins[at].observed += b == cast;
    ++vote.called[at].n;
    vote.called[at].came += b == cast;
  }
}

void finish(std::vector<CalibrationBin>& bins) {
  for (std::size_t i = 0; i < bins.size(); ++i) {
    bins[i].low = static_cast<double>(i) / kBins;
    bins[i].high = static_cast<double>(i + 1) / kBins;
    const double n = std::max<double>(1, static_cast<double>(bins[i].n));
    bins[i].predicted /= n;
    bins[i].observed /= n;
  }
}

/// Calls `visit` with all votes of one day at a time, in date order: votes of a day must not teach each
/// other.
void each_day(std::span<const PastVote> votes, Date from,
              const std::function<void(std::span<const PastVote>)>& visit) {
  for (std::size_t i = 0; i < votes.size();) {
    std::size_t end = i + 1;
    while (end < votes.size() && votes[end].draft.date == votes[i].draft.date) ++end;
    if (votes[i].draft.date >= from) visit(votes.subspan(i, end - i));
    i = end;
  }
}

std::vector<BallotChances> members_of(const PastVote& vote, const Method& method, double loading) {
  std::vector<BallotChances> members;
  for (const auto& one : vote.ballots) {
    const auto c = method.chances(one.state, vote.draft);
    members.push_back({one.state, c[0], c[1], 1 - c[0] - c[1], loading});
  }
  return members;
}

void add(OutcomeScore& score, const Chances3& chances, views::Outcome outcome) {
  const auto happened = static_cast<std::size_t>(outcome);
  ++score.votes;
  score.log_score -= std::log(std::max(chances[happened], 1e-12));
  for (std::size_t o = 0; o < 3; ++o) score.brier += std::pow(chances[o] - (o == happened ? 1 : 0), 2);
}

void finish(OutcomeScore& score) {
  const double n = std::max<double>(1, static_cast<double>(score.votes));
  score.log_score /= n;
  score.brier /= n;
}

void score_outcome(Backtest& result, const PastVote& vote, const Method& model, double loading,
                   const Chances3& seen) {
  const auto rule = council_rule_on(vote.draft.date);
  if (vote.ballots.size() != rule.members) return;
  const auto chances = [&](double a) {
    const auto o = outcome_chances(members_of(vote, model, a), rule, vote.draft.nature);
    return Chances3{o.adopted, o.vetoed, o.failed};
  };
  add(result.with_factor, chances(loading), vote.outcome);
  add(result.without_factor, chances(0), vote.outcome);
  const double all = seen[0] + seen[1] + seen[2];
  add(result.base_rate, {seen[0] / all, seen[1] / all, seen[2] / all}, vote.outcome);
}

void score_ballots(MethodScore& score, const Method& method, const PastVote& vote) {
  ++score.all.votes;
  score.contested.votes += vote.contested;
  VoteScore own;
  own.contested = vote.contested;
  for (const auto& [state, ballot] : vote.ballots) {
    const int index = ballot_index(ballot);
    if (index < 0) continue;
    const auto cast = static_cast<std::size_t>(index);
    const auto chances = method.chances(state, vote.draft);
    add(score.all, chances, cast);
    ++own.ballots;
    own.log_score -= std::log(chances[cast]);
    if (vote.contested) add(score.contested, chances, cast);
    calibrate(score.calibration, own, chances, cast);
  }
  score.votes.push_back(own);
}

/// -ln of the chance of a vote's ballots taken together, given one shared factor.
double joint_log_score(const PastVote& vote, const Method& model, double loading) {
  const auto members = members_of(vote, model, loading);
  const double own = std::sqrt(1 - loading * loading);
  const auto& rule = gauss_hermite(24);
  double total = 0;
  for (std::size_t i = 0; i < rule.at.size(); ++i) {
    double chance = rule.weight[i];
    for (std::size_t m = 0; m < members.size(); ++m) {
      const int cast = ballot_index(vote.ballots[m].ballot);
      if (cast < 0) continue;
      const double no = normal_below((normal_quantile(members[m].no) - loading * rule.at[i]) / own);
      const double not_yes = normal_below((-normal_quantile(members[m].yes) - loading * rule.at[i]) / own);
      chance *= cast == 0 ? 1 - not_yes : cast == 1 ? no : not_yes - no;
    }
    total += chance;
  }
  return -std::log(std::max(total, 1e-300));
}

double fit_loading(std::span<const PastVote> votes, Date score_from, const ModelRule& rule) {
  const std::vector<double> grid{0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95};
  std::vector<double> sums(grid.size(), 0);
  Model model(rule);
  each_day(votes, Date(1946, 1, 17), [&](std::span<const PastVote> day) {
    for (const auto& vote : day) {
      if (vote.draft.date < score_from) break;
      for (std::size_t g = 0; g < grid.size(); ++g) sums[g] += joint_log_score(vote, model, grid[g]);
    }
    for (const auto& vote : day) model.learn(vote);
  });
  return grid[static_cast<std::size_t>(std::min_element(sums.begin(), sums.end()) - sums.begin())];
}

}  // namespace

Backtest walk_forward(std::span<const PastVote> votes, Date train_from, Date test_from, const ModelRule& rule,
                      const Positions* positions) {
  Backtest result;
  result.train_from = train_from;
  result.test_from = result.test_until = test_from;
  std::vector<std::unique_ptr<Method>> methods;
  methods.push_back(std::make_unique<Model>(rule));
  methods.push_back(std::make_unique<AllYes>());
  methods.push_back(std::make_unique<OwnFrequency>());
  methods.push_back(std::make_unique<LastSimilar>());
  std::vector<const char*> names{"model", "all yes", "own frequency", "last similar vote"};
  if (positions != nullptr) {
    methods.push_back(std::make_unique<Model>(rule, positions));
    names.push_back("model with positions");
  }
  for (const char* name : names)
    result.methods.push_back({name, {}, {}, {}, std::vector<CalibrationBin>(kBins)});
  Chances3 outcomes{1, 1, 1};
  each_day(votes, train_from, [&](std::span<const PastVote> day) {
    for (const auto& vote : day) {
      if (vote.draft.date < test_from) break;
      result.test_until = vote.draft.date;
      for (std::size_t m = 0; m < methods.size(); ++m) score_ballots(result.methods[m], *methods[m], vote);
      score_outcome(result, vote, *methods.front(), rule.loading, outcomes);
    }
    for (const auto& vote : day) {
      for (auto& method : methods) method->learn(vote);
      outcomes[static_cast<std::size_t>(vote.outcome)] += 1;
    }
  });
  for (auto& method : result.methods) {
    finish(method.all);
    finish(method.contested);
    finish(method.calibration);
  }
  for (auto* score : {&result.with_factor, &result.without_factor, &result.base_rate}) finish(*score);
  double n = 0;
  for (const auto& bin : result.methods.front().calibration) {
    n += static_cast<double>(bin.n);
    result.calibration_error += static_cast<double>(bin.n) * std::fabs(bin.predicted - bin.observed);
  }
  result.calibration_error = n > 0 ? result.calibration_error / n : 0;
  return result;
}

double one_step_log_score(std::span<const PastVote> votes, Date score_from, const ModelRule& rule,
                          const Positions* positions) {
  Score score;
  Model model(rule, positions);
  each_day(votes, Date(1946, 1, 17), [&](std::span<const PastVote> day) {
    for (const auto& vote : day) {
      if (vote.draft.date < score_from) break;
      for (const auto& [state, ballot] : vote.ballots) {
        const int cast = ballot_index(ballot);
        if (cast >= 0) add(score, model.chances(state, vote.draft), static_cast<std::size_t>(cast));
      }
    }
    for (const auto& vote : day) model.learn(vote);
  });
  finish(score);
  return score.log_score;
}

ModelRule fit(std::span<const PastVote> votes, Date score_from, ModelRule start, int sweeps) {
  const std::vector<std::pair<double ModelRule::*, std::vector<double>>> grid{
      {&ModelRule::half_life_years, {1, 2, 3, 4, 6, 10}},
      {&ModelRule::family, {20, 60, 200, 600, 2000}},
      {&ModelRule::member, {8, 20, 60, 200, 600}},
      {&ModelRule::member_family, {4, 10, 20, 40, 80, 200}},
      {&ModelRule::permanent, {1, 4, 10, 20, 60, 200}},
      {&ModelRule::permanent_family, {2, 4, 10, 20, 60, 200}},
      {&ModelRule::member_item, {1, 2, 4, 10, 20, 60}}};
  double best = one_step_log_score(votes, score_from, start);
  for (int sweep = 0; sweep < sweeps; ++sweep) {
    for (const auto& [part, values] : grid) {
      for (const double value : values) {
        ModelRule tried = start;
        tried.*part = value;
        const double score = one_step_log_score(votes, score_from, tried);
        if (score < best) {
          best = score;
          start = tried;
        }
      }
    }
  }
  start.loading = fit_loading(votes, score_from, start);
  return start;
}

ModelRule fit_nearness(std::span<const PastVote> votes, Date score_from, ModelRule start,
                       const Positions& positions) {
  double best = one_step_log_score(votes, score_from, start, &positions);
  const ModelRule given = start;
  for (const double near : {2.0, 5.0, 10.0, 20.0, 60.0, 200.0, 2000.0}) {
    for (const double reach : {0.1, 0.25, 0.5, 1.0, 2.0}) {
      ModelRule tried = given;
      tried.near = near;
      tried.reach = reach;
      const double score = one_step_log_score(votes, score_from, tried, &positions);
      if (score >= best) continue;
      best = score;
      start = tried;
    }
  }
  return start;
}

}  // namespace blocs::scenarios
