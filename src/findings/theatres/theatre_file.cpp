#include "blocs/findings/theatre_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "../toml_tree.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"

namespace blocs::findings {
namespace {

using scenarios::Partner;
using scenarios::Theatre;
using scenarios::TheatreModel;

constexpr double kDaysAYear = 365;

double needed_number(TomlTable& table, const std::string& key) {
  if (!table.has(key)) table.refuse(key, "is missing");
  return table.number(key, 0);
}

unsigned units(TomlTable& table, const std::string& key, long otherwise) {
  const long n = table.whole(key, otherwise);
  if (n < 0 || n > 250) table.refuse(key, "is a number of responders", "from 0 to 250");
  return static_cast<unsigned>(n);
}

/// A duration in days that becomes a rate; it must be above zero.
double rate_of(TomlTable& table, const std::string& key) {
  const double days = needed_number(table, key);
  if (!(days > 0)) table.refuse(key, "is a number of days above 0");
  return 1 / days;
}

Theatre read_theatre(TomlTable& table) {
  Theatre t;
  t.id = table.needed("id");
  t.name = table.needed("name");
  t.pillars = table.texts("pillars");
  t.crises = needed_number(table, "crises_a_year") / kDaysAYear;
  t.capacity = units(table, "capacity", 0);
  t.delay = needed_number(table, "delay_days");
  t.reserve_delay = needed_number(table, "reserve_delay_days");
  t.escalation = needed_number(table, "escalations_a_year") / kDaysAYear;
  t.containment = needed_number(table, "containment");
  t.end_unanswered = rate_of(table, "unanswered_days");
  t.end_answered = rate_of(table, "answered_days");
  for (const char* key : {"crises_a_year", "delay_days", "reserve_delay_days", "escalations_a_year"}) {
    if (table.number(key, 0) < 0) table.refuse(key, "is negative", "rates and delays are at least 0");
  }
  if (t.containment < 0 || t.containment > 1) table.refuse("containment", "is a share, from 0 to 1");
  table.finish();
  return t;
}

std::vector<double> matrix_of(TomlTable& table, std::size_t size) {
  std::vector<double> entries;
  const Json& rows = table.json("matrix");
  if (!rows.is_array() || rows.size() != size) {
    table.refuse("matrix", "has one row a theatre", fmt::format("{} theatres", size));
  }
  for (const auto& row : rows) {
    if (!row.is_array() || row.size() != size) table.refuse("matrix", "has one number a theatre in each row");
    for (const auto& x : row) {
      if (!x.is_number() || x.get<double>() < 0) table.refuse("matrix", "holds numbers of at least 0");
      entries.push_back(x.get<double>());
    }
  }
  return entries;
}

void read_excitation(TomlTable table, TheatreModel& model) {
  const std::size_t d = model.theatres.size();
  model.decay = rate_of(table, "memory_days");
  model.joint = table.number("joint", 0);
  if (model.joint < 0 || model.joint > 1) table.refuse("joint", "is a share, from 0 to 1");
  if (table.has("matrix")) {
    if (table.has("within") || table.has("across")) {
      table.refuse("matrix", "stands beside \"within\" or \"across\"", "one or the other");
    }
    model.branching = matrix_of(table, d);
  } else {
    const double within = needed_number(table, "within");
    const double across = table.number("across", 0);
    if (within < 0) table.refuse("within", "is negative");
    if (across < 0) table.refuse("across", "is negative");
    for (std::size_t i = 0; i < d; ++i) {
      for (std::size_t j = 0; j < d; ++j) model.branching.push_back(i == j ? within : across);
    }
  }
  table.finish();
}

std::size_t theatre_at(const TheatreModel& model, const std::string& id, const TomlTable& table,
                       const std::string& key) {
  std::vector<std::string> ids;
  for (const auto& theatre : model.theatres) ids.push_back(theatre.id);
  const auto at = std::find(ids.begin(), ids.end(), id);
  if (at == ids.end()) table.refuse(key, "names no theatre: \"" + id + "\"", did_you_mean(id, ids));
  return static_cast<std::size_t>(at - ids.begin());
}

Partner read_partner(TomlTable& table, const TheatreModel& model) {
  Partner partner;
  partner.name = table.needed("name");
  partner.priority.assign(model.theatres.size(), 0);
  const Json& priority = table.json("priority");
  if (!priority.is_object()) table.refuse("priority", "is a table of theatres, each with a number");
  for (const auto& [id, weight] : priority.items()) {
    if (!weight.is_number() || weight.get<double>() < 0)
      table.refuse("priority", "holds numbers of at least 0");
    partner.priority[theatre_at(model, id, table, "priority")] = weight.get<double>();
  }
  table.finish();
  return partner;
}

void read_coalition(TomlTable table, TheatreModel& model) {
  model.reserve = units(table, "reserve", 0);
  model.wear = table.number("wear_a_day", 0);
  model.wear_escalation = table.number("wear_by_escalation", 0);
  model.recovery = table.has("recovery_days") ? rate_of(table, "recovery_days") : 0;
  for (const char* key : {"wear_a_day", "wear_by_escalation"}) {
    if (table.number(key, 0) < 0) table.refuse(key, "is negative");
  }
  for (auto& partner : table.tables("partner", "a partner")) {
    model.partners.push_back(read_partner(partner, model));
  }
  if (model.partners.size() > 16) table.refuse("partner", "is there more than 16 times");
  table.finish();
}

void read_levers(TomlTable table, TheatreModel& model) {
  auto& levers = model.levers;
  levers.reserve = units(table, "reserve", 0);
  levers.delay = table.number("delay", 0);
  levers.separability = table.number("separability", 0);
  levers.fewer_crises = table.number("fewer_crises", 0);
  for (const char* key : {"delay", "separability", "fewer_crises"}) {
    const double x = table.number(key, 0);
    if (x < 0 || x > 1) table.refuse(key, "is a share, from 0 to 1");
  }
  table.finish();
}

TheatreScenario scenario_from(const TomlTree& tree) {
  TomlTable root(tree, "", "a scenario of theatres");
  TheatreScenario scenario;
  auto& model = scenario.model;
  model.title = root.needed("title");
  scenario.status = root.needed("status");
  scenario.basis = root.needed("basis");
  model.days = root.number("days", 365);
  model.warm_up = root.number("warm_up_days", 0);
  model.saturation_days = root.number("saturation_days", 7);
  const long levels = root.whole("levels", 3);
  if (levels < 1 || levels > 5) root.refuse("levels", "is from 1 to 5");
  model.levels = static_cast<unsigned>(levels);
  const long replications = root.whole("replications", 10000);
  const long seed = root.whole("seed", 1);
  if (replications < 1) root.refuse("replications", "is at least 1");
  if (seed < 0) root.refuse("seed", "is at least 0");
  scenario.replications = static_cast<std::size_t>(replications);
  scenario.seed = static_cast<std::uint64_t>(seed);
  std::set<std::string> ids;
  for (auto& table : root.tables("theatre", "a theatre")) {
    model.theatres.push_back(read_theatre(table));
    if (!ids.insert(model.theatres.back().id).second) table.refuse("id", "stands twice");
  }
  if (model.theatres.empty()) {
    throw Error::bad_input("a scenario without theatres", tree.name, "it needs at least one [[theatre]]");
  }
  if (const auto focal = root.text("focal"); !focal.empty())
    model.focal = theatre_at(model, focal, root, "focal");
  read_excitation(root.table("excitation", "excitation"), model);
  read_coalition(root.table("coalition", "coalition"), model);
  if (root.has("levers")) read_levers(root.table("levers", "levers"), model);
  root.finish();
  try {
    scenarios::check_model(model);
  } catch (const Error& error) {
    throw Error(error.kind(), error.message(), tree.name, error.hint());
  }
  scenario.data = tree.root;
  return scenario;
}

}  // namespace

TheatreScenario read_theatres(std::string_view toml, const std::string& name) {
  return scenario_from(parse_toml(toml, name));
}

TheatreScenario read_theatre_file(const std::filesystem::path& path) {
  return read_theatres(toml_bytes(path, "scenario file", "three worked ones stand in scenarios/theatres"),
                       path.string());
}

TheatreScenario theatres_from(const Json& data, const std::string& option) {
  if (!data.is_object())
    throw Error::usage("\"" + option + "\" is a scenario of theatres, as its file holds it");
  return scenario_from(TomlTree{"the scenario", data, {}});
}

}  // namespace blocs::findings
