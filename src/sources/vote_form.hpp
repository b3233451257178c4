#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/sources/harvest.hpp"
#include "blocs/sources/votes.hpp"
#include "file_reading.hpp"
#include "state_codes.hpp"

namespace blocs::sources {

/// Where the reading of one vote file stands. Its rows come one at a time; what they say goes into `set`.
class VoteReading : public FileReading {
 public:
  VoteReading(RowStream& rows, std::string file, std::vector<std::string> header, StateCodes& codes,
              VoteSet& set, std::vector<Fault>& faults);

  /// Adds a roll call, or finds the one of this set with the number.
  std::uint32_t roll_call(PublishedRollCall row);
  std::optional<std::uint32_t> find(std::string_view number) const;
  /// Adds a ballot, with the state that the code means on the roll call's day. False, with the row's fault
  /// noted, if it means none, or one that did not sit.
  bool cast(std::uint32_t roll_call, std::string_view column, std::string_view code, views::Ballot ballot);
  /// The same where a row is one ballot: it is taken or lost with it.
  void take_ballot(std::uint32_t roll_call, std::string_view column, std::string_view code,
                   views::Ballot ballot) {
    cast(roll_call, column, code, ballot) ? take() : lose();
  }

  VoteSet& set() { return set_; }

 private:
  StateCodes& codes_;
  VoteSet& set_;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
};

/// One published format, known by the columns that its header must have.
struct VoteForm {
  std::string_view name;
  std::vector<std::string_view> columns;
  std::string_view source;  ///< id of the source of its rows
  int order = 0;            ///< files of a lower order are read first: roll calls before their ballots
  bool (*fits)(const std::vector<std::string>& header) = nullptr;  ///< more that must hold of the header
  void (*read)(VoteReading&) = nullptr;
  /// How complete the form is known to be between the first and the last day in a file.
  views::Coverage coverage = views::Coverage::selected;
};

extern const VoteForm kUnvotesRollCalls, kUnvotesBallots;  // unvotes.cpp
extern const VoteForm kVoetenMatrix;                       // voeten_matrix.cpp
extern const VoteForm kUndlAssembly, kUndlCouncil;         // undl.cpp
extern const VoteForm kAssemblyLongForm;                   // assembly_long_form.cpp
extern const VoteForm kCouncilLongForm;                    // council_long_form.cpp

std::span<const VoteForm* const> vote_forms();
/// The form whose columns the header has, or null.
const VoteForm* vote_form_of(const std::vector<std::string>& header);

/// The regular session of the General Assembly on a day: session n opens in September of 1945 + n.
std::string session_on(Date day);

}  // namespace blocs::sources
