#include "ideal_store.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "blocs/core/error.hpp"
#include "blocs/findings/ideal.hpp"
#include "blocs/ledger/ledger.hpp"

namespace blocs::cli {

namespace {

/// Whether there was something to store.
bool store(Context& context) {
  findings::IdealRun run;
  run.progress = [&context](std::string_view line) { context.note(std::string(line)); };
  // Not the context's record: the ledger is another file afterwards.
  const auto fit = findings::ideal_fit_to_store(*ledger::open_record(context.ledger), run);
  if (!fit) return false;
  ledger::store_ideal_fits(context.ledger, {{fit->digest, fit->bytes}});
  context.note(fmt::format("{} keeps the ideal points of its votes: {} places from {} ballots",
                           context.ledger, fit->places, fit->ballots));
  return true;
}

void store_ideal_points(Context& context) {
  if (context.ledger.empty())
    throw Error::usage("the casebook that ships with blocs keeps its ideal points already",
                       "blocs ideal store --ledger FILE");
  if (!store(context)) context.note(context.ledger + " keeps the ideal points of its votes already");
}

}  // namespace

void keep_ideal_points(Context& context) {
  try {
    store(context);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::undefined) throw;
    context.note("no ideal points to keep: " + error.message());
  }
}

void renew_ideal_points(Context& context) {
  if (!ledger::ideal_fit_digests(context.ledger).empty()) keep_ideal_points(context);
}

void add_ideal_store(CLI::App& ideal, Context& context) {
  auto& verb = *ideal.add_subcommand("store", "Fit the points of all votes once and keep them in the ledger");
  verb.callback([&context] { store_ideal_points(context); });
  verb.footer(
      "Questions about all votes then answer without a fit, to the last digit the same. An import that "
      "changes\n"
      "the votes fits them again; points are found by what they depend on, so that old ones are never used.\n"
      "Examples:\n"
      "  blocs ideal store --ledger un.ledger");
}

}  // namespace blocs::cli
