#include "vote_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "blocs/core/error.hpp"
#include "blocs/ledger/ledger.hpp"

namespace blocs::cli {
namespace {

namespace fs = std::filesystem;

/// The same bytes up to a limit: what is small when packed may be without end when unpacked.
class Bounded : public sources::ByteSource {
 public:
  Bounded(std::unique_ptr<sources::ByteSource> from, fs::path path, std::uintmax_t most)
      : from_(std::move(from)), path_(std::move(path)), most_(most) {}

  bool read(std::string& into, std::size_t most) override {
    const std::size_t before = into.size();
    const bool more = from_->read(into, most);
    came_ += into.size() - before;
    if (came_ > most_)
      throw Error::bad_input(fmt::format("unpacks to more than {} bytes", most_), path_.string());
    return more;
  }

 private:
  std::unique_ptr<sources::ByteSource> from_;
  fs::path path_;
  std::uintmax_t most_;
  std::uintmax_t came_ = 0;
};

/// A file of votes makes votes, their frame and their source. A server that was asked for votes has no
/// business with states, groups or treaties.
bool holds_votes_only(const sources::Harvest& h) {
  return h.states.empty() && h.state_names.empty() && h.groups.empty() && h.memberships.empty() &&
         h.council_members.empty() && h.roll_calls.empty() && h.ballots.empty() && h.meeting_frames.empty() &&
         h.meetings.empty() && h.meeting_merges.empty() && h.leader_trips.empty() && h.treaties.empty() &&
         h.provisions.empty() && h.trade.empty() && h.sanctions.empty() && h.milestones.empty() &&
         h.indicators.empty() && h.estimates.empty() && h.arms.empty() && h.event_counts.empty() &&
         (!h.votes.empty() || !h.other_votes.empty());
}

/// What stands after the last line feed, at most 200 bytes of it; nothing if the file ends with one.
std::string unfinished_line(const VoteFile& file, std::uintmax_t most_bytes) {
  Bounded bytes(ledger::open_file(file.bytes), file.name, most_bytes);
  constexpr std::size_t kBlock = std::size_t{1} << 18U, kKept = 200;
  std::string line, block;
  while (bytes.read(block, kBlock)) {
    const auto feed = block.rfind('\n');
    if (feed != std::string::npos) line.clear();
    line += feed == std::string::npos ? block : block.substr(feed + 1);
    if (line.size() > kKept) line.resize(kKept);
    block.clear();
  }
  return line;
}

void check_end(const VoteFile& file, const sources::Harvest& harvest, std::uintmax_t most_bytes) {
  const std::string line = unfinished_line(file, most_bytes);
  if (line.empty()) return;
  const bool refused =
      std::any_of(harvest.quarantine.begin(), harvest.quarantine.end(), [&](const sources::Fault& fault) {
        return fault.file == file.bytes.string() && fault.raw.find(line) != std::string::npos;
      });
  if (refused) throw Error::bad_input("ends in the middle of a row: not all of it came", file.name.string());
}

/// People know the file by its name, not by where its bytes were while it was read.
void call_by_name(sources::Harvest& harvest, const VoteFile& file) {
  const std::string bytes = file.bytes.string();
  for (auto& one : harvest.files) {
    if (one.name == bytes) one.name = file.name.string();
  }
  for (auto& fault : harvest.quarantine) {
    if (fault.file == bytes) fault.file = file.name.string();
  }
}

/// An error of the reader, under the file's name.
[[noreturn]] void rethrow(const Error& error, const std::vector<VoteFile>& files) {
  for (const auto& file : files) {
    const std::string bytes = file.bytes.string();
    if (bytes != file.name.string() && error.where().rfind(bytes, 0) == 0) {
      throw Error(error.kind(), error.message(), file.name.string() + error.where().substr(bytes.size()),
                  error.hint());
    }
  }
  throw error;
}

}  // namespace

bool is_zip(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string start(4, '\0');
  in.read(start.data(), static_cast<std::streamsize>(start.size()));
  return start == "PK\x03\x04" || start == "PK\x05\x06";
}

sources::Harvest read_vote_files(const std::vector<VoteFile>& files, const sources::Known& known,
                                 std::uintmax_t most_bytes) {
  const auto open = [&](const fs::path& path) -> std::unique_ptr<sources::ByteSource> {
    return std::make_unique<Bounded>(ledger::open_file(path), path, most_bytes);
  };
  std::vector<fs::path> paths;
  for (const auto& file : files) paths.push_back(file.bytes);
  try {
    auto harvest = sources::read_files(paths, known, open);
    if (!holds_votes_only(harvest))
      throw Error::bad_input("holds other rows than votes", files.front().name.string());
    for (const auto& file : files) check_end(file, harvest, most_bytes);
    for (const auto& file : files) call_by_name(harvest, file);
    return harvest;
  } catch (const Error& error) {
    rethrow(error, files);
  }
}

}  // namespace blocs::cli
