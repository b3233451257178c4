#include "vote_form.hpp"

#include <algorithm>
#include <utility>

#include "blocs/sources/csv.hpp"

namespace blocs::sources {

VoteReading::VoteReading(RowStream& rows, std::string file, std::vector<std::string> header,
                         StateCodes& codes, VoteSet& set, std::vector<Fault>& faults)
    : FileReading(rows, std::move(file), std::move(header), faults), codes_(codes), set_(set) {
  for (std::uint32_t i = 0; i < set_.roll_calls.size(); ++i) numbers_.emplace(set_.roll_calls[i].number, i);
  if (set_.states.empty()) set_.states = codes_.states();
}

std::optional<std::uint32_t> VoteReading::find(std::string_view number) const {
  const auto at = numbers_.find(number);
  return at == numbers_.end() ? std::nullopt : std::optional(at->second);
}

std::uint32_t VoteReading::roll_call(PublishedRollCall row) {
  const auto index = static_cast<std::uint32_t>(set_.roll_calls.size());
  const auto [at, added] = numbers_.emplace(row.number, index);
  if (added) {
    row.row.source = set_.source;
    set_.roll_calls.push_back(std::move(row));
  }
  return at->second;
}

bool VoteReading::cast(std::uint32_t roll_call, std::string_view column, std::string_view code,
                       views::Ballot ballot) {
  const auto& call = set_.roll_calls[roll_call].row;
  const auto found = codes_.find(code, call.date.days());
  if (found.state != StateCodes::kNone) {
    set_.ballots.push_back({roll_call, found.state, static_cast<std::uint8_t>(ballot)});
    return true;
  }
  const std::string name = printable(code, 80);
  fault(column, found.known ? name + " was no member of the United Nations on " + call.date.iso()
                            : "no state is known as \"" + name + "\"");
  return false;
}

std::span<const VoteForm* const> vote_forms() {
  static constexpr const VoteForm* kAll[] = {&kUnvotesRollCalls, &kUnvotesBallots,  &kUndlAssembly,
                                             &kUndlCouncil,      &kCouncilLongForm, &kAssemblyLongForm,
                                             &kVoetenMatrix};
  return kAll;
}

const VoteForm* vote_form_of(const std::vector<std::string>& header) {
  for (const auto* form : vote_forms()) {
    const bool whole = std::all_of(form->columns.begin(), form->columns.end(), [&](std::string_view column) {
      return std::find(header.begin(), header.end(), column) != header.end();
    });
    if (whole && (form->fits == nullptr || form->fits(header))) return form;
  }
  return nullptr;
}

std::string session_on(Date day) {
  const int session = day.month() >= 9 ? day.year() - 1945 : day.year() - 1946;
  return std::to_string(std::max(session, 1));
}

}  // namespace blocs::sources
