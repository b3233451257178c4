#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "likelihood.hpp"

namespace blocs::inference::ideal {

/// The negative Hessian of the whole log posterior, over all places and items, factored exactly.
///
/// An item that was put in one session only is eliminated into the places of that session. What is left are
/// the places and the unknowns of items put in several sessions; they are eliminated session by session,
/// each as soon as nothing later touches it: a multifrontal factorisation (Duff and Reid 1983, doi
/// 10.1145/356044.356047) whose fronts hold the places of two sessions and the items that bridge them.
/// Cost for 74 sessions of 190 states: about 4 GFLOP to factor, 7 more for covariances, 150 MB.
class Fronts {
 public:
  /// What draws places apart from ballots. With `own` (by place, a precision) each place is held by itself
  /// and no walk ties it to another; without, the walk does, and `hold` is added for each place.
  struct Pulls {
    double first_variance = 4;
    double hold = 0;
    std::vector<double> own;
  };

  /// `walks`: whether places are tied to the state's place before.
  explicit Fronts(const IdealData& data, bool walks = true);

  /// Factors at a point. Without `full`, the term by which the likelihood is not concave is left out, so that
  /// the matrix is positive definite wherever we are. False if it is not.
  bool factor(const Parameters& at, const Pulls& pulls, bool full, std::size_t threads);

  /// Places that are drawn to others (without walks): each by `firm` times where the one `near` it goes.
  struct Drawn {
    const std::vector<std::int32_t>& near;  ///< by place: the one drawn to, -1 for none
    const std::vector<double>& firm;
    const std::vector<std::array<double, 3>>* items;  ///< where items went last
    std::vector<double> theta;  ///< where places went last; afterwards, where they were taken to go
  };

  /// Solves for a right-hand side by place and by item (beta, cut1, cut2), in place. With `drawn`, places are
  /// drawn besides: session by session, so that what draws a place has just been found, but for what items
  /// that bridge sessions do and for first places, which are drawn to later ones: those as they went last.
  void solve(std::vector<double>& theta, std::vector<std::array<double, 3>>& items,
             Drawn* drawn = nullptr) const;

  /// What covariances are known of when a session is visited.
  struct View {
    std::size_t session;
    const double* places;  ///< of the session's places, n x n
    std::size_t n;
    /// Between unknown `u` of an item of the session's parts and the session's places.
    std::function<void(std::uint32_t item, std::vector<double>& with_places, std::array<double, 9>& own)>
        item;
  };
  /// Walks back through the sessions, last first, and shows the covariances. `step` are, by place, the
  /// covariances with the state's place before (0 for a first place).
  void covariances(std::size_t threads, std::vector<double>& step,
                   const std::function<void(const View&)>& visit) const;

 private:
  struct Front {
    std::vector<std::uint32_t> unknowns;  ///< the ones that go first, then the ones that stay
    std::size_t gone = 0;
    std::vector<double> rows;  ///< of U, gone x unknowns
  };
  struct Alone {                    ///< an item of one session
    std::size_t row = 0;            ///< of its first row in the session's `across`
    std::array<double, 9> lower{};  ///< Cholesky factor of its own block, row-major
  };
  struct Session {                 ///< what its ballots say, while it is being factored
    std::vector<double> block;     ///< of its places, n x n, items of this session alone eliminated
    std::vector<double> bridging;  ///< by part of a bridging item, 3 x n: rows against the places
    std::vector<ItemSums> sums;    ///< by the same
  };

  std::uint32_t unknowns_of(std::uint32_t item) const { return 1 + data_.items[item].cuts; }
  bool bridges(std::uint32_t item) const { return data_.items[item].first != data_.items[item].last; }
  void plan(bool walks);
  void draw(Drawn& drawn, std::size_t session, std::vector<double>& x) const;
  void sweep(Drawn& drawn, const Front& front, std::size_t session, std::vector<double> b,
             const std::vector<double>& last) const;
  void name_bridging(const std::vector<std::array<double, 3>>& items, std::vector<double>& x) const;
  bool eliminate_alone(const Parameters& at, bool full, std::size_t session, Session& here);
  void assemble(const Pulls& pulls, std::size_t session, const Session& here, std::vector<double>& matrix,
                std::size_t size, const std::vector<std::uint32_t>& at_front) const;

  const IdealData& data_;
  std::vector<Front> fronts_;
  std::vector<std::uint32_t> name_;          ///< by bridging item: its first unknown
  std::vector<Alone> alone_;                 ///< by item
  std::vector<std::vector<double>> across_;  ///< by session: rows of L^-1 K(item, places)
  std::size_t unknowns_ = 0;
  // Kept from one factorisation to the next, which finds its memory there.
  std::vector<Session> sessions_;
  std::vector<double> matrix_, carried_;
};

/// Adds of one part what ties its item's unknowns to the session's places: rows beta, cut1, cut2 of -Hessian,
/// `n` places each.
void add_across(const IdealData& data, const ItemPart& part, const Lanes& lanes, double beta, bool full,
                double* rows, std::size_t n);

}  // namespace blocs::inference::ideal
