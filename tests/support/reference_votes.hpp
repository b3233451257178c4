#pragma once

#include <zlib.h>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "blocs/sources/csv.hpp"
#include "blocs/views/roll_calls.hpp"

namespace blocs::test {

/// All bytes of a gzip file, or nothing if it is not there.
inline std::optional<std::string> gunzipped(const std::string& path) {
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return std::nullopt;
  std::string bytes;
  std::string chunk(std::size_t{1} << 20, '\0');
  for (int n = 0; (n = gzread(file, chunk.data(), static_cast<unsigned>(chunk.size()))) > 0;) {
    bytes.append(chunk, 0, static_cast<std::size_t>(n));
  }
  gzclose(file);
  return bytes;
}

/// Council votes from the reference table (symbol, date, outcome, agenda, member, vote, draft, kind ...), one
/// row a ballot. Votes that do not have exactly one ballot of each of fifteen members are left out,
/// and `left_out` says how many; what was adopted by consensus was no vote.
struct ReferenceVotes {
  views::RollCallMatrix matrix;
  std::size_t left_out = 0;
};

inline ReferenceVotes read_reference_votes(const std::string& bytes, Date from) {
  struct Vote {
    views::RollCall call;
    std::map<std::string, views::Ballot> ballots;
    std::size_t rows = 0;
  };
  std::map<std::string, Vote> votes;
  sources::CsvReader reader(bytes);
  sources::CsvRow row;
  reader.next(row);  // the header
  while (reader.next(row)) {
    const auto& f = row.fields;
    if (!row.good() || f.size() < 9) continue;
    // What was adopted by consensus or acclamation was no vote: the yes of every member there is none.
    if (f[8] == "Adopted by consensus" || f[8] == "Adopted by acclamation") continue;
    const auto date = Date::parse(f[1]);
    if (!date || *date < from) continue;
    Vote& vote = votes[f[1] + " " + f[0] + " " + f[6]];
    vote.call.id = f[1] + " " + f[0] + " " + f[6];
    vote.call.date = *date;
    vote.call.symbol = f[0];
    vote.call.draft = f[6];
    vote.call.title = f[3];
    vote.call.outcome = views::code<views::Outcome>(f[2]).value_or(views::Outcome::failed);
    vote.call.kind = views::code<views::Kind>(f[7]).value_or(views::Kind::draft);
    const auto ballot = std::string("YNAX").find(f[5]);
    ++vote.rows;
    vote.ballots.emplace(f[4], ballot < 4 ? static_cast<views::Ballot>(ballot) : views::Ballot::unknown);
  }
  ReferenceVotes found;
  views::RollCallMatrixBuilder builder;
  for (auto& [key, vote] : votes) {
    if (vote.ballots.size() != 15 || vote.rows != 15) {
      ++found.left_out;
      continue;
    }
    builder.add(vote.call);
    for (const auto& [state, ballot] : vote.ballots) builder.add_ballot(vote.call.id, state, ballot);
  }
  found.matrix = builder.build();
  return found;
}

}  // namespace blocs::test
