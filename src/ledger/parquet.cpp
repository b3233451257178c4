// Parquet files as the CSV tables that they stand for, so that readers need to know one form of rows.

#include <array>
#include <fstream>
#include <system_error>
#include <utility>

#include "blocs/core/error.hpp"
#include "blocs/ledger/ledger.hpp"
#include "blocs/sources/csv.hpp"
#include "duck.hpp"

namespace blocs::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "PAR1";
constexpr std::string_view kEncrypted = "PARE";

/// The path as DuckDB takes it, which would look for several files behind `*`, `?` and `[`.
std::string one_file(const fs::path& path) {
  std::string out;
  for (const char c : fs::absolute(path).string()) {
    if (c == '*' || c == '?' || c == '[')
      out += std::string("[") + c + "]";
    else
      out += c;
  }
  return duck::literal(out);
}

/// A column as text, in the spelling that vote files in CSV have.
std::string as_text(const std::string& column, std::string_view type) {
  if (type == "BOOLEAN")
    return "CASE WHEN " + column + " THEN 'TRUE' WHEN NOT " + column + " THEN 'FALSE' END";
  if (type == "FLOAT" || type == "DOUBLE") {
    return "CASE WHEN isnan(" + column + ") THEN NULL WHEN " + column + " = trunc(" + column + ") AND abs(" +
           column + ") < 1e15 THEN " + column + "::BIGINT::VARCHAR ELSE " + column + "::VARCHAR END";
  }
  if (type.starts_with("TIMESTAMP")) {
    const bool zoned = type.find("TIME ZONE") != std::string_view::npos;
    const std::string time = zoned ? "(" + column + " AT TIME ZONE 'UTC')" : column + "::TIMESTAMP";
    return "CASE WHEN " + time + " = date_trunc('day', " + time + ") THEN " + time + "::DATE::VARCHAR ELSE " +
           time + "::VARCHAR END";
  }
  return column + "::VARCHAR";
}

class ParquetBytes : public sources::ByteSource {
 public:
  explicit ParquetBytes(const fs::path& path)
      : path_(path.string()), database_({}, duck::Access::read_write), connection_(database_) {
    guarded([&] { open(path); });
  }

  bool read(std::string& into, std::size_t most) override {
    guarded([&] {
      while (text_.size() - at_ < most && rows_->next()) add_row();
    });
    const std::size_t n = std::min(most, text_.size() - at_);
    into.append(text_, at_, n);
    at_ += n;
    if (at_ == text_.size()) {
      text_.clear();
      at_ = 0;
    }
    return n > 0;
  }

 private:
  void open(const fs::path& path) {
    connection_.run("SET memory_limit = '1GB'");
    connection_.run("SET temp_directory = ''");
    const std::string from = " FROM read_parquet(" + one_file(path) + ", binary_as_string = true)";
    std::string columns;
    const auto described = connection_.rows("DESCRIBE SELECT *" + from);
    while (described->next()) {
      const std::string name(described->text(0));
      columns += (columns.empty() ? "" : ", ") + as_text(duck::identifier(name), described->text(1));
      text_ += (text_.empty() ? "" : ",") + sources::csv_field(name);
    }
    text_ += '\n';
    rows_ = connection_.stream("SELECT " + columns + from);
  }

  void add_row() {
    for (std::size_t i = 0; i < rows_->columns(); ++i) {
      if (i > 0) text_ += ',';
      text_ += sources::csv_field(rows_->text(i));
    }
    text_ += '\n';
  }

  /// What DuckDB finds wrong here is wrong with the file.
  template <typename Work>
  void guarded(const Work& work) {
    try {
      work();
    } catch (const Error& error) {
      throw Error::bad_input("cannot be read as Parquet: " + error.message(), path_,
                             "download it again, or write it again as CSV");
    }
  }

  std::string path_;
  duck::Database database_;
  duck::Connection connection_;
  std::unique_ptr<duck::Rows> rows_;
  std::string text_;
  std::size_t at_ = 0;
};

/// The first bytes of a file; nothing for what can be read only once.
std::string first_bytes(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return {};
  std::array<char, kMagic.size()> bytes{};
  std::ifstream in(path, std::ios::binary);
  in.read(bytes.data(), bytes.size());
  return {bytes.data(), static_cast<std::size_t>(in.gcount())};
}

/// Bytes of a file that is not Parquet; says so where it turns out to be Parquet in gzip.
class PlainBytes : public sources::ByteSource {
 public:
  explicit PlainBytes(const fs::path& path) : path_(path.string()), bytes_(sources::open_file(path)) {}

  bool read(std::string& into, std::size_t most) override {
    const std::size_t before = into.size();
    const bool more = bytes_->read(into, most);
    if (!begun_ && into.compare(before, kMagic.size(), kMagic) == 0) {
      throw Error::bad_input("is a Parquet file packed with gzip", path_, "unpack it first: gunzip");
    }
    begun_ = true;
    return more;
  }

 private:
  std::string path_;
  std::unique_ptr<sources::ByteSource> bytes_;
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<sources::ByteSource> open_file(const fs::path& path) {
  const std::string first = first_bytes(path);
  if (first == kEncrypted) throw Error::bad_input("is an encrypted Parquet file", path.string());
  if (first == kMagic) return std::make_unique<ParquetBytes>(path);
  return std::make_unique<PlainBytes>(path);
}

}  // namespace blocs::ledger
