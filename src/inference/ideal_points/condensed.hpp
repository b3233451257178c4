#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "blocs/core/large_array.hpp"
#include "likelihood.hpp"

namespace blocs::inference::ideal {

/// Values by item: beta, cut1, cut2.
using ByItem = std::vector<std::array<double, 3>>;

/// A vector over all unknowns.
struct Move {
  std::vector<double> theta;
  ByItem items;
};

/// What ballots and the prior of items say of all unknowns, to second order, with the items that were put in
/// one session only eliminated into the places of that session (static condensation). What is left are the
/// places and the unknowns of items put in several sessions, which bridge them: one symmetric matrix a
/// session. Unknowns have names: places as in the data, then those of bridging items.
class Condensed {
 public:
  explicit Condensed(const IdealData& data);

  /// Condenses the negative Hessian at a point, in parallel by session. Without `full`, the term by which the
  /// likelihood is not concave is left out, so that the matrix is positive definite wherever we are. False if
  /// an item's own block is not. Cost: a pass over all ballots, and about .3 GFLOP for the whole record;
  /// nothing if it has just been done and nobody has factored the matrices in place since.
  bool condense(const Parameters& at, bool full, std::size_t threads);
  /// One session's matrix and rows, as `matrix` and `rows` below but `stride` a row.
  template <typename Number>
  struct Sheet {
    Number* matrix;
    std::size_t stride;
    Number* rows;
  };
  /// The same for one session, in floats and on somebody's own sheet. What this keeps of its condensed items
  /// is that of the sheet afterwards, and no longer fits the matrices: `give_up` them beforehand.
  bool condense(const Parameters& at, bool full, std::size_t session, const Sheet<float>& sheet,
                Lanes& lanes);

  std::size_t unknowns() const { return unknowns_; }
  /// The session's places, then the unknowns of items that bridge it and others.
  const std::vector<std::uint32_t>& unknowns(std::size_t session) const { return unknowns_of_[session]; }
  /// The session's matrix over them: row-major, upper triangle. Whoever factors it may do so in place.
  double* matrix(std::size_t session) { return matrices_.data() + matrix_at_[session]; }
  const double* matrix(std::size_t session) const { return matrices_.data() + matrix_at_[session]; }
  /// To be called by whoever factors them in place, beforehand: they have to be condensed anew then.
  void give_up() { at_.reset(); }

  bool bridges(std::uint32_t item) const { return data_.items[item].first != data_.items[item].last; }
  std::uint32_t unknowns_of(std::uint32_t item) const { return 1 + data_.items[item].cuts; }
  /// The first unknown of a bridging item.
  std::uint32_t name(std::uint32_t item) const { return name_[item]; }
  /// Copies the unknowns of bridging items into or out of a vector over all names.
  void to_names(const ByItem& items, std::vector<double>& x) const;
  void from_names(const std::vector<double>& x, ByItem& items) const;

  /// Solving: takes a session's condensed items out of the right-hand side of its `places`; afterwards, finds
  /// those items from where the places went.
  void down(std::size_t session, ByItem& items, double* places) const;
  void up(std::size_t session, ByItem& items, const double* places) const;
  /// The same by `rows` that somebody keeps in less room.
  void down(std::size_t session, const float* rows, ByItem& items, double* places) const;
  void up(std::size_t session, const float* rows, ByItem& items, const double* places) const;

  /// A condensed item's rows against the session's places, L^-1 K(item, places), and L, the Cholesky factor
  /// of its own block.
  std::size_t row(std::uint32_t item) const { return alone_[item].row; }
  const double* rows(std::size_t session) const { return across_.data() + across_at_[session]; }
  std::size_t row_count(std::size_t session) const { return row_count_[session]; }
  const std::array<double, 9>& lower(std::uint32_t item) const { return alone_[item].lower; }

 private:
  struct Alone {
    std::size_t row = 0;            ///< of its first row among the session's
    std::array<double, 9> lower{};  ///< row-major
  };

  template <typename Number>
  bool condense_onto(const Sheet<Number>& sheet, const Parameters& at, bool full, std::size_t session,
                     Lanes& lanes);
  bool take_in(std::size_t session, std::uint32_t item, const ItemSums& sums, double* three);
  template <typename Number>
  void bridge(const Sheet<Number>& sheet, std::size_t session, std::uint32_t item, std::size_t column,
              const ItemSums& sums, const double* three) const;
  template <typename Stored>
  void down_by(std::size_t session, const Stored* rows, ByItem& items, double* places) const;
  template <typename Stored>
  void up_by(std::size_t session, const Stored* rows, ByItem& items, const double* places) const;
  template <typename Act>
  void each_alone(std::size_t session, const Act& act) const;

  const IdealData& data_;
  std::vector<std::uint32_t> name_;  ///< by item
  std::vector<Alone> alone_;         ///< by item
  std::vector<std::vector<std::uint32_t>> unknowns_of_;
  std::vector<std::size_t> matrix_at_, across_at_, row_count_;  ///< by session
  std::size_t unknowns_ = 0;
  LargeArray matrices_, across_;
  std::optional<Parameters> at_;  ///< where the matrices are condensed, as long as they are
  bool full_ = false;
};

}  // namespace blocs::inference::ideal
