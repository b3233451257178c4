// The ladder from pairs to a bloc: rungs side by side, over time, who met with whom, and the null model.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "../words.hpp"
#include "layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kLadderLayer = "From pairs to a bloc";

const std::vector<std::pair<const char*, const char*>> kRungs{
    {"votes", "Votes alike beyond the base rate"},
    {"pairs", "Pairs meet and sign"},
    {"all-pairs", "All pairs do"},
    {"triples", "Triples meet"},
    {"whole", "The whole meets"},
    {"body", "A shared body or text"},
    {"defence-some", "Mutual defence in some pairs"},
    {"defence-all", "Mutual defence in all pairs"}};

std::string rung_title(const std::string& id) {
  for (const auto& [key, title] : kRungs) {
    if (id == key) return title;
  }
  return id;
}

std::string lines(const Json& list) {
  std::string text;
  for (const auto& one : list) text += (text.empty() ? "" : "; ") + one.get<std::string>();
  return text;
}

std::string judged(const Finding& rung) {
  return std::get<std::string>(rung.value);
}

/// "holds under 12 of 32" of a rung.
Json grid_row(const Json& details, const std::string& id) {
  for (const auto& row : details.at("under other counting rules")) {
    if (row.at("rung") == id) return row;
  }
  return nullptr;
}

Exhibit rungs_exhibit(BriefBuilder& builder, const std::vector<Finding>& answer) {
  Exhibit exhibit;
  exhibit.id = "ladder-rungs";
  exhibit.sources = {"table:roll_calls", "table:meetings", "table:treaties"};
  exhibit.table = {{{"rung", "Rung", "text"},
                    {"judged", "Judged", "text"},
                    {"for", "For", "text"},
                    {"against", "Against", "text"},
                    {"rules", "Holds under", "text"}},
                   {},
                   "finding"};
  std::size_t holds = 0;
  for (std::size_t i = 1; i < answer.size(); ++i) {
    const auto& rung = answer[i];
    const std::string id = rung.rule.data.at("part").get<std::string>();
    holds += judged(rung) == "holds" ? 1 : 0;
    const Json grid = answer.front().details.contains("under other counting rules")
                          ? grid_row(answer.front().details, id)
                          : Json();
    exhibit.table.rows.push_back(
        {{"rung", rung_title(id)},
         {"judged", spaced(judged(rung))},
         {"for", lines(rung.details.at("in_favour"))},
         {"against", lines(rung.details.at("against"))},
         {"rules", grid.is_null() ? Json()
                                  : Json(fmt::format("{} of {} rules", grid.at("holds").dump(),
                                                     grid.at("rules").dump()))},
         {"finding", builder.keep(rung, exhibit)}});
  }
  exhibit.title = fmt::format("{} of {} rungs hold; they stand side by side, there is no score",
                              capital(spelled(holds)), spelled(answer.size() - 1));
  exhibit.subtitle = "Each rung judged by itself, with what speaks for it and against it";
  exhibit.rule = answer.front().rule.words;
  exhibit.notes.push_back(
      "Cannot tell: there are data, too few to say. Not observed: there are none. The criteria, and the "
      "words "
      "alignment, alliance, coalition, axis tied to rungs, stand in docs/ladder.md.");
  return exhibit;
}

Exhibit band_exhibit(const std::vector<Finding>& answer) {
  Exhibit exhibit;
  exhibit.id = "ladder-band";
  exhibit.sources = {"table:roll_calls", "table:meetings", "table:treaties"};
  exhibit.chart = {{"type", "rung-band"}, {"row", "rung"}, {"x", "half_year"}, {"value", "judged"}};
  exhibit.table = {
      {{"rung", "Rung", "text"}, {"half_year", "Half-year", "text"}, {"judged", "Judged", "text"}}, {}, ""};
  for (const auto& [id, title] : kRungs) {
    for (const auto& half : answer.front().details.at("by half-year")) {
      if (!half.contains(id)) continue;
      exhibit.table.rows.push_back(
          {{"rung", title}, {"half_year", half.at("half_year")}, {"judged", half.at(id)}});
    }
  }
  for (std::size_t i = 1; i < answer.size(); ++i) exhibit.findings.push_back(answer[i].id);
  exhibit.title = "The rungs by half-year";
  exhibit.subtitle = "Each half-year judged by what fell into it; treaties and bodies as of its last day";
  exhibit.rule = answer.front().rule.words;
  return exhibit;
}

