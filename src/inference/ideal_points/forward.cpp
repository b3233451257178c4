#include "forward.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "blocs/core/error.hpp"
#include "mixing.hpp"

namespace blocs::inference::ideal {
namespace {

constexpr std::size_t kMostRounds = 200;
constexpr std::size_t kMostFar = 40;       ///< rounds after which steps should not be long any more
constexpr double kFar = 0.1;               ///< a step that long says little of where it leads
constexpr double kItemsThemselves = 1e-4;  ///< after a shorter one but that, items take one by themselves
constexpr std::size_t kLooksFarOff = 2;    ///< then
constexpr std::size_t kPatience = 8;       ///< rounds without a smaller step, after which less is foreseen
constexpr std::size_t kSteady = 3;         ///< rounds of slowly shrinking steps, after which more is
constexpr std::size_t kMostForesight = 64;
constexpr double kRounding = 1e-14;        ///< of the objective, a sum of many logarithms, as a share of it
constexpr std::size_t kMostAnswers = 200;  ///< of places to each other
constexpr double kAnswered = 1e-6;         ///< largest move that is left
constexpr std::size_t kMixed = 6;          ///< answers that make the next try
constexpr double kForeseen = 0.02;         ///< of a step's length: how far off its answer may be

double apart(const Move& a, const Move& b) {
  double most = 0;
  for (std::size_t k = 0; k < a.theta.size(); ++k) most = std::max(most, std::abs(a.theta[k] - b.theta[k]));
  return most;
}

double largest(const Move& move) {
  double most = 0;
  for (const double x : move.theta) most = std::max(most, std::abs(x));
  return most;
}

}  // namespace

Forward::Forward(const IdealData& data, const IdealFitOptions& options, Parameters start, Sums sums,
                 Condensed& condensed, double off)
    : data_(data),
      options_(options),
      at_(std::move(start)),
      blocks_(data, condensed),
      sums_(std::move(sums)),
      pulls_(forward_pulls(data, options.first_sd * options.first_sd)),
      change_(off) {
  standardise(at_, sums_);
}

/// The pulls at the point where we are. The line's place and scale are held by what makes the objective flat
/// along a shift and a stretch, which leave all chances as they are.
Forward::Round Forward::round_at() const {
  Round round;
  round.centre.resize(pulls_.near.size());
  round.weight = weigh(data_, at_.beta, pulls_.firm, options_.threads);
  for (std::size_t k = 0; k < pulls_.near.size(); ++k)
    round.centre[k] = pulls_.near[k] >= 0 ? at_.theta[static_cast<std::size_t>(pulls_.near[k])] : 0;
  hold_line(at_.theta, at_.beta, round);
  return round;
}

void Forward::hold_line(const std::vector<double>& theta, const std::vector<double>& beta,
                        Round& round) const {
  double along_stretch = 0, along_shift = 0, tt = 0, t1 = 0, t0 = 0;
  for (const double b : beta) along_stretch += b * b;
  for (std::size_t k = 0; k < pulls_.near.size(); ++k) {
    const double x = theta[k];
    const double pull = pulls_.firm[k] * (round.centre[k] - x);
    along_stretch += x * pull;
    along_shift += pull;
    tt += round.weight[k] * x * x;
    t1 += round.weight[k] * x;
    t0 += round.weight[k];
  }
  const double det = tt * t0 - t1 * t1;
  if (det > 0) {
    round.stretch = (along_stretch * t0 - along_shift * t1) / det;
    round.shift = (along_shift * tt - along_stretch * t1) / det;
  }
}

double Forward::value(const Sums& sums, const Round& round) const {
  double sum = sums.log_likelihood;
  for (const double b : at_.beta) sum -= b * b / 2;
  for (std::size_t k = 0; k < pulls_.near.size(); ++k) {
    const double x = at_.theta[k];
    const double off = x - round.centre[k];
    sum -= pulls_.firm[k] * off * off / 2 + round.weight[k] * (round.stretch * x / 2 + round.shift) * x;
  }
  return sum;
}

/// What ballots and the prior of items say, which no pull changes: `down` already.
Move Forward::ballots_slope() const {
  Move move{sums_.gradient, ByItem(data_.items.size())};
  for (std::size_t j = 0; j < data_.items.size(); ++j) {
    const auto& s = sums_.items[j];
    move.items[j] = {s.beta - at_.beta[j], s.cut1, s.cut2};
  }
  blocks_.down(move, options_.threads);
  return move;
}

Move Forward::slope(const Round& round, const Move& ballots) const {
  Move move = ballots;
  for (std::size_t k = 0; k < pulls_.near.size(); ++k) {
    const double x = at_.theta[k];
    move.theta[k] +=
        pulls_.firm[k] * (round.centre[k] - x) - round.weight[k] * (round.stretch * x + round.shift);
  }
  return move;
}

bool Forward::factor(const Round& round, SessionBlocks::By by) {
  std::vector<double> own(pulls_.near.size());
  for (std::size_t k = 0; k < pulls_.near.size(); ++k)
    own[k] = pulls_.firm[k] + std::max(0.0, round.stretch) * round.weight[k];
  return blocks_.factor(at_, own, true, by, options_.threads) ||
         blocks_.factor(at_, own, false, by, options_.threads);
}

Parameters Forward::end_of(const Move& step) const {
  auto end = at_;
  for (std::size_t k = 0; k < end.theta.size(); ++k) end.theta[k] += step.theta[k];
  for (std::size_t j = 0; j < end.beta.size(); ++j) {
    end.beta[j] += step.items[j][0];
    end.cut1[j] += step.items[j][1];
    end.cut2[j] += step.items[j][2];
  }
  return end;
}

void Forward::draw_to(const std::vector<double>& theta, Round& round) const {
  for (std::size_t k = 0; k < pulls_.near.size(); ++k) {
    if (pulls_.near[k] >= 0) round.centre[k] = theta[static_cast<std::size_t>(pulls_.near[k])];
  }
}

/// Holds the places drawn to where a step takes them, and gives the step that follows.
Move Forward::answer_to(const Move& step, const Move& ballots, Round& round) const {
  const auto end = end_of(step);
  draw_to(end.theta, round);
  hold_line(end.theta, end.beta, round);
  Move move = slope(round, ballots);
  blocks_.solve(move, options_.threads);
  return move;
}

/// The same, session by session: what draws a place has just been found.
Move Forward::sweep(const Move& step, const Move& ballots, Round& round) const {
  const auto end = end_of(step);
  draw_to(end.theta, round);
  round.weight = weigh(data_, end.beta, pulls_.firm, options_.threads);
  hold_line(end.theta, end.beta, round);
  draw_to(at_.theta, round);
  Move move = slope(round, ballots);
  SessionBlocks::Drawn drawn{pulls_.near, pulls_.firm, &step.items, step.theta};
  blocks_.solve(move, options_.threads, &drawn);
  for (std::size_t k = 0; k < pulls_.near.size(); ++k) {
    if (pulls_.near[k] < 0) continue;
    const auto near = static_cast<std::size_t>(pulls_.near[k]);
    round.centre[k] = at_.theta[near] + (data_.places[k].before >= 0 ? drawn.theta : step.theta)[near];
  }
  return move;
}

/// Makes a step end where the line is standardised again after it, and brings the centres there.
void Forward::keep_line(Move& step, Round& round) const {
  auto end = end_of(step);
  const auto [mean, scale] = standardise(end);
  for (double& c : round.centre) c = (c - mean) / scale;
  for (std::size_t k = 0; k < end.theta.size(); ++k) step.theta[k] = end.theta[k] - at_.theta[k];
  for (std::size_t j = 0; j < end.beta.size(); ++j) {
    step.items[j] = {end.beta[j] - at_.beta[j], end.cut1[j] - at_.cut1[j], end.cut2[j] - at_.cut2[j]};
  }
}

/// Moves the centres to where the next step takes the places drawn to, and gives that step. Far off, steps
/// say little of where places will go; near, the step is to be its own answer.
Move Forward::foresee(Round& round) const {
  const Move ballots = ballots_slope();
  Move move = slope(round, ballots);
  blocks_.solve(move, options_.threads);
  if (largest(move) > kFar) {
    for (std::size_t i = 0; i < std::min(kLooksFarOff, foresight_); ++i)
      move = answer_to(move, ballots, round);
    return move;
  }
  Mixing mixing(kMixed);
  Move tried = move;
  for (std::size_t i = 0; i < foresight_; ++i) {
    move = sweep(tried, ballots, round);
    keep_line(move, round);
    if (apart(move, tried) <= kForeseen * largest(move)) break;
    if (i + 1 < foresight_) tried = mixing.next(tried, move);
  }
  return move;
}

Move Forward::response(const Move& force) {
  if (!factor(round_at(), SessionBlocks::By::doubles))
    throw Error(ErrorKind::undefined, "the uncertainty of these ideal points cannot be told");
  Move side = force;
  blocks_.down(side, options_.threads);
  Move answer = side;
  blocks_.solve(answer, options_.threads);
  Mixing mixing(kMixed);
  for (std::size_t i = 0; i < kMostAnswers; ++i) {
    Move next = side;
    SessionBlocks::Drawn drawn{pulls_.near, pulls_.firm, &answer.items, answer.theta};
    blocks_.solve(next, options_.threads, &drawn);
    const double left = apart(next, answer);
    answer = left <= kAnswered ? std::move(next) : mixing.next(answer, next);
    if (left <= kAnswered) break;
  }
  return answer;
}

/// Goes along a direction as far as the objective rises: the whole step, a half, a quarter ... False if it
/// does not rise at all. What differs by its rounding only is the same: at the top no step gains more. Then,
/// if the step is neither long (places may have gone beyond their mark, and items would follow them) nor
/// short, items take one by themselves: those that nearly part their states go slowly to their top.
bool Forward::take(const Round& round, const Move& move) {
  const double length = largest(move);
  const bool by_themselves = length > kItemsThemselves && length <= kFar;
  const auto by_place = by_themselves ? ByPlace::unwanted : ByPlace::wanted;
  const auto before = at_;
  const double start = value(sums_, round);
  const double rounding = kRounding * std::abs(start);
  double share = 1;
  for (int tries = 0; tries < 30; ++tries, share /= 2) {
    for (std::size_t k = 0; k < move.theta.size(); ++k) at_.theta[k] += share * move.theta[k];
    for (std::size_t j = 0; j < move.items.size(); ++j) move_item(data_, at_, j, move.items[j], share);
    derivatives(data_, at_, options_.threads, by_place, sums_);
    const double end = value(sums_, round);
    if (end >= start - rounding) {
      least_gain_ = std::min(least_gain_, std::max(0.0, end - start));
      whole_ = share == 1;
      step_done(before, end);
      if (by_themselves) improve_items(data_, options_.threads, ByPlace::wanted, at_, sums_);
      return true;
    }
    at_ = before;
  }
  all_derivatives(data_, at_, options_.threads, sums_);
  return false;
}

/// The line is standardised again.
void Forward::step_done(const Parameters& before, double end) {
  standardise(at_, sums_);
  change_ = 0;
  for (std::size_t k = 0; k < at_.theta.size(); ++k)
    change_ = std::max(change_, std::abs(at_.theta[k] - before.theta[k]));
  trace_.push_back(end);
  if (options_.progress) options_.progress("forward", trace_.size());
}

/// A factorisation serves as long as steps shrink under it.
void Forward::climb() {
  double last = 1;
  bool factored = false;
  for (std::size_t i = 0; i < kMostRounds; ++i) {
    auto round = round_at();
    const bool fresh = !factored;
    if (fresh && !factor(round, SessionBlocks::By::floats) && !factor(round, SessionBlocks::By::doubles)) {
      change_ = std::numeric_limits<double>::infinity();
      return;
    }
    const auto move = foresee(round);
    if (!take(round, move)) {
      // At the top the objective no longer tells points apart; below it, the factorisation is too old.
      change_ = largest(move);
      if (fresh || change_ <= options_.tolerance) return;
      factored = false;
      continue;
    }
    if (whole_ && change_ <= options_.tolerance) return;
    if (i >= kMostFar && change_ > kFar) return;
    factored = change_ < (change_ > kFar ? 0.5 : 0.25) * last;
    learn(change_ / last);
    last = change_;
  }
}

/// How much to foresee in the rounds to come, from how a step's length compares with the one before. Steps
/// that keep shrinking, but slowly, are those of places that are drawn to each other and hold few ballots:
/// foreseeing more brings them to the end of it. Steps that do not shrink were foreseen wrongly.
void Forward::learn(double ratio) {
  steady_ = change_ <= kFar && ratio > 0.5 && ratio < 1 ? steady_ + 1 : 0;
  unshrunk_ = change_ < 0.9 * least_ ? 0 : unshrunk_ + 1;
  least_ = std::min(least_, change_);
  if (steady_ == kSteady) {
    foresight_ = std::clamp<std::size_t>(2 * foresight_, 2, kMostForesight);
    steady_ = unshrunk_ = 0;
  } else if (unshrunk_ == kPatience) {
    foresight_ /= 2;
    steady_ = unshrunk_ = 0;
  }
}

}  // namespace blocs::inference::ideal
