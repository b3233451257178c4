#include "blocs/findings/ideal.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>
#include <span>

#include "blocs/core/error.hpp"
#include "ideal_store.hpp"
#include "identical.hpp"
#include "table.hpp"
#include "verbs.hpp"

namespace blocs::cli {
namespace {

using findings::Json;

/// What all verbs take: which votes the points are made of.
void add_selection(CLI::App& verb, Json& options, Context& context) {
  add_list(verb, options, "--topics", "topics", "Only roll calls on these topics: me, nu, di, hr, co, ec",
           "LIST");
  add_switch(verb, options, "--no-nuclear", "no_nuclear", "Without roll calls on nuclear weapons");
  add_switch(verb, options, "--no-amendments", "amendments", "Without votes on amendments", false);
  add_switch(verb, options, "--no-paragraphs", "paragraphs", "Without separate votes on paragraphs", false);
  add_list(verb, options, "--sessions", "sessions", "Only these sessions, such as 73,74", "LIST");
  add_text(verb, options, "--body", "body", "assembly (default) or council", "BODY");
  add_identical(verb, options, context);
  add_switch(verb, options, "--link-titles", "link_titles",
             "Whole drafts that bear one title in two sessions are one item");
  add_switch(verb, options, "--all-parts", "all_parts",
             "Votes on amendments and paragraphs after 1989 too (the published series leaves them out)");
  add_switch(verb, options, "--with-council", "with_council",
             "The Council's votes beside the Assembly's, bridged by states that sit in both");
  add_text(
      verb, options, "--walk", "walk",
      "forward (default, as published): a point is drawn to the session before; both: to the one after too",
      "WALK");
  add_text(verb, options, "--smooth", "smooth",
           "Variance of a step of the walk (default 0.5; less is smoother)", "X");
}

void add_method(CLI::App& verb, Json& options, std::string& checkpoint) {
  add_text(verb, options, "--method", "method", "fast (default), or exact: draws from the posterior",
           "METHOD");
  add_count(verb, options, "--dimensions", "dimensions",
            "1 (default) or 2; two need the exact method and give both coordinates");
  add_text(verb, options, "--absence", "absence",
           "missing (default), or strategic: who stays away tells where states stand (exact method)", "WHAT");
  add_count(verb, options, "--chains", "chains", "Chains of the exact method (default 4)");
  add_count(verb, options, "--draws", "draws", "Draws kept of each chain (default 1000)");
  add_count(verb, options, "--seed", "seed", "Seed of the draws (default 1)");
  verb.add_option("--checkpoint", checkpoint,
                  "Save the exact method's chains to FILE.1, FILE.2 ... now and then, and go on from there")
      ->type_name("FILE");
}

void add_window(CLI::App& verb, Json& options) {
  add_text(verb, options, "--since", "from", "First year shown; all votes are used for the points", "YEAR");
  add_text(verb, options, "--until", "to", "Last year shown", "YEAR");
}

struct ExportOptions {
  Json options = Json::object();
  std::string layout = "tidy";
  std::string out;
  std::string checkpoint;
};

/// A quantile of a point as it was given; empty where there is none (the fast method knows no ends).
std::string quantile(const Json& point, const char* quantiles, const char* name) {
  const auto& q = point.at(quantiles).at(name);
  return q.is_null() ? "" : fmt::format("{:.4f}", q.get<double>());
}

void add_coordinate(std::vector<std::string>& row, const Json& point, const std::string& suffix) {
  for (const char* number : {"mean", "sd"})
    row.push_back(fmt::format("{:.4f}", point.at(number + suffix).get<double>()));
  for (const char* q : {"5", "10", "50", "90", "95"})
    row.push_back(quantile(point, ("quantiles" + suffix).c_str(), q));
}

/// With two dimensions the second coordinate's columns follow, their names ending in _2.
TextTable tidy(const std::vector<findings::Finding>& list) {
  TextTable table;
  const auto first =
      std::find_if(list.begin(), list.end(), [](const auto& f) { return !f.details.is_null(); });
  const bool two = first != list.end() && first->details.begin().value().at(0).contains("mean_2");
  for (const char* title : {"state", "session", "year", "votes"}) table.columns.push_back({title});
  for (const char* suffix : {"", "_2"}) {
    if (*suffix != '\0' && !two) continue;
    for (const char* title : {"mean", "sd", "q5", "q10", "q50", "q90", "q95"})
      table.columns.push_back({title + std::string(suffix)});
  }
  if (two) table.columns.push_back({"correlation"});
  for (const auto& finding : list) {
    if (finding.details.is_null()) continue;
    for (const auto& point : finding.details.begin().value()) {
      std::vector<std::string> row{finding.subjects.front(), point.at("session").dump(),
                                   point.at("year").dump(), point.at("votes").dump()};
      add_coordinate(row, point, "");
      if (two) {
        add_coordinate(row, point, "_2");
        row.push_back(fmt::format("{:.4f}", point.at("correlation").get<double>()));
      }
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

/// The columns of the published file (Voeten's release of April 2020). Its 0 and 100 % quantiles are the
/// least and most of draws: the fast method has none, so the cells are empty.
TextTable published(Context& context, const std::vector<findings::Finding>& list) {
  TextTable table;
  for (const char* title : {"Row", "ccode", "session", "NVotes", "IdealPoint", "QO%", "Q5%", "Q10%", "Q50%",
                            "Q90%", "Q95%", "Q100%", "iso3c", "Countryname"})
    table.columns.push_back({title});
  for (const auto& finding : list) {
    if (finding.details.is_null()) continue;
    const auto& code = finding.subjects.front();
    const auto* state = context.record().states().find(code);
    for (const auto& point : finding.details.begin().value()) {
      std::vector<std::string> row{
          std::to_string(table.rows.size() + 1),
          state != nullptr && state->cow_code ? std::to_string(*state->cow_code) : "",
          point.at("session").dump(), point.at("votes").dump(),
          fmt::format("{:.4f}", point.at("mean").get<double>())};
      for (const char* q : {"0", "5", "10", "50", "90", "95", "100"})
        row.push_back(quantile(point, "quantiles", q));
      row.push_back(code);
      row.push_back(context.record().states().name(code));
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

/// Progress on standard error; with a file name, checkpoints in FILE.1, FILE.2 ..., one a chain.
findings::IdealRun run_of(Context& context, const std::string& checkpoint) {
  findings::IdealRun run;
  run.progress = [&context](std::string_view line) { context.note(std::string(line)); };
  if (checkpoint.empty()) return run;
  const auto name = [checkpoint](std::size_t chain) { return checkpoint + "." + std::to_string(chain + 1); };
  run.save = [name](std::size_t chain, std::span<const std::string_view> pieces) {
    const auto fresh = name(chain) + ".new";
    std::ofstream file(fresh, std::ios::binary);
    for (const auto piece : pieces) file.write(piece.data(), static_cast<std::streamsize>(piece.size()));
    file.close();
    std::error_code error;
    if (file) std::filesystem::rename(fresh, name(chain), error);
    if (!file || error) throw Error::io("cannot be written", fresh, "is the folder there, is the disk full?");
  };
  run.load = [name](std::size_t chain) {
    std::ifstream file(name(chain), std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(file), {}};
  };
  return run;
}

/// What a table of points has no room for, such as whether draws have settled: what is said of every state.
void note_common_caveats(Context& context, const std::vector<findings::Finding>& list) {
  if (list.empty()) return;
  for (const auto& caveat : list.front().caveats) {
    const bool common = std::all_of(list.begin(), list.end(), [&](const findings::Finding& finding) {
      return std::find(finding.caveats.begin(), finding.caveats.end(), caveat) != finding.caveats.end();
    });
    if (common) context.note(caveat);
  }
}

void export_points(Context& context, const ExportOptions& options) {
  if (options.layout == "published" && options.options.value("dimensions", 1) != 1)
    throw Error::usage("the published layout has one dimension", "take --layout tidy for two");
  const auto list = findings::answer_ideal(context.record(), {"ideal.points", {}, options.options},
                                           run_of(context, options.checkpoint));
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
  note_common_caveats(context, list);
}

void add_export(CLI::App& ideal, Context& context) {
  auto& verb = *ideal.add_subcommand("export", "All points as CSV: mean, sd, quantiles, votes");
  auto options = std::make_shared<ExportOptions>();
  add_selection(verb, options->options, context);
  add_method(verb, options->options, options->checkpoint);
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
      "  blocs ideal export --ledger un.ledger --layout published --no-nuclear\n"
      "  blocs ideal export --ledger un.ledger --method exact --checkpoint chains -o points.csv\n"
      "  blocs ideal export --ledger un.ledger --method exact --dimensions 2 -o plane.csv\n"
      "  blocs ideal export --ledger un.ledger --identical unga_identical_resolutions.csv -o points.csv");
}

/// A verb of `ideal` with its question, its votes and, where wanted, its method.
class IdealVerb {
 public:
  IdealVerb(CLI::App& ideal, Context& context, const std::string& name, const std::string& measure,
            const std::string& help, Takes takes)
      : checkpoint_(std::make_shared<std::string>()),
        verb_(add_question(ideal, context, name, measure, help, takes,
                           [&context, checkpoint = checkpoint_](const findings::Question& question) {
                             return findings::answer_ideal(context.record(), question,
                                                           run_of(context, *checkpoint));
                           })) {
    add_selection(verb_.app, verb_.options, context);
  }
  IdealVerb& method() {
    add_method(verb_.app, verb_.options, *checkpoint_);
    return *this;
  }
  IdealVerb& window() {
    add_window(verb_.app, verb_.options);
    return *this;
  }
  IdealVerb& count(const char* name, const char* key, const char* help) {
    add_count(verb_.app, verb_.options, name, key, help);
    return *this;
  }
  void examples(const std::string& lines) { verb_.app.footer("Examples:\n" + lines); }
  Verb& verb() { return verb_; }

 private:
  std::shared_ptr<std::string> checkpoint_;
  Verb verb_;
};

void add_states_verbs(CLI::App& ideal, Context& context) {
  IdealVerb(ideal, context, "show", "ideal.points", "Where states stand, session by session, with bands",
            Takes::states)
      .method()
      .window()
      .examples(
          "  blocs ideal show CHN RUS IRN PRK --since 1990 --ledger un.ledger\n"
          "  blocs ideal show CRINK --no-nuclear --ledger un.ledger --format json\n"
          "  blocs ideal show CHN RUS --method exact --absence strategic --ledger un.ledger");
  IdealVerb(ideal, context, "distance", "ideal.distance",
            "How far two states stand from each other, corrected for noise", Takes::states)
      .window()
      .examples("  blocs ideal distance CHN RUS --since 2010 --ledger un.ledger");
  IdealVerb(ideal, context, "spread", "ideal.spread",
            "How far a group spreads on the line, against all groups of its size", Takes::states)
      .window()
      .examples("  blocs ideal spread CRINK --since 1991 --ledger un.ledger");
  IdealVerb(ideal, context, "moves", "ideal.moves", "Where states moved by more than noise", Takes::states)
      .window()
      .examples("  blocs ideal moves RUS PRK --since 1985 --ledger un.ledger");
  IdealVerb(ideal, context, "surprises", "ideal.surprises",
            "Ballots against type: the least likely ones, given where states stand", Takes::states_if_any)
      .window()
      .count("--top", "most", "How many are listed (default 20)")
      .examples("  blocs ideal surprises CHN --since 2010 --ledger un.ledger");
}

void add_prediction(CLI::App& ideal, Context& context) {
  IdealVerb predict(ideal, context, "predict", "ideal.predict",
                    "How well points foretell ballots that were held out, against plain predictions",
                    Takes::nothing);
  auto& [app, options] = predict.verb();
  add_text(app, options, "--hold-out", "hold_out",
           "random (default): ballots anywhere; sessions: each later session from those before it", "WHAT");
  predict.count("--percent", "percent", "Share of ballots held out at random, in percent (default 10)")
      .count("--last", "last", "How many sessions are foretold (default 10), unless years are given")
      .count("--seed", "seed", "Seed of what is held out (default 1)")
      .window()
      .examples(
          "  blocs ideal predict --ledger un.ledger\n"
          "  blocs ideal predict --hold-out sessions --last 5 --ledger un.ledger --format json");
}

}  // namespace

void add_ideal(CLI::App& app, Context& context) {
  auto& ideal = *app.add_subcommand("ideal", "Where states stand: ideal points from votes");
  ideal.require_subcommand(1);
  IdealVerb(ideal, context, "fit", "ideal.fit", "Fit the points and say how they come out as a whole",
            Takes::nothing)
      .examples("  blocs ideal fit --ledger un.ledger\n  blocs ideal fit --ledger un.ledger --no-nuclear");
  add_states_verbs(ideal, context);
  IdealVerb roll_call(ideal, context, "roll-call", "ideal.roll-call",
                      "Cut lines of one roll call and the chance of each ballot, least likely first",
                      Takes::nothing);
  add_word(roll_call.verb().app, roll_call.verb().options, "roll_call",
           "The roll call's id, such as A/RES/74/36", "ID", true);
  roll_call.examples("  blocs ideal roll-call A/RES/68/262 --ledger un.ledger");
  add_prediction(ideal, context);
  add_export(ideal, context);
  add_ideal_store(ideal, context);
}

}  // namespace blocs::cli
