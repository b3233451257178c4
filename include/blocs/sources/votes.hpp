#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "blocs/views/roll_calls.hpp"

namespace blocs::sources {

/// One ballot in eight bytes: indices into the roll calls and states of its set.
struct PackedBallot {
  std::uint32_t roll_call = 0;
  std::uint16_t state = 0;
  std::uint8_t ballot = 0;  ///< a views::Ballot

  views::Ballot what() const { return static_cast<views::Ballot>(ballot); }
};

/// Yes, no and abstain.
using Totals = std::array<std::uint32_t, 3>;

/// A roll call of a published file, with the number that the file's publisher gives it ("rcid:9057",
/// "undl:4200000").
struct PublishedRollCall {
  views::RollCall row;
  std::string number;
  Totals totals{};
};

/// The votes of one source: what a vote reader makes of its files.
struct VoteSet {
  std::string source;
  std::vector<PublishedRollCall> roll_calls;
  std::vector<std::string> states;
  std::vector<PackedBallot> ballots;
  /// How complete the publisher's form is known to be between the first and the last day of the files.
  views::Coverage coverage = views::Coverage::selected;
};

/// A roll call that is on record already.
struct KnownRollCall {
  std::string id;
  std::string source;
  views::Body body = views::Body::assembly;
  int day = 0;
  std::string symbol;
  bool whole_text = true;  ///< not an amendment, not a paragraph
  Totals totals{};
};

/// Finds the same roll call under another source.
///
/// Two rows are the same roll call if they carry the same publisher's number; else if body and resolution
/// symbol are equal, both are votes on the whole text and no more than 31 days lie between them; else if
/// body, day and all three totals are equal and only one roll call has them.
class KnownVotes {
 public:
  void add(KnownRollCall roll_call, const std::string& number);
  /// Another number of a roll call that is there.
  void add_number(const std::string& id, const std::string& number);

  const KnownRollCall* same(const PublishedRollCall& row) const;
  const KnownRollCall* by_id(const std::string& id) const;
  std::size_t size() const { return all_.size(); }

 private:
  const KnownRollCall* same_number(const PublishedRollCall& row) const;
  const KnownRollCall* same_symbol(const PublishedRollCall& row) const;
  const KnownRollCall* same_totals(const PublishedRollCall& row) const;

  std::vector<KnownRollCall> all_;
  std::unordered_map<std::string, std::size_t> ids_;
  std::unordered_multimap<std::string, std::size_t> numbers_, symbols_, totals_;
};

}  // namespace blocs::sources
