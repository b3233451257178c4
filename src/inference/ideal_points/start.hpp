#pragma once

#include "likelihood.hpp"

namespace blocs::inference::ideal {

/// Where the search begins: every place of a state at the state's score on the first principal component of
/// all items, beta 0, cutpoints at the shares of what was chosen.
Parameters start(const IdealData& data, std::size_t threads);

}  // namespace blocs::inference::ideal
