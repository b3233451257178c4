#include "blocs/views/roll_calls.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <tuple>
#include <utility>

#include "blocs/core/error.hpp"

namespace blocs::views {
namespace {

constexpr std::uint32_t kMostStates = (1U << 24U) - 1;  // what a ballot has room for

constexpr Ballot kRecorded[] = {Ballot::yes, Ballot::no, Ballot::abstain};

}  // namespace

std::size_t Mask::count() const {
  std::size_t n = 0;
  for (const auto word : words_) n += word == 0 ? 0 : static_cast<std::size_t>(std::popcount(word));
  return n;
}

std::vector<std::size_t> Mask::indices() const {
  std::vector<std::size_t> found;
  found.reserve(count());
  for (std::size_t w = 0; w < words_.size(); ++w) {
    for (auto word = words_[w]; word != 0; word &= word - 1) {
      found.push_back(w * 64 + static_cast<std::size_t>(std::countr_zero(word)));
    }
  }
  return found;
}

Mask operator&(Mask a, const Mask& b) {
  for (std::size_t w = 0; w < a.words_.size(); ++w) a.words_[w] &= b.words_[w];
  return a;
}

Mask operator|(Mask a, const Mask& b) {
  for (std::size_t w = 0; w < a.words_.size(); ++w) a.words_[w] |= b.words_[w];
  return a;
}

std::optional<std::size_t> RollCallMatrix::state_index(std::string_view state) const {
  const auto at = state_at_.find(std::string(state));
  if (at == state_at_.end()) return std::nullopt;
  return at->second;
}

std::optional<std::size_t> RollCallMatrix::roll_call_index(std::string_view id) const {
  const auto at = roll_call_at_.find(std::string(id));
  if (at == roll_call_at_.end()) return std::nullopt;
  return at->second;
}

const Mask& RollCallMatrix::plane(std::size_t state, Ballot ballot) const {
  return planes_.at(state * kPlanes + static_cast<std::size_t>(ballot));
}

Ballot RollCallMatrix::ballot(std::size_t state, std::size_t roll_call) const {
  for (std::size_t p = 0; p < kPlanes; ++p) {
    if (planes_[state * kPlanes + p].test(roll_call)) return static_cast<Ballot>(p);
  }
  return Ballot::no_seat;
}

void RollCallMatrixBuilder::add(RollCall roll_call) {
  if (!at_.emplace(roll_call.id, roll_calls_.size()).second) {
    throw Error::bad_input("two roll calls have this id", roll_call.id);
  }
  roll_calls_.push_back(std::move(roll_call));
}

void RollCallMatrixBuilder::add_ballot(std::string_view roll_call_id, std::string_view state, Ballot ballot) {
  if (last_id_.data() == nullptr || roll_call_id != last_id_) {
    const auto call = at_.find(roll_call_id);
    if (call == at_.end()) throw Error::bad_input("a ballot names no roll call", std::string(roll_call_id));
    last_id_ = call->first;
    last_ = static_cast<std::uint32_t>(call->second);
  }
  ballots_.push_back({last_, row_of(state) & kMostStates, static_cast<std::uint8_t>(ballot)});
}

std::uint32_t RollCallMatrixBuilder::row_of(std::string_view state) {
  if (!states_.empty() && states_[followed_by_[last_row_]] == state)
    return last_row_ = followed_by_[last_row_];
  const auto [row, added] =
      state_at_.try_emplace(std::string(state), static_cast<std::uint32_t>(states_.size()));
  if (added) {
    if (states_.size() == kMostStates)
      throw Error::bad_input("names more states than there can be", "ballots");
    states_.emplace_back(state);
    followed_by_.push_back(0);
  }
  followed_by_[last_row_] = row->second;
  return last_row_ = row->second;
}

void RollCallMatrixBuilder::add_frame(VoteFrame frame) {
  frames_.push_back(std::move(frame));
}

std::vector<std::size_t> RollCallMatrixBuilder::order_columns(RollCallMatrix& m) {
  std::vector<std::size_t> order(roll_calls_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(roll_calls_[a].date, roll_calls_[a].id) <
           std::tie(roll_calls_[b].date, roll_calls_[b].id);
  });
  std::vector<std::size_t> column(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    column[order[i]] = i;
    m.roll_call_at_.emplace(roll_calls_[order[i]].id, i);
    m.roll_calls_.push_back(std::move(roll_calls_[order[i]]));
  }
  return column;
}

namespace {

/// In some frame, and in none that gives ballots.
bool gives_only_vetoes(const std::vector<VoteFrame>& frames, Date day) {
  bool framed = false;
  for (const auto& frame : frames) {
    if (!frame.contains(day)) continue;
    if (frame.gives_ballots()) return false;
    framed = true;
  }
  return framed;
}

}  // namespace

RollCallMatrix RollCallMatrixBuilder::build() {
  RollCallMatrix m;
  const auto column = order_columns(m);
  const std::size_t columns = column.size();
  m.frames_ = frames_;
  std::sort(m.frames_.begin(), m.frames_.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  m.states_ = states_;
  std::sort(m.states_.begin(), m.states_.end());
  for (std::size_t s = 0; s < m.states_.size(); ++s) m.state_at_.emplace(m.states_[s], s);
  std::vector<std::size_t> row;
  for (const auto& state : states_) row.push_back(m.state_at_.at(state));

  m.planes_.assign(m.states_.size() * RollCallMatrix::kPlanes, Mask(columns));
  m.recorded_.assign(m.states_.size(), Mask(columns));
  std::vector<Mask> cast(m.states_.size(), Mask(columns));
  for (const auto& ballot : ballots_) {
    const std::size_t s = row[ballot.state];
    const std::size_t at = column[ballot.roll_call];
    if (cast[s].test(at)) {
      throw Error::bad_input("two ballots of " + m.states_[s] + " on one roll call", m.roll_calls_[at].id);
    }
    if (static_cast<Ballot>(ballot.ballot) == Ballot::no_seat) continue;
    cast[s].set(at);
    m.planes_[s * RollCallMatrix::kPlanes + ballot.ballot].set(at);
  }

  m.contested_ = Mask(columns);
  std::vector<Mask> any(std::size(kRecorded), Mask(columns));
  for (std::size_t s = 0; s < m.states_.size(); ++s) {
    for (std::size_t b = 0; b < std::size(kRecorded); ++b) {
      const Mask& plane = m.plane(s, kRecorded[b]);
      any[b] = any[b] | plane;
      m.recorded_[s] = m.recorded_[s] | plane;
    }
  }
  m.only_vetoes_ = Mask(columns);
  for (std::size_t i = 0; i < columns; ++i) {
    if (gives_only_vetoes(m.frames_, m.roll_calls_[i].date)) m.only_vetoes_.set(i);
  }
  m.contested_ = (any[0] & any[1]) | (any[0] & any[2]) | (any[1] & any[2]);
  return m;
}

}  // namespace blocs::views
