#include "download.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <fstream>
#include <optional>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/core/error.hpp"
#include "blocs/findings/finding.hpp"
#include "curl.hpp"
#include "download_errors.hpp"
#include "file_sum.hpp"

namespace blocs::cli {
namespace {

namespace fs = std::filesystem;
using findings::Json;

constexpr int kUnchanged = 304;
constexpr int kPartial = 206;

fs::path version_of(const fs::path& file) {
  return file.string() + ".part.version";
}

fs::path note_of(const fs::path& file) {
  return file.string() + ".source.json";
}

/// What the server called the copy that is here. Nothing if it was changed here since, came from elsewhere
/// or the note cannot be read: then it is asked for anew.
ServerAnswer known_version(const fs::path& file, const std::string& address) {
  std::ifstream in(note_of(file));
  const Json note = Json::parse(in, nullptr, false);
  const auto text = [&](const char* key) {
    const auto at = note.find(key);
    return at != note.end() && at->is_string() ? at->get<std::string>() : std::string();
  };
  std::error_code error;
  if (!note.is_object() || text("address") != address || !fs::is_regular_file(file, error)) return {};
  if (text("sha256") != sha256_of(file)) return {};
  ServerAnswer known;
  // As parsed from an answer, so that nothing but a validator can go out in a header.
  const CurlRun checked = parse_heads("ETag: " + text("etag") + "\nLast-Modified: " + text("last_modified"));
  known.etag = checked.etag;
  known.modified = checked.modified;
  return known;
}

/// What proves that two answers are parts of one version: a strong ETag, else the time of the last change.
std::string strong_version(const std::string& etag, const std::string& modified) {
  if (!etag.empty() && etag.front() == '"') return etag;
  return etag.empty() ? modified : "";
}

std::string version_of_part(const fs::path& file) {
  std::ifstream in(version_of(file));
  std::string version;
  std::getline(in, version);
  const CurlRun checked = parse_heads("ETag: " + version + "\nLast-Modified: " + version);
  return checked.etag.empty() ? checked.modified : checked.etag;
}

/// How much of a part is there that can be gone on with; what cannot is removed.
std::uintmax_t resumable(const fs::path& file) {
  std::error_code error;
  const auto size = fs::file_size(part_of(file), error);
  if (!error && size > 0 && !version_of_part(file).empty()) return size;
  drop(file);
  return 0;
}

void add_conditions(std::vector<std::string>& words, const ServerAnswer& known) {
  if (!known.etag.empty()) words.insert(words.end(), {"--header", "If-None-Match: " + known.etag});
  if (!known.modified.empty())
    words.insert(words.end(), {"--header", "If-Modified-Since: " + known.modified});
}

std::vector<std::string> common(const Transfer& transfer) {
  const std::string patience = std::to_string(transfer.patience);
  std::vector<std::string> words{"--connect-timeout", patience, "--speed-limit", "1024",
                                 "--speed-time",      patience};
  if (!transfer.ca.empty()) words.insert(words.end(), {"--cacert", transfer.ca});
  return words;
}

/// After a failure: keeps what came of a version that can be told from others, removes what cannot be gone on
/// with. An answer that does not speak of the file (none, or "not now") says nothing of the part there was.
void leave_part(const fs::path& file, const CurlRun& run) {
  constexpr int kTooOften = 429, kTrouble = 500;
  if (run.status == 0 || run.status == kTooOften || run.status >= kTrouble) return;
  const std::string version = strong_version(run.etag, run.modified);
  const bool came = run.status == 200 || run.status == kPartial;
  if (!broke_off(run) || !came || version.empty()) {
    drop(file);
    return;
  }
  std::ofstream out(version_of(file));
  out << version << '\n';
  if (!out.flush()) drop(file);
}

CurlRun fetch_once(const fs::path& file, const std::string& address, const ServerAnswer& known,
                   std::uintmax_t from, const Transfer& transfer) {
  auto words = common(transfer);
  if (from > 0) {
    words.insert(words.end(),
                 {"--continue-at", std::to_string(from), "--header", "If-Range: " + version_of_part(file)});
  } else {
    add_conditions(words, known);
  }
  words.insert(words.end(), {"--output", part_of(file).string(), "--", address});
  return run_curl(words, transfer.most_bytes);
}

/// A request for the rest was answered with something else: another version, the whole file, or that there
/// is no such rest.
bool starts_again(const CurlRun& run, const std::string& version) {
  constexpr int kNoRange = 33, kNoSuchRange = 416;
  if (run.code == kNoRange || run.status == 200 || run.status == kNoSuchRange) return true;
  return run.status == kPartial && strong_version(run.etag, run.modified) != version;
}

void check_length(const fs::path& file, const CurlRun& run, std::uintmax_t from) {
  std::error_code error;
  const auto size = fs::file_size(part_of(file), error);
  if (error) throw Error::io("the server sent an empty file", file.string());
  if (run.length && size != from + *run.length) {
    drop(file);
    throw Error::io(fmt::format("{} bytes came and the server had said {}", size, from + *run.length),
                    file.string(), "try again later; nothing was changed");
  }
}

/// The first bytes tell what is plainly no table.
void check_beginning(const fs::path& file) {
  std::array<char, 64> block{};
  std::ifstream in(part_of(file), std::ios::binary);
  in.read(block.data(), block.size());
  std::string_view start(block.data(), static_cast<std::size_t>(in.gcount()));
  if (start.substr(0, 3) == "\xEF\xBB\xBF") start.remove_prefix(3);
  const auto first = start.find_first_not_of(" \t\r\n");
  const char c = first == std::string_view::npos ? '\0' : start[first];
  const char* what = first == std::string_view::npos ? "an empty file"
                     : c == '<'                      ? "a web page (HTML or XML)"
                     : c == '{' || c == '['          ? "JSON, which may be an error message"
                                                     : nullptr;
  if (what == nullptr) return;
  drop(file);
  throw Error::bad_input(std::string("the server sent ") + what + " instead of a table of votes",
                         file.string(), "the file that was here before is kept");
}

}  // namespace

fs::path part_of(const fs::path& file) {
  return file.string() + ".part";
}

void drop(const fs::path& file) {
  std::error_code ignored;
  fs::remove(part_of(file), ignored);
  fs::remove(version_of(file), ignored);
}

namespace {

void check_https(const std::string& address, const char* option) {
  constexpr std::string_view kHttps = "https://";
  if (address.starts_with(kHttps) && address.size() > kHttps.size()) return;
  throw Error::usage("\"" + address + "\" is no https address (" + option + ")",
                     "https://mirror.example.org/votes");
}

}  // namespace

std::string address_of(const OfferedFile& file, const Transfer& transfer) {
  if (const auto given = transfer.addresses.find(file.name); given != transfer.addresses.end()) {
    check_https(given->second, "--address");
    return given->second;
  }
  if (transfer.mirror.empty()) return file.address;
  check_https(transfer.mirror, "--mirror");
  return transfer.mirror + (transfer.mirror.back() == '/' ? "" : "/") + file.name;
}

ServerAnswer ask(const OfferedFile& offered, const fs::path& folder, const Transfer& transfer) {
  const fs::path file = folder / offered.name;
  const std::string address = address_of(offered, transfer);
  const ServerAnswer known = known_version(file, address);
  auto words = common(transfer);
  add_conditions(words, known);
  words.insert(words.end(), {"--head", "--output", "/dev/null", "--", address});
  const CurlRun run = run_curl(words, transfer.most_bytes);
  check(run, offered.name, address, transfer);
  ServerAnswer answer{ServerAnswer::Kind::news, address, run.etag, run.modified};
  const bool here = !known.etag.empty() || !known.modified.empty();
  const bool same = known.etag.empty() ? known.modified == run.modified : known.etag == run.etag;
  std::error_code error;
  if (run.status == kUnchanged || (here && same)) {
    answer.kind = ServerAnswer::Kind::unchanged;
  } else if (!here && fs::exists(file, error)) {
    answer.kind = ServerAnswer::Kind::unknown;
  }
  return answer;
}

ServerAnswer download(const Offer& offer, const OfferedFile& offered, const fs::path& folder,
                      const Transfer& transfer) {
  const fs::path file = folder / offered.name;
  const std::string address = address_of(offered, transfer);
  const ServerAnswer known = known_version(file, address);
  std::uintmax_t from = resumable(file);
  const std::string version = from > 0 ? version_of_part(file) : "";
  CurlRun run = fetch_once(file, address, known, from, transfer);
  if (from > 0 && starts_again(run, version)) {
    // Another version by now, or a server that gives no ranges: what is here is no part of it.
    drop(file);
    from = 0;
    run = fetch_once(file, address, known, from, transfer);
  }
  if (run.code != 0 || run.too_large) leave_part(file, run);
  check(run, offered.name, address, transfer, offer.page);
  if (run.status == kUnchanged) {
    drop(file);
    return {ServerAnswer::Kind::unchanged, address, known.etag, known.modified};
  }
  check_length(file, run, from);
  check_beginning(file);
  return {ServerAnswer::Kind::news, address, run.etag, run.modified};
}

void keep(const Offer& offer, const OfferedFile& offered, const fs::path& folder,
          const ServerAnswer& answer) {
  const fs::path file = folder / offered.name;
  std::error_code error;
  fs::rename(part_of(file), file, error);
  if (error) throw Error::io("cannot take its place: " + error.message(), file.string());
  drop(file);
  const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  Json note{{"source", offer.name},
            {"title", offer.title},
            {"address", answer.address},
            {"terms", offer.terms},
            {"accessed", Date::from_days(static_cast<int>(now.time_since_epoch().count())).iso()},
            {"bytes", fs::file_size(file)},
            {"sha256", sha256_of(file)}};
  if (!answer.etag.empty()) note["etag"] = answer.etag;
  if (!answer.modified.empty()) note["last_modified"] = answer.modified;
  std::ofstream out(note_of(file));
  out << note.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
  if (!out.flush()) throw Error::io("cannot be written", note_of(file).string());
}

}  // namespace blocs::cli
