#pragma once

#include <cstdint>

#include "blocs/core/date.hpp"
#include "blocs/scenarios/fraction.hpp"

namespace blocs::scenarios {

/// A voting body with two kinds of members: permanent ones, whose no blocks, and elected ones.
struct Body {
  int permanent = 5;
  int elected = 10;
  int yes_needed = 9;

  int members() const { return permanent + elected; }
};

inline constexpr Body kCouncil1946{5, 6, 7};
inline constexpr Body kCouncil1966{5, 10, 9};
/// The body whose rule holds on a day; see `council_rule_on`.
Body body_on(Date day);

/// One kind's share in the power to decide.
struct SeatPower {
  Fraction shapley;         ///< share of the orders in which the seat is pivotal
  std::int64_t swings = 0;  ///< profiles of the others in which its ballot decides
  Fraction banzhaf;         ///< swings over all seats' swings (normalised)
  Fraction absolute;        ///< swings over the number of profiles of the others (Penrose)
};

/// Power indices of a body. For one permanent and one elected seat; seats of a kind are equal.
///
/// Without abstention each seat says yes or no, and not to say yes is, for a permanent seat, to block: the
/// binary game of Shapley and Shubik 1954 (doi 10.2307/1951053) and Banzhaf 1965. With abstention each seat
/// says yes, no or abstains, all 3^n profiles are equally likely, and a permanent seat blocks by no alone
/// (Felsenthal and Machover 1997, doi 10.1007/BF01263275): a swing is a profile of the others that passes on
/// the seat's yes and fails on its no, and the Shapley-Shubik index is the share of roll-calls (an order of
/// the seats and a profile) in which the seat's ballot is the one that settles the outcome, whatever those
/// after it do.
///
/// Exact integers. Range 0..1; shares of all seats add up to 1. Bodies of up to 15 seats; throws Error(usage)
/// beyond, or where `yes_needed` is not above the number of permanent seats or is more than all seats. Cost:
/// a sum over counts of seats, below a millisecond.
struct Power {
  Body body;
  bool abstention = false;
  std::int64_t passing = 0;     ///< profiles that pass
  std::int64_t profiles = 0;    ///< 2^n or 3^n
  std::int64_t all_swings = 0;  ///< over all seats
  SeatPower permanent;
  SeatPower elected;
};
Power power(const Body& body, bool abstention);

}  // namespace blocs::scenarios
