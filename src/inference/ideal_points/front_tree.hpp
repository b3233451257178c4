#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "blocs/core/large_array.hpp"
#include "blocs/core/per_worker.hpp"

namespace blocs::inference::ideal {

/// A symmetric positive definite matrix that is a sum of elements in the order of time, each of which touches
/// few unknowns, factored exactly: an unknown is eliminated as soon as no element that is still to come
/// touches it (a multifrontal factorisation, Duff and Reid 1983, doi 10.1145/356044.356047). Two chains of
/// fronts, from both ends of time, meet in a last one that holds what touches both; they run on two threads,
/// and give the same on one. Cost for 73 elements of up to 560 unknowns: about 1.2 GFLOP to factor, 2 more
/// for covariances, 45 MB.
class FrontTree {
 public:
  /// `touched`: by element, its unknowns, without doubles; names are below `unknowns`.
  FrontTree(std::size_t unknowns, const std::vector<std::vector<std::uint32_t>>& touched);

  /// The front that an element is added to.
  class Cells {
   public:
    Cells(double* cells, std::size_t size, const std::vector<std::uint32_t>& at)
        : cells_(cells), size_(size), at_(at) {}
    double& operator()(std::uint32_t a, std::uint32_t b) const {
      const std::size_t i = at_[a];
      const std::size_t j = at_[b];
      return cells_[i < j ? i * size_ + j : j * size_ + i];
    }

   private:
    double* cells_;
    std::size_t size_;
    const std::vector<std::uint32_t>& at_;
  };
  using Assemble = std::function<void(std::size_t element, const Cells& cells)>;

  /// `assemble` adds an element, each unordered pair of its unknowns once; it may be called for two elements
  /// at a time. False if the matrix is not positive definite.
  bool factor(std::size_t threads, const Assemble& assemble);

  /// Solves for a right-hand side by unknown, in place.
  void solve(std::vector<double>& x, std::size_t threads) const;

  /// Covariances (of the inverse) of all unknowns in an element's front.
  class Covariances {
   public:
    Covariances(const double* cells, std::size_t size, const std::vector<std::uint32_t>& at)
        : cells_(cells), size_(size), at_(at) {}
    double operator()(std::uint32_t a, std::uint32_t b) const { return row(a)[at_[b]]; }
    /// Of unknown `a` with all of the front; `at` says where.
    const double* row(std::uint32_t a) const { return cells_ + at_[a] * size_; }
    std::size_t at(std::uint32_t b) const { return at_[b]; }

   private:
    const double* cells_;
    std::size_t size_;
    const std::vector<std::uint32_t>& at_;
  };
  /// Shows each element's covariances, from the middle of time outwards, two elements at a time.
  void covariances(std::size_t threads,
                   const std::function<void(std::size_t element, const Covariances&)>& visit) const;

 private:
  struct Front {
    std::vector<std::uint32_t> unknowns;  ///< the ones that go first, then the ones that stay
    std::size_t gone = 0;
    std::size_t rows = 0;  ///< where its rows of U begin, gone x unknowns
    std::size_t size() const { return unknowns.size(); }
  };
  /// The elements that touch an unknown lie between these two.
  struct Span {
    std::uint32_t first = ~0U, last = 0;
  };
  /// Elements in the order in which their fronts are eliminated.
  using Chain = std::vector<std::uint32_t>;
  /// Memory in which the fronts of a chain are worked on, one after the other.
  struct alignas(kOwnLines) Desk {       // the two chains are gone through on two threads
    std::vector<double> matrix;          ///< of the front in hand
    std::vector<double> carried;         ///< to the next: what is left of the unknowns that stay
    std::vector<std::uint32_t> staying;  ///< their names
    std::vector<std::uint32_t> at;       ///< by name: where the front in hand has it
  };

  std::uint32_t middle(const std::vector<Span>& spans, std::size_t elements) const;
  void plan_chain(const Chain& chain, const std::vector<std::vector<std::uint32_t>>& touched,
                  const std::function<std::uint32_t(std::uint32_t)>& end);
  bool eliminate_chain(const Chain& chain, std::size_t threads, const Assemble& assemble, Desk& desk);
  bool eliminate_root(std::size_t threads);
  void down(const Front& front, std::vector<double>& x) const;
  void up(const Front& front, std::vector<double>& x) const;
  /// Where a front's rows of U are.
  const double* rows(const Front& front) const { return rows_.data() + front.rows; }

  std::size_t unknowns_;
  std::vector<Front> fronts_;  ///< by element
  Front root_;                 ///< what both chains touch
  std::array<Chain, 2> chains_;
  LargeArray rows_;
  std::array<Desk, 2> desks_;  ///< kept from one factorisation to the next, which finds its memory there
};

}  // namespace blocs::inference::ideal
