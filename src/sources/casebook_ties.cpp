// trade.csv, sanctions.csv, milestones.csv

#include <string>
#include <utility>

#include "casebook_tables.hpp"

namespace blocs::sources::casebook {
namespace {

void read_trade(Reading& at) {
  while (at.table.next()) {
    auto& t = at.table;
    views::TradeTotal row;
    row.a = at.state("state_a");
    const bool world = t.text("state_b") == "WLD";  // a state's trade with all others
    row.b = world ? "WLD" : at.state("state_b");
    if (!row.a.empty() && row.a == row.b) t.refuse("state_b", "is the same state as state_a");
    if (row.b < row.a && !world)
      std::swap(row.a, row.b);  // the total counts both directions, so the order says nothing
    if (t.text("year").empty()) t.refuse("year", "must not be empty");
    row.year = t.integer("year").value_or(0);
    if (t.text("value_usd_million").empty()) t.refuse("value_usd_million", "must not be empty");
    row.value_usd_million = t.number("value_usd_million").value_or(0);
    if (row.value_usd_million < 0) t.refuse("value_usd_million", "must not be negative");
    row.reporter = t.text("reporter") == "mixed" ? "mixed" : at.state("reporter");
    row.id = row.a + "/" + row.b + "/" + std::to_string(row.year) + "/" + row.reporter;
    at.only_once("year", row.id);
    row.provenance = at.provenance();
    if (t.take()) at.harvest.trade.push_back(std::move(row));
  }
}

/// `UN`, `EU`, or states.
std::string read_imposer(Reading& at) {
  std::string cell = at.table.needed("imposed_by");
  for (const auto& part : at.table.list("imposed_by")) {
    if (part != "UN" && part != "EU" && !at.check_state("imposed_by", part)) break;
  }
  return cell;
}

void read_sanctions(Reading& at) {
  while (at.table.next()) {
    auto& t = at.table;
    views::Sanction row;
    row.id = t.needed("sanction_id");
    at.only_once("sanction_id", row.id);
    row.target = at.state("target");
    row.imposed_by = read_imposer(at);
    row.measure = t.needed("measure");
    row.reference = t.text("reference");
    row.from = t.loose_date("from");
    row.eased = t.loose_date("eased");
    row.ended = t.loose_date("ended");
    row.restored = t.loose_date("restored");
    at.in_order("eased", row.from, row.eased);
    at.in_order("ended", row.from, row.ended);
    at.in_order("restored", row.ended ? row.ended : row.from, row.restored);
    row.provenance = at.provenance();
    if (t.take()) at.harvest.sanctions.push_back(std::move(row));
  }
}

void read_milestones(Reading& at) {
  static constexpr std::string_view kKinds[] = {
      "nuclear_test",     "missile_test", "resolution", "recognition", "signature",
      "entry_into_force", "accession",    "mandate",    "snapback",    "war",
      "summit",           "statement",    "report"};
  while (at.table.next()) {
    auto& t = at.table;
    views::Milestone row{{}, {Date(1900, 1, 1), Date(1900, 1, 1)}, {}, {}, {}, {}, {}};
    row.id = t.needed("milestone_id");
    at.only_once("milestone_id", row.id);
    if (t.text("date").empty()) t.refuse("date", "must not be empty");
    row.date = t.loose_date("date").value_or(row.date);
    row.states = at.states("states");
    row.kind = t.word("kind", kKinds);
    row.what = t.needed("what");
    row.reference = t.text("reference");
    row.provenance = at.provenance();
    if (t.take()) at.harvest.milestones.push_back(std::move(row));
  }
}

constexpr Column kTradeColumns[] = {{"state_a"},  {"state_b"}, {"year"},       {"value_usd_million"},
                                    {"reporter"}, {"source"},  {"confidence"}, {"note", false}};
constexpr Column kSanctionColumns[] = {{"sanction_id"}, {"target"}, {"imposed_by"}, {"measure"},
                                       {"reference"},   {"from"},   {"eased"},      {"ended"},
                                       {"restored"},    {"source"}, {"confidence"}, {"note", false}};
constexpr Column kMilestoneColumns[] = {{"milestone_id"}, {"date"},       {"states"},
                                        {"kind"},         {"what"},       {"reference"},
                                        {"source"},       {"confidence"}, {"note", false}};

}  // namespace

const Form kTrade{"trade", kTradeColumns, read_trade};
const Form kSanctions{"sanctions", kSanctionColumns, read_sanctions};
const Form kMilestones{"milestones", kMilestoneColumns, read_milestones};

}  // namespace blocs::sources::casebook
