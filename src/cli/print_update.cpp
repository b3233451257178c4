#include "print_update.hpp"

#include <fmt/format.h>

#include <ostream>

#include "print_findings.hpp"
#include "table.hpp"

namespace blocs::cli {
namespace {

using findings::Json;

std::string number(double value) {
  return fmt::format("{:.3f}", value);
}

/// `{"compared": n, "why_not": null, NAME: [...]}`
template <typename T, typename Row>
Json part_json(const Changes::Part<T>& part, const char* name, const Row& row) {
  Json rows = Json::array();
  for (const auto& one : part.rows) rows.push_back(row(one));
  Json json{{"compared", part.compared}};
  json["why_not"] = part.why_not.empty() ? Json() : Json(part.why_not);
  json[name] = std::move(rows);
  return json;
}

Json changes_json(const Changes& changes) {
  Json votes = Json::array();
  for (const auto& v : changes.votes) {
    votes.push_back(
        {{"body", v.body}, {"source", v.source}, {"added", v.added}, {"first", v.first}, {"last", v.last}});
  }
  const auto move = [](const Changes::Move& m) {
    return Json{{"state", m.state},
                {"session", m.session},
                {"before", m.before},
                {"after", m.after},
                {"noise", m.noise}};
  };
  const auto flip = [](const Changes::Flip& f) {
    return Json{{"group", f.group}, {"rung", f.rung}, {"before", f.before}, {"after", f.after}};
  };
  const auto verdict = [](const Changes::Verdict& v) {
    return Json{{"claim", v.claim}, {"text", v.text}, {"before", v.before}, {"after", v.after}};
  };
  return {{"votes_added", votes},
          {"votes_gone", changes.votes_gone},
          {"points", part_json(changes.points, "moved", move)},
          {"rungs", part_json(changes.rungs, "flipped", flip)},
          {"claims", part_json(changes.claims, "changed", verdict)}};
}

Json update_json(const UpdateDone& done) {
  Json files = Json::array();
  for (const auto& file : done.files)
    files.push_back({{"name", file.name}, {"address", file.address}, {"state", file.state}});
  Json tables = Json::array();
  for (const auto& t : done.import.tables) {
    if (t.read > 0) {
      tables.push_back({{"table", t.table},
                        {"read", t.read},
                        {"added", t.added},
                        {"changed", t.changed},
                        {"unchanged", t.unchanged}});
    }
  }
  Json json{{"dry_run", done.dry_run}, {"files", files}, {"imported", done.imported}};
  json["rows_refused"] = done.imported ? Json(done.import.quarantine_total) : Json();
  json["tables"] = std::move(tables);
  json["changes"] = done.imported ? changes_json(done.changes) : Json();
  return {{"update", std::move(json)}};
}

TextTable as_rows(const UpdateDone& done) {
  TextTable table;
  for (const char* title : {"what", "name", "detail", "before", "after", "n", "first", "last"})
    table.columns.push_back({title});
  for (const auto& file : done.files)
    table.rows.push_back({"file", file.name, file.address, "", file.state, "", "", ""});
  if (!done.imported) return table;
  for (const auto& v : done.changes.votes)
    table.rows.push_back({"votes added", v.body, v.source, "", "", std::to_string(v.added), v.first, v.last});
  const auto why = [&](const char* what, const auto& part) {
    if (!part.why_not.empty()) table.rows.push_back({what, "", part.why_not, "", "", "", "", ""});
  };
  why("point moved", done.changes.points);
  for (const auto& m : done.changes.points.rows) {
    table.rows.push_back({"point moved", m.state, fmt::format("session {}", m.session), number(m.before),
                          number(m.after), "", "", ""});
  }
  why("rung flipped", done.changes.rungs);
  for (const auto& f : done.changes.rungs.rows)
    table.rows.push_back({"rung flipped", f.group, f.rung, f.before, f.after, "", "", ""});
  why("verdict changed", done.changes.claims);
  for (const auto& v : done.changes.claims.rows)
    table.rows.push_back({"verdict changed", v.claim, v.text, v.before, v.after, "", "", ""});
  return table;
}

/// A heading with how many were compared, and the table if there is anything in it.
template <typename T>
void print_part(Context& context, const Changes::Part<T>& part, const std::string& title,
                const std::string& of, const TextTable& table) {
  if (!part.why_not.empty()) {
    context.out() << fmt::format("\n{}: cannot be told: {}\n", title, part.why_not);
    return;
  }
  context.out() << fmt::format("\n{}: {} of {} {}\n", title, part.rows.size(), part.compared, of);
  if (!part.rows.empty()) print(context.out(), table);
}

void print_changes(Context& context, const Changes& changes) {
  TextTable votes;
  votes.columns = {{"body"}, {"source"}, {"votes added", true}, {"first"}, {"last"}};
  for (const auto& v : changes.votes)
    votes.rows.push_back({v.body, v.source, std::to_string(v.added), v.first, v.last});
  context.out() << (votes.rows.empty() ? "\nvotes added: none\n" : "\n");
  if (!votes.rows.empty()) print(context.out(), votes);
  if (changes.votes_gone > 0)
    context.out() << fmt::format("votes no longer under their id: {}\n", changes.votes_gone);
  TextTable points;
  points.columns = {{"state"}, {"session", true}, {"before", true}, {"after", true}, {"noise", true}};
  for (const auto& m : changes.points.rows) {
    points.rows.push_back(
        {m.state, std::to_string(m.session), number(m.before), number(m.after), number(m.noise)});
  }
  print_part(context, changes.points, "states whose ideal points moved beyond noise", "states", points);
  TextTable rungs;
  rungs.columns = {{"group"}, {"rung"}, {"before"}, {"after"}};
  for (const auto& f : changes.rungs.rows) rungs.rows.push_back({f.group, f.rung, f.before, f.after});
  print_part(context, changes.rungs, "ladder rungs flipped", "rungs of well-known groups", rungs);
  TextTable claims;
  claims.columns = {{"claim"}, {"text", false, 60}, {"before"}, {"after"}};
  for (const auto& v : changes.claims.rows) claims.rows.push_back({v.claim, v.text, v.before, v.after});
  print_part(context, changes.claims, "claims whose verdict changed", "claims that ship", claims);
}

void print_tables(Context& context, const UpdateDone& done) {
  TextTable files;
  files.columns = {{"file"}, {"state"}};
  for (const auto& file : done.files) files.rows.push_back({file.name, file.state});
  print(context.out(), files);
  if (done.imported) {
    print_changes(context, done.changes);
    context.out() << fmt::format(
        "\n{} rows refused{}\n", done.import.quarantine_total,
        done.import.quarantine_total > 0 ? "; `blocs sql \"FROM quarantine\" --ledger FILE` says why" : "");
  } else if (done.dry_run) {
    context.out() << "dry run: nothing was fetched or written\n";
  } else {
    context.out() << "nothing new for the ledger; it is as it was\n";
  }
}

}  // namespace

void print_update(Context& context, const UpdateDone& done) {
  if (context.format == "json") {
    print_json(context, update_json(done));
  } else if (context.format == "csv") {
    print_csv(context.out(), as_rows(done));
  } else {
    print_tables(context, done);
  }
}

}  // namespace blocs::cli
