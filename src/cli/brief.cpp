#include "blocs/findings/brief.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>

#include "blocs/core/error.hpp"
#include "brief_files.hpp"
#include "context.hpp"

namespace blocs::cli {
namespace {

namespace fs = std::filesystem;

struct BriefOptions {
  std::vector<std::string> group;
  std::string since;
  std::string until;
  std::string output;
  std::string form;
  std::string pdf;
};

std::optional<Date> date_of(const std::string& text, const char* option) {
  if (text.empty()) return std::nullopt;
  const auto date = Date::parse(text);
  if (!date) throw Error::usage("\"" + text + "\" is not a date (" + option + ")", "dates are YYYY-MM-DD");
  return date;
}

/// html, md or json: as asked for, else by the file's name, else html.
std::string form_of(const BriefOptions& options, const Context& context) {
  if (!options.form.empty()) return options.form;
  if (context.format == "json") return "json";
  if (context.format == "csv") throw Error::usage("a brief has no csv form", "html, md or json");
  const std::string ending = fs::path(options.output).extension().string();
  if (ending == ".md" || ending == ".markdown") return "md";
  return ending == ".json" ? "json" : "html";
}

std::string page() {
  const fs::path path = share_folder() / "brief.html";
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw Error::not_found("the page of the HTML brief is not there: " + path.string(),
                           "make build builds it; --format md needs no page");
  }
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string written(const findings::Brief& brief, const std::string& form, const std::string& page) {
  if (form == "md") return findings::to_markdown(brief);
  if (form == "html") return findings::to_html(brief, page);
  return findings::to_json(brief).dump(2, ' ', false, findings::Json::error_handler_t::replace) + "\n";
}

std::vector<std::string> shipped_claims() {
  std::vector<std::string> files;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(share_folder() / "casebook" / "claims", none)) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void run_brief(const BriefOptions& options, Context& context) {
  const std::string form = form_of(options, context);
  // What would keep the brief from being written is said before it is made.
  if (!options.output.empty() && options.output != "-") check_place(options.output);
  if (!options.pdf.empty()) check_place(options.pdf);
  const std::string html_page = form == "html" || !options.pdf.empty() ? page() : "";
  findings::BriefRequest request;
  request.group = options.group;
  request.since = date_of(options.since, "--since");
  request.until = date_of(options.until, "--until");
  request.version = BLOCS_VERSION;
  request.claim_files = shipped_claims();
  request.progress = [tell = context.progress()](std::string_view layer) {
    tell("working on " + std::string(layer) + " ...");
  };
  // Not taken down again, which takes as long as a short command: the process ends when it is written.
  static const findings::Brief* left = nullptr;
  left = new findings::Brief(findings::make_brief(context.record(), request));
  const auto& brief = *left;

  if (!options.pdf.empty()) {
    print_pdf(findings::to_html(brief, html_page), options.pdf);
    context.note("wrote " + options.pdf);
    if (options.output.empty() && options.form.empty()) return;
  }
  std::string output = options.output;
  if (output.empty() && form == "html") output = brief.group.name + "-brief.html";
  if (output.empty() || output == "-") {
    context.out() << written(brief, form, html_page);
    return;
  }
  write_whole(output, written(brief, form, html_page));
  context.note("wrote " + output);
}

}  // namespace

void add_brief(CLI::App& app, Context& context) {
  auto& verb = *app.add_subcommand("brief", "A brief on a group: what the record says of its alignment");
  auto options = std::make_shared<BriefOptions>();
  verb.add_option("group", options->group, "A group such as CRINK or NATO, or states such as CHN,RUS,IRN,PRK")
      ->required()
      ->type_name("GROUP");
  verb.add_option("--since", options->since, "First day (default: 2022-01-01)")->type_name("DATE");
  verb.add_option("--until", options->until,
                  "Last day; members are those of this day (default: the last Council vote on record)")
      ->type_name("DATE");
  verb.add_option("-o,--output", options->output,
                  "File to write; - is standard output (default for md and json)")
      ->type_name("FILE");
  verb.add_option("--format", options->form, "html (default), md or json; else by the file's name")
      ->check(CLI::IsMember({"html", "md", "json"}))
      ->type_name("FORM");
  verb.add_option("--pdf", options->pdf,
                  "Also print the page to this PDF, with the Chromium that is installed")
      ->type_name("FILE");
  verb.callback([options, &context] { run_brief(*options, context); });
  verb.footer(
      "Examples:\n"
      "  blocs brief CRINK                       writes CRINK-brief.html\n"
      "  blocs brief CRINK --since 2022-01-01 --until 2025-09-18 -o crink.html\n"
      "  blocs brief CHN,RUS --format md         to the terminal\n"
      "  blocs brief NATO -o nato.json\n"
      "  blocs brief CRINK --pdf crink.pdf");
}

}  // namespace blocs::cli
