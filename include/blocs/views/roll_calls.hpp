#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/views/codes.hpp"

namespace blocs::views {

/// What is known of one roll call besides its ballots.
struct RollCall {
  std::string id;       ///< stable row id: the resolution symbol, else the draft's
  Body body = Body::council;
  Date date{1946, 1, 1};
  std::string session;  ///< Assembly: "74", "ES-11"; empty for the Council
  std::string symbol;   ///< resolution symbol with year; empty if not adopted
  std::string draft;
  std::string title;    ///< agenda item (Council) or title (Assembly), in short words
  std::string topic;
  Kind kind = Kind::draft;
  Nature nature = Nature::substantive;
  Outcome outcome = Outcome::adopted;
  std::vector<std::string> sponsors;
  std::string source;
  Confidence confidence = Confidence::high;
  std::string note;
};

/// A set of roll calls of one matrix, a bit each.
class Mask {
 public:
  Mask() = default;
  explicit Mask(std::size_t size) : size_(size), words_((size + 63) / 64, 0) {}

  std::size_t size() const { return size_; }
  void set(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
  bool test(std::size_t i) const { return ((words_[i / 64] >> (i % 64)) & 1U) != 0; }
  std::size_t count() const;
  std::vector<std::size_t> indices() const;
  const std::vector<std::uint64_t>& words() const { return words_; }
  std::vector<std::uint64_t>& words() { return words_; }

  friend Mask operator&(Mask a, const Mask& b);
  friend Mask operator|(Mask a, const Mask& b);
  friend bool operator==(const Mask&, const Mask&) = default;

 private:
  std::size_t size_ = 0;
  std::vector<std::uint64_t> words_;
};

/// Every ballot of one body: roll calls in date order (columns), states in code order (rows), one bit-plane per
/// state and ballot. Read-only once built; safe to share between threads.
class RollCallMatrix {
 public:
  const std::vector<RollCall>& roll_calls() const { return roll_calls_; }
  const std::vector<std::string>& states() const { return states_; }
  std::optional<std::size_t> state_index(std::string_view state) const;
  std::optional<std::size_t> roll_call_index(std::string_view id) const;

  Ballot ballot(std::size_t state, std::size_t roll_call) const;
  /// The roll calls on which the state cast this ballot. `ballot` is not `no_seat`.
  const Mask& plane(std::size_t state, Ballot ballot) const;
  /// The roll calls on which the state voted yes, no or abstained.
  const Mask& recorded(std::size_t state) const { return recorded_[state]; }
  /// The roll calls with at least two distinct recorded ballots; absences are ignored.
  const Mask& contested() const { return contested_; }

 private:
  friend class RollCallMatrixBuilder;
  static constexpr std::size_t kPlanes = 5;

  std::vector<RollCall> roll_calls_;
  std::vector<std::string> states_;
  std::unordered_map<std::string, std::size_t> state_at_;
  std::unordered_map<std::string, std::size_t> roll_call_at_;
  std::vector<Mask> planes_;  // states x kPlanes
  std::vector<Mask> recorded_;
  Mask contested_;
};

/// Fills a matrix. Rows may come in any order; the matrix is the same for all orders.
class RollCallMatrixBuilder {
 public:
  void add(RollCall roll_call);
  /// A second ballot for the same state and roll call throws Error(bad_input).
  void add_ballot(std::string_view roll_call_id, std::string_view state, Ballot ballot);
  RollCallMatrix build();

 private:
  struct Cast {
    std::string roll_call;
    std::string state;
    Ballot ballot;
  };
  std::vector<RollCall> roll_calls_;
  std::vector<Cast> ballots_;
};

}  // namespace blocs::views
