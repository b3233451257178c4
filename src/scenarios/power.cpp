#include "blocs/scenarios/power.hpp"

#include <functional>

#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "blocs/scenarios/council_rules.hpp"

namespace blocs::scenarios {
namespace {

constexpr int kMostMembers = 15;

std::int64_t choose(int n, int k) {
  std::int64_t value = 1;
  for (int i = 1; i <= k; ++i) value = value * (n - k + i) / i;
  return value;
}

std::int64_t factorial(int n) {
  return n < 2 ? 1 : n * factorial(n - 1);
}

std::int64_t power_of(std::int64_t base, int exponent) {
  return exponent == 0 ? 1 : base * power_of(base, exponent - 1);
}

Fraction fraction(Wide numerator, Wide denominator) {
  Wide a = numerator;
  for (Wide b = denominator; b != 0;) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return {static_cast<std::int64_t>(numerator / a), static_cast<std::int64_t>(denominator / a)};
}

/// The ballots cast so far, by kind of seat. Who voted neither yes nor no abstained; in the binary game
/// `permanent_no` holds the permanent seats that did not say yes. Whether an elected seat said no or
/// abstained changes nothing.
struct Tally {
  int permanent = 0, elected = 0;  // seats that have voted
  int permanent_yes = 0, permanent_no = 0, elected_yes = 0;
};

bool passes(const Body& body, const Tally& t) {
  return t.permanent_no == 0 && t.permanent_yes + t.elected_yes >= body.yes_needed;
}

/// The ballots still to come cannot change the outcome.
bool settled(const Body& body, const Tally& t) {
  const int yes = t.permanent_yes + t.elected_yes;
  const int left = body.members() - t.permanent - t.elected;
  if (t.permanent_no > 0 || yes + left < body.yes_needed) return true;
  return yes >= body.yes_needed && t.permanent == body.permanent;
}

enum class Seat { permanent, elected };
enum class Vote { yes, no, abstain };

Tally with(Tally t, Seat seat, Vote vote) {
  if (seat == Seat::permanent) {
    ++t.permanent;
    t.permanent_yes += vote == Vote::yes;
    t.permanent_no += vote == Vote::no;
  } else {
    ++t.elected;
    t.elected_yes += vote == Vote::yes;
  }
  return t;
}

Body without(Body body, Seat seat) {
  --(seat == Seat::permanent ? body.permanent : body.elected);
  return body;
}

using Visit = std::function<void(const Tally&, std::int64_t ways)>;

/// All tallies of `p` permanent and `e` elected seats, each with the number of profiles that give it.
void each_tally(int p, int e, bool abstention, const Visit& visit) {
  const std::int64_t other = abstention ? 2 : 1;  // ballots of an elected seat that are not yes
  for (int yes = 0; yes <= p; ++yes) {
    for (int no = abstention ? 0 : p - yes; no <= p - yes; ++no) {
      for (int elected_yes = 0; elected_yes <= e; ++elected_yes) {
        const auto ways =
            choose(p, yes) * choose(p - yes, no) * choose(e, elected_yes) * power_of(other, e - elected_yes);
        visit({p, e, yes, no, elected_yes}, ways);
      }
    }
  }
}

std::int64_t count_swings(const Body& body, Seat seat, bool abstention) {
  std::int64_t swings = 0;
  const Body others = without(body, seat);
  each_tally(others.permanent, others.elected, abstention, [&](const Tally& t, std::int64_t ways) {
    if (passes(body, with(t, seat, Vote::yes)) && !passes(body, with(t, seat, Vote::no))) swings += ways;
  });
  return swings;
}

/// Orders in which the seat turns a losing coalition into a winning one.
Fraction shapley_binary(const Body& body, Seat seat) {
  Wide orders = 0;
  const Body others = without(body, seat);
  each_tally(others.permanent, others.elected, false, [&](const Tally& t, std::int64_t ways) {
    if (!passes(body, with(t, seat, Vote::yes)) || passes(body, with(t, seat, Vote::no))) return;
    const int before = t.permanent_yes + t.elected_yes;
    orders += static_cast<Wide>(ways * factorial(before)) *
              static_cast<Wide>(factorial(body.members() - 1 - before));
  });
  return fraction(orders, static_cast<Wide>(factorial(body.members())));
}

/// Roll-calls in which the seat's ballot settles the outcome.
Fraction shapley_ternary(const Body& body, Seat seat) {
  Wide roll_calls = 0;
  const Body others = without(body, seat);
  for (int p = 0; p <= others.permanent; ++p) {
    for (int e = 0; e <= others.elected; ++e) {
      const int after = others.members() - p - e;
      const auto orders =
          static_cast<Wide>(choose(others.permanent, p) * choose(others.elected, e) * factorial(p + e)) *
          static_cast<Wide>(factorial(after) * power_of(3, after));
      each_tally(p, e, true, [&](const Tally& t, std::int64_t ways) {
        if (settled(body, t)) return;
        for (const auto vote : {Vote::yes, Vote::no, Vote::abstain}) {
          if (settled(body, with(t, seat, vote))) roll_calls += orders * static_cast<Wide>(ways);
        }
      });
    }
  }
  return fraction(roll_calls, static_cast<Wide>(factorial(body.members())) *
                                  static_cast<Wide>(power_of(3, body.members())));
}

void check(const Body& body) {
  const bool sane = body.permanent >= 1 && body.elected >= 1 && body.members() <= kMostMembers &&
                    body.yes_needed > body.permanent && body.yes_needed <= body.members();
  if (!sane) {
    throw Error::usage("power is computed for up to 15 seats of both kinds",
                       "yes_needed lies above the number of permanent seats and at most at that of all");
  }
}

}  // namespace

Body body_on(Date day) {
  const auto rule = council_rule_on(day);
  const auto permanent = static_cast<int>(rule.permanent.size());
  return {permanent, static_cast<int>(rule.members) - permanent, static_cast<int>(rule.yes_needed)};
}

Power power(const Body& body, bool abstention) {
  check(body);
  Power result;
  result.body = body;
  result.abstention = abstention;
  const std::int64_t base = abstention ? 3 : 2;
  result.profiles = power_of(base, body.members());
  each_tally(body.permanent, body.elected, abstention, [&](const Tally& t, std::int64_t ways) {
    if (passes(body, t)) result.passing += ways;
  });
  const auto seat_power = [&](Seat seat) {
    SeatPower found;
    found.shapley = abstention ? shapley_ternary(body, seat) : shapley_binary(body, seat);
    found.swings = count_swings(body, seat, abstention);
    found.absolute = {found.swings, power_of(base, body.members() - 1)};
    return found;
  };
  result.permanent = seat_power(Seat::permanent);
  result.elected = seat_power(Seat::elected);
  result.all_swings = body.permanent * result.permanent.swings + body.elected * result.elected.swings;
  result.permanent.banzhaf = {result.permanent.swings, result.all_swings};
  result.elected.banzhaf = {result.elected.swings, result.all_swings};
  return result;
}

}  // namespace blocs::scenarios
