#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "blocs/inference/ideal_gibbs.hpp"

namespace blocs::inference::ideal {

/// What a chain goes on from, as plain numbers.
struct ChainNumbers {
  std::uint64_t iteration = 0;
  std::uint64_t proposed = 0, taken = 0;  ///< steps of items
  std::vector<std::vector<double>> lists;

  double accepted() const {
    return proposed > 0 ? static_cast<double>(taken) / static_cast<double>(proposed) : 0;
  }
};

/// A Markov chain as a run of it needs to know it.
class AnyChain {
 public:
  AnyChain() = default;
  AnyChain(const AnyChain&) = delete;
  AnyChain& operator=(const AnyChain&) = delete;
  virtual ~AnyChain() = default;

  virtual void step() = 0;
  /// Appends what is kept of the present state, as many numbers each time.
  virtual void keep(std::vector<float>& kept) const = 0;
  virtual ChainNumbers numbers() const = 0;
  /// Goes on from the numbers of a chain of the same run: as many lists, each as long as its own.
  virtual void go_on(ChainNumbers numbers) = 0;
};

struct ChainRuns {
  std::vector<std::vector<float>> kept;  ///< by chain: rows of `row` numbers, a row a draw
  std::size_t row = 0;
  double accepted = 0;  ///< share of items' proposals taken
};

/// Runs chains side by side: `begin` makes chain c, `name` its run's name (`run_of`), `row` is how many
/// numbers it keeps of a draw. Throws Error(usage) for no chains or fewer than 4 draws, Error(bad_input) for
/// a checkpoint of another run or a damaged one.
ChainRuns run_chains(const GibbsOptions& options, std::size_t row,
                     const std::function<std::unique_ptr<AnyChain>(std::size_t chain)>& begin,
                     const std::function<std::string(std::size_t chain)>& name);

/// Means, quantiles and diagnostics of `count` numbers of every row, from number `first` on.
IdealDraws summarise(const ChainRuns& runs, std::size_t first, std::size_t count, std::size_t threads);

}  // namespace blocs::inference::ideal
