#include "blocs/inference/vote_clusters.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <unordered_map>

#include "blocs/core/text.hpp"

namespace blocs::inference {
namespace {

/// Of an edition; compounds such as "thirty-fifth" are two words when folded.
constexpr std::array<std::string_view, 27> kOrdinals{
    "first",     "second",    "third",       "fourth",     "fifth",      "sixth",      "seventh",
    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",    "thirteenth", "fourteenth",
    "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",  "thirtieth",
    "fortieth",  "fiftieth",  "sixtieth",    "seventieth", "eightieth",  "hundredth"};

/// A delegate's or the chair's words, which some sources give in place of a title.
bool is_speech(std::string_view text) {
  const auto folded_text = folded(text.substr(0, 60));
  const auto begins = [&](std::string_view with) { return folded_text.rfind(with, 0) == 0; };
  if (!begins("the president") && !begins("the acting president") && !begins("the temporary president"))
    return false;
  const auto mark = text.find_first_of(":(");
  return mark < 30;  // npos is larger than any
}

/// Cuts ": resolution / adopted by the General Assembly" off, or as much of it as the source left.
std::string_view without_adopted(std::string_view title) {
  static const std::string kFormula = "resolution adopted by the general assembly";
  const auto colon = title.rfind(':');
  if (colon == std::string_view::npos) return title;
  const auto tail = folded(title.substr(colon + 1));
  const bool cut_short = kFormula.rfind(tail, 0) == 0;
  const bool whole = tail.rfind("resolution adopted", 0) == 0;
  return cut_short || whole ? title.substr(0, colon) : title;
}

bool stays(const std::vector<std::string>& words, std::size_t i) {
  const auto& word = words[i];
  if (word.size() < 2) return false;
  if (std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; })) return false;
  const bool ordinal = std::find(kOrdinals.begin(), kOrdinals.end(), word) != kOrdinals.end();
  return !ordinal || (i + 1 < words.size() && words[i + 1] == "committee");
}

/// Sets that grow together (union-find, with the least member as the root).
class Joined {
 public:
  explicit Joined(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
  std::size_t root(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::size_t a, std::size_t b) {
    a = root(a);
    b = root(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::size_t> parent_;
};

/// By what a roll call hangs together with others.
std::vector<std::string> keys_of(const views::RollCall& call) {
  std::vector<std::string> keys;
  if (call.body == views::Body::council) {
    if (!call.title.empty()) keys.push_back("item " + call.title);
    return keys;
  }
  if (auto title = recurring_title(call.title); !title.empty()) keys.push_back("title " + std::move(title));
  if (!call.symbol.empty()) keys.push_back("text " + call.symbol);
  if (!call.draft.empty()) keys.push_back("text " + call.draft);
  return keys;
}

std::string what_of(std::size_t count, std::size_t roll_calls, bool council) {
  if (count == roll_calls)
    return "by roll call, " + std::to_string(count) + " roll calls, no two of one " +
           (council ? "agenda item" : "title or text");
  if (council) return "over " + std::to_string(count) + " agenda items";
  return "over " + std::to_string(count) + " titles or texts of " + std::to_string(roll_calls) +
         " roll calls";
}

}  // namespace

std::string recurring_title(std::string_view title) {
  if (is_speech(title)) return "";
  const auto words = split(folded(without_adopted(title)), ' ');
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (stays(words, i)) kept.push_back(words[i]);
  }
  if (kept.size() > 3 && kept[0] == "report" && kept[1] == "of" && kept[2] == "the")
    kept.erase(kept.begin(), kept.begin() + 3);
  return join(kept, " ");
}

VoteClusters by_roll_call(std::size_t roll_calls) {
  VoteClusters clusters{std::vector<std::size_t>(roll_calls), roll_calls,
                        "by roll call, " + std::to_string(roll_calls) + " roll calls"};
  std::iota(clusters.of.begin(), clusters.of.end(), std::size_t{0});
  return clusters;
}

VoteClusters vote_clusters(const views::RollCallMatrix& matrix, const std::vector<std::size_t>& calls) {
  Joined joined(calls.size());
  std::unordered_map<std::string, std::size_t> first;
  bool council = false;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const auto& call = matrix.roll_calls()[calls[i]];
    council = council || call.body == views::Body::council;
    for (auto& key : keys_of(call)) {
      const auto [at, fresh] = first.try_emplace(std::move(key), i);
      if (!fresh) joined.join(i, at->second);
    }
  }
  std::vector<std::size_t> by_title(calls.size());
  std::iota(by_title.begin(), by_title.end(), std::size_t{0});
  std::stable_sort(by_title.begin(), by_title.end(), [&](std::size_t a, std::size_t b) {
    return matrix.roll_calls()[calls[a]].title < matrix.roll_calls()[calls[b]].title;
  });
  VoteClusters clusters;
  clusters.of.resize(calls.size());
  std::unordered_map<std::size_t, std::size_t> number;
  for (const auto i : by_title)
    clusters.of[i] = number.try_emplace(joined.root(i), number.size()).first->second;
  clusters.count = number.size();
  clusters.what = what_of(clusters.count, calls.size(), council);
  return clusters;
}

}  // namespace blocs::inference
