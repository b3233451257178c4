#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chain_runs.hpp"

namespace blocs::inference::ideal {

/// A chain as it stands, and the draws that it has kept.
struct Checkpoint {
  std::string run;  ///< which run it is of: a sum over ballots, model and seed (`run_of`)
  ChainNumbers state;
  std::vector<float> kept;
};

/// All that a chain depends on, as 64 hex digits: places, ballots, the fit it starts from, walk, burn-in,
/// seed, chain and, where it is not the plain one, the model (in numbers that tell it from all others).
std::string run_of(const IdealData& data, const IdealFit& fit, const GibbsOptions& options, std::size_t chain,
                   const std::vector<std::uint64_t>& model = {});

/// As bytes of this kind of machine, with a sum over them at the end: one piece after the other goes `to`
/// where they are saved, so that the draws, which may be many, are not copied.
void write_checkpoint(const std::string& run, const ChainNumbers& state, const std::vector<float>& kept,
                      const std::function<void(std::span<const std::string_view> pieces)>& to);
/// Throws Error(bad_input) for bytes that are none, were cut off or changed, or that a version of blocs wrote
/// which draws other numbers; `where` says in it whose they are.
Checkpoint read_checkpoint(std::string_view bytes, const std::string& where);

}  // namespace blocs::inference::ideal
