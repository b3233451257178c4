#include "cow_codes.hpp"

#include <algorithm>

namespace blocs::sources {
namespace {

/// West Germany has a number of its own from 1955 to 1990.
constexpr int kWestGermany = 260;
constexpr int kGermany = 255;

LooseDate day_of(Date day) {
  return {day, day};
}

bool stands_on(const views::State& state, Date day) {
  return (!state.valid_from || day >= state.valid_from->first) &&
         (!state.valid_to || day <= state.valid_to->last);
}

}  // namespace

CowCodes::CowCodes(const std::map<std::string, views::State, std::less<>>& states) {
  for (const auto& [code, state] : states) {
    if (state.cow_code) by_number_[*state.cow_code].push_back(&state);
  }
  for (auto& [number, list] : by_number_) {
    std::stable_sort(list.begin(), list.end(),
                     [](const auto* a, const auto* b) { return a->valid_from < b->valid_from; });
  }
}

std::vector<views::PartySpan> CowCodes::spans(int number, const LooseDate& from,
                                              const std::optional<LooseDate>& to) const {
  const auto at = by_number_.find(number == kWestGermany ? kGermany : number);
  if (at == by_number_.end()) return {};
  const auto& list = at->second;
  auto now = std::find_if(list.begin(), list.end(),
                          [&](const auto* state) { return stands_on(*state, from.first); });
  if (list.size() == 1 || now == list.end()) return {{list.back()->code, from, to}};
  std::vector<views::PartySpan> found{{(*now)->code, from, to}};
  for (auto next = now + 1; next != list.end(); ++next) {
    const auto last = (*(next - 1))->valid_to;
    const auto first = (*next)->valid_from;
    if (!last || !first || (to && to->first <= last->last)) break;
    found.back().to = day_of(last->last);
    found.push_back({(*next)->code, day_of(first->first), to});
  }
  return found;
}

}  // namespace blocs::sources
