// The brief as JSON: docs/brief.schema.json, and web/src/lib/brief.ts for the page.
#include "blocs/core/parallel.hpp"
#include "blocs/findings/brief.hpp"

namespace blocs::findings {
namespace {

Json table_json(const Table& table) {
  Json columns = Json::array();
  for (const auto& column : table.columns) {
    columns.push_back({{"key", column.key}, {"label", column.label}, {"type", column.type}});
  }
  Json rows = Json::array();
  for (const auto& row : table.rows) rows.push_back(row);
  Json json{{"columns", std::move(columns)}, {"rows", std::move(rows)}};
  if (!table.finding.empty()) json["finding"] = table.finding;
  return json;
}

Json exhibit_json(const Exhibit& exhibit) {
  return {{"id", exhibit.id},
          {"title", exhibit.title},
          {"subtitle", exhibit.subtitle},
          {"chart", exhibit.chart},
          {"table", table_json(exhibit.table)},
          {"rule", exhibit.rule},
          {"notes", exhibit.notes},
          {"sources", exhibit.sources},
          {"findings", exhibit.findings}};
}

Json section_json(const Section& section) {
  Json exhibits = Json::array();
  for (const auto& exhibit : section.exhibits) exhibits.push_back(exhibit_json(exhibit));
  Json json{{"id", section.id},     {"layer", section.layer},       {"title", section.title},
            {"text", section.text}, {"observed", section.observed}, {"exhibits", std::move(exhibits)}};
  if (!section.part.empty()) json["part"] = section.part;
  return json;
}

Json evidence_json(const BriefEvidence& row) {
  Json json{{"what", row.what}, {"date", row.date}, {"source", row.source}};
  if (!row.url.empty()) json["url"] = row.url;
  return json;
}

Json source_json(const views::Source& source) {
  return {{"id", source.id},   {"title", source.title},         {"publisher", source.publisher},
          {"url", source.url}, {"published", source.published}, {"accessed", source.accessed}};
}

template <typename List, typename Write>
Json list_json(const List& list, Write write) {
  Json json = Json::array();
  for (const auto& item : list) json.push_back(write(item));
  return json;
}

/// The same for lists that hold most of a brief.
template <typename List, typename Write>
Json long_list_json(const List& list, Write write) {
  Json::array_t json(list.size());
  parallel_for(list.size(), 0, [&](std::size_t i, std::size_t) { json[i] = write(list[i]); });
  return json;
}

/// Keys of a map are known to differ: appended, where `json[key]` would look through all those before.
template <typename Map, typename Write>
Json object_json(const Map& map, Write write) {
  Json::object_t object;
  object.reserve(map.size());
  for (const auto& [key, item] : map) object.emplace_back(key, write(item));
  return object;
}

}  // namespace

Json to_json(const Brief& brief) {
  Json members = Json::array();
  for (const auto& member : brief.group.members) {
    members.push_back({{"state", member}, {"name", brief.states.at(member)}});
  }
  return {
      {"format", "blocs-brief/1"},
      {"version", brief.version},
      {"group",
       {{"name", brief.group.name},
        {"title", brief.group.title},
        {"members", members},
        {"note", brief.group.note}}},
      {"period", {{"since", brief.since.iso()}, {"until", brief.until.iso()}}},
      {"headline",
       {{"title", brief.headline.title}, {"text", brief.headline.text}, {"sure", brief.headline.sure}}},
      {"key_figures", list_json(brief.key_figures,
                                [](const KeyFigure& f) {
                                  return Json{{"value", f.value},
                                              {"words", f.words},
                                              {"finding", f.finding},
                                              {"section", f.section}};
                                })},
      {"sections", long_list_json(brief.sections, section_json)},
      {"claims", list_json(brief.claims, [](const Json& claim) { return claim; })},
      {"findings", long_list_json(brief.findings, [](const Finding& f) { return to_json(f); })},
      {"evidence", object_json(brief.evidence, evidence_json)},
      {"sources", list_json(brief.sources, source_json)},
      {"method", list_json(brief.method,
                           [](const Brief::Note& n) { return Json{{"title", n.title}, {"text", n.text}}; })},
      {"states", object_json(brief.states, [](const std::string& name) { return name; })},
  };
}

}  // namespace blocs::findings
