#include "flows.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <utility>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/sources/csv.hpp"

namespace blocs::sources {
namespace {

constexpr std::size_t kMostPreamble = 30;  // lines before a header

bool has_all(std::span<const std::string_view> header, const std::vector<std::string_view>& columns) {
  return std::all_of(columns.begin(), columns.end(), [&](std::string_view column) {
    return std::find(header.begin(), header.end(), column) != header.end();
  });
}

[[noreturn]] void refuse_dots(const std::string& file) {
  throw Error::bad_input(
      "is of the IMF's Direction of Trade Statistics, whose files do not state whether they count dollars or "
      "millions of them",
      file, "take the International Trade in Goods by partner (IMTS) from data.imf.org as SDMX-CSV");
}

}  // namespace

FlowHarvest::FlowHarvest(const Known& known, Harvest& harvest)
    : known_(known), harvest_(harvest), codes_(known.states) {
  for (const auto& [code, state] : known.states) names_.emplace(folded(state.name), code);
}

std::span<const FlowHarvest::Form> FlowHarvest::forms() {
  static const std::vector<Form> kAll{
      {"IMF IMTS",
       {"COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", "FREQUENCY", "TIME_PERIOD", "OBS_VALUE"},
       false,
       &FlowHarvest::read_imts},
      {"UN Comtrade",
       {"freqCode", "refYear", "reporterISO", "flowCode", "partnerISO", "cmdCode", "primaryValue"},
       false,
       &FlowHarvest::read_comtrade},
      {"SIPRI by pair and year",
       {"year", "sender_iso3", "receiver_iso3", "tiv_million"},
       false,
       &FlowHarvest::read_arms_dyads},
      {"SIPRI trade register",
       {"Recipient", "Supplier", "Year(s) of delivery", "SIPRI TIV of delivered weapons"},
       true,
       &FlowHarvest::read_arms_register},
      {"COW capabilities", {"ccode", "year", "milper", "tpop"}, false, &FlowHarvest::read_capabilities}};
  return kAll;
}

const FlowHarvest::Form* FlowHarvest::form_of(ByteSource& bytes, const std::string& file) {
  RowStream rows(bytes);
  StreamRow row;
  for (std::size_t line = 0; line < kMostPreamble && rows.next(row); ++line) {
    const std::span<const std::string_view> header(row.fields);
    if (line == 0 && has_all(header, {"Country Code", "Indicator Code", "Counterpart Country Code"}))
      refuse_dots(file);
    for (const auto& form : forms()) {
      if ((line == 0 || form.preamble) && has_all(header, form.columns)) return &form;
    }
  }
  return nullptr;
}

void FlowHarvest::read(const Form& form, ByteSource& bytes, const std::string& file) {
  RowStream rows(bytes);
  StreamRow row;
  bool found = false;
  for (std::size_t line = 0; !found && line < kMostPreamble && rows.next(row); ++line) {
    found = has_all(std::span<const std::string_view>(row.fields), form.columns);
  }
  if (!found) throw Error::bad_input("has no header of " + std::string(form.name), file);
  harvest_.files.push_back({file, {}, 0, 0, nullptr});
  FileReading at(rows, file, {row.fields.begin(), row.fields.end()}, harvest_.quarantine);
  (this->*form.read)(at);
  at.finish();
  harvest_.files.back().taken = at.taken();
  harvest_.files.back().refused = at.refused();
}

void FlowHarvest::need_source(views::Source source) {
  const bool there =
      known_.sources.contains(source.id) || std::any_of(harvest_.sources.begin(), harvest_.sources.end(),
                                                        [&](const auto& s) { return s.id == source.id; });
  if (!there) harvest_.sources.push_back(std::move(source));
}

bool FlowHarvest::known_state(FileReading& at, std::string_view column, std::string_view code) {
  if (known_.states.contains(code)) return true;
  at.refuse(column, "no state has the code \"" + printable(code, 40) + "\"");
  return false;
}

void FlowHarvest::finish() {
  for (auto& [key, flows] : flows_) {
    const auto& [reporter, partner, year] = key;
    if (!flows.out || !flows.in) {
      const auto& there = flows.out ? *flows.out : *flows.in;
      auto& file = harvest_.files[there.file];
      --file.taken;
      ++file.refused;
      harvest_.quarantine.push_back(
          {file.name,
           there.line,
           {},
           std::string(flows.out ? "the imports" : "the exports") +
               " of the same reporter, partner and year are missing: half a total is none",
           {}});
      continue;
    }
    views::TradeTotal row;
    row.a = reporter;
    row.b = partner;
    if (row.b < row.a && row.b != "WLD") std::swap(row.a, row.b);
    row.year = year;
    row.reporter = reporter;
    row.value_usd_million = (flows.out->usd + flows.in->usd) / 1e6;
    row.id = row.a + "/" + row.b + "/" + std::to_string(year) + "/" + reporter;
    row.provenance = {flows.source, views::Confidence::high, "exports FOB and imports CIF added"};
    harvest_.trade.push_back(std::move(row));
  }
  for (const auto& [key, tiv] : arms_) {
    const auto& [supplier, recipient, year] = key;
    harvest_.arms.push_back({"SIPRI/" + supplier + "/" + recipient + "/" + std::to_string(year),
                             supplier,
                             recipient,
                             year,
                             tiv,
                             {"sipri-file", arms_confidence_, ""}});
  }
}

}  // namespace blocs::sources
