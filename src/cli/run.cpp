#include "run.hpp"

#include <CLI/CLI.hpp>
#include <exception>
#include <new>
#include <ostream>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "context.hpp"
#include "system_commands.hpp"

namespace blocs::cli {
namespace {

enum ExitCode { ok = 0, internal = 1, usage = 2 };

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return usage;
    case ErrorKind::not_found:
      return 3;
    case ErrorKind::ambiguous:
      return 4;
    case ErrorKind::bad_input:
      return 5;
    case ErrorKind::io:
      return 6;
    case ErrorKind::ledger:
      return 7;
    case ErrorKind::undefined:
      return 8;
  }
  return internal;
}

/// The first example in a help text's footer, as a line of its own.
std::string first_example(const std::string& footer) {
  const std::size_t at = footer.find("  blocs ");
  return at == std::string::npos ? "" : footer.substr(at, footer.find('\n', at) - at) + '\n';
}

/// The help of a noun ends with an example of each of its verbs.
void show_examples_of_verbs(CLI::App& app) {
  const auto all = [](const CLI::App*) { return true; };
  for (auto* noun : app.get_subcommands(all)) {
    const auto verbs = noun->get_subcommands(all);
    if (verbs.empty()) continue;
    std::string examples = "Examples:\n";
    for (const auto* verb : verbs) examples += first_example(verb->get_footer());
    noun->footer(examples + "  blocs " + noun->get_name() + " VERB --help says more.");
  }
}

void build(CLI::App& app, Context& context) {
  app.name("blocs");
  app.set_version_flag("--version", std::string("blocs ") + BLOCS_VERSION);
  app.set_help_all_flag("--help-all", "Help for every command");
  app.require_subcommand(1);
  app.fallthrough();
  app.add_option("--format", context.format, "table for people, json for programs, csv for spreadsheets")
      ->check(CLI::IsMember({"table", "json", "csv"}))
      ->capture_default_str()
      ->type_name("FORM");
  app.add_option("--ledger", context.ledger, "Ask this ledger instead of the casebook that ships with blocs")
      ->type_name("FILE");
  app.add_flag("-q,--quiet", context.quiet, "No progress and no notes on standard error");
  app.footer(
      "Examples:\n"
      "  blocs votes agreement CHN RUS --since 2022-01-01 --until 2025-09-18 --contested\n"
      "  blocs meetings count RUS PRK --by year\n"
      "  blocs check csis\n"
      "  blocs brief CRINK -o crink.html\n"
      "  blocs COMMAND --help says more, with examples of each.");
  add_votes(app, context);
  add_meetings(app, context);
  add_ladder(app, context);
  add_treaties(app, context);
  add_memberships(app, context);
  add_trade(app, context);
  add_sanctions(app, context);
  add_milestones(app, context);
  add_council(app, context);
  add_commitments(app, context);
  add_ideal(app, context);
  add_cascade(app, context);
  add_scenario(app, context);
  add_system(app, context);
  add_brief(app, context);
  add_check(app, context);
  add_explain(app, context);
  add_states(app, context);
  add_groups(app, context);
  add_import(app, context);
  add_fetch(app, context);
  add_update(app, context);
  add_ledger(app, context);
  add_tables(app, context);
  add_sql(app, context);
  show_examples_of_verbs(app);
}

/// The first word that is neither a command nor, below one that takes words, an argument; with what is near.
std::string stray_word(const CLI::App& app, const std::vector<std::string>& words, std::string& hint) {
  const CLI::App* at = &app;
  for (const auto& word : words) {
    if (word.rfind('-', 0) == 0) continue;
    const CLI::App* next = nullptr;
    std::vector<std::string> names;
    for (const auto* sub : at->get_subcommands([](const CLI::App*) { return true; })) {
      names.push_back(sub->get_name());
      if (sub->get_name() == word) next = sub;
    }
    if (names.empty()) return "";
    if (next == nullptr) {
      hint = did_you_mean(word, names);
      return word;
    }
    at = next;
  }
  return "";
}

int say_malformed(std::ostream& err, const CLI::App& app, const CLI::ParseError& error,
                  const std::vector<std::string>& words) {
  std::string hint;
  const std::string stray = stray_word(app, words, hint);
  if (stray.empty()) {
    err << "blocs: " << error.what() << '\n';
  } else {
    err << "blocs: there is no command \"" << stray << "\"\n";
  }
  if (!hint.empty()) err << "  " << hint << '\n';
  err << "  blocs --help, or blocs COMMAND --help, shows what there is.\n";
  return usage;
}

int say(std::ostream& err, const Error& error) {
  err << "blocs: " << (error.where().empty() ? "" : error.where() + ": ") << error.message() << '\n';
  if (!error.hint().empty()) err << "  " << error.hint() << '\n';
  return exit_code(error.kind());
}

}  // namespace

int run(int argc, char** argv, std::ostream& out, std::ostream& err) {
  Context context(out, err);
  CLI::App app("How closely states are aligned, and whether a group of them acts as a bloc.");
  try {
    build(app, context);
    app.parse(argc, argv);
    out.flush();
    if (!out) throw Error::io("the output could not be written", "standard output", "is the disk full?");
    return context.exit_code;
  } catch (const CLI::Success& done) {
    return app.exit(done, out, err);
  } catch (const CLI::ParseError& error) {
    return say_malformed(err, app, error, {argv + 1, argv + argc});
  } catch (const Error& error) {
    return say(err, error);
  } catch (const std::bad_alloc&) {
    err << "blocs: there is not enough memory for this question\n  a shorter period, fewer states or fewer "
           "replicates need less\n";
    return exit_code(ErrorKind::io);
  } catch (const std::exception& error) {
    err << "blocs: something went wrong inside: " << error.what()
        << "\n  please report this with the command you ran\n";
    return internal;
  } catch (...) {
    err << "blocs: something went wrong inside, and it does not say what\n  please report this with the "
           "command "
           "you ran\n";
    return internal;
  }
}

}  // namespace blocs::cli
