#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <fstream>
#include <memory>
#include <ostream>

#include "blocs/core/error.hpp"
#include "table.hpp"
#include "verbs.hpp"

namespace blocs::cli {
namespace {

using findings::Json;

/// What all verbs take: which votes the points are made of.
void add_selection(CLI::App& verb, Json& options) {
  add_list(verb, options, "--topics", "topics", "Only roll calls on these topics", "LIST");
  add_switch(verb, options, "--no-nuclear", "no_nuclear", "Without roll calls on nuclear weapons");
  add_switch(verb, options, "--no-amendments", "amendments", "Without votes on amendments", false);
  add_switch(verb, options, "--no-paragraphs", "paragraphs", "Without separate votes on paragraphs", false);
  add_list(verb, options, "--sessions", "sessions", "Only these sessions, such as 73,74", "LIST");
  add_text(verb, options, "--body", "body", "assembly (default) or council", "BODY");
  add_text(verb, options, "--smooth", "smooth",
           "Variance of a step of the walk (default 0.5; less is smoother)", "X");
}

void add_method(CLI::App& verb, Json& options) {
  add_text(verb, options, "--method", "method", "fast (default), or exact: draws from the posterior",
           "METHOD");
  add_count(verb, options, "--chains", "chains", "Chains of the exact method (default 4)");
  add_count(verb, options, "--draws", "draws", "Draws kept of each chain (default 1000)");
  add_count(verb, options, "--seed", "seed", "Seed of the draws (default 1)");
}

void add_window(CLI::App& verb, Json& options) {
  add_text(verb, options, "--since", "from", "First year shown; all votes are used for the points", "YEAR");
  add_text(verb, options, "--until", "to", "Last year shown", "YEAR");
}

struct ExportOptions {
  Json options = Json::object();
  std::string layout = "tidy";
  std::string out;
};

constexpr std::array<std::pair<const char*, double>, 5> kQuantiles{{{"5", -1.6448536269514722},
                                                                    {"10", -1.2815515655446004},
                                                                    {"50", 0},
                                                                    {"90", 1.2815515655446004},
                                                                    {"95", 1.6448536269514722}}};

TextTable tidy(const std::vector<findings::Finding>& list) {
  TextTable table;
  for (const char* title :
       {"state", "session", "year", "votes", "mean", "sd", "q5", "q10", "q50", "q90", "q95"})
    table.columns.push_back({title});
  for (const auto& finding : list) {
    if (finding.details.is_null()) continue;
    for (const auto& point : finding.details.begin().value()) {
      const double mean = point.at("mean").get<double>();
      const double sd = point.at("sd").get<double>();
      std::vector<std::string> row{finding.subjects.front(),    point.at("session").dump(),
                                   point.at("year").dump(),     point.at("votes").dump(),
                                   fmt::format("{:.4f}", mean), fmt::format("{:.4f}", sd)};
      for (const auto& [name, z] : kQuantiles) row.push_back(fmt::format("{:.4f}", mean + z * sd));
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

/// The columns of the published file (Voeten's release of April 2020). Its 0 and 100 % quantiles are the
/// least and most of some draws: there are none here, so the cells are empty.
TextTable published(Context& context, const std::vector<findings::Finding>& list) {
  TextTable table;
  for (const char* title : {"Row", "ccode", "session", "NVotes", "IdealPoint", "QO%", "Q5%", "Q10%", "Q50%",
                            "Q90%", "Q95%", "Q100%", "iso3c", "Countryname"})
    table.columns.push_back({title});
  for (const auto& row : tidy(list).rows) {
    const auto* state = context.record().states().find(row[0]);
    const std::string code = state != nullptr && state->cow_code ? std::to_string(*state->cow_code) : "";
    table.rows.push_back({std::to_string(table.rows.size() + 1), code, row[1], row[3], row[4], "", row[6],
                          row[7], row[8], row[9], row[10], "", row[0],
                          context.record().states().name(row[0])});
  }
  return table;
}

void export_points(Context& context, const ExportOptions& options) {
  const auto list = findings::answer(context.record(), {"ideal.points", {}, options.options});
  const auto table = options.layout == "published" ? published(context, list) : tidy(list);
  if (options.out.empty()) {
    print_csv(context.out(), table);
  } else {
    std::ofstream file(options.out, std::ios::binary);
    print_csv(file, table);
    file.flush();
    if (!file) throw Error::io("cannot be written", options.out, "is the folder there, is the disk full?");
  }
  context.note(fmt::format("{} places", table.rows.size()));
}

void add_export(CLI::App& ideal, Context& context) {
  auto& verb = *ideal.add_subcommand("export", "All points as CSV: mean, sd, quantiles, votes");
  auto options = std::make_shared<ExportOptions>();
  add_selection(verb, options->options);
  add_method(verb, options->options);
  add_window(verb, options->options);
  verb.add_option("--layout", options->layout,
                  "tidy (default), or published: the columns of the published series")
      ->check(CLI::IsMember({"tidy", "published"}))
      ->type_name("FORM");
  verb.add_option("-o,--output", options->out, "File to write (default: standard output)")->type_name("FILE");
  verb.callback([options, &context] { export_points(context, *options); });
  verb.footer(
      "Examples:\n"
      "  blocs ideal export --ledger un.ledger -o points.csv\n"
      "  blocs ideal export --ledger un.ledger --layout published --no-nuclear");
}

}  // namespace

void add_ideal(CLI::App& app, Context& context) {
  auto& ideal = *app.add_subcommand("ideal", "Where states stand: ideal points from votes");
  ideal.require_subcommand(1);
  {
    auto [verb, options] =
        add_question(ideal, context, "fit", "ideal.fit",
                     "Fit the points and say how they come out as a whole", Takes::nothing);
    add_selection(verb, options);
    verb.footer(
        "Examples:\n  blocs ideal fit --ledger un.ledger\n  blocs ideal fit --ledger un.ledger --no-nuclear");
  }
  {
    auto [verb, options] = add_question(ideal, context, "show", "ideal.points",
                                        "Where states stand, session by session, with bands", Takes::states);
    add_selection(verb, options);
    add_method(verb, options);
    add_window(verb, options);
    verb.footer(
        "Examples:\n"
        "  blocs ideal show CHN RUS IRN PRK --since 1990 --ledger un.ledger\n"
        "  blocs ideal show CRINK --no-nuclear --ledger un.ledger --format json");
  }
  {
    auto [verb, options] =
        add_question(ideal, context, "distance", "ideal.distance",
                     "How far two states stand from each other, corrected for noise", Takes::states);
    add_selection(verb, options);
    add_window(verb, options);
    verb.footer("Examples:\n  blocs ideal distance CHN RUS --since 2010 --ledger un.ledger");
  }
  {
    auto [verb, options] = add_question(
        ideal, context, "roll-call", "ideal.roll-call",
        "Cut lines of one roll call and the chance of each ballot, least likely first", Takes::nothing);
    add_word(verb, options, "roll_call", "The roll call's id, such as A/RES/74/36", "ID", true);
    add_selection(verb, options);
    verb.footer("Examples:\n  blocs ideal roll-call A/RES/68/262 --ledger un.ledger");
  }
  add_export(ideal, context);
}

}  // namespace blocs::cli
