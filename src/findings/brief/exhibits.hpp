#pragma once

#include <string>
#include <vector>

#include "builder.hpp"

namespace blocs::findings {

/// An exhibit with its table of agreement by pair: alike, votes, share. For up to eight states a matrix of
/// all pairs; for more the ten pairs that agree most and the ten that agree least. Of `pairs`, the answer of
/// `votes.agreement` under `options`, numbers are enough.
Exhibit pair_exhibit(BriefBuilder& builder, std::string id, const std::vector<Finding>& pairs,
                     const Json& options, std::string table);

/// What a finding's caveats say of the record where it is not observed: "Of the Security Council the record
/// holds all recorded votes 2022-01-01 to 2026-01-27." Empty where it is.
std::string why_not_observed(const Finding& finding);

/// The pairs among findings of `votes.agreement`: those about two states.
std::vector<Finding> only_pairs(std::vector<Finding> findings);
/// The first finding of a measure, or nothing.
const Finding* of_measure(const std::vector<Finding>& findings, const std::string& measure);

/// Pairs that are defined, the highest share first, then the larger n, then the code.
std::vector<const Finding*> by_share(const std::vector<Finding>& pairs);

}  // namespace blocs::findings