/// Meetings of three members and more, in their own right or among others: states as rows, meetings as
/// columns.
std::optional<Exhibit> attendance_exhibit(BriefBuilder& builder) {
  Exhibit exhibit;
  exhibit.id = "ladder-attendance";
  exhibit.sources = {"table:meetings"};
  exhibit.chart = {{"type", "attendance"}, {"states", builder.members()}, {"meeting", "meeting"},
                   {"date", "date"},       {"title", "occasion"},         {"rank", "setting"}};
  exhibit.table.columns = {{"meeting", "Meeting", "text"},
                           {"date", "Date", "date"},
                           {"occasion", "Occasion", "text"},
                           {"setting", "Setting", "text"}};
  for (const auto& state : builder.members())
    exhibit.table.columns.push_back({state, builder.name(state), "text"});
  const auto found = builder.ask_one("meetings.occasions", builder.members(), builder.within());
  for (const auto& one : found.details.at("occasions")) {
    Json row = one;
    row.erase("present");
    const auto& meetings = builder.record().meetings().rows;
    const auto id = one.at("meeting").get<std::string>();
    const auto m = std::find_if(meetings.begin(), meetings.end(), [&](const auto& r) { return r.id == id; });
    for (const auto& state : builder.members()) {
      const auto* who = m->of(state);
      row[state] = who == nullptr ? "" : spaced(word(who->rank));
    }
    exhibit.table.rows.push_back(std::move(row));
  }
  if (exhibit.table.rows.empty()) return std::nullopt;
  exhibit.title = fmt::format("{} brought three members or more together, {} of their own",
                              capital(spelled_out(exhibit.table.rows.size(), "occasion")),
                              spelled(static_cast<std::size_t>(found.number().value_or(0))));
  builder.keep(found, exhibit);
  exhibit.subtitle = "Members as rows, occasions as columns; the word is the rank that took part";
  exhibit.rule = found.rule.words;
  exhibit.notes.push_back(
      "Being in one room among others, or at one event, is no meeting of the group and counts on no rung of "
      "meetings.");
  return exhibit;
}

/// The configuration model's distribution of the number of meetings of three members.
std::optional<Exhibit> null_exhibit(BriefBuilder& builder) {
  const auto answer = builder.ask("meetings.higher", builder.members(),
                                  builder.within({{"null", {"configuration"}}, {"draws", 4000}}));
  const auto& null = answer.back();
  if (!null.details.is_object() || !null.details.contains("distribution") || null.n.value_or(0) == 0)
    return std::nullopt;
  Exhibit exhibit;
  exhibit.id = "ladder-null";
  exhibit.sources = {"table:meetings"};
  exhibit.chart = {
      {"type", "distribution"}, {"x", "meetings"}, {"y", "draws"}, {"mark", null.numerator.value_or(0)}};
  exhibit.table = {{{"meetings", "Meetings of three members", "number"}, {"draws", "Tables drawn", "number"}},
                   {},
                   "finding"};
  const std::string id = builder.keep(null, exhibit);
  for (const auto& row : null.details.at("distribution"))
    exhibit.table.rows.push_back(
        {{"meetings", row.at("meetings")}, {"draws", row.at("draws")}, {"finding", id}});
  exhibit.title =
      fmt::format("Whether three meet more than chance would have it: {}", std::get<std::string>(null.value));
  exhibit.subtitle =
      "Meetings of three members in tables in which each state keeps its number of meetings and each meeting "
      "its size";
  exhibit.rule = null.rule.words;
  exhibit.notes.push_back(capital(null.caveats.front()) + ".");
  return exhibit;
}

}  // namespace

void brief_ladder(BriefBuilder& builder) {
  auto answer = builder.ask("ladder.rungs", builder.members(), builder.within({{"basis", true}}));
  // Behind the ladder stand the findings that its rungs name.
  const auto end = std::find_if(answer.begin(), answer.end(), [](const Finding& one) {
    return one.measure != "ladder.rungs" && one.measure != "ladder.rung";
  });
  const std::vector<Finding> basis(end, answer.end());
  answer.erase(end, answer.end());
  Section section{"ladder", kLadderLayer, "", {}, true, {}};
  std::vector<std::string> holding;
  for (std::size_t i = 1; i < answer.size(); ++i) {
    if (judged(answer[i]) == "holds")
      holding.push_back(rung_title(answer[i].rule.data.at("part").get<std::string>()));
  }
  section.title = holding.empty()
                      ? "No rung of the ladder from pairs to a bloc holds outright"
                      : "Of the ladder from pairs to a bloc these rungs hold: " + [&] {
                          for (auto& one : holding)
                            one.front() =
                                static_cast<char>(std::tolower(static_cast<unsigned char>(one.front())));
                          return and_list(holding);
                        }();
  section.text.push_back(
      "Between states that talk and an alliance lie rungs. Each is judged by itself, by a criterion that was "
      "written down before: a group may stand on a high one and not on a low one.");
  for (const auto& caveat : answer.front().caveats) {
    if (caveat.starts_with("the weak member") || caveat.starts_with("no member is weaker"))
      section.text.push_back(capital(caveat) + ".");
  }
  section.exhibits.push_back(rungs_exhibit(builder, answer));
  for (const auto& one : basis) builder.keep(one);
  if (answer.front().details.contains("by half-year")) section.exhibits.push_back(band_exhibit(answer));
  if (builder.members().size() >= 3) {
    if (auto exhibit = attendance_exhibit(builder)) section.exhibits.push_back(std::move(*exhibit));
    if (auto exhibit = null_exhibit(builder)) section.exhibits.push_back(std::move(*exhibit));
  }
  builder.add(std::move(section));
}

}  // namespace blocs::findings
