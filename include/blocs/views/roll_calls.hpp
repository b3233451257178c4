#pragma once

#include <cstdint>
#include <functional>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/views/codes.hpp"
#include "blocs/views/vote_frames.hpp"

namespace blocs::views {

/// What is known of one roll call besides its ballots.
struct RollCall {
  std::string id;  ///< stable row id: the resolution symbol, else the draft's
  Body body = Body::council;
  Date date{1946, 1, 1};
  std::string session;  ///< Assembly: "74", "ES-11"; empty for the Council
  std::string symbol;   ///< resolution symbol with year; empty if not adopted
  std::string draft;
  std::string title;  ///< agenda item (Council) or title (Assembly), in short words
  std::string topic;
  Kind kind = Kind::draft;
  Nature nature = Nature::substantive;
  Outcome outcome = Outcome::adopted;
  Modality modality = Modality::recorded;  ///< `without_vote`: adopted, and no member has a ballot
  std::vector<std::string> sponsors;
  std::string source;
  Confidence confidence = Confidence::high;
  std::string note;
};

/// Memory that begins at a cache line, for the words of masks.
template <typename T>
struct CacheAligned {
  using value_type = T;
  CacheAligned() = default;
  template <typename U>
  CacheAligned(const CacheAligned<U>&) {}  // NOLINT(google-explicit-constructor)
  T* allocate(std::size_t n) { return static_cast<T*>(::operator new(n * sizeof(T), std::align_val_t{64})); }
  void deallocate(T* p, std::size_t) { ::operator delete(p, std::align_val_t{64}); }
  friend bool operator==(const CacheAligned&, const CacheAligned&) { return true; }
};
using Words = std::vector<std::uint64_t, CacheAligned<std::uint64_t>>;

/// A set of roll calls of one matrix, a bit each, in words that begin at a cache line.
class Mask {
 public:
  Mask() = default;
  explicit Mask(std::size_t size) : size_(size), words_((size + 63) / 64, 0) {}

  std::size_t size() const { return size_; }
  void set(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
  bool test(std::size_t i) const { return ((words_[i / 64] >> (i % 64)) & 1U) != 0; }
  std::size_t count() const;
  std::vector<std::size_t> indices() const;
  const Words& words() const { return words_; }
  Words& words() { return words_; }

  friend Mask operator&(Mask a, const Mask& b);
  friend Mask operator|(Mask a, const Mask& b);
  friend bool operator==(const Mask&, const Mask&) = default;

 private:
  std::size_t size_ = 0;
  Words words_;
};

/// Every ballot of one body: roll calls in date order (columns), states in code order (rows), one bit-plane
/// per state and ballot. Read-only once built; safe to share between threads.
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
  /// The roll calls of which only who vetoed is on record: they lie on days of frames that give vetoes alone.
  const Mask& only_vetoes() const { return only_vetoes_; }
  /// What of the body's votes is on record, in order of the frames' ids. None: nothing is stated.
  const std::vector<VoteFrame>& frames() const { return frames_; }

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
  Mask only_vetoes_;
  std::vector<VoteFrame> frames_;
};

/// Fills a matrix. Roll calls come before their ballots, otherwise in any order; the matrix is the same for
/// all orders.
class RollCallMatrixBuilder {
 public:
  /// A second roll call with this id throws Error(bad_input).
  void add(RollCall roll_call);
  /// A ballot on a roll call that was not added throws Error(bad_input); so does, when the matrix is built, a
  /// second ballot of a state on one roll call.
  void add_ballot(std::string_view roll_call_id, std::string_view state, Ballot ballot);
  /// A frame of the body whose roll calls are added.
  void add_frame(VoteFrame frame);
  RollCallMatrix build();

 private:
  struct Cast {
    std::uint32_t roll_call;
    std::uint32_t state : 24;
    std::uint32_t ballot : 8;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  template <typename Value>
  using Index = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

  std::vector<std::size_t> order_columns(RollCallMatrix& matrix);
  std::uint32_t row_of(std::string_view state);

  std::vector<RollCall> roll_calls_;
  Index<std::size_t> at_;
  std::vector<std::string> states_;
  Index<std::uint32_t> state_at_;
  std::vector<Cast> ballots_;
  std::vector<VoteFrame> frames_;
  std::string_view last_id_;  // of the last ballot's roll call; ballots mostly come roll call by roll call
  std::uint32_t last_ = 0;
  // By state, the one whose ballot came next: they mostly come in one order, roll call by roll call.
  std::vector<std::uint32_t> followed_by_;
  std::uint32_t last_row_ = 0;
};

}  // namespace blocs::views
