#pragma once

#include <string>
#include <string_view>

#include "blocs/inference/ideal_fit.hpp"

namespace blocs::inference {

/// All that a fit depends on, as 64 hex digits: ballots, items, states and sessions, the walk and its
/// options, and the version of the method. Fits of one digest are equal to the last bit; a ballot more, or
/// one changed, gives another. Cost: linear in the ballots.
std::string ideal_digest(const IdealData& data, const IdealFitOptions& options);

/// A fit as bytes of this kind of machine, 8 bytes a pair of states and session at most.
std::string ideal_to_bytes(const IdealFit& fit);

/// The fit of `data` that such bytes hold. Throws Error(ledger) for bytes that are none, that were cut off,
/// or that are of other data; `where` says in it whose they are.
IdealFit ideal_from_bytes(std::string_view bytes, const IdealData& data, const std::string& where);

}  // namespace blocs::inference
