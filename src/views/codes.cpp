#include "blocs/views/codes.hpp"

#include <array>
#include <utility>

namespace blocs::views {
namespace {

template <typename Code>
struct WordsOf;

template <>
struct WordsOf<Body> {
  static constexpr std::array<std::string_view, 2> all{"council", "assembly"};
  static constexpr std::string_view legal = "council, assembly";
};
template <>
struct WordsOf<Kind> {
  static constexpr std::array<std::string_view, 3> all{"draft", "amendment", "paragraph"};
  static constexpr std::string_view legal = "draft, amendment, paragraph";
};
template <>
struct WordsOf<Nature> {
  static constexpr std::array<std::string_view, 2> all{"substantive", "procedural"};
  static constexpr std::string_view legal = "substantive, procedural";
};
template <>
struct WordsOf<Outcome> {
  static constexpr std::array<std::string_view, 3> all{"adopted", "vetoed", "failed"};
  static constexpr std::string_view legal = "adopted, vetoed, failed";
};
template <>
struct WordsOf<Modality> {
  static constexpr std::array<std::string_view, 2> all{"recorded", "without_vote"};
  static constexpr std::string_view legal = "recorded, without_vote";
};
template <>
struct WordsOf<Ballot> {
  static constexpr std::array<std::string_view, 6> all{"yes",    "no",      "abstain",
                                                       "absent", "unknown", "no_seat"};
  static constexpr std::string_view legal = "yes, no, abstain, absent, unknown";
};
template <>
struct WordsOf<Confidence> {
  static constexpr std::array<std::string_view, 3> all{"high", "medium", "low"};
  static constexpr std::string_view legal = "high, medium, low";
};
template <>
struct WordsOf<Coverage> {
  static constexpr std::array<std::string_view, 4> all{"all", "adopted", "selected", "vetoes"};
  static constexpr std::string_view legal = "all, adopted, selected, vetoes";
};

template <typename Code>
std::string_view word_of(Code code) {
  return WordsOf<Code>::all.at(static_cast<std::size_t>(code));
}

}  // namespace

std::string_view word(Body c) {
  return word_of(c);
}
std::string_view word(Kind c) {
  return word_of(c);
}
std::string_view word(Nature c) {
  return word_of(c);
}
std::string_view word(Outcome c) {
  return word_of(c);
}
std::string_view word(Modality c) {
  return word_of(c);
}
std::string_view word(Ballot c) {
  return word_of(c);
}
std::string_view word(Confidence c) {
  return word_of(c);
}
std::string_view word(Coverage c) {
  return word_of(c);
}

template <typename Code>
std::optional<Code> code(std::string_view word) {
  const auto& all = WordsOf<Code>::all;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] == word) return static_cast<Code>(i);
  }
  return std::nullopt;
}

template <typename Code>
std::string_view legal_words() {
  return WordsOf<Code>::legal;
}

template std::optional<Body> code<Body>(std::string_view);
template std::optional<Kind> code<Kind>(std::string_view);
template std::optional<Nature> code<Nature>(std::string_view);
template std::optional<Outcome> code<Outcome>(std::string_view);
template std::optional<Modality> code<Modality>(std::string_view);
template std::optional<Ballot> code<Ballot>(std::string_view);
template std::optional<Confidence> code<Confidence>(std::string_view);
template std::optional<Coverage> code<Coverage>(std::string_view);
template std::string_view legal_words<Body>();
template std::string_view legal_words<Kind>();
template std::string_view legal_words<Nature>();
template std::string_view legal_words<Outcome>();
template std::string_view legal_words<Modality>();
template std::string_view legal_words<Ballot>();
template std::string_view legal_words<Confidence>();
template std::string_view legal_words<Coverage>();

}  // namespace blocs::views
