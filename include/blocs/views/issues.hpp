#pragma once

#include <array>
#include <string_view>

namespace blocs::views {

/// An issue of Voeten's published Assembly votes, and the topic that the record gives its roll calls.
struct Issue {
  std::string_view code, topic;
};
inline constexpr std::array kIssues{Issue{"me", "palestine"},   Issue{"nu", "non-proliferation"},
                                    Issue{"di", "disarmament"}, Issue{"hr", "human-rights"},
                                    Issue{"co", "colonialism"}, Issue{"ec", "development"}};

}  // namespace blocs::views
