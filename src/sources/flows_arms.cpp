// Arms (SIPRI) and armed forces (Correlates of War).

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "blocs/core/numbers.hpp"
#include "blocs/core/text.hpp"
#include "blocs/sources/csv.hpp"
#include "flows.hpp"

namespace blocs::sources {
namespace {

constexpr std::string_view kCapabilities = "cow-nmc-file";
constexpr std::size_t kMostYears = 60;  // of delivery of one order

std::optional<int> year_in(std::string_view text) {
  const auto year = number_in<int>(text);
  return year && *year >= 1800 && *year <= 2100 ? year : std::nullopt;
}

std::optional<double> amount_in(std::string_view text) {
  const auto value = number_in<double>(text);
  return value && std::isfinite(*value) && *value >= 0 ? value : std::nullopt;
}

/// A number in as few digits as give it.
std::string shortest(double value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
}

views::Source sipri_source() {
  return {"sipri-file",
          "dataset",
          "SIPRI Arms Transfers Database, as imported",
          "Stockholm International Peace Research Institute",
          "https://www.sipri.org/databases/armstransfers",
          "",
          "",
          "imported; trend-indicator values are volumes of major arms, not money"};
}

struct Alias {
  std::string_view name, state;
};
/// What SIPRI calls otherwise than the record does.
constexpr Alias kAliases[] = {{"Soviet Union", "RUS"},
                              {"Viet Nam", "VNM"},
                              {"Turkiye", "TUR"},
                              {"Turkey", "TUR"},
                              {"UAE", "ARE"},
                              {"Bosnia-Herzegovina", "BIH"},
                              {"DR Congo", "COD"},
                              {"Congo", "COG"},
                              {"Cote d'Ivoire", "CIV"},
                              {"Czechia", "CZE"},
                              {"Czech Republic", "CZE"},
                              {"East Germany (GDR)", "DDR"},
                              {"Germany (FRG)", "DEU"},
                              {"Macedonia", "MKD"},
                              {"North Macedonia", "MKD"},
                              {"Swaziland", "SWZ"},
                              {"Brunei", "BRN"},
                              {"Burma", "MMR"},
                              {"Laos", "LAO"},
                              {"Cape Verde", "CPV"},
                              {"Timor-Leste", "TLS"},
                              {"United States", "USA"},
                              {"South Korea", "KOR"},
                              {"North Korea", "PRK"}};

/// "2019; 2020" or "2019-2021": years, each once.
std::vector<int> years_in(std::string_view text) {
  std::vector<int> years;
  for (const auto& part : split(text, ';')) {
    const auto dash = part.find('-');
    const auto from = year_in(part.substr(0, dash));
    const auto to = dash == std::string::npos ? from : year_in(part.substr(dash + 1));
    if (!from || !to || *to < *from || static_cast<std::size_t>(*to - *from) > kMostYears) return {};
    for (int year = *from; year <= *to; ++year) years.push_back(year);
  }
  std::sort(years.begin(), years.end());
  years.erase(std::unique(years.begin(), years.end()), years.end());
  return years;
}

}  // namespace

std::string FlowHarvest::named(std::string_view name) const {
  for (const auto& alias : kAliases) {
    if (alias.name == name && known_.states.contains(alias.state)) return std::string(alias.state);
  }
  const auto at = names_.find(folded(name));
  return at == names_.end() ? std::string() : at->second;
}

void FlowHarvest::add_arms(const std::string& supplier, const std::string& recipient, int year, double tiv) {
  arms_[{supplier, recipient, year}] += tiv;
}

void FlowHarvest::read_arms_dyads(FileReading& at) {
  need_source(sipri_source());
  const auto supplier = at.column("sender_iso3");
  const auto recipient = at.column("receiver_iso3");
  const auto year_at = at.column("year");
  const auto value = at.column("tiv_million");
  while (at.next()) {
    const auto year = year_in(at.cell(year_at));
    const auto tiv = amount_in(at.cell(value));
    if (!year) {
      at.refuse("year", "is no year");
    } else if (!tiv) {
      at.refuse("tiv_million", "is no number from 0");
    } else if (known_state(at, "sender_iso3", at.cell(supplier)) &&
               known_state(at, "receiver_iso3", at.cell(recipient))) {
      const Key key{at.cell(supplier), at.cell(recipient), *year};
      if (arms_.contains(key)) {
        at.refuse("year", "this pair and year stand in an earlier row");
        continue;
      }
      add_arms(std::get<0>(key), std::get<1>(key), *year, *tiv);
      at.take();
    }
  }
}

void FlowHarvest::read_arms_register(FileReading& at) {
  need_source(sipri_source());
  arms_confidence_ = views::Confidence::medium;  // years of delivery are spread evenly
  const auto supplier_at = at.column("Supplier");
  const auto recipient_at = at.column("Recipient");
  const auto years_at = at.column("Year(s) of delivery");
  const auto value = at.column("SIPRI TIV of delivered weapons");
  while (at.next()) {
    const auto supplier = named(at.cell(supplier_at));
    const auto recipient = named(at.cell(recipient_at));
    const auto years = years_in(at.cell(years_at));
    const auto tiv = amount_in(at.cell(value));
    if (supplier.empty()) {
      at.refuse("Supplier", "is no state on record: \"" + printable(at.cell(supplier_at), 60) + "\"");
    } else if (recipient.empty()) {
      at.refuse("Recipient", "is no state on record: \"" + printable(at.cell(recipient_at), 60) + "\"");
    } else if (!tiv) {
      at.refuse("SIPRI TIV of delivered weapons", "is no number from 0");
    } else if (years.empty()) {
      at.refuse("Year(s) of delivery",
                "gives no years: nothing is known to be delivered, or the years are not");
    } else {
      for (const int year : years)
        add_arms(supplier, recipient, year, *tiv / static_cast<double>(years.size()));
      at.take();
    }
  }
}

/// False where the state's year is there already.
bool FlowHarvest::add_capability(std::string denominator, const std::string& indicator,
                                 const std::string& state, const LooseDate& year, double value) {
  const std::string id = indicator + "/" + state + "/" + std::to_string(year.first.year());
  if (!indicator_ids_.insert(id).second) return false;
  harvest_.indicators.push_back({id,
                                 std::move(denominator),
                                 indicator,
                                 state,
                                 year,
                                 year,
                                 shortest(value),
                                 year.last,
                                 {std::string(kCapabilities), views::Confidence::high, ""}});
  return true;
}

void FlowHarvest::read_capabilities(FileReading& at) {
  need_source({std::string(kCapabilities), "dataset",
               "National Material Capabilities, as imported. Cite: Singer, Bremer and Stuckey 1972, "
               "in Russett (ed.), Peace, War, and Numbers",
               "Correlates of War Project", "https://correlatesofwar.org", "", "",
               "imported; total population, and military personnel over it"});
  const auto state_at = at.column("ccode");
  const auto year_at = at.column("year");
  const auto forces = at.column("milper");
  const auto people = at.column("tpop");
  while (at.next()) {
    const auto cow = number_in<int>(at.cell(state_at));
    const auto year = year_in(at.cell(year_at));
    const auto soldiers = amount_in(at.cell(forces));
    const auto population = amount_in(at.cell(people));
    if (!cow || !year) {
      at.refuse(cow ? "year" : "ccode", "is no number");
      continue;
    }
    const LooseDate span{Date(*year, 1, 1), Date(*year, 12, 31)};
    const auto spans = codes_.spans(*cow, span, span);
    if (spans.empty()) {
      at.refuse("ccode", "no state has the number " + std::to_string(*cow));
    } else if (!soldiers || !population || *population <= 0) {
      at.refuse(soldiers ? "tpop" : "milper", "is not known: -9 or empty");
    } else {
      const std::string& state = spans.back().state;
      const auto per_1000 = std::round(1e6 * *soldiers / *population) / 1000;
      if (!add_capability("militarisation", "armed_forces_per_1000", state, span, per_1000) ||
          !add_capability(std::string(views::kSizeOfState), "population", state, span, *population)) {
        at.refuse("year", "this state and year stand in an earlier row");
        continue;
      }
      at.take();
    }
  }
}

}  // namespace blocs::sources
