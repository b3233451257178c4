#include <CLI/CLI.hpp>
#include <memory>

#include "context.hpp"
#include "rule_options.hpp"

namespace blocs::cli {
namespace {

using findings::Json;
using findings::Question;

struct Verb {
  CLI::App& app;
  Json& options;
};

Verb add_verb(CLI::App& noun, Context& context, const std::string& name, const std::string& measure,
              const std::string& help, bool states) {
  auto& verb = *noun.add_subcommand(name, help);
  auto question = std::make_shared<Question>(Question{measure, {}, Json::object()});
  if (states) {
    verb.add_option("states", question->subjects, "States or a group: CHN RUS, CRINK")
        ->required()
        ->type_name("STATE ...");
  }
  verb.callback([question, &context] { context.ask(*question); });
  return {verb, question->options};
}

void add_id(const Verb& verb, const std::string& help) {
  verb.app
      .add_option_function<std::string>(
          "id", [&options = verb.options](const std::string& id) { options["id"] = id; }, help)
      ->required()
      ->type_name("ID");
}

}  // namespace

void add_treaties(CLI::App& app, Context& context) {
  auto& treaties = *app.add_subcommand("treaties", "Treaties in force and what they oblige to");
  treaties.require_subcommand(1);
  auto shared = add_verb(treaties, context, "shared", "treaties.shared",
                         "Treaties in force between states on a day, with their strongest obligation", true);
  add_text(shared.app, shared.options, "--on", "on", "The day (default: the end of the record)", "DATE");
  add_switch(shared.app, shared.options, "--binding", "binding", "Only legally binding texts");
  add_text(shared.app, shared.options, "--obligation", "obligation", "Only with a provision of this kind",
           "KIND");
  shared.app.footer(
      "Examples:\n  blocs treaties shared RUS PRK --on 2025-01-01\n"
      "  blocs treaties shared CHN PRK --obligation mutual_defence");
  auto date = add_verb(treaties, context, "date", "treaties.date",
                       "When a treaty was signed, came into force or ended", false);
  add_id(date, "Treaty id, such as T04");
  add_text(date.app, date.options, "--field", "field", "signed (default), in_force or ended", "FIELD");
  date.app.footer("Example:\n  blocs treaties date T04 --field in_force");
}

void add_memberships(CLI::App& app, Context& context) {
  auto& memberships = *app.add_subcommand("memberships", "Groups that states belong to");
  memberships.require_subcommand(1);
  auto shared = add_verb(memberships, context, "shared", "memberships.shared",
                         "Groups of which all the states are members on a day", true);
  add_text(shared.app, shared.options, "--on", "on", "The day (default: the end of the record)", "DATE");
  shared.app.footer("Example:\n  blocs memberships shared CHN RUS IRN --on 2024-07-24");
  auto since =
      add_verb(memberships, context, "since", "memberships.since", "When a state became a member", true);
  add_text(since.app, since.options, "--group", "group", "The group, such as SCO", "GROUP");
  since.app.footer("Example:\n  blocs memberships since IRN --group SCO");
}

void add_trade(CLI::App& app, Context& context) {
  auto& trade = *app.add_subcommand("trade", "Goods trade between states");
  trade.require_subcommand(1);
  auto total = add_verb(trade, context, "total", "trade.total", "Yearly totals between two states", true);
  total.app
      .add_option_function<int>(
          "--year", [&options = total.options](int year) { options["year"] = year; }, "Only this year")
      ->type_name("YEAR");
  total.app.footer("Example:\n  blocs trade total CHN RUS --year 2024");
}

void add_milestones(CLI::App& app, Context& context) {
  auto& milestones = *app.add_subcommand("milestones", "Dated facts that published studies lean on");
  milestones.require_subcommand(1);
  auto date = add_verb(milestones, context, "date", "milestones.date", "The date of one fact", false);
  add_id(date, "Milestone id; `blocs sql \"FROM milestone\"` lists them");
  date.app.footer("Example:\n  blocs milestones date prk-nuclear-test-1");
  auto count = add_verb(milestones, context, "count", "milestones.count",
                        "How many facts of a kind concern states", true);
  add_text(count.app, count.options, "--kind", "kind", "Such as nuclear_test", "KIND");
  add_text(count.app, count.options, "--since", "since", "First day counted", "DATE");
  add_text(count.app, count.options, "--until", "until", "Last day counted", "DATE");
  count.app.footer("Example:\n  blocs milestones count PRK --kind nuclear_test");
}

}  // namespace blocs::cli
