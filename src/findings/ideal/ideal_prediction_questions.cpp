// How well ideal points foretell ballots that were held out, against plain predictions.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/inference/ideal_prediction.hpp"
#include "ideal_measures.hpp"

namespace blocs::findings {
namespace {

using inference::kPredictors;
using inference::PredictedBallot;

constexpr std::array<const char*, kPredictors> kNames{"ideal points", "own frequencies",
                                                      "previous vote on the title", "low-rank factors"};
constexpr double kTwoSided95 = 1.959963984540054;

double log_score(const PredictedBallot& ballot, std::size_t m) {
  return -std::log(ballot.chances[m][ballot.cast]);
}

double brier(const PredictedBallot& ballot, std::size_t m) {
  double sum = 0;
  for (std::size_t c = 0; c < 3; ++c) {
    const double off = ballot.chances[m][c] - (c == ballot.cast ? 1 : 0);
    sum += off * off;
  }
  return sum;
}

bool correct(const PredictedBallot& ballot, std::size_t m) {
  const auto& p = ballot.chances[m];
  return static_cast<std::size_t>(std::max_element(p.begin(), p.end()) - p.begin()) == ballot.cast;
}

/// Scores of one predictor over some ballots.
Json scores(const std::vector<const PredictedBallot*>& ballots, std::size_t m) {
  double log = 0, square = 0, right = 0;
  for (const auto* b : ballots) {
    log += log_score(*b, m);
    square += brier(*b, m);
    right += correct(*b, m) ? 1 : 0;
  }
  const auto n = static_cast<double>(ballots.size());
  return {{"log_score", rounded(log / n)}, {"brier", rounded(square / n)}, {"correct", rounded(right / n)}};
}

Json all_scores(const std::vector<const PredictedBallot*>& ballots) {
  Json row = {{"n", ballots.size()}};
  for (std::size_t m = 0; m < kPredictors; ++m) row[kNames[m]] = scores(ballots, m);
  return row;
}

/// Mean difference of log scores, ideal points less another's; ballots of one roll call hang together.
Json gain_over(const std::vector<PredictedBallot>& ballots, std::size_t m) {
  std::map<std::uint32_t, double> by_call;
  double sum = 0;
  for (const auto& b : ballots) {
    const double d = log_score(b, 0) - log_score(b, m);
    by_call[b.column] += d;
    sum += d;
  }
  const auto n = static_cast<double>(ballots.size());
  std::map<std::uint32_t, double> counts;
  for (const auto& b : ballots) ++counts[b.column];
  double square = 0;
  for (const auto& [column, d] : by_call) {
    const double off = d - counts[column] * sum / n;
    square += off * off;
  }
  const double sd = std::sqrt(square) / n;
  return {{"against", kNames[m]},
          {"difference", rounded(sum / n)},
          {"low", rounded(sum / n - kTwoSided95 * sd)},
          {"high", rounded(sum / n + kTwoSided95 * sd)},
          {"roll_calls", by_call.size()}};
}

/// Chances in ten bins, and how often what was foretold came.
Json calibration(const std::vector<PredictedBallot>& ballots) {
  struct Bin {
    double chance = 0, came = 0, n = 0;
  };
  std::array<Bin, 10> bins;
  for (const auto& b : ballots) {
    for (std::size_t c = 0; c < 3; ++c) {
      const double p = b.chances[0][c];
      auto& bin = bins[std::min<std::size_t>(9, static_cast<std::size_t>(p * 10))];
      bin.chance += p;
      bin.came += c == b.cast ? 1 : 0;
      ++bin.n;
    }
  }
  Json rows = Json::array();
  for (const auto& bin : bins) {
    if (bin.n > 0)
      rows.push_back({{"foretold", rounded(bin.chance / bin.n)},
                      {"came", rounded(bin.came / bin.n)},
                      {"n", static_cast<std::size_t>(bin.n)}});
  }
  return rows;
}

template <typename Keys>
Json grouped(const std::vector<PredictedBallot>& ballots, const char* name, const Keys& keys) {
  std::map<std::string, std::vector<const PredictedBallot*>> groups;
  for (const auto& b : ballots) {
    for (const auto& key : keys(b)) groups[key].push_back(&b);
  }
  Json rows = Json::array();
  for (const auto& [key, list] : groups) {
    Json row = {{name, key}};
    row.update(all_scores(list));
    rows.push_back(std::move(row));
  }
  return rows;
}

struct Asked {
  std::string hold_out;
  double share;
  std::uint64_t seed;
  std::size_t sessions;
};

Asked asked(Json& options) {
  Asked ask{text_option(options, "hold_out", "random"), 0.1, count_option(options, "seed", 1),
            count_option(options, "last", 10)};
  if (ask.hold_out != "random" && ask.hold_out != "sessions")
    throw Error::usage("what is held out is random (ballots) or sessions (later ones)");
  const auto percent = count_option(options, "percent", 10);
  if (percent < 1 || percent > 90) throw Error::usage("between 1 and 90 percent of ballots can be held out");
  ask.share = static_cast<double>(percent) / 100;
  return ask;
}

/// Sessions to predict: the last so many, or those of the years shown.
std::vector<int> sessions_of(const IdealAsk& ask, std::size_t last) {
  std::vector<int> numbers;
  for (const auto i : (ask.selected & ask.matrix().contested()).indices())
    numbers.push_back(inference::session_of(ask.matrix().roll_calls()[i]));
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  if (!numbers.empty()) numbers.erase(numbers.begin());  // nothing to learn from
  if (ask.from > 0 || ask.to > 0) {
    std::erase_if(numbers, [&](int n) { return n < ask.from || (ask.to > 0 && n > ask.to); });
  } else if (numbers.size() > last) {
    numbers.erase(numbers.begin(), numbers.end() - static_cast<std::ptrdiff_t>(last));
  }
  return numbers;
}

std::vector<PredictedBallot> predicted(const IdealAsk& ask, const Asked& asked, const IdealRun& run) {
  inference::HoldOutOptions options;
  options.share = asked.share;
  options.seed = asked.seed;
  options.smooth = ask.selection.smooth;
  options.identical = ask.selection.identical;
  options.fit = ask.fitting;
  if (asked.hold_out == "random") return inference::predict_at_random(ask.matrix(), ask.selected, options);
  std::vector<PredictedBallot> all;
  for (const int session : sessions_of(ask, asked.sessions)) {
    if (run.progress) run.progress(fmt::format("predicting session {}", session));
    const auto more = inference::predict_session(ask.matrix(), ask.selected, session, options);
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

std::vector<Finding> ask_predict(const views::Record& record, const Question& question, const IdealRun& run) {
  Json options = question.options;
  const auto how = asked(options);
  const auto ask = ideal_votes(record, {question.measure, {}, {}}, options);
  if (ask->method != "fast") throw Error::usage("held-out ballots are predicted by the fast method only");
  const auto ballots = predicted(*ask, how, run);
  Finding finding = vote_finding("ideal.predict", ask->votes, {});
  finding.unit = "mean log score";
  finding.n = ballots.size();
  finding.rule.words +=
      ask->words +
      (how.hold_out == "random"
           ? fmt::format(
                 "; {:.0f} % of ballots on dividing roll calls held out at random (seed {}) and foretold "
                 "from the others",
                 100 * how.share, how.seed)
           : std::string(
                 "; ballots of each session foretold from earlier sessions alone: states where they stood "
                 "last, roll calls like the one that last bore the title, else like the average of the "
                 "session before")) +
      "; the score is the mean of -ln of the chance given to the ballot cast, less is better; all chances "
      "are drawn "
      "to one third by .003";
  if (ballots.empty()) {
    finding.caveats.push_back(
        "undefined: there is no ballot to hold out, or no session before to learn from");
    return {finding};
  }
  std::vector<const PredictedBallot*> all, titled;
  for (const auto& b : ballots) {
    all.push_back(&b);
    if (b.titled) titled.push_back(&b);
  }
  const auto& matrix = ask->matrix();
  Json gains = Json::array();
  for (std::size_t m = 1; m < kPredictors; ++m) gains.push_back(gain_over(ballots, m));
  finding.details = {{"scores", all_scores(all)},
                     {"gains", gains},
                     {"titled", titled.empty() ? Json() : all_scores(titled)},
                     {"calibration", calibration(ballots)},
                     {"by_topic", grouped(ballots, "topic",
                                          [&](const PredictedBallot& b) {
                                            auto topics = split(matrix.roll_calls()[b.column].topic, ';');
                                            if (topics.empty()) topics.emplace_back("none");
                                            return topics;
                                          })},
                     {"by_state", grouped(ballots, "state", [&](const PredictedBallot& b) {
                        return std::vector<std::string>{matrix.states()[b.state]};
                      })}};
  const auto& mine = finding.details.at("scores").at(kNames[0]);
  finding.value = mine.at("log_score").get<double>();
  const bool better =
      std::all_of(gains.begin(), gains.end(), [](const Json& g) { return g.at("high").get<double>() < 0; });
  finding.caveats.push_back(better ? "ideal points foretell better than each of the three plain predictions, "
                                     "beyond the noise of roll calls"
                                   : "ideal points do not foretell better than each of the three plain "
                                     "predictions beyond the noise of roll "
                                     "calls: see the gains");
  return {finding};
}

}  // namespace

std::vector<IdealMeasure> ideal_prediction_measures() {
  return {{{"ideal.predict",
            "how well ideal points foretell ballots that were held out, against plain predictions", "none",
            std::string("hold_out (random, sessions), percent, last, ") + kIdealOptions},
           ask_predict}};
}

}  // namespace blocs::findings
