#include "blocs/sources/casebook.hpp"

#include <algorithm>
#include <utility>

#include "atop.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/sources/csv.hpp"
#include "byte_stream.hpp"
#include "casebook_tables.hpp"
#include "flows.hpp"
#include "gdelt_counts.hpp"
#include "gdelt_rows.hpp"
#include "packed_record.hpp"
#include "row_stream.hpp"
#include "vote_form.hpp"
#include "vote_harvest.hpp"

namespace blocs::sources {
namespace casebook {

std::span<const Form* const> forms() {
  static constexpr const Form* kAll[] = {&kSources,       &kStates,         &kStateNames, &kGroups,
                                         &kMemberships,   &kCouncilMembers, &kVoteFrames, &kCouncilVotes,
                                         &kAssemblyVotes, &kMeetingFrames,  &kMeetings,   &kTreaties,
                                         &kProvisions,    &kTrade,          &kSanctions,  &kMilestones,
                                         &kDenominators,  &kEstimates,      &kLeaderTrips};
  return kAll;
}

}  // namespace casebook

namespace {

using casebook::Form;
using casebook::Reading;
namespace fs = std::filesystem;

/// Refuses what has no end or is no file, before anything is read.
void require_readable(const fs::path& path) {
  std::error_code error;
  const auto type = fs::status(path, error).type();
  if (type == fs::file_type::not_found) throw Error::not_found("no such file: " + path.string());
  if (error) throw Error::io("cannot be read: " + error.message(), path.string());
  if (type == fs::file_type::directory) throw Error::io("is a folder, not a file", path.string());
  if (type != fs::file_type::regular && type != fs::file_type::fifo) {
    throw Error::io("is a device, not a file", path.string());
  }
}

/// The whole file, unpacked if it is gzip.
std::shared_ptr<const std::string> read_bytes(const fs::path& path, const OpenFile& open) {
  require_readable(path);
  constexpr std::size_t kBlock = std::size_t{1} << 20U;
  const auto file = open(path);
  auto bytes = std::make_shared<std::string>();
  while (file->read(*bytes, kBlock)) {
  }
  return bytes;
}

/// The columns that a file's header names; none if it has no good one.
std::vector<std::string> header_in(const fs::path& path, const OpenFile& open) {
  const auto file = open(path);
  RowStream rows(*file);
  StreamRow header;
  if (!rows.next(header) || !header.good()) return {};
  return {header.fields.begin(), header.fields.end()};
}

/// Files of one streamed source, in the order in which their forms want to be read.
template <typename Form, typename Reader>
void read_streamed(std::vector<std::pair<const Form*, fs::path>>& files, Reader& reader,
                   const OpenFile& open) {
  std::stable_sort(files.begin(), files.end(),
                   [](const auto& a, const auto& b) { return a.first->order < b.first->order; });
  for (const auto& [form, path] : files) {
    reader.read(*form, *open(path), path.string());
  }
  reader.finish();
}

using Ids = std::set<std::string, std::less<>>;
/// The ids of one import, by what they are ids of.
using AllIds = std::map<std::string_view, Ids>;

void read_form(const Form& form, std::string file, std::shared_ptr<const std::string> bytes, AllIds& ids,
               Known& known, Harvest& harvest) {
  Table table(*bytes, file, form.columns, harvest.quarantine);
  const std::size_t faults = harvest.quarantine.size();
  Reading reading{table, known, harvest, ids[form.ids]};
  form.read(reading);
  if (table.taken() + table.refused() == 0 && harvest.quarantine.size() == faults && table.usable()) {
    harvest.quarantine.push_back({file, 0, {}, "has a header and no rows", {}});
  }
  harvest.files.push_back({std::move(file), {}, table.taken(), table.refused(), std::move(bytes)});
}

/// The form whose columns the header has; else an error that names the nearest form and what it would need.
const Form& recognised(const fs::path& path, std::string_view bytes) {
  CsvReader reader(bytes);
  CsvRow header;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    throw Error::bad_input("is UTF-16", path.string(), "save it as UTF-8");
  }
  if (!reader.next(header)) {
    throw Error::bad_input("is empty", path.string(), "the first line must name the columns");
  }
  if (!header.good()) throw Error::bad_input("the header " + header.fault, path.string());
  const Form* nearest = nullptr;
  std::size_t nearest_common = 0;
  std::vector<std::string> nearest_misses;
  for (const Form* form : casebook::forms()) {
    std::vector<std::string> misses;
    std::size_t common = 0;
    for (const auto& column : form->columns) {
      const bool there =
          std::find(header.fields.begin(), header.fields.end(), column.name) != header.fields.end();
      common += there ? 1 : 0;
      if (!there && column.needed) misses.emplace_back(column.name);
    }
    if (misses.empty()) return *form;
    // Nearest is what has most of its columns in common, not the smallest table.
    if (nearest == nullptr || common > nearest_common ||
        (common == nearest_common && misses.size() < nearest_misses.size())) {
      nearest = form;
      nearest_common = common;
      nearest_misses = std::move(misses);
    }
  }
  throw Error::bad_input(
      "is not a table that blocs knows by its columns", path.string(),
      "nearest is " + std::string(nearest->name) + ", which also needs " + join(nearest_misses, ", "));
}

const Form& form_called(std::string_view name) {
  for (const Form* form : casebook::forms()) {
    if (form->name == name) return *form;
  }
  const auto names = casebook_tables();
  throw Error::not_found("no table is called \"" + std::string(name) + "\"", did_you_mean(name, names));
}

/// The packed record beside the tables, where the casebook has one: every casebook that ships does.
void read_record(const fs::path& folder, Known& known, Harvest& harvest) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) return;
  PackedRecord record(known, harvest);
  for (const auto part : PackedRecord::parts()) {
    const std::string name = std::string(part) + ".csv";
    if (!PackedRecord::needed(part) && !fs::exists(folder / name, error)) continue;
    record.read(part, "casebook/record/" + name, read_bytes(folder / name, open_file));
  }
  record.finish();
}

}  // namespace

