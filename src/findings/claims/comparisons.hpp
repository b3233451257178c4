#pragma once

#include <optional>
#include <string>
#include <vector>

#include "../toml_tree.hpp"
#include "blocs/findings/claims.hpp"
#include "blocs/findings/verdicts.hpp"

namespace blocs::findings {

/// Takes `trend` or `order`, and the labels in `of`, from the table of a figure; empty `of` if it has
/// neither. Which figures they are is found by `settle_comparisons`.
struct NamedComparison {
  Relation relation = Relation::falls;
  std::vector<std::string> of;
};
std::optional<NamedComparison> comparison_from(TomlTable& table);

/// Puts the figures in the place of their labels, once all figures of the claim are read, and writes out what
/// each comparison states. Throws Error(bad_input), with the place of the claim, for a label that is not
/// there, and for a figure that states nothing and is compared with nothing.
void settle_comparisons(Claim& claim, const std::vector<std::optional<NamedComparison>>& named);

/// Whether values stand to each other as a relation says, in the order given. Numbers that differ by less
/// than rounding noise are level. Nothing where a value is undefined, where they are not all numbers or all
/// dates, or where dates are known too loosely to tell.
std::optional<bool> stand(Relation relation, const std::vector<Reading>& values);

/// What the record gives for a comparison, from what it gives for the figures of the claim.
Reading compared(const Comparison& comparison, const std::vector<Figure>& figures,
                 const std::vector<Reading>& values);

/// What the document itself states for the figures that are compared, if it states all of them as they are;
/// `related` says whether these stand as the comparison says.
std::optional<Reading> compared_as_stated(const Comparison& comparison, const std::vector<Figure>& figures);

}  // namespace blocs::findings
