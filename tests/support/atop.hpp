#pragma once

#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "blocs/sources/casebook.hpp"
#include "blocs/views/record.hpp"
#include "support/places.hpp"

namespace blocs::test {

inline std::vector<std::filesystem::path> atop_files() {
  return {reference_data() + "/ties/atop51_members.csv", reference_data() + "/ties/atop51_alliances.csv"};
}

/// The alliances of files in ATOP's form for the states of a record. With `signatures` a treaty that the
/// record has already stands for the alliance, as an import has it.
inline views::Commitments alliances_of(const views::Record& record,
                                       const std::vector<std::filesystem::path>& files, bool signatures) {
  sources::Known known;
  for (const auto& state : record.states().all()) known.states.emplace(state.code, state);
  for (const auto& treaty : record.commitments().treaties) {
    if (!signatures) break;
    sources::KnownSignature one{treaty.id,
                                treaty.provenance.source,
                                treaty.signed_on,
                                {treaty.parties.begin(), treaty.parties.end()}};
    for (const auto& row : record.memberships().rows) {
      if (row.group == treaty.party_group && row.status == "member") one.parties.insert(row.state);
    }
    known.signatures.push_back(std::move(one));
  }
  auto harvest = sources::read_files(files, std::move(known));
  return {std::move(harvest.treaties), std::move(harvest.provisions)};
}

/// The alliances of ATOP 5.1 by themselves, read from the reference data; nothing where the data are absent.
inline std::optional<views::Commitments> atop(const views::Record& record) {
  const auto files = atop_files();
  if (!std::filesystem::exists(files.front())) return std::nullopt;
  return alliances_of(record, {files.front()}, false);
}

/// A record's commitments with those of files in ATOP's form, as after an import.
inline views::Commitments with_alliances(const views::Record& record,
                                         const std::vector<std::filesystem::path>& files) {
  auto all = record.commitments();
  const auto more = alliances_of(record, files, true);
  all.treaties.insert(all.treaties.end(), more.treaties.begin(), more.treaties.end());
  all.provisions.insert(all.provisions.end(), more.provisions.begin(), more.provisions.end());
  return all;
}

}  // namespace blocs::test