Harvest read_casebook(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    throw Error::not_found("no casebook folder at " + folder.string(),
                           "a casebook is a folder of CSV tables");
  }
  Harvest harvest;
  harvest.origin = "casebook";
  Known known;
  AllIds ids;
  for (const Form* form : casebook::forms()) {
    if (!form->shipped) continue;
    const std::string name = std::string(form->name) + ".csv";
    read_form(*form, "casebook/" + name, read_bytes(folder / name, open_file), ids, known, harvest);
  }
  read_record(folder / "record", known, harvest);
  return harvest;
}

Harvest read_files(std::span<const fs::path> paths, Known known, const OpenFile& open) {
  struct Found {
    const Form* form;
    fs::path path;
    std::shared_ptr<const std::string> bytes;
  };
  std::vector<Found> found;
  std::vector<std::pair<const VoteForm*, fs::path>> votes;
  std::vector<std::pair<const AtopHarvest::Form*, fs::path>> alliances;
  std::vector<std::pair<const FlowHarvest::Form*, fs::path>> flows;
  std::vector<std::pair<fs::path, std::shared_ptr<const std::string>>> events;
  for (const auto& path : paths) {
    const bool again = std::any_of(found.begin(), found.end(), [&](const auto& f) { return f.path == path; });
    if (again) continue;
    require_readable(path);
    // A pipe can be read once only: it is never looked into for a published form.
    const auto header = fs::is_regular_file(path) ? header_in(path, open) : std::vector<std::string>();
    if (const auto* form = vote_form_of(header)) {
      votes.emplace_back(form, path);
      continue;
    }
    if (const auto* form = AtopHarvest::form_of(header)) {
      alliances.emplace_back(form, path);
      continue;
    }
    if (fs::is_regular_file(path)) {
      if (const auto* form = FlowHarvest::form_of(*open(path), path.string())) {
        flows.emplace_back(form, path);
        continue;
      }
    }
    auto bytes = read_bytes(path, open);
    if (gdelt_form(*bytes) != nullptr) {
      events.emplace_back(path, std::move(bytes));
      continue;
    }
    const Form* form = &recognised(path, *bytes);
    found.push_back({form, path, std::move(bytes)});
  }
  Harvest harvest;
  harvest.origin = !votes.empty()       ? std::string(votes.front().first->name)
                   : !alliances.empty() ? "ATOP"
                   : !flows.empty()     ? std::string(flows.front().first->name)
                   : !events.empty()    ? "GDELT"
                                        : "casebook table";
  AllIds ids;
  for (const Form* form : casebook::forms()) {
    for (auto& file : found) {
      if (file.form == form) read_form(*form, file.path.string(), std::move(file.bytes), ids, known, harvest);
    }
  }
  VoteHarvest vote_reader(known, harvest);
  read_streamed(votes, vote_reader, open);
  AtopHarvest alliance_reader(known, harvest);
  read_streamed(alliances, alliance_reader, open);
  FlowHarvest flow_reader(known, harvest);
  read_streamed(flows, flow_reader, open);
  GdeltCounts event_reader(known, harvest);
  for (const auto& [path, bytes] : events) event_reader.read(*bytes, path.string(), bytes);
  return harvest;
}

