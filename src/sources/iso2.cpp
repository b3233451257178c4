#include "iso2.hpp"

#include <algorithm>
#include <iterator>

namespace blocs::sources {
namespace {

struct Pair {
  std::string_view two, three;
};

// In order of the first, for the search below.
constexpr Pair kCodes[] = {
    {"AD", "AND"}, {"AE", "ARE"}, {"AF", "AFG"}, {"AG", "ATG"}, {"AL", "ALB"}, {"AM", "ARM"}, {"AO", "AGO"},
    {"AR", "ARG"}, {"AT", "AUT"}, {"AU", "AUS"}, {"AZ", "AZE"}, {"BA", "BIH"}, {"BB", "BRB"}, {"BD", "BGD"},
    {"BE", "BEL"}, {"BF", "BFA"}, {"BG", "BGR"}, {"BH", "BHR"}, {"BI", "BDI"}, {"BJ", "BEN"}, {"BN", "BRN"},
    {"BO", "BOL"}, {"BR", "BRA"}, {"BS", "BHS"}, {"BT", "BTN"}, {"BU", "MMR"}, {"BW", "BWA"}, {"BY", "BLR"},
    {"BZ", "BLZ"}, {"CA", "CAN"}, {"CD", "COD"}, {"CF", "CAF"}, {"CG", "COG"}, {"CH", "CHE"}, {"CI", "CIV"},
    {"CL", "CHL"}, {"CM", "CMR"}, {"CN", "CHN"}, {"CO", "COL"}, {"CR", "CRI"}, {"CS", "CSK"}, {"CU", "CUB"},
    {"CV", "CPV"}, {"CY", "CYP"}, {"CZ", "CZE"}, {"DD", "DDR"}, {"DE", "DEU"}, {"DJ", "DJI"}, {"DK", "DNK"},
    {"DM", "DMA"}, {"DO", "DOM"}, {"DY", "BEN"}, {"DZ", "DZA"}, {"EC", "ECU"}, {"EE", "EST"}, {"EG", "EGY"},
    {"EH", "ESH"}, {"ER", "ERI"}, {"ES", "ESP"}, {"ET", "ETH"}, {"FI", "FIN"}, {"FJ", "FJI"}, {"FM", "FSM"},
    {"FR", "FRA"}, {"GA", "GAB"}, {"GB", "GBR"}, {"GD", "GRD"}, {"GE", "GEO"}, {"GH", "GHA"}, {"GM", "GMB"},
    {"GN", "GIN"}, {"GQ", "GNQ"}, {"GR", "GRC"}, {"GT", "GTM"}, {"GW", "GNB"}, {"GY", "GUY"}, {"HN", "HND"},
    {"HR", "HRV"}, {"HT", "HTI"}, {"HU", "HUN"}, {"HV", "BFA"}, {"ID", "IDN"}, {"IE", "IRL"}, {"IL", "ISR"},
    {"IN", "IND"}, {"IQ", "IRQ"}, {"IR", "IRN"}, {"IS", "ISL"}, {"IT", "ITA"}, {"JM", "JAM"}, {"JO", "JOR"},
    {"JP", "JPN"}, {"KE", "KEN"}, {"KG", "KGZ"}, {"KH", "KHM"}, {"KI", "KIR"}, {"KM", "COM"}, {"KN", "KNA"},
    {"KP", "PRK"}, {"KR", "KOR"}, {"KV", "XKX"}, {"KW", "KWT"}, {"KZ", "KAZ"}, {"LA", "LAO"}, {"LB", "LBN"},
    {"LC", "LCA"}, {"LI", "LIE"}, {"LK", "LKA"}, {"LR", "LBR"}, {"LS", "LSO"}, {"LT", "LTU"}, {"LU", "LUX"},
    {"LV", "LVA"}, {"LY", "LBY"}, {"MA", "MAR"}, {"MC", "MCO"}, {"MD", "MDA"}, {"ME", "MNE"}, {"MG", "MDG"},
    {"MH", "MHL"}, {"MK", "MKD"}, {"ML", "MLI"}, {"MM", "MMR"}, {"MN", "MNG"}, {"MR", "MRT"}, {"MT", "MLT"},
    {"MU", "MUS"}, {"MV", "MDV"}, {"MW", "MWI"}, {"MX", "MEX"}, {"MY", "MYS"}, {"MZ", "MOZ"}, {"NA", "NAM"},
    {"NE", "NER"}, {"NG", "NGA"}, {"NI", "NIC"}, {"NL", "NLD"}, {"NO", "NOR"}, {"NP", "NPL"}, {"NR", "NRU"},
    {"NZ", "NZL"}, {"OM", "OMN"}, {"PA", "PAN"}, {"PE", "PER"}, {"PG", "PNG"}, {"PH", "PHL"}, {"PK", "PAK"},
    {"PL", "POL"}, {"PS", "PSE"}, {"PT", "PRT"}, {"PW", "PLW"}, {"PY", "PRY"}, {"QA", "QAT"}, {"RH", "ZWE"},
    {"RO", "ROU"}, {"RS", "SRB"}, {"RU", "RUS"}, {"RW", "RWA"}, {"SA", "SAU"}, {"SB", "SLB"}, {"SC", "SYC"},
    {"SD", "SDN"}, {"SE", "SWE"}, {"SG", "SGP"}, {"SI", "SVN"}, {"SK", "SVK"}, {"SL", "SLE"}, {"SM", "SMR"},
    {"SN", "SEN"}, {"SO", "SOM"}, {"SR", "SUR"}, {"SS", "SSD"}, {"ST", "STP"}, {"SU", "RUS"}, {"SV", "SLV"},
    {"SY", "SYR"}, {"SZ", "SWZ"}, {"TD", "TCD"}, {"TG", "TGO"}, {"TH", "THA"}, {"TJ", "TJK"}, {"TL", "TLS"},
    {"TM", "TKM"}, {"TN", "TUN"}, {"TO", "TON"}, {"TP", "TLS"}, {"TR", "TUR"}, {"TT", "TTO"}, {"TV", "TUV"},
    {"TW", "TWN"}, {"TZ", "TZA"}, {"UA", "UKR"}, {"UG", "UGA"}, {"US", "USA"}, {"UY", "URY"}, {"UZ", "UZB"},
    {"VA", "VAT"}, {"VC", "VCT"}, {"VE", "VEN"}, {"VN", "VNM"}, {"VU", "VUT"}, {"WS", "WSM"}, {"XK", "XKX"},
    {"YD", "YMD"}, {"YE", "YEM"}, {"YU", "YUG"}, {"ZA", "ZAF"}, {"ZM", "ZMB"}, {"ZR", "COD"}, {"ZW", "ZWE"},
};

}  // namespace

std::string_view alpha3_of(std::string_view alpha2) {
  const auto* at = std::lower_bound(std::begin(kCodes), std::end(kCodes), alpha2,
                                    [](const Pair& pair, std::string_view code) { return pair.two < code; });
  return at != std::end(kCodes) && at->two == alpha2 ? at->three : std::string_view();
}

}  // namespace blocs::sources
