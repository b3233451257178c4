#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <ostream>
#include <span>

#include "blocs/core/error.hpp"
#include "blocs/ledger/ledger.hpp"
#include "blocs/sources/casebook.hpp"
#include "context.hpp"
#include "file_sum.hpp"
#include "ideal_store.hpp"
#include "print_findings.hpp"
#include "table.hpp"

namespace blocs::cli {
namespace {

using findings::Json;
namespace fs = std::filesystem;

struct ImportOptions {
  std::vector<std::string> files;
  bool strict = false;
  bool print_template = false;
  std::string accessed;
};

/// The first word names a table ("meetings") and is no file of that name.
bool names_a_table(const ImportOptions& options) {
  const auto tables = sources::casebook_tables();
  return std::find(tables.begin(), tables.end(), options.files.front()) != tables.end() &&
         !fs::exists(options.files.front());
}

/// `casebook` is the one that ships; `casebook FOLDER` another in the same form; `meetings FILE ...` files
/// that are said to be meetings; else files.
sources::Harvest read(Context& context, const ImportOptions& options, const fs::path& ledger_path) {
  if (options.files.front() == "casebook") {
    if (options.files.size() > 2) throw Error::usage("`import casebook` takes one folder at most");
    const fs::path folder =
        options.files.size() == 2 ? fs::path(options.files[1]) : share_folder() / "casebook";
    context.note("reading the casebook in " + folder.string());
    return sources::read_casebook(folder);
  }
  std::vector<fs::path> paths(options.files.begin(), options.files.end());
  if (names_a_table(options)) {
    if (paths.size() < 2)
      throw Error::usage("no file is named", "blocs import " + options.files.front() + " FILE.csv");
    return sources::read_files_as(options.files.front(), std::span(paths).subspan(1),
                                  ledger::known_in(ledger_path), ledger::open_file);
  }
  return sources::read_files(paths, ledger::known_in(ledger_path), ledger::open_file);
}

Json fault_json(const sources::Fault& fault) {
  return {{"file", fault.file},
          {"line", fault.line},
          {"column", fault.column},
          {"reason", fault.reason},
          {"raw", fault.raw}};
}

void print_report(Context& context, const ledger::ImportReport& report) {
  if (context.format == "json") {
    Json tables = Json::array();
    for (const auto& t : report.tables) {
      tables.push_back({{"table", t.table},
                        {"read", t.read},
                        {"added", t.added},
                        {"changed", t.changed},
                        {"unchanged", t.unchanged}});
    }
    Json faults = Json::array();
    for (const auto& fault : report.quarantined) faults.push_back(fault_json(fault));
    print_json(context, {{"findings", Json::array()}, {"tables", tables}, {"quarantined", faults}});
    return;
  }
  TextTable table;
  table.columns = {{"table"}, {"read", true}, {"added", true}, {"changed", true}, {"unchanged", true}};
  for (const auto& t : report.tables) {
    // People see the tables that the files had rows for, and always whether any were refused.
    if (context.format == "table" && t.read == 0 && t.table != "quarantine") continue;
    table.rows.push_back({t.table, std::to_string(t.read), std::to_string(t.added), std::to_string(t.changed),
                          std::to_string(t.unchanged)});
  }
  if (context.format == "csv") {
    print_csv(context.out(), table);
    return;
  }
  if (!context.quiet) print(context.out(), table);
  constexpr std::size_t kShown = 20;
  for (std::size_t i = 0; i < report.quarantined.size() && i < kShown; ++i) {
    const auto& fault = report.quarantined[i];
    context.note(fmt::format("quarantined: {}:{}{}{}: {}", fault.file, fault.line,
                             fault.column.empty() ? "" : " ", fault.column, fault.reason));
  }
  if (report.quarantined.size() > kShown) {
    context.note(fmt::format("... and {} more; `blocs sql \"FROM quarantine\"` lists all",
                             report.quarantined.size() - kShown));
  }
  context.note(fmt::format("{} rows quarantined", report.quarantined.size()));
}

bool changes_votes(const ledger::ImportReport& report) {
  return std::any_of(report.tables.begin(), report.tables.end(), [](const auto& t) {
    return (t.table == "roll_call" || t.table == "ballot") && t.added + t.changed + t.removed > 0;
  });
}

/// Says how many rows of meetings may be one, where the import brought meetings.
void tell_duplicates(Context& context, const sources::Harvest& harvest) {
  if (harvest.meetings.empty() || harvest.origin == "casebook") return;
  const auto found =
      findings::answer(context.record(), {"meetings.duplicates", {}, findings::Json::object()});
  const auto n = static_cast<std::size_t>(found.front().number().value_or(0));
  if (n == 0) return;
  context.note(
      fmt::format("{} pairs of rows may be one meeting, none was merged; `blocs meetings duplicates --ledger "
                  "{}` lists them",
                  n, context.ledger));
}

/// The header of a table of meetings with two rows to write over.
constexpr const char* kMeetingsTemplate =
    "meeting_id,start,end,participants,host,city,format,frame,participants_complete,occasion,sector,"
    "agreements,source,"
    "confidence,note,sampling_frame\n"
    ",2024-05-16,2024-05-17,CHN:head_of_state;RUS:head_of_state,CHN,Beijing,in_person,bilateral,yes,State "
    "visit,"
    "political,joint statement,https://example.org/page,medium,,\n"
    ",2024-07-04,,CHN:head_of_state;IRN:unknown;RUS:head_of_state,KAZ,Astana,in_person,multilateral_session,"
    "no,Summit,"
    "multilateral,,https://example.org/other,low,the other participants are not listed,\n";

void import(Context& context, const ImportOptions& options) {
  if (options.print_template) {
    if (options.files.front() != "meetings")
      throw Error::usage("there is a template for meetings", "blocs import meetings --template");
    context.out() << kMeetingsTemplate;
    return;
  }
  if (context.ledger.empty()) {
    throw Error::usage("an import needs a ledger to go into", "--ledger FILE; it is made if it is not there");
  }
  fs::path begin;
  if (options.files.front() != "casebook" && !fs::exists(context.ledger)) {
    context.note("a new ledger: it begins with the casebook that ships with blocs");
    begin = share_folder() / "casebook.ledger";
  }
  auto harvest = read(context, options, begin.empty() ? fs::path(context.ledger) : begin);
  for (auto& file : harvest.files) {
    if (file.bytes == nullptr && file.sha256.empty()) file.sha256 = sha256_of(file.name);
  }
  if (options.strict && !harvest.quarantine.empty()) {
    const auto& fault = harvest.quarantine.front();
    throw Error::bad_input(
        fmt::format("{}{}{} (the first of {} faults; nothing was imported)", fault.column,
                    fault.column.empty() ? "" : ": ", fault.reason, harvest.quarantine.size()),
        fmt::format("{}:{}", fault.file, fault.line), "without --strict such rows go to quarantine");
  }
  if (!options.accessed.empty()) {
    if (!Date::parse(options.accessed))
      throw Error::usage("\"" + options.accessed + "\" is not a date (--accessed)", "dates are YYYY-MM-DD");
    for (auto& source : harvest.sources) {
      if (source.kind == "dataset" && source.accessed.empty()) source.accessed = options.accessed;
    }
  }
  const auto report = ledger::import_into(context.ledger, harvest, begin);
  print_report(context, report);
  if (changes_votes(report)) renew_ideal_points(context);
  tell_duplicates(context, harvest);
}

}  // namespace

void add_import(CLI::App& app, Context& context) {
  auto& verb = *app.add_subcommand("import", "Take the casebook or files into a ledger, atomically");
  auto options = std::make_shared<ImportOptions>();
  verb.add_option("files", options->files,
                  "`casebook`, `casebook FOLDER`, `meetings FILE`, or files; recognised by their columns")
      ->required()
      ->type_name("casebook|meetings|FILE ...");
  verb.add_flag("--template", options->print_template, "With `meetings`: print a table to fill in, and stop");
  verb.add_option("--accessed", options->accessed,
                  "Day on which a published file was fetched, for its source")
      ->type_name("DATE");
  verb.add_flag("--strict", options->strict, "Refuse the whole import if any row is at fault");
  verb.callback([options, &context] { import(context, *options); });
  verb.footer(
      "Examples:\n"
      "  blocs import casebook --ledger my.ledger\n"
      "  blocs import my-meetings.csv --ledger my.ledger\n"
      "  blocs import meetings --template > my-meetings.csv\n"
      "  blocs import meetings my-meetings.csv --ledger my.ledger    names each column that is amiss\n"
      "  blocs import comtrade.csv --accessed 2026-01-15 --ledger my.ledger\n"
      "Rows at fault go to the ledger's quarantine with line and reason. Importing the same rows again "
      "changes nothing.");
}

}  // namespace blocs::cli