Harvest read_files_as(std::string_view table, std::span<const fs::path> paths, Known known,
                      const OpenFile& open) {
  Harvest harvest;
  harvest.origin = table;
  AllIds ids;
  for (const auto& path : paths)
    read_form(form_called(table), path.string(), read_bytes(path, open), ids, known, harvest);
  return harvest;
}

void read_table(std::string_view name, std::string file, std::shared_ptr<const std::string> bytes,
                Known& known, Harvest& harvest) {
  AllIds ids;
  read_form(form_called(name), std::move(file), std::move(bytes), ids, known, harvest);
}

std::vector<std::string> casebook_tables() {
  std::vector<std::string> names;
  for (const Form* form : casebook::forms()) {
    if (form->shipped) names.emplace_back(form->name);
  }
  return names;
}

namespace casebook {

void Reading::only_once(std::string_view column, const std::string& id) {
  if (!id.empty() && !ids.insert(id).second)
    table.refuse(column, "an earlier row has this id: " + printable(id, 80));
}

void Reading::refuse_unknown(std::string_view column, std::string_view what, const std::string& id,
                             const std::set<std::string, std::less<>>& legal) {
  const std::string hint = table.suggestion(id, legal);
  table.refuse(column, "no " + std::string(what) + " has the id \"" + printable(id, 80) + "\"" +
                           (hint.empty() ? "" : "; " + hint));
}

std::string Reading::source() {
  std::string id = table.needed("source");
  // The address of a page is a source by itself, so that a user's table needs no table of sources beside it.
  const bool address = id.starts_with("https://") || id.starts_with("http://");
  if (address && !known.sources.contains(id) && is_utf8(id) && id.size() <= 2000) {
    known.sources.insert(id);
    harvest.sources.push_back({id, "reference", id, "", id, "", "", "as the imported row gives it"});
  }
  if (!id.empty() && !known.sources.contains(id)) refuse_unknown("source", "source", id, known.sources);
  return id;
}

views::Provenance Reading::provenance() {
  return {source(), table.code<views::Confidence>("confidence"), table.text("note")};
}

bool Reading::check_state(std::string_view column, const std::string& code) {
  if (known.states.contains(code)) return true;
  table.refuse(column, "no state has the code \"" + printable(code, 80) + "\"" +
                           table.state_suggestion(code, known.states));
  return false;
}

std::string Reading::state(std::string_view column, bool may_be_empty) {
  const std::string& code = table.text(column);
  if (code.empty() && may_be_empty) return {};
  if (code.empty()) {
    table.refuse(column, "must not be empty");
  } else {
    check_state(column, code);
  }
  return code;
}

std::vector<std::string> Reading::states(std::string_view column) {
  constexpr std::size_t kMostComplaints = 3;  // a column that is nonsense throughout needs no more
  auto codes = table.list(column);
  std::sort(codes.begin(), codes.end());
  std::size_t complaints = 0;
  for (std::size_t i = 0; i < codes.size() && complaints < kMostComplaints; ++i) {
    if (!check_state(column, codes[i])) ++complaints;
    if (i > 0 && codes[i] == codes[i - 1]) {
      ++complaints;
      table.refuse(column, printable(codes[i], 80) + " stands twice in the list");
    }
  }
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

std::string Reading::group(std::string_view column) {
  std::string id = table.needed(column);
  if (!id.empty() && !known.groups.contains(id)) refuse_unknown(column, "group", id, known.groups);
  return id;
}

void Reading::in_order(std::string_view column, const std::optional<LooseDate>& from,
                       const std::optional<LooseDate>& to) {
  if (from && to && to->last < from->first)
    table.refuse(column, "ends " + to->iso() + ", before its start " + from->iso());
}

std::span<const std::string_view> topics() {
  static constexpr std::string_view kTopics[] = {"ukraine",
                                                 "iran",
                                                 "dprk",
                                                 "syria",
                                                 "palestine",
                                                 "israel-lebanon",
                                                 "yemen-red-sea",
                                                 "afghanistan",
                                                 "africa-great-lakes",
                                                 "africa-sahel",
                                                 "africa-horn",
                                                 "sudan",
                                                 "libya",
                                                 "western-sahara",
                                                 "africa-other",
                                                 "haiti",
                                                 "colombia",
                                                 "europe-balkans",
                                                 "cyprus",
                                                 "asia-other",
                                                 "iraq",
                                                 "terrorism",
                                                 "non-proliferation",
                                                 "disarmament",
                                                 "human-rights",
                                                 "peacekeeping",
                                                 "sanctions-general",
                                                 "membership",
                                                 "courts",
                                                 "cyber-space",
                                                 "cooperation",
                                                 "development",
                                                 "budget",
                                                 "other"};
  return kTopics;
}

}  // namespace casebook
}  // namespace blocs::sources
