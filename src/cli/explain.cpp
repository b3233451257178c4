#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/evidence.hpp"
#include "blocs/findings/text.hpp"
#include "context.hpp"
#include "print_findings.hpp"
#include "table.hpp"

namespace blocs::cli {
namespace {

using findings::Finding;
using findings::Json;

constexpr std::size_t kMostBytes = 256U << 20U;

std::string read_all(const std::string& path) {
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file)
      throw Error::not_found("there is no file \"" + path + "\" that can be read", "or - for standard input");
  }
  std::istream& in = path == "-" ? std::cin : file;
  std::string bytes;
  std::string chunk(1U << 16U, '\0');
  while (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || in.gcount() > 0) {
    bytes.append(chunk, 0, static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > kMostBytes) throw Error::bad_input("more than 256 MB of findings", path);
  }
  return bytes;
}

std::vector<Finding> read_findings(const std::string& path) {
  const Json json = Json::parse(read_all(path), nullptr, false);
  if (json.is_discarded()) {
    throw Error::bad_input("this is not JSON", path,
                           "make one with `blocs votes agreement CHN RUS --format json`");
  }
  std::vector<Finding> list;
  if (json.is_object() && json.contains("findings") && json.at("findings").is_array()) {
    for (const auto& one : json.at("findings")) list.push_back(findings::finding_from_json(one));
  } else {
    list.push_back(findings::finding_from_json(json));
  }
  if (list.empty()) throw Error::bad_input("there is no finding in it", path);
  return list;
}

const Finding& choose(const std::vector<Finding>& list, const std::string& id) {
  if (id.empty()) return list.front();
  std::vector<std::string> ids;
  for (const auto& finding : list) {
    if (finding.id == id) return finding;
    ids.push_back(finding.id);
  }
  throw Error::not_found("there is no finding \"" + id + "\" in it", did_you_mean(id, ids));
}

void explain(Context& context, const Finding& finding, std::size_t others) {
  findings::Evidence evidence(context.record());
  TextTable table;
  table.columns = {{"row"}, {"date"}, {"what", false, 60}, {"confidence"}, {"source", false, 48}};
  Json rows = Json::array();
  std::size_t unknown = 0;
  for (const auto& id : finding.evidence) {
    const auto row = evidence.find(id);
    if (!row) {
      ++unknown;
      table.rows.push_back({id, "", "not in this ledger", "", ""});
      rows.push_back({{"id", id}, {"found", false}});
      continue;
    }
    const auto* source = evidence.source(row->source);
    const std::string title = source != nullptr ? source->title : row->source;
    const std::string url = source != nullptr ? source->url : "";
    table.rows.push_back({id, row->date, row->what, std::string(word(row->confidence)),
                          context.format == "csv" && !url.empty() ? url : title});
    rows.push_back({{"id", id},
                    {"found", true},
                    {"table", row->table},
                    {"date", row->date},
                    {"what", row->what},
                    {"confidence", word(row->confidence)},
                    {"note", row->note},
                    {"source", {{"id", row->source}, {"title", title}, {"url", url}}}});
  }
  if (context.format == "json") {
    print_json(context, {{"findings", Json::array({findings::to_json(finding)})}, {"rows", rows}});
    return;
  }
  if (context.format == "csv") {
    print_csv(context.out(), table);
    return;
  }
  context.out() << finding.measure << " of " << join(finding.subjects, ", ") << ": "
                << findings::value_words(finding) << "\nrule: " << finding.rule.words << "\n\n";
  print(context.out(), table);
  context.out() << fmt::format("\n{} rows{}\n", finding.evidence.size(),
                               unknown > 0 ? fmt::format(", {} of them not in this ledger", unknown) : "");
  if (others > 0) context.note(fmt::format("{} more findings in the file; --id chooses one", others));
}

}  // namespace

void add_explain(CLI::App& app, Context& context) {
  auto& verb = *app.add_subcommand("explain", "The rows behind a finding, with their sources");
  auto path = std::make_shared<std::string>();
  auto id = std::make_shared<std::string>();
  verb.add_option("finding", *path, "A file with findings as JSON, or - for standard input")
      ->required()
      ->type_name("FILE");
  verb.add_option("--id", *id, "Which finding, if there are several (default: the first)")->type_name("ID");
  verb.callback([path, id, &context] {
    const auto list = read_findings(*path);
    explain(context, choose(list, *id), list.size() - 1);
  });
  verb.footer(
      "Examples:\n"
      "  blocs votes vetoes CHN RUS --format json > vetoes.json && blocs explain vetoes.json\n"
      "  blocs meetings count RUS PRK --format json | blocs explain -");
}

}  // namespace blocs::cli
