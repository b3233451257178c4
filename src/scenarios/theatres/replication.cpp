#include "replication.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace blocs::scenarios {
namespace {

constexpr double kGridStep = 7;

/// The sum of shares in which two attentions differ, halved: 0 alike, 1 nothing in common.
double apart(const double* a, const double* b, std::size_t n) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += std::abs(a[i] - b[i]);
  return sum / 2;
}

}  // namespace

Prepared::Prepared(const TheatreModel& m) : model(m), theatres(m.theatres.size()) {
  check_model(m);
  const auto process = arrivals(m);
  own = process.baseline;
  if (theatres > 1 && m.joint > 0) {
    joint = m.joint * *std::min_element(own.begin(), own.end());
    for (auto& rate : own) rate -= joint;
  }
  for (std::size_t i = 0; i < theatres; ++i) {
    baseline += own[i];
    excited.push_back(m.theatres[i].crises - process.baseline[i]);
    units += m.theatres[i].capacity;
  }
  baseline += joint;
  for (std::size_t from = 0; from < theatres; ++from) {
    for (std::size_t to = 0; to < theatres; ++to) echo.push_back(m.decay * m.branching[to * theatres + from]);
  }
  units += m.reserve;
  if (m.focal) focal_units = m.theatres[*m.focal].capacity + m.reserve;
  for (double day = 0; day <= m.days; day += kGridStep) grid.push_back(day);
}

Replication::Replication(const Prepared& prepared) : p_(prepared) {
  for (auto& course : courses_) course.resize(p_.grid.size());
}

void Replication::reset() {
  const auto& m = p_.model;
  now_ = will_since_ = -m.warm_up;
  will_ = will_least_ = 1;
  excited_ = p_.excited;
  open_.clear();
  free_.clear();
  free_reserve_ = free_all_ = m.reserve;
  for (const auto& theatre : m.theatres) {
    free_.push_back(theatre.capacity);
    free_all_ += theatre.capacity;
  }
  away_ = reserve_away_ = levels_all_ = open_most_ = 0;
  levels_.assign(p_.theatres, 0);
  began_.assign(p_.theatres, 0);
  unanswered_.assign(p_.theatres, 0);
  crisis_rate_ = 0;
  next_grid_ = 0;
  rises_ = 0;
  open_time_ = away_time_ = withheld_time_ = full_time_ = will_time_ = 0;
}

/// Will moves towards 1 at `recovery` and is worn at a steady rate between events; it stops at 0.
double Replication::will_at(double time) const {
  const double step = time - will_since_;
  const double worn = p_.model.wear * levels_all_;
  if (p_.model.recovery <= 0) return std::max(0.0, will_ - worn * step);
  const double rest = 1 - worn / p_.model.recovery;
  return std::max(0.0, rest + (will_ - rest) * std::exp(-p_.model.recovery * step));
}

/// Of the reserve, what the focal theatre could not count on: bound elsewhere, or free and refn.
double Replication::withheld(double will) const {
  return reserve_away_ + (1 - will) * free_reserve_;
}

/// One less the mean distance of the partners' attention. A partner looks at a theatre as much as it cares
/// for it times one more than the levels open there.
double Replication::cohesion() const {
  const auto& partners = p_.model.partners;
  const std::size_t n = partners.size();
  const std::size_t d = p_.theatres;
  if (n < 2) return 1;
  double looks[16 * 32];
  for (std::size_t k = 0; k < n; ++k) {
    double sum = 0;
    for (std::size_t i = 0; i < d; ++i) {
      looks[k * d + i] = partners[k].priority[i] * (1 + levels_[i]);
      sum += looks[k * d + i];
    }
    for (std::size_t i = 0; i < d; ++i) looks[k * d + i] /= sum;
  }
  double total = 0;
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t l = k + 1; l < n; ++l) total += apart(looks + k * d, looks + l * d, d);
  }
  return 1 - total / (static_cast<double>(n * (n - 1)) / 2);
}

