#include "blocs/views/roll_calls.hpp"

#include <algorithm>
#include <bit>
#include <set>
#include <tuple>
#include <utility>

#include "blocs/core/error.hpp"

namespace blocs::views {
namespace {

constexpr Ballot kRecorded[] = {Ballot::yes, Ballot::no, Ballot::abstain};

}  // namespace

std::size_t Mask::count() const {
  std::size_t n = 0;
  for (const auto word : words_) n += static_cast<std::size_t>(std::popcount(word));
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

void RollCallMatrixBuilder::add(RollCall roll_call) { roll_calls_.push_back(std::move(roll_call)); }

void RollCallMatrixBuilder::add_ballot(std::string_view roll_call_id, std::string_view state, Ballot ballot) {
  ballots_.push_back({std::string(roll_call_id), std::string(state), ballot});
}

RollCallMatrix RollCallMatrixBuilder::build() {
  RollCallMatrix m;
  std::sort(roll_calls_.begin(), roll_calls_.end(),
            [](const RollCall& a, const RollCall& b) { return std::tie(a.date, a.id) < std::tie(b.date, b.id); });
  m.roll_calls_ = std::move(roll_calls_);
  const std::size_t columns = m.roll_calls_.size();
  for (std::size_t i = 0; i < columns; ++i) {
    if (!m.roll_call_at_.emplace(m.roll_calls_[i].id, i).second) {
      throw Error::bad_input("two roll calls have this id", m.roll_calls_[i].id);
    }
  }
  std::set<std::string> states;
  for (const auto& cast : ballots_) states.insert(cast.state);
  m.states_.assign(states.begin(), states.end());
  for (std::size_t s = 0; s < m.states_.size(); ++s) m.state_at_.emplace(m.states_[s], s);

  m.planes_.assign(m.states_.size() * RollCallMatrix::kPlanes, Mask(columns));
  m.recorded_.assign(m.states_.size(), Mask(columns));
  for (const auto& cast : ballots_) {
    const auto at = m.roll_call_at_.find(cast.roll_call);
    if (at == m.roll_call_at_.end()) throw Error::bad_input("a ballot names no roll call", cast.roll_call);
    const std::size_t s = m.state_at_.at(cast.state);
    if (m.ballot(s, at->second) != Ballot::no_seat) {
      throw Error::bad_input("two ballots of " + cast.state + " on one roll call", cast.roll_call);
    }
    if (cast.ballot == Ballot::no_seat) continue;
    m.planes_[s * RollCallMatrix::kPlanes + static_cast<std::size_t>(cast.ballot)].set(at->second);
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
  m.contested_ = (any[0] & any[1]) | (any[0] & any[2]) | (any[1] & any[2]);
  return m;
}

}  // namespace blocs::views
