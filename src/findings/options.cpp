#include "blocs/findings/options.hpp"

#include <algorithm>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"

namespace blocs::findings {

Options::Options(const Json& json) : json_(json) {
  if (!json.is_object()) throw Error::usage("options are a table of names and values");
}

bool Options::has(const std::string& key) const {
  return json_.contains(key) && !json_.at(key).is_null();
}

std::string Options::text(const std::string& key, const std::string& otherwise) {
  allow(key);
  if (!has(key)) return otherwise;
  if (!json_.at(key).is_string()) throw Error::usage("\"" + key + "\" is a text");
  return json_.at(key).get<std::string>();
}

bool Options::flag(const std::string& key, bool otherwise) {
  allow(key);
  if (!has(key)) return otherwise;
  if (!json_.at(key).is_boolean()) throw Error::usage("\"" + key + "\" is true or false");
  return json_.at(key).get<bool>();
}

long Options::whole(const std::string& key, long otherwise) {
  allow(key);
  if (!has(key)) return otherwise;
  if (!json_.at(key).is_number_integer()) throw Error::usage("\"" + key + "\" is a whole number");
  return json_.at(key).get<long>();
}

std::vector<std::string> Options::list(const std::string& key, std::vector<std::string> otherwise) {
  allow(key);
  if (!has(key)) return otherwise;
  const auto& value = json_.at(key);
  if (value.is_string()) return split(value.get<std::string>(), ',');
  std::vector<std::string> words;
  if (!value.is_array()) throw Error::usage("\"" + key + "\" is a list of texts");
  for (const auto& item : value) {
    if (!item.is_string()) throw Error::usage("\"" + key + "\" is a list of texts");
    words.push_back(item.get<std::string>());
  }
  return words;
}

std::optional<Date> Options::date(const std::string& key) {
  const std::string text = this->text(key, "");
  if (text.empty()) return std::nullopt;
  const auto date = Date::parse(text);
  if (!date) throw Error::usage("\"" + text + "\" is not a date (" + key + ")", "dates are YYYY-MM-DD");
  return date;
}

void Options::finish() const {
  for (const auto& [key, value] : json_.items()) {
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
      throw Error::usage("there is no option \"" + key + "\" here", did_you_mean(key, known_));
    }
  }
}

}  // namespace blocs::findings
