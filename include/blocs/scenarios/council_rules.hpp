#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/views/codes.hpp"

namespace blocs::scenarios {

/// The numbers of UN Charter, Articles 23 and 27, as they stood on a day.
///
/// Eleven members and seven affirmative votes until the end of 1965, fifteen and nine after that. The
/// amendment (A/RES/1991 (XVIII)) entered into force on 1965-08-31; the enlarged Council first sat on
/// 1966-01-01, and blocs changes over on that day. Source: 16 UST 1134, https://treaties.un.org (chapter
/// I, 5.a).
struct CouncilRule {
  std::size_t members = 15;
  std::size_t yes_needed = 9;
  std::vector<std::string> permanent;  ///< state codes in code order

  bool is_permanent(const std::string& state) const;
};

/// The rule on a day. China's seat: the code TWN until 1971-10-24 (roll-call files give the ballots cast from
/// Taipei under it), CHN from 1971-10-25 (A/RES/2758 (XXVI)). RUS stands for the Soviet Union too. Throws
/// Error(usage) before 1946-01-17, the day of the first meeting.
CouncilRule council_rule_on(Date day);

/// One member's ballot.
struct MemberBallot {
  std::string state;
  views::Ballot ballot = views::Ballot::yes;
};

/// What is put to the vote, as far as Article 27 asks.
struct Draft {
  Date date{1966, 1, 1};
  views::Nature nature = views::Nature::substantive;
  /// Parties to the dispute where the decision falls under Chapter VI or Article 52(3): by Article 27(3) they
  /// "shall abstain". The Council has rarely applied the clause; the record codes no draft so, and leaves
  /// this empty.
  std::vector<std::string> parties_to_dispute;
};

/// The outcome with its causes. Both may hold at once: a draft short of nine may have permanent noes against
/// it too.
struct Decision {
  views::Outcome outcome = views::Outcome::adopted;
  std::size_t yes = 0, no = 0, abstain = 0, absent = 0;
  std::size_t yes_needed = 9;
  std::size_t short_by = 0;            ///< yes votes missing; 0 if there were enough
  std::vector<std::string> vetoed_by;  ///< permanent members whose no stopped what enough yes votes carried
  std::vector<std::string>
      would_have_blocked;              ///< permanent noes on a substantive draft that was short anyway
  std::vector<std::string> set_aside;  ///< parties whose ballot counts as an abstention by Article 27(3)

  friend bool operator==(const Decision&, const Decision&) = default;
};

/// Applies Article 27 to the ballots of all members.
///
/// Adopted: `yes_needed` affirmative votes and, on a substantive matter, no negative vote of a permanent
/// member. A permanent member's abstention, absence or non-participation does not block (settled practice:
/// ICJ, Namibia opinion, 1971, para. 22, https://www.icj-cij.org/case/53). Throws Error(usage) if a member's
/// ballot is unknown, a state is named twice, or there are more ballots than seats; Error(undefined) if seats
/// are missing. Linear.
Decision decide(const Draft& draft, std::span<const MemberBallot> ballots);

/// "adopted", "vetoed by RUS", "not adopted, short by 5; the noes of FRA, GBR, USA would have blocked it as
/// well".
std::string in_words(const Decision& decision);

}  // namespace blocs::scenarios
