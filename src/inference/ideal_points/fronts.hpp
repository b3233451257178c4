#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "condensed.hpp"
#include "front_tree.hpp"

namespace blocs::inference::ideal {

/// The negative Hessian of the whole log posterior, over all places and items, factored exactly. Items of one
/// session are eliminated into its places (`Condensed`, in which their part of the factorisation is kept: it
/// holds until that is condensed again); places, tied by the walk, and the items that bridge sessions go
/// front by front (`FrontTree`).
class Fronts {
 public:
  /// What draws places apart from ballots and the walk.
  struct Pulls {
    double first_variance = 4;  ///< of a state's first place
    double hold = 0;            ///< added for each place
  };

  Fronts(const IdealData& data, Condensed& condensed);

  /// Factors at a point. Without `full`, the term by which the likelihood is not concave is left out, so that
  /// the matrix is positive definite wherever we are. False if it is not.
  bool factor(const Parameters& at, const Pulls& pulls, bool full, std::size_t threads);

  /// Solves for a right-hand side by place and by item, in place.
  void solve(std::vector<double>& theta, ByItem& items, std::size_t threads) const;

  /// The covariances of one session.
  class View {
   public:
    View(std::size_t session, const Condensed& condensed, const FrontTree::Covariances& all, std::size_t n);
    std::size_t session;
    std::size_t n;               ///< places
    std::vector<double> places;  ///< of them, n x n
    /// Of the unknowns of an item with the places, 3 x n, and with each other.
    void item(std::uint32_t item, std::vector<double>& with_places, std::array<double, 9>& own) const;

   private:
    void bridging(std::uint32_t item, std::vector<double>& with_places, std::array<double, 9>& own) const;

    friend class Fronts;
    void condense();  ///< what items of this session alone need, when it is their turn

    const Condensed* condensed_;
    std::vector<double> bridging_;      ///< of items that bridge sessions, with the places and each other
    std::vector<double> minus_across_;  ///< -W S(places), W the rows of condensed items
  };
  /// Shows the covariances of all sessions, in parallel. `step` are, by place, those with the state's place
  /// before (0 for a first place).
  void covariances(std::size_t threads, std::vector<double>& step,
                   const std::function<void(View&&)>& visit) const;

 private:
  void assemble(const Pulls& pulls, std::size_t session, const FrontTree::Cells& cells) const;

  const IdealData& data_;
  Condensed& condensed_;
  FrontTree tree_;
};

}  // namespace blocs::inference::ideal
