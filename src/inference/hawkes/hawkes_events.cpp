// What a likelihood may be given, and simulated events.
#include <algorithm>
#include <cmath>
#include <string>

#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "blocs/inference/hawkes.hpp"
#include "common_course.hpp"

namespace blocs::inference {
namespace {

constexpr std::size_t kMostEvents = 50'000'000;

std::string number(double x) {
  std::string text = std::to_string(x);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

double exponential(RandomStream& random) {
  return -std::log1p(-random.uniform());
}

/// By inversion in pieces of mean 16 at most, so that exp does not underflow.
std::uint32_t poisson(RandomStream& random, double mean) {
  std::uint32_t total = 0;
  while (mean > 0) {
    const double piece = std::min(mean, 16.0);
    mean -= piece;
    const double stop = std::exp(-piece);
    for (double product = random.uniform(); product > stop; product *= random.uniform()) ++total;
  }
  return total;
}

}  // namespace

void check_events(const TimedEvents& events) {
  if (events.kinds == 0) throw Error::bad_input("events of no kind", "events");
  if (!(events.to > events.from)) throw Error::bad_input("the time observed has no length", "events");
  for (std::size_t k = 0; k < events.time.size(); ++k) {
    const std::string where = "event " + std::to_string(k + 1) + " (day " + number(events.time[k]) + ")";
    if (!(events.time[k] >= events.from && events.time[k] <= events.to)) {
      throw Error::bad_input("lies outside the time observed", where);
    }
    if (events.kind[k] >= events.kinds) throw Error::bad_input("is of an unknown kind", where);
    if (k == 0) continue;
    if (events.time[k] < events.time[k - 1]) {
      throw Error::bad_input("comes before the event that stands before it", where,
                             "sort the events by time");
    }
    if (events.time[k] == events.time[k - 1]) {
      throw Error::bad_input(
          "is at the same instant as the event before it; the likelihood of time-stamped events has no place "
          "for ties",
          where, "fit daily counts instead (--daily): ties are legal there");
    }
  }
}

void check_counts(const DailyCounts& counts) {
  if (counts.kinds == 0) throw Error::bad_input("counts of no kind", "counts");
  if (counts.count.size() != counts.days * counts.kinds) {
    throw Error::bad_input("counts that do not fill days times kinds", "counts");
  }
}

TimedEvents simulate(const HawkesModel& model, double days, std::uint64_t seed, std::uint64_t index,
                     double warm_up) {
  check_stationary(model);
  const std::size_t d = model.kinds();
  const CommonCourse course(model, 0, days);
  std::vector<double> highest(d, 1);
  for (std::size_t i = 0; i < d; ++i) {
    for (std::size_t at = 0; at < course.steps(); ++at)
      highest[i] = std::max(highest[i], course.level(i, at));
  }
  RandomStream random(seed, index);
  TimedEvents events{d, 0, days, {}, {}};
  std::vector<double> excited(d);
  std::vector<double> level(d, 1);
  double now = -warm_up;
  const auto total = [&](const std::vector<double>& of) {
    double sum = 0;
    for (std::size_t i = 0; i < d; ++i) sum += model.baseline[i] * of[i] + excited[i];
    return sum;
  };
  for (double bound = total(highest); bound > 0;) {
    const double step = exponential(random) / bound;
    now += step;
    if (now >= days) break;
    const double fade = std::exp(-model.decay * step);
    for (auto& x : excited) x *= fade;
    double draw = random.uniform() * bound;  // above the rate now: no event, and the bound comes down
    for (std::size_t i = 0; now >= 0 && i < d; ++i) level[i] = course.level(i, course.at(now));
    bound = total(highest);
    if (draw >= total(level)) continue;
    std::size_t i = 0;
    while (i + 1 < d && draw >= model.baseline[i] * level[i] + excited[i]) {
      draw -= model.baseline[i] * level[i] + excited[i];
      ++i;
    }
    for (std::size_t j = 0; j < d; ++j) excited[j] += model.decay * model.a(j, i);
    bound = total(highest);
    if (now < 0) continue;
    if (events.time.size() == kMostEvents) throw Error(ErrorKind::undefined, "more than 50 million events");
    events.time.push_back(now);
    events.kind.push_back(static_cast<std::uint32_t>(i));
  }
  return events;
}

DailyCounts simulate_daily(const HawkesModel& model, std::size_t days, std::uint64_t seed,
                           std::uint64_t index) {
  check_stationary(model);
  const std::size_t d = model.kinds();
  RandomStream random(seed, index);
  DailyCounts counts{d, days, std::vector<std::uint32_t>(days * d)};
  const CommonCourse course(model, 0, static_cast<double>(days));
  const double keep = std::exp(-model.decay);
  std::vector<double> sum(d);
  for (std::size_t t = 0; t < days; ++t) {
    const std::size_t at = course.at(static_cast<double>(t));
    for (std::size_t i = 0; i < d; ++i) {
      double mean = model.baseline[i] * course.level(i, at);
      for (std::size_t j = 0; j < d; ++j) mean += (1 - keep) * model.a(i, j) * sum[j];
      counts.count[t * d + i] = poisson(random, mean);
    }
    for (std::size_t j = 0; j < d; ++j) sum[j] = keep * sum[j] + counts.count[t * d + j];
  }
  return counts;
}

}  // namespace blocs::inference
