#include "blocs/scenarios/outcome.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "blocs/core/error.hpp"
#include "normal.hpp"

namespace blocs::scenarios {
namespace {

constexpr std::size_t kSeats = 15;
constexpr std::size_t kPermanent = 5;
constexpr std::size_t kNoSets = std::size_t{1} << kPermanent;

/// A member ready for the integral: its quantiles, and which permanent seat it is.
struct Leaning {
  double no_below, yes_above;  // on the scale of X
  double loading, own;         // a and sqrt(1 - a^2)
  int permanent;               // 0..4, or -1
};

struct Chances {
  double yes, no, abstain;
};

Chances given(const Leaning& member, double z) {
  const double shift = member.loading * z;
  const double no = normal_below((member.no_below - shift) / member.own);
  const double not_yes = normal_below((member.yes_above - shift) / member.own);
  return {1 - not_yes, no, not_yes - no};
}

/// Sums of probability over what the programme tells apart.
struct Sums {
  std::array<double, kSeats + 1> yes{};
  std::array<double, kNoSets> carried{};  // by set of permanent noes: enough yes votes
  std::array<double, kNoSets> short_of{};

  void add(const Sums& other, double weight) {
    for (std::size_t i = 0; i < yes.size(); ++i) yes[i] += weight * other.yes[i];
    for (std::size_t i = 0; i < kNoSets; ++i) {
      carried[i] += weight * other.carried[i];
      short_of[i] += weight * other.short_of[i];
    }
  }
};

using Permanent = std::array<std::array<double, kPermanent + 1>, kNoSets>;  // by set of noes, by yes votes
using Elected = std::array<double, kSeats + 1>;                             // by yes votes

void vote_permanent(Permanent& table, std::size_t seat, const Chances& chances) {
  const std::size_t bit = std::size_t{1} << seat;
  for (std::size_t set = 0; set < bit; ++set) {
    auto& row = table[set];
    for (std::size_t yes = seat + 1; yes-- > 0;) {
      const double p = row[yes];
      table[set | bit][yes] = p * chances.no;
      row[yes] = p * chances.abstain;
      row[yes + 1] += p * chances.yes;
    }
  }
}

/// Permanent and elected members vote independently, given z: the chance of a set of noes with enough yes
/// votes is a sum over the permanent yes votes alone, with the chance that the elected members give the rest.
Sums joined(const Permanent& permanent, std::size_t seats, const Elected& elected, std::size_t others,
            std::size_t needed) {
  std::array<double, kSeats + 2> fewer{};     // by yes votes of elected members
  std::array<double, kSeats + 2> at_least{};  // not one less the former: small chances keep their digits
  for (std::size_t e = 0; e <= others; ++e) fewer[e + 1] = fewer[e] + elected[e];
  for (std::size_t e = others + 1; e-- > 0;) at_least[e] = at_least[e + 1] + elected[e];
  Sums sums;
  std::array<double, kPermanent + 1> by_yes{};
  for (std::size_t set = 0; set < (std::size_t{1} << seats); ++set) {
    for (std::size_t p = 0; p <= seats; ++p) {
      const std::size_t missing = std::min(p < needed ? needed - p : 0, others + 1);
      sums.carried[set] += permanent[set][p] * at_least[missing];
      sums.short_of[set] += permanent[set][p] * fewer[missing];
      by_yes[p] += permanent[set][p];
    }
  }
  for (std::size_t p = 0; p <= seats; ++p) {
    for (std::size_t e = 0; e <= others; ++e) sums.yes[p + e] += by_yes[p] * elected[e];
  }
  return sums;
}

Sums programme(const std::vector<Leaning>& members, std::size_t needed, double z) {
  Permanent permanent{};
  permanent[0][0] = 1;
  std::size_t seats = 0;
  Elected elected{1};
  std::size_t others = 0;
  for (const auto& member : members) {
    const auto chances = given(member, z);
    if (member.permanent >= 0) {
      vote_permanent(permanent, seats++, chances);
      continue;
    }
    for (std::size_t yes = ++others; yes > 0; --yes) {
      elected[yes] = elected[yes] * (1 - chances.yes) + elected[yes - 1] * chances.yes;
    }
    elected[0] *= 1 - chances.yes;
  }
  return joined(permanent, seats, elected, others, needed);
}

Sums integrate(const std::vector<Leaning>& members, std::size_t needed, int nodes) {
  const auto& rule = gauss_hermite(nodes);
  Sums sums;
  for (std::size_t i = 0; i < rule.at.size(); ++i) {
    sums.add(programme(members, needed, rule.at[i]), rule.weight[i]);
  }
  return sums;
}

void check(std::span<const BallotChances> members, const CouncilRule& rule, int nodes) {
  if (members.size() != rule.members) {
    throw Error::usage(std::to_string(members.size()) + " members for " + std::to_string(rule.members) +
                       " seats");
  }
  if (nodes < 2 || nodes > 64) throw Error::usage("quadrature takes 2 to 64 nodes");
  for (const auto& m : members) {
    const bool chances =
        m.yes >= 0 && m.no >= 0 && m.abstain >= 0 && std::fabs(m.yes + m.no + m.abstain - 1) < 1e-9;
    if (!chances) throw Error::usage("the chances of " + m.state + " do not add up to 1");
    if (!(std::fabs(m.loading) < 1))
      throw Error::usage("the loading of " + m.state + " is not within -1 and 1");
  }
}

std::vector<Leaning> leanings(std::span<const BallotChances> members, const CouncilRule& rule) {
  std::vector<Leaning> found;
  int seat = 0;
  for (const auto& m : members) {
    found.push_back({normal_quantile(m.no), -normal_quantile(m.yes), m.loading,
                     std::sqrt(1 - m.loading * m.loading), rule.is_permanent(m.state) ? seat++ : -1});
  }
  if (seat > static_cast<int>(kPermanent)) throw Error::usage("more than five permanent members");
  return found;
}

OutcomeChances collect(const Sums& sums, const std::vector<Leaning>& members, bool veto_counts) {
  OutcomeChances result;
  result.yes_votes.assign(sums.yes.begin(),
                          sums.yes.begin() + static_cast<std::ptrdiff_t>(members.size()) + 1);
  result.vetoed_by.assign(members.size(), 0);
  for (std::size_t set = 0; set < kNoSets; ++set) {
    const bool blocked = veto_counts && set != 0;
    (blocked ? result.vetoed : result.adopted) += sums.carried[set];
    result.failed += sums.short_of[set];
    if (!blocked) continue;
    result.failed_and_blocked += sums.short_of[set];
    for (std::size_t m = 0; m < members.size(); ++m) {
      const int seat = members[m].permanent;
      if (seat >= 0 && ((set >> seat) & 1U) != 0) result.vetoed_by[m] += sums.carried[set];
    }
  }
  return result;
}

double apart(const OutcomeChances& a, const OutcomeChances& b) {
  return std::max({std::fabs(a.adopted - b.adopted), std::fabs(a.vetoed - b.vetoed),
                   std::fabs(a.failed - b.failed), std::fabs(a.failed_and_blocked - b.failed_and_blocked)});
}

}  // namespace

OutcomeChances outcome_chances(std::span<const BallotChances> members, const CouncilRule& rule,
                               views::Nature nature, int nodes) {
  check(members, rule, nodes);
  const auto ready = leanings(members, rule);
  const bool veto_counts = nature == views::Nature::substantive;
  const bool shared =
      std::any_of(ready.begin(), ready.end(), [](const Leaning& m) { return m.loading != 0; });
  if (!shared) return collect(programme(ready, rule.yes_needed, 0), ready, veto_counts);
  const auto coarse = collect(integrate(ready, rule.yes_needed, nodes), ready, veto_counts);
  auto fine = collect(integrate(ready, rule.yes_needed, 2 * nodes), ready, veto_counts);
  fine.quadrature_error = apart(coarse, fine);
  return fine;
}

std::vector<Pivotality> pivotality(std::span<const BallotChances> members, const CouncilRule& rule,
                                   views::Nature nature, int nodes) {
  std::vector<BallotChances> changed(members.begin(), members.end());
  std::vector<Pivotality> found;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const auto adopted_if = [&](double yes, double no, double abstain) {
      changed[i].yes = yes;
      changed[i].no = no;
      changed[i].abstain = abstain;
      return outcome_chances(changed, rule, nature, nodes).adopted;
    };
    found.push_back({members[i].state, adopted_if(1, 0, 0), adopted_if(0, 1, 0), adopted_if(0, 0, 1)});
    changed[i] = members[i];
  }
  return found;
}

std::vector<std::string> decisive_members(const Draft& draft, std::span<const MemberBallot> ballots) {
  const auto before = decide(draft, ballots).outcome == views::Outcome::adopted;
  std::vector<MemberBallot> changed(ballots.begin(), ballots.end());
  std::vector<std::string> found;
  for (std::size_t i = 0; i < ballots.size(); ++i) {
    for (const auto ballot : {views::Ballot::yes, views::Ballot::no, views::Ballot::abstain}) {
      changed[i].ballot = ballot;
      if ((decide(draft, changed).outcome == views::Outcome::adopted) == before) continue;
      found.push_back(ballots[i].state);
      break;
    }
    changed[i] = ballots[i];
  }
  return found;
}

}  // namespace blocs::scenarios
