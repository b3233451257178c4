#include <CLI/CLI.hpp>
#include <memory>

#include "blocs/core/error.hpp"
#include "blocs/findings/cascade_file.hpp"
#include "context.hpp"
#include "rule_options.hpp"

namespace blocs::cli {
namespace {

using findings::Json;
using findings::Question;

struct CascadeLine {
  Json options = Json::object();
  std::string file;
  std::vector<std::string> among;
  bool all = false;
  bool graph = false;
};

/// What the file says, then what the command line says: the line wins.
Json merged(const CascadeLine& line) {
  Json options = line.file.empty() ? Json::object() : findings::read_cascade_file(line.file);
  options.update(line.options);
  return options;
}

void answer(Context& context, const CascadeLine& line) {
  if (line.graph) {
    context.ask({"commitments.graph", line.among, line.options});
  } else if (line.all) {
    context.ask({"commitments.ranking", line.among, line.options});
  } else {
    if (!line.among.empty()) {
      throw Error::usage("states without an option belong to --all and --graph",
                         "an attack is --attacker A --target B");
    }
    context.ask({"commitments.cascade", {}, merged(line)});
  }
}

}  // namespace

void add_cascade(CLI::App& app, Context& context) {
  auto& verb = *app.add_subcommand("cascade", "Who is bound to act if one state attacks another");
  auto line = std::make_shared<CascadeLine>();
  auto& options = line->options;
  add_text(verb, options, "--attacker", "attacker", "The state that attacks", "STATE");
  add_text(verb, options, "--target", "target", "The state that is attacked", "STATE");
  add_text(verb, options, "--on", "on", "The day (default: the end of the record)", "DATE");
  add_list(verb, options, "--fact", "facts",
           "Facts taken as given (default: armed-attack,state-of-war): threat, target-started, "
           "aggressor-disputed, "
           "attacks-helpers, region:NAME",
           "LIST");
  add_text(verb, options, "--reading", "reading", "strict, loose or both (default)", "READING");
  add_list(verb, options, "--without", "without", "Treaties to leave out, by id", "LIST");
  verb.add_option_function<double>(
          "--strict-chance", [&options](double chance) { options["strict_chance"] = chance; },
          "Weight from 0 to 1 given to the strict reading; the rest goes to the loose one")
      ->type_name("P");
  verb.add_option("--scenario", line->file, "A scenario file with overruled readings (TOML)")
      ->type_name("FILE");
  verb.add_flag("--all", line->all, "Rank the attacks that would bind most states");
  verb.add_flag("--graph", line->graph, "Who owes what to whom among the states named");
  verb.add_option("states", line->among, "With --all or --graph: among these states or groups")
      ->type_name("STATE ...");
  verb.add_option_function<int>(
          "--most", [&options](int most) { options["most"] = most; },
          "With --all: rows shown (default 20; 0: all)")
      ->type_name("N");
  verb.callback([line, &context] { answer(context, *line); });
  verb.footer(
      "Examples:\n"
      "  blocs cascade --attacker USA --target PRK --on 2025-06-01\n"
      "  blocs cascade --attacker PRK --target KOR --on 2025-06-01 --reading strict\n"
      "  blocs cascade --scenario scenarios/cascades/korea-disputed.toml\n"
      "  blocs cascade --all --on 2025-06-01\n"
      "  blocs cascade --graph CRINK --on 2025-06-01");
}

}  // namespace blocs::cli
