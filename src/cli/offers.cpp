#include "offers.hpp"

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"

namespace blocs::cli {

const std::vector<Offer>& offers() {
  static const std::vector<Offer> all{
      {"undl",
       "United Nations voting data, UN Dag Hammarskjöld Library",
       "https://digitallibrary.un.org/record/4060887",
       "Copyright United Nations. Non-commercial use, with attribution; terms of the UN Digital Library.",
       {{"undl_ga_voting.csv", "https://digitallibrary.un.org/record/4060887/files/2026_02_06_ga_voting.csv"},
        {"undl_sc_voting.csv",
         "https://digitallibrary.un.org/record/4055387/files/2026_02_06_sc_voting.csv"}}},
      {"voeten",
       "United Nations General Assembly Voting Data (Voeten, Strezhnev, Bailey), Harvard Dataverse",
       "https://doi.org/10.7910/DVN/LEJUQZ",
       "CC0 1.0: free for any use; the authors ask to be cited.",
       {{"voeten_unga.zip",
         "https://dataverse.harvard.edu/api/access/dataset/:persistentId/?persistentId=doi:10.7910/DVN/"
         "LEJUQZ"}}}};
  return all;
}

const Offer& offer_called(std::string_view name) {
  std::vector<std::string> names;
  for (const auto& offer : offers()) {
    if (offer.name == name) return offer;
    names.push_back(offer.name);
  }
  const std::string near = did_you_mean(name, names);
  throw Error::not_found("there is no source \"" + std::string(name) + "\"",
                         near.empty() ? join(names, ", ") : near);
}

}  // namespace blocs::cli
