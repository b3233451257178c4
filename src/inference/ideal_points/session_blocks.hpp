#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "condensed.hpp"
#include "front_tree.hpp"

namespace blocs::inference::ideal {

/// The negative Hessian over all places and items where no walk ties places to each other: each session's
/// places are eliminated by themselves, in parallel, into the items that bridge sessions, and those front by
/// front. It begins from a `Condensed`, whose matrices it uses up.
///
/// What is kept of a session: U over its places with U'U = S; T = S^-1 K, K being what ties places to the
/// items that bridge it; and the rows of items of its own. A solution is bound by how fast these can be read,
/// so they are stored as float, which a processor's caches hold for the whole record of the Assembly (13 MB).
/// Whoever solves comes nearer to an exact answer step by step in any case: the slopes are exact.
class SessionBlocks {
 public:
  SessionBlocks(const IdealData& data, Condensed& condensed);

  /// In which numbers a session's places are eliminated. Floats take half as long and are close enough where
  /// steps are corrected by those that follow.
  enum class By { floats, doubles };

  /// Factors at a point; `own` is what holds each place by itself (a precision). Without `full`, the term by
  /// which the likelihood is not concave is left out. False if the matrix is not positive definite.
  bool factor(const Parameters& at, const std::vector<double>& own, bool full, By by, std::size_t threads);

  /// Places that are drawn to others: each by `firm` times where the one `near` it goes.
  struct Drawn {
    const std::vector<std::int32_t>& near;  ///< by place: the one drawn to, -1 for none
    const std::vector<double>& firm;
    const ByItem* items;        ///< where items went last
    std::vector<double> theta;  ///< where places went last; afterwards, where they were taken to go
  };

  /// The first part of solving: takes items put in one session only out of a right-hand side. What is left of
  /// it depends on that of places no further, so that it serves for several of those.
  void down(Move& side, std::size_t threads) const;

  /// Solves for a right-hand side that went `down`, in place. With `drawn`, places are drawn besides: session
  /// by session, so that what draws a place has just been found, but for what items that bridge sessions do,
  /// for first places, which are drawn to later ones, and in the middle of time: those as they went last.
  void solve(Move& side, std::size_t threads, Drawn* drawn = nullptr) const;

 private:
  /// What is kept of one session: rows of U, places x places, of T, places x bridging, and of its own items.
  struct Kept {
    float *upper, *tied, *across;
    std::size_t places, bridging;
  };
  Kept kept(std::size_t session) const;
  /// On which one session after the other is worked out.
  struct Desk {
    std::vector<float> matrix;
    Lanes lanes;
  };
  bool factor_floats(std::size_t session, const Parameters& at, const std::vector<double>& own, bool full,
                     Desk& desk);
  bool factor_doubles(std::size_t session, const std::vector<double>& own);
  template <typename Number>
  bool eliminate_places(std::size_t session, const std::vector<double>& own, Number* matrix,
                        std::size_t stride);
  std::size_t middle() const;
  std::vector<double> bridging_of(std::size_t session, const std::vector<double>& names) const;
  void sweep(Drawn& drawn, std::vector<double>& sides, std::vector<double>& x, std::size_t threads) const;

  const IdealData& data_;
  Condensed& condensed_;
  FrontTree tree_;  ///< of bridging items
  std::unique_ptr<float[]> kept_;
  std::vector<std::size_t> kept_at_;  ///< by session
};

}  // namespace blocs::inference::ideal
