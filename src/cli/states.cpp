#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "context.hpp"
#include "print_findings.hpp"
#include "table.hpp"

namespace blocs::cli {
namespace {

using findings::Json;

std::string loose(const std::optional<LooseDate>& date) {
  return date ? date->iso() : "";
}

void find_states(Context& context, const std::string& text) {
  const auto& states = context.record().states();
  const auto found = states.search(text);
  if (found.empty()) states.resolve(text);  // throws, with what is near
  TextTable table;
  table.columns = {{"code"}, {"name"}, {"region"}, {"COW", true}, {"UN from"}, {"UN to"}};
  Json rows = Json::array();
  for (const auto* state : found) {
    const std::string cow = state->cow_code ? std::to_string(*state->cow_code) : "";
    table.rows.push_back(
        {state->code, state->name, state->region, cow, loose(state->un_from), loose(state->un_to)});
    rows.push_back({{"code", state->code},
                    {"name", state->name},
                    {"region", state->region},
                    {"cow_code", state->cow_code ? Json(*state->cow_code) : Json(nullptr)},
                    {"un_from", loose(state->un_from)},
                    {"un_to", loose(state->un_to)}});
  }
  if (context.format == "json") {
    print_json(context, {{"findings", Json::array()}, {"states", rows}});
  } else if (context.format == "csv") {
    print_csv(context.out(), table);
  } else {
    print(context.out(), table);
  }
}

void list_groups(Context& context, const std::string& on) {
  const auto day = Date::parse(on);
  if (!day) throw Error::usage("\"" + on + "\" is not a date", "dates are YYYY-MM-DD");
  const auto& memberships = context.record().memberships();
  TextTable table;
  table.columns = {{"group"}, {"name", false, 44}, {"kind"}, {"members", true}, {"states", false, 60}};
  Json rows = Json::array();
  for (const auto& group : memberships.groups) {
    const auto members = memberships.members(group.name, *day);
    const std::string shown =
        members.size() > 15
            ? join(std::vector<std::string>(members.begin(), members.begin() + 15), " ") + " ..."
            : join(members, " ");
    table.rows.push_back({group.name, group.title, group.kind, std::to_string(members.size()),
                          context.format == "csv" ? join(members, ";") : shown});
    rows.push_back(
        {{"group", group.name}, {"name", group.title}, {"kind", group.kind}, {"members", members}});
  }
  if (context.format == "json") {
    print_json(context, {{"findings", Json::array()}, {"on", on}, {"groups", rows}});
  } else if (context.format == "csv") {
    print_csv(context.out(), table);
  } else {
    print(context.out(), table);
  }
}

}  // namespace

void add_states(CLI::App& app, Context& context) {
  auto& states = *app.add_subcommand("states", "States, their codes and names");
  states.require_subcommand(1);
  auto& verb = *states.add_subcommand("find", "States that a name or code may mean");
  auto text = std::make_shared<std::string>();
  verb.add_option("name", *text, "Any name or code, whole or in part")->required()->type_name("NAME");
  verb.callback([text, &context] { find_states(context, *text); });
  verb.footer("Examples:\n  blocs states find Korea\n  blocs states find DPRK");
}

void add_groups(CLI::App& app, Context& context) {
  auto& verb = *app.add_subcommand("groups", "Groups and their members on a day");
  auto on = std::make_shared<std::string>("9999-12-31");
  verb.add_option("--on", *on, "The day (default: the end of the record)")->type_name("DATE");
  verb.callback([on, &context] { list_groups(context, *on); });
  verb.footer("Example:\n  blocs groups --on 2024-07-24");
}

}  // namespace blocs::cli
