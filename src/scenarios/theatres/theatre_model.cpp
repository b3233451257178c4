#include <algorithm>
#include <cmath>

#include "blocs/core/error.hpp"
#include "blocs/scenarios/theatres.hpp"

namespace blocs::scenarios {
namespace {

constexpr std::size_t kMostTheatres = 32;
constexpr std::size_t kMostPartners = 16;
constexpr unsigned kMostUnits = 250;

void rate(double x, const std::string& what, const std::string& where) {
  if (std::isfinite(x) && x >= 0) return;
  throw Error::usage(where + ": " + what + " is negative or no number", "rates and delays are at least 0");
}

void share(double x, const std::string& what, const std::string& where) {
  if (x >= 0 && x <= 1) return;
  throw Error::usage(where + ": " + what + " is not a share", "from 0 to 1");
}

void check_theatre(const Theatre& t) {
  rate(t.crises, "the number of crises", t.id);
  rate(t.delay, "the delay", t.id);
  rate(t.reserve_delay, "the delay of the reserve", t.id);
  rate(t.escalation, "the rate of escalation", t.id);
  rate(t.end_unanswered, "the rate at which crises end unanswered", t.id);
  rate(t.end_answered, "the rate at which answered crises end", t.id);
  share(t.containment, "containment", t.id);
  if (t.end_answered <= 0) {
    throw Error::usage(t.id + ": answered crises never end", "their rate of ending must be above 0");
  }
  if (t.end_unanswered <= 0) {
    throw Error::usage(t.id + ": unanswered crises never end", "their rate of ending must be above 0");
  }
  if (t.capacity > kMostUnits) throw Error::usage(t.id + ": more than 250 responders");
}

}  // namespace

std::string_view lever_name(std::size_t lever) {
  constexpr std::array<std::string_view, kLevers> names{"reserve", "delay", "separability", "fewer_crises"};
  return names.at(lever);
}

std::string_view outcome_name(Outcome outcome) {
  constexpr std::array<std::string_view, kOutcomes> names{
      "crises",     "open_mean",  "open_most", "escalations", "unanswered",     "dispersed",
      "focal_left", "will_least", "will_mean", "cohesion",    "saturated_days", "saturated"};
  return names.at(static_cast<std::size_t>(outcome));
}

inference::HawkesModel arrivals(const TheatreModel& model) {
  const std::size_t d = model.theatres.size();
  inference::HawkesModel process;
  process.branching = model.branching;
  process.decay = model.decay;
  for (std::size_t i = 0; i < d; ++i) {
    double baseline = model.theatres[i].crises;
    for (std::size_t j = 0; j < d; ++j) baseline -= model.branching[i * d + j] * model.theatres[j].crises;
    if (baseline < -1e-12) {
      throw Error::usage(
          model.theatres[i].id + ": the other crises alone would call forth more crises than there are",
          "lower the excitation of this theatre, or state more crises");
    }
    process.baseline.push_back(std::max(0.0, baseline));
  }
  return process;
}

void check_model(const TheatreModel& model) {
  const std::size_t d = model.theatres.size();
  if (d == 0) throw Error::usage("a scenario without theatres", "at least one [[theatre]]");
  if (d > kMostTheatres) throw Error::usage("more than 32 theatres");
  for (const auto& theatre : model.theatres) check_theatre(theatre);
  if (model.branching.size() != d * d) throw Error::usage("the excitation matrix does not fit the theatres");
  share(model.joint, "the share of joint starts", "excitation");
  rate(model.wear, "the wear of will", "coalition");
  rate(model.wear_escalation, "the wear of will by escalation", "coalition");
  rate(model.recovery, "the recovery of will", "coalition");
  share(model.levers.delay, "the lever on delays", "levers");
  share(model.levers.separability, "separability", "levers");
  share(model.levers.fewer_crises, "the lever on crises", "levers");
  rate(model.levers.reserve, "the lever on the reserve", "levers");
  if (model.reserve > kMostUnits || model.levers.reserve > kMostUnits) {
    throw Error::usage("a reserve of more than 250 responders");
  }
  if (model.levels < 1 || model.levels > 5) throw Error::usage("a crisis has one to five levels");
  if (model.partners.size() > kMostPartners) throw Error::usage("more than 16 partners");
  for (const auto& partner : model.partners) {
    double sum = 0;
    if (partner.priority.size() != d)
      throw Error::usage(partner.name + ": priorities do not fit the theatres");
    for (const double p : partner.priority) rate(p, "a priority", partner.name), sum += p;
    if (!(sum > 0)) throw Error::usage(partner.name + " cares for no theatre");
  }
  if (!(model.days >= 1 && model.days <= 36525)) throw Error::usage("days are from 1 to 36525");
  if (!(model.warm_up >= 0 && model.warm_up <= 36525)) throw Error::usage("warm-up is from 0 to 36525 days");
  rate(model.saturation_days, "the number of saturated days", "scenario");
  inference::HawkesModel process;
  process.baseline.assign(d, 0);
  process.branching = model.branching;
  process.decay = model.decay;
  inference::check_stationary(process);
  arrivals(model);
  double crises = 0;
  for (const auto& theatre : model.theatres) crises += theatre.crises * (model.days + model.warm_up);
  if (crises > 1e6) throw Error::usage("more than a million crises a replication");
}

TheatreModel independent(TheatreModel model) {
  const std::size_t d = model.theatres.size();
  for (std::size_t i = 0; i < d; ++i) {
    for (std::size_t j = 0; j < d; ++j) {
      if (i != j) model.branching[i * d + j] = 0;
    }
  }
  model.joint = 0;
  return model;
}

TheatreModel pulled(TheatreModel model, const std::array<double, kLevers>& pull) {
  const std::size_t d = model.theatres.size();
  model.reserve += static_cast<unsigned>(std::lround(model.levers.reserve * pull[0]));
  for (auto& theatre : model.theatres) {
    theatre.delay *= 1 - model.levers.delay * pull[1];
    theatre.reserve_delay *= 1 - model.levers.delay * pull[1];
    theatre.crises *= 1 - model.levers.fewer_crises * pull[3];
  }
  const double links = 1 - model.levers.separability * pull[2];
  for (std::size_t i = 0; i < d; ++i) {
    for (std::size_t j = 0; j < d; ++j) {
      if (i != j) model.branching[i * d + j] *= links;
    }
  }
  model.joint *= links;
  return model;
}

double erlang_loss(unsigned servers, double load) {
  double loss = 1;
  for (unsigned n = 1; n <= servers; ++n) loss = load * loss / (n + load * loss);
  return loss;
}

}  // namespace blocs::scenarios
