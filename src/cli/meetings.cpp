#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "blocs/core/error.hpp"
#include "blocs/ledger/ledger.hpp"
#include "verbs.hpp"

namespace blocs::cli {
namespace {

/// A verb that asks one measure of meetings under a rule.
Verb add_verb(CLI::App& meetings, Context& context, const std::string& name, const std::string& measure,
              const std::string& help) {
  auto verb = add_question(meetings, context, name, measure, help, Takes::states);
  add_meeting_rule(verb.app, verb.options);
  return verb;
}

void add_count_verb(CLI::App& meetings, Context& context) {
  auto [verb, options] = add_verb(meetings, context, "count", "meetings.count",
                                  "How many meetings two or more states had, under a rule");
  add_text(verb, options, "--by", "by",
           "Split by year, half, quarter, month, rank, host, sector, frame or agreements", "WHAT");
  add_text(verb, options, "--interval", "interval", "none (default) or poisson: inference to similar years",
           "KIND");
  verb.footer(
      "Examples:\n"
      "  blocs meetings count RUS PRK --by year --min-rank minister --sides both\n"
      "  blocs meetings count RUS PRK --by year --ranks head_of_state,foreign_minister\n"
      "  blocs meetings count CHN IRN RUS --exactly --min-rank deputy_minister --by host\n"
      "A meeting belongs to the day on which it began. An unknown rank never meets a least rank.");
}

void add_rates(CLI::App& meetings, Context& context) {
  auto [rate, rate_options] =
      add_verb(meetings, context, "rate", "meetings.rate",
               "Meetings a year with exact Poisson intervals and a test of over-dispersion");
  add_text(rate, rate_options, "--by", "by", "Rates of each year, half or quarter too", "UNIT");
  rate.footer("Example:\n  blocs meetings rate RUS PRK --by year\nA part of a year counts with its length.");
  auto [trend, trend_options] = add_verb(meetings, context, "trend", "meetings.trend",
                                         "Whether meetings became more frequent, over time or at a break");
  add_text(trend, trend_options, "--by", "by", "year, half (default) or quarter", "UNIT");
  add_text(trend, trend_options, "--break", "break", "Compare the rate from this day on with that before",
           "DATE");
  trend.footer(
      "Poisson regression, or negative binomial where the counts are over-dispersed; the rule line names "
      "it.\n"
      "Examples:\n  blocs meetings trend RUS PRK --by year\n"
      "  blocs meetings trend RUS IRN --break 2025-06-13");
  auto [changes, changes_options] = add_verb(meetings, context, "changes", "meetings.changes",
                                             "When the level of a rate of meetings changed");
  add_text(changes, changes_options, "--by", "by", "year, half or quarter (default)", "UNIT");
  add_count(changes, changes_options, "--seed", "seed", "Seed of the series drawn again (default 1)");
  changes.footer("Example:\n  blocs meetings changes RUS PRK --by quarter");
  add_verb(meetings, context, "forecast", "meetings.forecast",
           "What a further year would bring if the rate stays, with the backtest of such ranges")
      .app.footer("Example:\n  blocs meetings forecast RUS PRK --since 2024-01-01");
}

void add_shapes(CLI::App& meetings, Context& context) {
  add_verb(meetings, context, "asymmetry", "meetings.asymmetry",
           "Who hosts, who sends the higher rank, whose leader travels, with exact tests")
      .app.footer("Example:\n  blocs meetings asymmetry CHN IRN --frames bilateral");
  add_verb(meetings, context, "breadth", "meetings.breadth",
           "Over how many fields states meet, and how far from talk to agreement to treaty")
      .app.footer("Example:\n  blocs meetings breadth CHN RUS");
  auto trips =
      add_question(meetings, context, "trips", "meetings.trips",
                   "Journeys of a state's leader by year, from COLT where it was imported", Takes::states);
  add_text(trips.app, trips.options, "--since", "since", "From the year of this day", "DATE");
  add_text(trips.app, trips.options, "--until", "until", "To the year of this day", "DATE");
  trips.app.footer("Example:\n  blocs meetings trips RUS --since 2022-01-01 --ledger my.ledger");
}

void add_higher(CLI::App& meetings, Context& context) {
  auto [verb, options] =
      add_verb(meetings, context, "higher", "meetings.higher",
               "Which pairs, triples and whether the whole of a group met, and null models of it");
  add_list(verb, options, "--null", "null", "configuration, time, rank (default: all three), or none",
           "LIST");
  add_count(verb, options, "--size", "size", "Meetings of how many states the null models count (default 3)");
  add_count(verb, options, "--draws", "draws", "Tables drawn (default 20000)");
  add_count(verb, options, "--window", "window", "Days within which `time` moves seats (default 180)");
  add_count(verb, options, "--seed", "seed", "Seed of the draws (default 1)");
  add_count(verb, options, "--threads", "threads",
            "Threads (default: one a core); the answer is the same for any number");
  verb.footer(
      "Only meetings of exactly the states of a set count, from complete lists of participants; any rank "
      "unless\n"
      "--min-rank says else. Being at one event is let in by --frames.\n"
      "Examples:\n  blocs meetings higher CRINK\n"
      "  blocs meetings higher CRINK --min-rank minister --draws 100000 --seed 2");
}

void add_occasions(CLI::App& meetings, Context& context) {
  auto found =
      add_question(meetings, context, "occasions", "meetings.occasions",
                   "What brought several of a group together, of their own and among others", Takes::states);
  add_text(found.app, found.options, "--since", "since", "First day", "DATE");
  add_text(found.app, found.options, "--until", "until", "Last day", "DATE");
  add_count(found.app, found.options, "--least", "least",
            "Members that an occasion has at least (default 3)");
  found.app.footer("Example:\n  blocs meetings occasions CRINK --since 2022-01-01");
}

void add_duplicates(CLI::App& meetings, Context& context) {
  auto found =
      add_question(meetings, context, "duplicates", "meetings.duplicates",
                   "Rows of the same states at about the same time that may be one meeting", Takes::nothing);
  add_count(found.app, found.options, "--days", "days", "How many days apart they may begin (default 1)");
  found.app.footer("Example:\n  blocs meetings duplicates --ledger my.ledger");
  auto& merge =
      *meetings.add_subcommand("merge", "Say that two rows are one meeting: one of them leaves the counts");
  auto row = std::make_shared<views::MeetingMerge>();
  merge.add_option("keep", row->kept, "Id of the row that stands for both")->required()->type_name("KEEP");
  merge.add_option("drop", row->dropped, "Id of the row that leaves the counts")
      ->required()
      ->type_name("DROP");
  merge.add_option("--why", row->why, "The reason, kept with it")->required()->type_name("TEXT");
  merge.callback([row, &context] {
    if (context.ledger.empty())
      throw Error::usage("a merge is written into a ledger of yours", "--ledger FILE");
    if (row->kept == row->dropped) throw Error::usage("a row cannot be merged into itself");
    if (row->why.empty()) throw Error::usage("a merge needs its reason", "--why TEXT");
    for (const auto& merged : context.record().meetings().merges) {
      if (merged.dropped == row->kept)
        throw Error::usage(row->kept + " was merged into " + merged.kept + " before",
                           "merge into " + merged.kept);
    }
    sources::Harvest harvest;
    harvest.origin = "merge";
    harvest.meeting_merges.push_back(*row);
    ledger::import_into(context.ledger, harvest);
    context.note(
        fmt::format("{} now stands for {} too; both rows stay in the ledger", row->kept, row->dropped));
  });
  merge.footer(
      "Example:\n  blocs meetings merge M010 X7 --why \"same talks, two agencies\" --ledger my.ledger");
}

}  // namespace

void add_meetings(CLI::App& app, Context& context) {
  auto& meetings = *app.add_subcommand("meetings", "High-level meetings");
  meetings.require_subcommand(1);
  add_count_verb(meetings, context);
  add_rates(meetings, context);
  add_shapes(meetings, context);
  add_higher(meetings, context);
  add_occasions(meetings, context);
  add_duplicates(meetings, context);
}

}  // namespace blocs::cli
