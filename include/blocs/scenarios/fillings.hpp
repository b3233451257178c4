#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "blocs/scenarios/ballot_model.hpp"

namespace blocs::scenarios {

/// A part of a draft's description that the record gives for some votes and not for others.
enum class Feature { agenda_item, sponsors };
std::string_view word(Feature feature);

/// How many of some votes a feature is given for.
struct Given {
  std::size_t votes = 0;
  std::size_t given = 0;
};

/// A feature is left out where a p-value of `Filling` is below this.
inline constexpr double kUnevenBelow = 0.05;

/// How evenly the record fills a feature in. Where a coder writes down who sponsored the drafts that failed
/// and seldom who sponsored those that passed, *that* sponsors are known tells the outcome before the vote; a
/// forecast that learns from it scores well on the record and knows nothing of the next draft, whose sponsors
/// are known either way.
struct Filling {
  Feature feature = Feature::agenda_item;
  Given adopted, fallen;         ///< fallen: vetoed or failed
  Given contested, uncontested;  ///< contested: at least two different ballots
  double p_outcome = 1;          ///< of so uneven a filling over adopted and fallen if it were chance
  double p_contested = 1;        ///< the same over contested and uncontested

  bool uneven() const { return p_outcome < kUnevenBelow || p_contested < kUnevenBelow; }
};

/// Every feature, over votes as the record describes them. Exact two-sided test of independence, given the
/// margins of each kind of vote (draft, amendment), since the model knows the kind: Fisher's test for one
/// kind, Birch's for several (Birch 1964, doi 10.1111/j.2517-6161.1964.tb00563.x), by convolution of the
/// hypergeometric distributions; profiles no likelier than the one seen add up. A feature that is given
/// always or never has p = 1. Cost: quadratic in the votes at worst; some milliseconds for 5,000.
std::vector<Filling> fillings(std::span<const PastVote> votes);

/// `fillings` of a whole record, before anything is left out.
std::vector<Filling> fillings(const views::RollCallMatrix& matrix);

/// Empties a feature of a description.
void leave_out(Feature feature, DraftDescription& draft);

/// The exact test alone. Each stratum: the votes with and without the feature on either side.
struct Stratum {
  Given one, other;
};
double exact_independence(std::span<const Stratum> strata);

}  // namespace blocs::scenarios
