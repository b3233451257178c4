#include "json_options.hpp"

#include <algorithm>
#include <cstdint>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"

namespace blocs::findings {

Json take(Json& options, const std::string& key) {
  if (!options.contains(key)) return nullptr;
  Json value = options.at(key);
  options.erase(key);
  return value;
}

std::string text_option(Json& options, const std::string& key, const std::string& otherwise) {
  const Json value = take(options, key);
  if (value.is_null()) return otherwise;
  if (!value.is_string()) throw Error::usage("\"" + key + "\" is a text");
  return value.get<std::string>();
}

std::string word_option(Json& options, const std::string& key, const std::vector<std::string>& words,
                        const std::string& otherwise) {
  const Json value = take(options, key);
  if (value.is_null()) return otherwise;
  if (!value.is_string()) throw Error::usage("\"" + key + "\" is one of " + join(words, ", "));
  auto word = value.get<std::string>();
  if (std::find(words.begin(), words.end(), word) != words.end()) return word;
  const auto near = did_you_mean(word, words);
  throw Error::usage("\"" + word + "\" is none of " + join(words, ", ") + " (" + key + ")", near);
}

std::size_t count_option(Json& options, const std::string& key, std::size_t otherwise) {
  const Json value = take(options, key);
  if (value.is_null()) return otherwise;
  if (!value.is_number_integer() || value.get<std::int64_t>() < 0) {
    throw Error::usage("\"" + key + "\" is a whole number that is not negative");
  }
  return value.get<std::size_t>();
}

bool flag_option(Json& options, const std::string& key, bool otherwise) {
  const Json value = take(options, key);
  if (value.is_null()) return otherwise;
  if (!value.is_boolean()) throw Error::usage("\"" + key + "\" is true or false");
  return value.get<bool>();
}

std::optional<std::vector<std::string>> list_option(Json& options, const std::string& key) {
  const Json value = take(options, key);
  if (value.is_null()) return std::nullopt;
  if (value.is_string()) return split(value.get<std::string>(), ',');
  if (!value.is_array()) throw Error::usage("\"" + key + "\" is a list of texts");
  std::vector<std::string> words;
  for (const auto& item : value) {
    if (!item.is_string()) throw Error::usage("\"" + key + "\" is a list of texts");
    words.push_back(item.get<std::string>());
  }
  return words;
}

}  // namespace blocs::findings
