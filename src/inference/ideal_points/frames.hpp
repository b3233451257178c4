#pragma once

#include "chain_runs.hpp"
#include "small_matrix.hpp"

namespace blocs::inference::ideal {

/// Draws of places in two dimensions come in any orientation: turns and mirrors each (an orthogonal matrix R,
/// and R B R' for the matrix B of the axes' weights that follows the places in a row) so that it agrees with
/// the mean of all, and then all so that the mean of B is diagonal, its larger entry first. The first three
/// rounds find the mean. Rows as `WideChain<2>::keep` makes them.
void turn_to_one_frame(ChainRuns& runs, std::size_t places);

/// Mirrors one axis (D of them in a row) in every draw.
void mirror(ChainRuns& runs, std::size_t places, std::size_t axis);

}  // namespace blocs::inference::ideal
