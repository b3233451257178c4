#include <cstdlib>
#include <utility>

#include "blocs/sources/votes.hpp"

namespace blocs::sources {
namespace {

constexpr int kMostDaysApart = 31;
constexpr std::string_view kVoetenNumber = "rcid:";

std::string symbol_key(views::Body body, const std::string& symbol) {
  return std::string(word(body)) + '\n' + symbol;
}

std::string totals_key(views::Body body, int day, const Totals& t) {
  return std::string(word(body)) + '\n' + std::to_string(day) + '\n' + std::to_string(t[0]) + '/' +
         std::to_string(t[1]) + '/' + std::to_string(t[2]);
}

}  // namespace

void KnownVotes::add(KnownRollCall row, const std::string& number) {
  const std::size_t at = all_.size();
  ids_.emplace(row.id, at);
  if (!number.empty()) numbers_.emplace(number, at);
  if (!row.symbol.empty() && row.whole_text) symbols_.emplace(symbol_key(row.body, row.symbol), at);
  totals_.emplace(totals_key(row.body, row.day, row.totals), at);
  all_.push_back(std::move(row));
}

void KnownVotes::add_number(const std::string& id, const std::string& number) {
  const auto at = ids_.find(id);
  if (at != ids_.end() && !number.empty()) numbers_.emplace(number, at->second);
}

const KnownRollCall* KnownVotes::by_id(const std::string& id) const {
  const auto at = ids_.find(id);
  return at == ids_.end() ? nullptr : &all_[at->second];
}

/// Four of Voeten's numbers stand for votes of 1954 to 1957 and of 2023. So the day counts too, except within
/// one source, whose days may have been put right since. Other publishers' numbers are of one vote each.
const KnownRollCall* KnownVotes::same_number(const PublishedRollCall& row) const {
  const KnownRollCall* of_source = nullptr;
  const auto [first, last] = numbers_.equal_range(row.number);
  for (auto at = first; at != last; ++at) {
    const auto& found = all_[at->second];
    const bool near = std::abs(found.day - row.row.date.days()) <= kMostDaysApart;
    if (near || !row.number.starts_with(kVoetenNumber)) return &found;
    if (found.source == row.row.source) of_source = &found;
  }
  return of_source;
}

const KnownRollCall* KnownVotes::same_symbol(const PublishedRollCall& row) const {
  if (row.row.kind != views::Kind::draft || row.row.symbol.empty()) return nullptr;
  const auto [first, last] = symbols_.equal_range(symbol_key(row.row.body, row.row.symbol));
  for (auto at = first; at != last; ++at) {
    const auto& found = all_[at->second];
    const bool near = std::abs(found.day - row.row.date.days()) <= kMostDaysApart;
    if (near && found.source != row.row.source) return &found;
  }
  return nullptr;
}

const KnownRollCall* KnownVotes::same_totals(const PublishedRollCall& row) const {
  if (row.totals == Totals{}) return nullptr;
  const KnownRollCall* only = nullptr;
  const auto [first, last] = totals_.equal_range(totals_key(row.row.body, row.row.date.days(), row.totals));
  for (auto at = first; at != last; ++at) {
    const auto& found = all_[at->second];
    if (found.source == row.row.source) continue;
    if (only != nullptr) return nullptr;
    only = &found;
  }
  if (only == nullptr) return nullptr;
  const bool other_symbol =
      !row.row.symbol.empty() && !only->symbol.empty() && row.row.symbol != only->symbol;
  return other_symbol ? nullptr : only;
}

const KnownRollCall* KnownVotes::same(const PublishedRollCall& row) const {
  if (const auto* found = same_number(row)) return found;
  if (const auto* found = same_symbol(row)) return found;
  return same_totals(row);
}

}  // namespace blocs::sources
