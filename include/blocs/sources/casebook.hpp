#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/sources/bytes.hpp"
#include "blocs/sources/harvest.hpp"

namespace blocs::sources {

/// A treaty that is on record, by which the same one is known in another source.
struct KnownSignature {
  std::string treaty;
  std::string source;
  std::optional<LooseDate> signed_on;
  std::set<std::string, std::less<>> parties;  ///< at any time
};

/// What rows may refer to: the ids that are there already, in a ledger or in tables read before.
struct Known {
  std::map<std::string, views::State, std::less<>> states;
  std::set<std::string, std::less<>> sources;
  std::set<std::string, std::less<>> groups;
  std::set<std::string, std::less<>> treaties;
  std::vector<KnownSignature> signatures;
  std::set<std::string, std::less<>> meeting_frames;
  /// Members of the Security Council by year, each with whether its seat is permanent.
  std::map<int, std::map<std::string, bool, std::less<>>> council;
  /// Roll calls, so that the same one is known under another source.
  KnownVotes votes;
};

/// Reads all tables of a casebook folder and checks them row by row and against each other, as
/// `casebook/README.md` defines them. Rows that break a rule go to the quarantine with the reason. Throws
/// Error(not_found) if the folder or one of its tables is not there, Error(io) if one cannot be read.
Harvest read_casebook(const std::filesystem::path& folder);

/// Reads files, plain or gzip, each recognised by its columns: tables in casebook form, and the published
/// vote files (UN Digital Library, unvotes, Voeten's matrix, a long form of Assembly votes). They are read in
/// an order in which rows can refer to each other. Rows may also refer to what is `known`. Vote files are
/// streamed: what stands in memory is eight bytes a ballot, and the roll calls. Throws Error(bad_input) for a
/// file that is none of these or a damaged gzip, Error(not_found) and Error(io) as above. `open` may open
/// other kinds of files than text.
Harvest read_files(std::span<const std::filesystem::path> paths, Known known,
                   const OpenFile& open = open_file);

/// Reads bytes as one table in casebook form (`name` is "meetings", "states" ...) into the harvest; the names
/// of the tables are `casebook_tables()`. Faults only, no exceptions, for any bytes. Throws Error(not_found)
/// for a name that is no table.
void read_table(std::string_view name, std::string file, std::shared_ptr<const std::string> bytes,
                Known& known, Harvest& harvest);

/// The names of the casebook's tables, in the order in which they are read.
std::vector<std::string> casebook_tables();

/// Files that are said to be one table ("meetings"), so that a column that is missing or misspelt is named,
/// where `read_files` could only say that it does not know the file.
Harvest read_files_as(std::string_view table, std::span<const std::filesystem::path> paths, Known known,
                      const OpenFile& open = open_file);

}  // namespace blocs::sources
