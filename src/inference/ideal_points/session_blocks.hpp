#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "condensed.hpp"
#include "front_tree.hpp"

namespace blocs::inference::ideal {

/// The negative Hessian over all places and items where no walk ties places to each other: each session's
/// places are eliminated by themselves, in parallel, into the items that bridge sessions, and those front by
/// front. The factorisation is kept in the `Condensed` that it begins from, and holds until that is condensed
/// again.
class SessionBlocks {
 public:
  SessionBlocks(const IdealData& data, Condensed& condensed);

  /// Factors at a point; `own` is what holds each place by itself (a precision). Without `full`, the term by
  /// which the likelihood is not concave is left out. False if the matrix is not positive definite.
  bool factor(const Parameters& at, const std::vector<double>& own, bool full, std::size_t threads);

  /// Places that are drawn to others: each by `firm` times where the one `near` it goes.
  struct Drawn {
    const std::vector<std::int32_t>& near;  ///< by place: the one drawn to, -1 for none
    const std::vector<double>& firm;
    const ByItem* items;        ///< where items went last
    std::vector<double> theta;  ///< where places went last; afterwards, where they were taken to go
  };

  /// Solves for a right-hand side by place and by item, in place. With `drawn`, places are drawn besides:
  /// session by session, so that what draws a place has just been found, but for what items that bridge
  /// sessions do and for first places, which are drawn to later ones: those as they went last.
  void solve(std::vector<double>& theta, ByItem& items, std::size_t threads, Drawn* drawn = nullptr) const;

 private:
  /// One session's factor: rows of U over its places, then those against its bridging items.
  struct Rows {
    const double* rows;
    std::size_t places, size;
  };
  Rows rows(std::size_t session) const;
  void down_places(std::size_t session, double* places) const;
  void up_places(std::size_t session, double* places) const;
  void out_of_bridges(std::size_t session, const double* places, double* bridging) const;
  void out_of_places(std::size_t session, const std::vector<double>& x, double* places) const;
  void sweep(Drawn& drawn, std::vector<double>& x, std::size_t threads) const;

  const IdealData& data_;
  Condensed& condensed_;
  FrontTree tree_;  ///< of bridging items
};

}  // namespace blocs::inference::ideal
