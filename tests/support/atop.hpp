#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "blocs/sources/casebook.hpp"
#include "blocs/views/record.hpp"
#include "support/places.hpp"

namespace blocs::test {

/// The alliances of ATOP 5.1, read from the reference data for the states of a record; nothing where the data
/// are absent.
inline std::optional<views::Commitments> atop(const views::Record& record) {
  const std::vector<std::filesystem::path> files{reference_data() + "/ties/atop51_members.csv"};
  if (!std::filesystem::exists(files.front())) return std::nullopt;
  sources::Known known;
  for (const auto& state : record.states().all()) known.states.emplace(state.code, state);
  auto harvest = sources::read_files(files, std::move(known));
  return views::Commitments{std::move(harvest.treaties), std::move(harvest.provisions)};
}

}  // namespace blocs::test
