#include <CLI/CLI.hpp>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/event_fit.hpp"
#include "blocs/findings/theatre_file.hpp"
#include "blocs/sources/events.hpp"
#include "print_findings.hpp"
#include "rule_options.hpp"
#include "system_commands.hpp"

namespace blocs::cli {
namespace {

using findings::Finding;
using findings::Json;

struct ScenarioLine {
  std::string file;
  std::string other;
  std::optional<std::uint64_t> replications;
  std::optional<std::uint64_t> seed;
  std::uint64_t threads = 0;
  std::uint64_t points = 0;
  std::string output;
};

Json shared_options(const ScenarioLine& line) {
  Json options{{"scenario", findings::read_theatre_file(line.file).data}};
  if (line.replications) options["replications"] = *line.replications;
  if (line.seed) options["seed"] = *line.seed;
  options["threads"] = line.threads;
  options["version"] = BLOCS_VERSION;
  return options;
}

/// To the file if one is named, as JSON; else in the chosen form.
void give(Context& context, const ScenarioLine& line, const std::vector<Finding>& found) {
  if (line.output.empty()) {
    context.print(found);
    return;
  }
  std::ofstream out(line.output, std::ios::binary);
  out << findings::to_json(found).dump(2) << '\n';
  if (!out.flush()) throw Error::io("cannot be written", line.output);
  context.note("wrote " + line.output);
}

std::vector<Finding> ask(Context& context, const std::string& measure, const Json& options) {
  return findings::answer(context.record(), {measure, {}, options});
}

void run(Context& context, const ScenarioLine& line) {
  Json options = shared_options(line);
  context.note("simulating the scenario");
  auto found = ask(context, "theatres.run", options);
  // Side by side a fifth of a million replications say more than the assumptions can bear.
  constexpr std::uint64_t kMost = 20'000;
  const auto n = found.front().rule.data.at("replications").get<std::uint64_t>();
  options["replications"] = std::min(n, kMost);
  context.note("the same without coordination");
  const auto apart = ask(context, "theatres.coordination", options);
  context.note("each lever by itself");
  options["points"] = line.points;
  const auto levers = ask(context, "theatres.levers", options);
  if (context.format != "table" || !line.output.empty()) {
    found.insert(found.end(), apart.begin(), apart.end());
    found.insert(found.end(), levers.begin(), levers.end());
    give(context, line, found);
    return;
  }
  context.print(found);
  context.out() << "\nwhat coordination adds:\n";
  context.print(apart);
  context.out() << "\nwhat each lever takes off the chance of saturation:\n";
  context.print(levers);
}

void compare(Context& context, const ScenarioLine& line) {
  Json options = shared_options(line);
  options["other"] = findings::read_theatre_file(line.other).data;
  give(context, line, ask(context, "theatres.compare", options));
}

struct FitLine {
  ScenarioLine shared;
  Json options = Json::object();
  std::vector<std::string> theatres;
  sources::EventSelection selection;
};

/// "korea=KS,KN" as a theatre and its places.
void place_theatres(FitLine& line) {
  for (const auto& text : line.theatres) {
    const auto equals = text.find('=');
    const auto places =
        equals == std::string::npos ? std::vector<std::string>() : split(text.substr(equals + 1), ',');
    if (equals == 0 || places.empty()) {
      throw Error::usage("\"" + text + "\" names no theatre with its places", "--theatre korea=KS,KN");
    }
    line.selection.places[text.substr(0, equals)] = places;
  }
}

void fit(Context& context, FitLine& line) {
  place_theatres(line);
  const auto events = sources::read_events(line.shared.file, line.selection);
  context.note("fitting");
  line.options["version"] = BLOCS_VERSION;
  give(context, line.shared, findings::fit_events(events, line.options));
}

void add_fit(CLI::App& scenario, Context& context) {
  auto& verb = *scenario.add_subcommand(
      "fit", "Fit a Hawkes process to events; test whether theatres excite each other");
  auto line = std::make_shared<FitLine>();
  verb.add_option("events", line->shared.file, "time,theatre or date,theatre,count, or event rows of GDELT")
      ->required()
      ->type_name("EVENTS");
  add_switch(verb, line->options, "--daily", "daily", "Count time-stamped events by day");
  add_text(verb, line->options, "--course", "course",
           "How the baselines may move: auto (default; cycles and shifts that are looked for), none "
           "(constant), or "
           "a number of steps that all share",
           "COURSE");
  add_count(verb, line->options, "--replicates", "replicates",
            "Bootstrap series for the test (default 0: none)");
  add_count(verb, line->options, "--seed", "seed", "Of the random streams (default 1)");
  add_count(verb, line->options, "--threads", "threads", "0 (default): one a core");
  verb.add_option("--theatre", line->theatres,
                  "GDELT: a theatre and the FIPS codes of its places, korea=KS,KN")
      ->type_name("NAME=CODES");
  verb.add_option("--pair", line->selection.pairs, "GDELT: a pair of actors by CAMEO country code, RUS-UKR")
      ->type_name("A-B");
  verb.add_option("--root", line->selection.roots, "GDELT: CAMEO root codes, such as 19")
      ->delimiter(',')
      ->type_name("LIST");
  verb.add_option("--quad", line->selection.quads, "GDELT: quad classes, 4 is material conflict")
      ->delimiter(',')
      ->check(CLI::Range(1, 4))
      ->type_name("LIST");
  verb.add_flag("--lead", line->selection.root_events_only,
                "GDELT: only events in the lead of their document");
  verb.add_option("-o,--output", line->shared.output, "Write the findings to this file, as JSON")
      ->type_name("FILE");
  verb.callback([line, &context] { fit(context, *line); });
  verb.footer(
      "Examples:\n"
      "  blocs scenario fit crises.csv --replicates 199\n"
      "  blocs scenario fit 20240601.export.CSV --quad 4 --theatre ukraine=UP --theatre korea=KS,KN");
}

void add_run_options(CLI::App& verb, ScenarioLine& line) {
  verb.add_option("--replications", line.replications, "Simulated years (default: the file's)")
      ->type_name("N");
  verb.add_option("--seed", line.seed, "Of the random streams (default: the file's)")->type_name("N");
  verb.add_option("--threads", line.threads, "0 (default): one a core; the result is the same for any number")
      ->type_name("N");
  verb.add_option("-o,--output", line.output, "Write the findings to this file, as JSON")->type_name("FILE");
}

}  // namespace

void add_scenario(CLI::App& app, Context& context) {
  auto& scenario =
      *app.add_subcommand("scenario", "Crises in several theatres and a coalition that answers them");
  scenario.require_subcommand(1);
  auto line = std::make_shared<ScenarioLine>();

  auto& verb = *scenario.add_subcommand("run", "Simulate a scenario: what its assumptions imply");
  verb.add_option("file", line->file, "A scenario file (TOML; docs/theatres.md)")
      ->required()
      ->type_name("FILE");
  add_run_options(verb, *line);
  verb.add_option("--sensitivity", line->points, "Sobol indices of the levers over so many points")
      ->type_name("POINTS");
  verb.callback([line, &context] { run(context, *line); });
  verb.footer(
      "Examples:\n"
      "  blocs scenario run scenarios/theatres/three-theatres.toml\n"
      "  blocs scenario run scenarios/theatres/five-theatres.toml --replications 100000 --seed 7 -o "
      "five.json\n"
      "  blocs scenario run scenarios/theatres/three-theatres.toml --sensitivity 256");

  auto& against =
      *scenario.add_subcommand("compare", "One scenario less another, on the same random streams");
  against.add_option("file", line->file, "The first scenario")->required()->type_name("A");
  against.add_option("other", line->other, "The second; differences are second less first")
      ->required()
      ->type_name("B");
  add_run_options(against, *line);
  against.callback([line, &context] { compare(context, *line); });
  against.footer(
      "Example:\n"
      "  blocs scenario compare scenarios/theatres/three-theatres.toml my-variant.toml --replications 20000");
  add_fit(scenario, context);
}

}  // namespace blocs::cli
