#include <CLI/CLI.hpp>

#include "verbs.hpp"

namespace blocs::cli {
void add_treaties(CLI::App& app, Context& context) {
  auto& treaties = *app.add_subcommand("treaties", "Treaties in force and what they oblige to");
  treaties.require_subcommand(1);
  auto shared = add_question(treaties, context, "shared", "treaties.shared",
                             "Treaties in force between states on a day, with their strongest obligation",
                             Takes::states);
  add_text(shared.app, shared.options, "--on", "on", "The day (default: the end of the record)", "DATE");
  add_switch(shared.app, shared.options, "--binding", "binding", "Only legally binding texts");
  add_text(shared.app, shared.options, "--obligation", "obligation", "Only with a provision of this kind",
           "KIND");
  shared.app.footer(
      "Examples:\n  blocs treaties shared RUS PRK --on 2025-01-01\n"
      "  blocs treaties shared CHN PRK --obligation mutual_defence");
  auto date = add_question(treaties, context, "date", "treaties.date",
                           "When a treaty was signed, came into force or ended", Takes::nothing);
  add_word(date.app, date.options, "id", "Treaty id, such as T04", "ID", true);
  add_text(date.app, date.options, "--field", "field", "signed (default), in_force or ended", "FIELD");
  date.app.footer("Example:\n  blocs treaties date T04 --field in_force");
}

void add_memberships(CLI::App& app, Context& context) {
  auto& memberships = *app.add_subcommand("memberships", "Groups that states belong to");
  memberships.require_subcommand(1);
  auto shared = add_question(memberships, context, "shared", "memberships.shared",
                             "Groups of which all the states are members on a day", Takes::states);
  add_text(shared.app, shared.options, "--on", "on", "The day (default: the end of the record)", "DATE");
  shared.app.footer("Example:\n  blocs memberships shared CHN RUS IRN --on 2024-07-24");
  auto since = add_question(memberships, context, "since", "memberships.since",
                            "When a state became a member", Takes::states);
  add_text(since.app, since.options, "--group", "group", "The group, such as SCO", "GROUP");
  since.app.footer("Example:\n  blocs memberships since IRN --group SCO");
}

void add_trade(CLI::App& app, Context& context) {
  auto& trade = *app.add_subcommand("trade", "Goods trade between states");
  trade.require_subcommand(1);
  auto total =
      add_question(trade, context, "total", "trade.total", "Yearly totals between two states", Takes::states);
  add_count(total.app, total.options, "--year", "year", "Only this year");
  total.app.footer("Example:\n  blocs trade total CHN RUS --year 2024");
}

void add_sanctions(CLI::App& app, Context& context) {
  auto& sanctions = *app.add_subcommand("sanctions", "Who imposes which sanctions on whom, and since when");
  sanctions.require_subcommand(1);
  auto imposed =
      add_question(sanctions, context, "imposed", "sanctions.imposed",
                   "Which sanctions states impose, by themselves or as members of the EU", Takes::states);
  add_text(imposed.app, imposed.options, "--on", "on", "The day (default: the end of the record)", "DATE");
  add_text(imposed.app, imposed.options, "--target", "target", "Only on this state", "STATE");
  imposed.app.footer(
      "Examples:\n  blocs sanctions imposed DEU USA --target IRN --on 2017-06-01\n"
      "  blocs sanctions imposed GBR --on 2019-06-01");
  auto date = add_question(sanctions, context, "date", "sanctions.date",
                           "When a sanction was imposed, eased, ended or restored", Takes::nothing);
  add_word(date.app, date.options, "id", "Id of a measure, such as un-prk-1718", "ID", true);
  add_text(date.app, date.options, "--field", "field", "from (default), eased, ended or restored", "FIELD");
  date.app.footer("Example:\n  blocs sanctions date un-irn-regime --field restored");
}

void add_milestones(CLI::App& app, Context& context) {
  auto& milestones = *app.add_subcommand("milestones", "Dated facts that published studies lean on");
  milestones.require_subcommand(1);
  auto date =
      add_question(milestones, context, "date", "milestones.date", "The date of one fact", Takes::nothing);
  add_word(date.app, date.options, "id", "Milestone id; `blocs sql \"FROM milestone\"` lists them", "ID",
           true);
  date.app.footer("Example:\n  blocs milestones date 2006-10-09-prk-nuclear-test-1");
  auto count = add_question(milestones, context, "count", "milestones.count",
                            "How many facts of a kind concern states", Takes::states);
  add_text(count.app, count.options, "--kind", "kind", "Such as nuclear_test", "KIND");
  add_text(count.app, count.options, "--since", "since", "First day counted", "DATE");
  add_text(count.app, count.options, "--until", "until", "Last day counted", "DATE");
  count.app.footer("Example:\n  blocs milestones count PRK --kind nuclear_test");
}

}  // namespace blocs::cli
