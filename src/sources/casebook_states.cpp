// sources.csv, states.csv, state_names.csv

#include <utility>

#include "casebook_tables.hpp"

namespace blocs::sources::casebook {
namespace {

void read_sources(Reading& at) {
  static constexpr std::string_view kKinds[] = {"record", "dataset",  "official",
                                                "news",   "document", "reference"};
  while (at.table.next()) {
    auto& t = at.table;
    views::Source row;
    row.id = t.needed("source_id");
    at.only_once("source_id", row.id);
    row.kind = t.word("kind", kKinds);
    row.title = t.needed("title");
    row.publisher = t.text("publisher");
    row.url = t.text("url");
    t.loose_date("published");
    t.loose_date("accessed");
    row.published = t.text("published");
    row.accessed = t.text("accessed");
    row.note = t.text("note");
    if (!t.take()) continue;
    at.known.sources.insert(row.id);
    at.harvest.sources.push_back(std::move(row));
  }
}

void read_states(Reading& at) {
  static constexpr std::string_view kRegions[] = {"Africa", "Americas", "Asia", "Europe", "Oceania"};
  while (at.table.next()) {
    auto& t = at.table;
    StateRow row;
    row.code = t.needed("state");
    if (!row.code.empty() && !looks_like_state(row.code))
      t.refuse("state", "a state code is three capital letters");
    at.only_once("state", row.code);
    row.name = t.needed("name");
    row.cow_code = t.integer("cow_code");
    row.valid_from = t.loose_date("valid_from");
    row.valid_to = t.loose_date("valid_to");
    at.in_order("valid_to", row.valid_from, row.valid_to);
    row.region = t.word("region", kRegions);
    row.un_from = t.loose_date("un_from");
    row.un_to = t.loose_date("un_to");
    at.in_order("un_to", row.un_from, row.un_to);
    if (row.un_to && !row.un_from) t.refuse("un_from", "must be there where un_to is");
    row.provenance = at.provenance();
    if (!t.take()) continue;
    at.known.states.insert_or_assign(row.code, static_cast<const views::State&>(row));
    at.harvest.states.push_back(std::move(row));
  }
}

void read_state_names(Reading& at) {
  static constexpr std::string_view kKinds[] = {"official", "common", "former", "alias"};
  while (at.table.next()) {
    auto& t = at.table;
    StateName row;
    row.state = at.state("state");
    row.name = t.needed("name");
    at.only_once("name", row.state + "\n" + row.name);
    row.kind = t.word("kind", kKinds);
    row.valid_from = t.loose_date("valid_from");
    row.valid_to = t.loose_date("valid_to");
    at.in_order("valid_to", row.valid_from, row.valid_to);
    row.source = at.source();
    row.confidence = t.code<views::Confidence>("confidence");
    if (t.take()) at.harvest.state_names.push_back(std::move(row));
  }
}

constexpr Column kSourceColumns[] = {{"source_id"}, {"kind"},      {"title"},    {"publisher"},
                                     {"url"},       {"published"}, {"accessed"}, {"note", false}};
constexpr Column kStateColumns[] = {{"state"},    {"name"},       {"cow_code"},   {"valid_from"},
                                    {"valid_to"}, {"region"},     {"un_from"},    {"un_to"},
                                    {"source"},   {"confidence"}, {"note", false}};
constexpr Column kNameColumns[] = {{"state"},    {"name"},   {"kind"},      {"valid_from"},
                                   {"valid_to"}, {"source"}, {"confidence"}};

}  // namespace

const Form kSources{"sources", kSourceColumns, read_sources};
const Form kStates{"states", kStateColumns, read_states};
const Form kStateNames{"state_names", kNameColumns, read_state_names};

}  // namespace blocs::sources::casebook