void Replication::sample(double upto) {
  while (next_grid_ < p_.grid.size() && p_.grid[next_grid_] <= upto) {
    const std::size_t g = next_grid_++;
    courses_[0][g] = static_cast<double>(open_.size());
    courses_[1][g] = p_.units > 0 ? (p_.units - free_all_) / p_.units : 0;
    courses_[3][g] = will_at(p_.grid[g]);
    courses_[2][g] = p_.focal_units > 0 ? 1 - withheld(courses_[3][g]) / p_.focal_units : 1;
    courses_[4][g] = cohesion();
  }
}

/// Time passes without an event.
void Replication::advance(double until) {
  if (until > 0) {
    sample(until);
    const double step = until - std::max(0.0, now_);
    open_time_ += step * static_cast<double>(open_.size());
    away_time_ += step * away_;
    const double will = will_at(until);
    const double mean_will = (will_ + will) / 2;  // steps are short against the days in which will moves
    will_time_ += step * mean_will;
    withheld_time_ += step * withheld(mean_will);
    // Nobody of a theatre is free: who asks the reserve finds nobody if it is bound, or with the chance that
    // it refuses.
    if (free_all_ == free_reserve_) full_time_ += step * (free_reserve_ == 0 ? 1 : 1 - mean_will);
    will_ = will;
    will_least_ = std::min(will_least_, will);
  } else {
    will_ = will_at(until);
  }
  will_since_ = until;
  const double fade = std::exp(-p_.model.decay * (until - now_));
  for (auto& x : excited_) x *= fade;
  now_ = until;
}

void Replication::set_rates(Crisis& c) const {
  const Theatre& t = p_.model.theatres[c.theatre];
  const double answer = static_cast<double>(c.local_here + c.reserve_here) / c.level;
  c.rise = c.level < p_.model.levels ? t.escalation * (1 - t.containment * answer) : 0;
  c.end = t.end_unanswered + (t.end_answered - t.end_unanswered) * answer;
  c.local_comes = c.local_due > 0 ? c.local_due / t.delay : 0;
  c.total = c.rise + c.end + c.local_comes + (c.reserve_due > 0 ? c.reserve_due / t.reserve_delay : 0);
}

void Replication::sum_rates() {
  crisis_rate_ = 0;
  for (const auto& crisis : open_) crisis_rate_ += crisis.total;
}

/// A crisis asks for one more responder: of its theatre, else of the reserve if will allows. False if nobody
/// comes.
bool Replication::ask(Crisis& c) {
  const Theatre& t = p_.model.theatres[c.theatre];
  const bool away = !p_.model.focal || c.theatre != *p_.model.focal;
  if (free_[c.theatre] > 0) {
    --free_[c.theatre];
    ++(t.delay > 0 ? c.local_due : c.local_here);
  } else if (free_reserve_ > 0 && (will_ >= 1 || random_.uniform() < will_)) {
    --free_reserve_;
    ++(t.reserve_delay > 0 ? c.reserve_due : c.reserve_here);
    if (away) ++reserve_away_;
  } else {
    return false;
  }
  --free_all_;
  if (away) ++away_;
  return true;
}

void Replication::begin(std::size_t theatre) {
  for (std::size_t to = 0; to < p_.theatres; ++to) excited_[to] += p_.echo[theatre * p_.theatres + to];
  Crisis crisis{static_cast<std::uint32_t>(theatre), 1, 0, 0, 0, 0, 0, 0, 0, 0};
  const bool answered = ask(crisis);
  if (now_ >= 0) {
    ++began_[theatre];
    if (!answered) ++unanswered_[theatre];
  }
  ++levels_[theatre];
  ++levels_all_;
  set_rates(crisis);
  open_.push_back(crisis);
  crisis_rate_ += crisis.total;
  if (now_ >= 0) open_most_ = std::max(open_most_, static_cast<unsigned>(open_.size()));
}

void Replication::close(std::size_t at) {
  const Crisis& c = open_[at];
  const unsigned local = c.local_here + c.local_due;
  const unsigned reserve = c.reserve_here + c.reserve_due;
  free_[c.theatre] += local;
  free_reserve_ += reserve;
  free_all_ += local + reserve;
  if (!p_.model.focal || c.theatre != *p_.model.focal) {
    away_ -= local + reserve;
    reserve_away_ -= reserve;
  }
  levels_[c.theatre] -= c.level;
  levels_all_ -= c.level;
  open_[at] = open_.back();
  open_.pop_back();
}

