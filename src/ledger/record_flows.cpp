// Rows of the ledger into views: what flows between states, what they hold, and dated facts.
#include <algorithm>

#include "blocs/core/text.hpp"
#include "ledger_record.hpp"

namespace blocs::ledger {

std::vector<views::TradeTotal> LedgerRecord::read_trade() const {
  std::vector<views::TradeTotal> found;
  each("SELECT trade_id, state_a, state_b, year, value_usd_million, reporter" + std::string(kProvenance) +
           "trade_total",
       [&](Cells at) {
         views::TradeTotal row;
         row.id = at.text();
         row.a = at.text();
         row.b = at.text();
         row.year = at.integer();
         row.value_usd_million = at.real();
         row.reporter = at.text();
         row.provenance = at.provenance();
         found.push_back(std::move(row));
       });
  sort_by_id(found);
  return found;
}

std::vector<views::Sanction> LedgerRecord::read_sanctions() const {
  std::vector<views::Sanction> found;
  each("SELECT sanction_id, target, imposed_by, measure, reference, valid_from, eased, ended, restored" +
           std::string(kProvenance) + "sanction",
       [&](Cells at) {
         views::Sanction row;
         row.id = at.text();
         row.target = at.text();
         row.imposed_by = at.text();
         row.measure = at.text();
         row.reference = at.text();
         row.from = at.loose_date();
         row.eased = at.loose_date();
         row.ended = at.loose_date();
         row.restored = at.loose_date();
         row.provenance = at.provenance();
         found.push_back(std::move(row));
       });
  sort_by_id(found);
  return found;
}

std::vector<views::Milestone> LedgerRecord::read_milestones() const {
  std::vector<views::Milestone> found;
  auto states = sorted_lists("SELECT milestone_id, state FROM milestone_state");
  each("SELECT milestone_id, date, kind, what, reference" + std::string(kProvenance) +
           "milestone ORDER BY date, milestone_id",
       [&](Cells at) {
         std::string id = at.text();
         const auto date = at.loose_date();
         if (!date) throw Error::in_ledger("the milestone " + id + " has no date", database_.name());
         auto list = std::move(states[id]);
         std::string kind = at.text();
         std::string what = at.text();
         std::string reference = at.text();
         found.push_back({std::move(id), *date, std::move(list), std::move(kind), std::move(what),
                          std::move(reference), at.provenance()});
       });
  return found;
}

std::vector<views::Indicator> LedgerRecord::read_indicators() const {
  std::vector<views::Indicator> found;
  each("SELECT indicator_id, denominator, indicator, about, valid_from, valid_to, value, coded_on" +
           std::string(kProvenance) + "indicator",
       [&](Cells at) {
         views::Indicator row;
         row.id = at.text();
         row.denominator = at.text();
         row.indicator = at.text();
         row.state = at.text();
         row.from = at.loose_date();
         row.to = at.loose_date();
         row.value = at.text();
         row.coded_on = at.date();
         row.provenance = at.provenance();
         found.push_back(std::move(row));
       });
  sort_by_id(found);
  return found;
}

std::vector<views::Estimate> LedgerRecord::read_estimates() const {
  std::vector<views::Estimate> found;
  each(
      "SELECT estimate_id, quantity, state_from, state_to, item, unit, as_of, low, high, said_by, "
      "reliability, credibility" +
          std::string(kProvenance) + "estimate",
      [&](Cells at) {
        views::Estimate row;
        row.id = at.text();
        row.quantity = at.text();
        row.from = at.text();
        row.to = at.text();
        row.item = at.text();
        row.unit = at.text();
        row.as_of = at.loose_date().value_or(row.as_of);
        row.low = at.maybe_real();
        row.high = at.maybe_real();
        row.said_by = at.text();
        row.reliability = at.text().front();
        row.credibility = at.integer();
        row.provenance = at.provenance();
        found.push_back(std::move(row));
      });
  sort_by_id(found);
  return found;
}

std::vector<views::ArmsTransfer> LedgerRecord::read_arms() const {
  std::vector<views::ArmsTransfer> found;
  each("SELECT arms_id, state_from, state_to, year, tiv_million" + std::string(kProvenance) + "arms_transfer",
       [&](Cells at) {
         views::ArmsTransfer row;
         row.id = at.text();
         row.supplier = at.text();
         row.recipient = at.text();
         row.year = at.integer();
         row.tiv_million = at.real();
         row.provenance = at.provenance();
         found.push_back(std::move(row));
       });
  sort_by_id(found);
  return found;
}

std::vector<views::EventCount> LedgerRecord::read_event_counts() const {
  std::vector<views::EventCount> found;
  each("SELECT event_count_id, state_actor, state_target, year, month, root, CAST(events AS INTEGER)" +
           std::string(kProvenance) + "event_count",
       [&](Cells at) {
         views::EventCount row;
         row.id = at.text();
         row.actor = at.text();
         row.target = at.text();
         row.year = at.integer();
         row.month = at.integer();
         row.root = at.integer();
         row.count = static_cast<std::size_t>(std::max(0, at.integer()));
         row.provenance = at.provenance();
         found.push_back(std::move(row));
       });
  sort_by_id(found);
  return found;
}

}  // namespace blocs::ledger
