#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "blocs/sources/bytes.hpp"
#include "blocs/sources/casebook.hpp"
#include "blocs/sources/harvest.hpp"
#include "blocs/views/record.hpp"

namespace blocs::ledger {

/// Rows of one table before and after an import.
struct ImportCount {
  std::string table;
  std::size_t read = 0;       ///< rows that the files held for it
  std::size_t added = 0;      ///< ids that were not there
  std::size_t changed = 0;    ///< ids that were there with other values
  std::size_t unchanged = 0;  ///< ids that were there, just so
  std::size_t removed =
      0;  ///< rows that stood for a read one before (a ballot of its roll call) and no longer do
};

struct ImportReport {
  std::vector<ImportCount> tables;
  std::vector<sources::Fault> quarantined;
  std::size_t quarantine_total = 0;
};

/// Takes a harvest into the ledger at `path`, which is made if it is not there. Atomic: the new ledger is
/// written beside the old one and takes its place in one rename, so at any moment either the old or the new
/// one is there, whole. Idempotent: the same rows give the same ids and no doubles. A row that is imported
/// again replaces the one of before, with all that hangs on it (the ballots of a roll call, the parties of a
/// treaty); a year's Council members are replaced together. Rows that the harvest does not speak of stay.
///
/// Throws Error(io) if the folder cannot be written, the disk is full or another import into this ledger is
/// under way; Error(ledger) if the file is there and is not a whole ledger of this version; Error(bad_input)
/// if a row refers to something that neither the harvest nor the ledger has. After any of them the old file
/// is as it was.
///
/// A ledger that is not there yet begins with the rows of the ledger `begin`, where one is named: what is
/// reported is what the harvest adds to these.
ImportReport import_into(const std::filesystem::path& path, const sources::Harvest& harvest,
                         const std::filesystem::path& begin = {});

/// What rows of an import may refer to in the ledger at `path`; nothing if it is not there yet.
sources::Known known_in(const std::filesystem::path& path);

/// SHA-256 (hex) of each file that was imported into the ledger at `path`, in order. Errors as `open_record`.
std::vector<std::string> imported_sums(const std::filesystem::path& path);

/// The record of an existing ledger, opened read-only; views are filled when first asked for.
std::unique_ptr<views::Record> open_record(const std::filesystem::path& path);

/// The record of a harvest, through a ledger in memory. Checks constraints, but not references between rows.
std::unique_ptr<views::Record> record_of(const sources::Harvest& harvest);

/// Ideal points as `inference::ideal_to_bytes` gives them, by `inference::ideal_digest`. They follow from the
/// votes and are no fact: a ledger without them answers the same, later.
struct IdealFitBytes {
  std::string digest;
  std::string fit;
};
/// Digests of the ideal points that the ledger at `path` keeps, in order. Errors as `open_record`.
std::vector<std::string> ideal_fit_digests(const std::filesystem::path& path);
/// Keeps these ideal points in the ledger at `path` instead of those that it kept. Atomic as an import, and
/// throws as one.
void store_ideal_fits(const std::filesystem::path& path, const std::vector<IdealFitBytes>& fits);

/// One table of the ledger, for `blocs tables`.
struct TableInfo {
  struct ColumnInfo {
    std::string name;
    std::string type;
    std::string meaning;
  };
  std::string name;
  std::string meaning;
  std::size_t rows = 0;
  std::vector<ColumnInfo> columns;
};
std::vector<TableInfo> describe(const std::filesystem::path& path);

/// Ids of roll calls by the number that a source gives them, for numbers that begin with `prefix`, which is
/// left out of the keys. Of several roll calls of one number the one with the first id. Throws Error(ledger)
/// as `open_record` does.
std::unordered_map<std::string, std::string> roll_calls_by_number(const std::filesystem::path& path,
                                                                  const std::string& prefix);

/// The answer to a query of the curious, every value as text (nothing for NULL).
struct QueryResult {
  std::vector<std::string> columns;
  std::vector<std::string> types;
  std::vector<std::vector<std::optional<std::string>>> rows;
  bool truncated = false;  ///< more than `most` rows
};
/// Runs one statement on a ledger opened read-only, with no access to files or network. Throws Error(usage)
/// with DuckDB's message if the statement is wrong.
QueryResult query(const std::filesystem::path& path, const std::string& sql, std::size_t most);

/// Ballots on which two sources of one roll call disagree, at most `most`, by date: the one kept (of the
/// source that came first) and the other. Errors as `query`.
QueryResult ballot_conflicts(const std::filesystem::path& path, std::size_t most);

/// How many such ballots there are, and on how many roll calls, by pair of sources.
QueryResult conflict_counts(const std::filesystem::path& path, std::size_t most);

/// What the record holds of recorded votes: a row a body, calendar year and source, with the number of its
/// roll calls and, in order of their first days, the body's frames that reach the year: id, coverage and the
/// days of the year that each covers, separated by "; ". A year that only a frame reaches has a row of the
/// frame's source with no roll call; a year that neither reaches has none. Errors as `query`.
QueryResult vote_coverage(const std::filesystem::path& path, std::size_t most);

/// The bytes of a file as readers want them (`sources::OpenFile`): a Parquet file, known by its first bytes,
/// as the CSV table that it stands for, anything else as `sources::open_file` does. Rows are read as they are
/// asked for: no more than a row group stands in memory. An empty cell stands for NULL and NaN, whole numbers
/// are written without a point, days as YYYY-MM-DD, truth as TRUE and FALSE. Throws Error(bad_input), here or
/// from `read`, for a Parquet file that is damaged, encrypted, packed once more with gzip, or has no columns.
std::unique_ptr<sources::ByteSource> open_file(const std::filesystem::path& path);

/// Writes the ballots on some roll calls as one tidy Parquet file: a row a ballot with its roll call's
/// columns. The file takes its place in one rename. Throws Error(io) if it cannot be written.
void export_parquet(const std::filesystem::path& path, const std::vector<std::string>& roll_calls,
                    const std::filesystem::path& out);

}  // namespace blocs::ledger