/// Something happens in an open crisis; `draw` is uniform below the sum of their rates.
void Replication::tick(double draw) {
  std::size_t at = 0;
  while (at + 1 < open_.size() && draw >= open_[at].total) draw -= open_[at++].total;
  Crisis& c = open_[at];
  if (draw < c.end) {
    close(at);
  } else if (draw - c.end < c.rise) {
    ++c.level;
    ++levels_[c.theatre];
    ++levels_all_;
    will_ = std::max(0.0, will_ - p_.model.wear_escalation);
    will_least_ = now_ >= 0 ? std::min(will_least_, will_) : 1;
    if (now_ >= 0) ++rises_;
    ask(c);
    set_rates(c);
  } else {
    draw -= c.end;
    draw -= c.rise;
    const bool local = c.local_due > 0 && (draw < c.local_comes || c.reserve_due == 0);
    if (local) {
      --c.local_due;
      ++c.local_here;
    } else if (c.reserve_due > 0) {
      --c.reserve_due;
      ++c.reserve_here;
    }
    set_rates(c);
  }
  sum_rates();
}

Outcomes Replication::run(std::uint64_t seed, std::uint64_t index) {
  reset();
  random_ = RandomStream(seed, index);
  const double days = p_.model.days;
  for (;;) {
    double bound = p_.baseline + crisis_rate_;
    for (const double x : excited_) bound += x;
    const double step = bound > 0 ? -std::log(1 - random_.uniform()) / bound : days + p_.model.warm_up + 1;
    if (now_ + step >= days) break;
    if (now_ < 0 && now_ + step > 0) {
      // The days counted begin: will and the rates are brought to day 0, so that no step lies across it.
      const double rest = now_ + step;
      advance(0);
      will_least_ = will_;
      open_most_ = static_cast<unsigned>(open_.size());
      advance(rest);
    } else {
      advance(now_ + step);
    }
    double draw = random_.uniform() * bound;
    if (draw < crisis_rate_) {
      tick(draw);
      continue;
    }
    draw -= crisis_rate_;
    if (draw < p_.joint) {
      for (std::size_t i = 0; i < p_.theatres; ++i) begin(i);
      continue;
    }
    draw -= p_.joint;
    for (std::size_t i = 0; i < p_.theatres; ++i) {
      const double rate = p_.own[i] + excited_[i];
      if (draw < rate) {
        begin(i);
        break;
      }
      draw -= rate;  // behind the last one: the rates have fallen since, and nothing happens
    }
  }
  advance(days);
  return outcomes();
}

Outcomes Replication::outcomes() const {
  const double days = p_.model.days;
  double crises = 0;
  double lost = 0;
  for (std::size_t i = 0; i < p_.theatres; ++i) {
    crises += began_[i];
    lost += unanswered_[i];
  }
  double cohesion = 0;
  for (const double c : courses_[4]) cohesion += c / static_cast<double>(courses_[4].size());
  Outcomes o{};
  const auto set = [&o](Outcome what, double value) { o[static_cast<std::size_t>(what)] = value; };
  set(Outcome::crises, crises);
  set(Outcome::open_mean, open_time_ / days);
  set(Outcome::open_most, open_most_);
  set(Outcome::escalations, rises_);
  set(Outcome::unanswered, crises > 0 ? lost / crises : std::numeric_limits<double>::quiet_NaN());
  set(Outcome::dispersed, p_.units > 0 ? away_time_ / days / p_.units : 0);
  set(Outcome::focal_left, p_.focal_units > 0 ? 1 - withheld_time_ / days / p_.focal_units : 1);
  set(Outcome::will_least, will_least_);
  set(Outcome::will_mean, will_time_ / days);
  set(Outcome::cohesion, cohesion);
  set(Outcome::saturated_days, full_time_);
  set(Outcome::saturated, full_time_ > 0 && full_time_ >= p_.model.saturation_days ? 1 : 0);
  return o;
}

}  // namespace blocs::scenarios
