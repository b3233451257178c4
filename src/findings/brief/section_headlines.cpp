// The headlines of sections and exhibits that name a first, a most or a least.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "../words.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/text.hpp"
#include "headlines.hpp"

namespace blocs::findings {
namespace {

std::vector<std::optional<double>> numbers_of(const std::vector<Finding>& findings) {
  std::vector<std::optional<double>> numbers;
  for (const auto& finding : findings) numbers.push_back(finding.number());
  return numbers;
}

std::vector<std::string> pairs_at(const views::States& states, const std::vector<Finding>& pairs,
                                  const std::vector<std::size_t>& at) {
  std::vector<std::string> names;
  for (const auto i : at) names.push_back(dashed(states, pairs[i]));
  return names;
}

/// "China and Russia"; of several that are level "China–Iran and Iran–Russia (level)", or their number.
std::string pairs_words(const views::States& states, const std::vector<Finding>& pairs,
                        const std::vector<std::size_t>& at) {
  if (at.size() == 1) return spoken(states, pairs[at.front()].subjects);
  return leaders(pairs_at(states, pairs, at), pairs.size(), "pairs");
}

/// Rows first of which the share is defined.
std::vector<Finding> with_number(std::vector<Finding> findings) {
  std::erase_if(findings, [](const Finding& f) { return !f.number(); });
  return findings;
}

/// "44 of 75"; where several are level but counted on other numbers of votes, their share.
std::string share_words(const std::vector<Finding>& pairs, const std::vector<std::size_t>& at) {
  const auto& first = pairs[at.front()];
  const bool same = std::all_of(at.begin(), at.end(), [&](std::size_t i) { return pairs[i].n == first.n; });
  return same ? out_of(first) : percent(*first.number());
}

}  // namespace

std::vector<std::size_t> most_rows(const std::vector<Finding>& counts) {
  std::vector<std::optional<double>> numbers;
  for (const auto& count : counts) numbers.emplace_back(static_cast<double>(count.evidence.size()));
  auto top = at_end(numbers, End::most);
  if (top.empty() || counts[top.front()].evidence.empty()) return {};
  return top;
}

std::string meetings_headline(const views::States& states, const std::vector<Finding>& pairs) {
  const auto top = most_rows(pairs);
  if (top.empty()) return "No meeting of two members at the rank of minister or above is on record";
  const std::string times = counted(pairs[top.front()].evidence.size(), "time");
  const std::string who = pairs_words(states, pairs, top);
  if (pairs.size() == 1) return capital(fmt::format("{} met {}", who, times));
  if (top.size() == 1) return capital(fmt::format("{} met most often, {}", who, times));
  if (top.size() == pairs.size())
    return fmt::format("All {} pairs met equally often, {} each", spelled(pairs.size()), times);
  return capital(fmt::format("{} met {} each, more often than the other pairs", who, times));
}

std::string growth_headline(const views::States& states, const std::vector<std::vector<Finding>>& years) {
  std::vector<std::optional<double>> changes;
  std::vector<Finding> pairs;
  for (const auto& counts : years) {
    if (counts.size() < 2) continue;
    changes.emplace_back(static_cast<double>(counts.back().evidence.size()) -
                         static_cast<double>(counts.front().evidence.size()));
    pairs.push_back(counts.front());
  }
  const auto top = at_end(changes, End::most);
  if (top.empty() || *changes[top.front()] <= 0) return "Meetings by pair and year";
  if (top.size() > 1)
    return capital(fmt::format("{} gained most, {} each from the first year to the last",
                               pairs_words(states, pairs, top),
                               counted(static_cast<std::size_t>(*changes[top.front()]), "meeting")));
  const auto& most = *std::find_if(years.begin(), years.end(), [&](const auto& counts) {
    return !counts.empty() && counts.front().subjects == pairs[top.front()].subjects;
  });
  const auto part = [](const Finding& f) { return f.rule.data.at("part").get<std::string>(); };
  return capital(fmt::format("{} went from {} in {} to {} in {}", spoken(states, most.front().subjects),
                             counted(most.front().evidence.size(), "meeting"), part(most.front()),
                             spelled(most.back().evidence.size()), part(most.back())));
}

std::string memberships_headline(const views::States& states, const std::vector<std::string>& members,
                                 const Finding& whole, const std::vector<Finding>& pairs) {
  const std::size_t shared = whole.evidence.size();
  if (members.size() == 2)
    return capital(fmt::format("{} share {}", spoken(states, members), spelled_out(shared, "membership")));
  std::vector<std::string> names;
  for (const auto& group : whole.details.at("groups")) names.push_back(group.get<std::string>());
  std::string title = shared == 0
                          ? fmt::format("No group on record holds all {} members", spelled(members.size()))
                          : fmt::format("All {} share {} ({})", spelled(members.size()),
                                        spelled_out(shared, "group"), join(names, ", "));
  const auto top = most_rows(pairs);
  if (top.empty() || pairs[top.front()].evidence.size() <= shared) return title;
  const std::string each = spelled(pairs[top.front()].evidence.size());
  if (top.size() == 1)
    return title + fmt::format("; {} share most, {}", spoken(states, pairs[top.front()].subjects), each);
  if (top.size() == pairs.size()) return title + fmt::format("; each pair shares {}", each);
  return title + fmt::format("; {} share most, {} each", pairs_words(states, pairs, top), each);
}

std::string trade_headline(const views::States& states, const std::vector<Finding>& totals) {
  const auto numbers = numbers_of(totals);
  const auto top = at_end(numbers, End::most);
  if (top.empty()) return "No total of trade between two members is defined";
  const auto& first = totals[top.front()];
  const double most = *first.number();
  if (top.size() > 1)
    return capital(fmt::format("{} traded goods for {} each, more than other pairs on record",
                               pairs_words(states, totals, top), dollars(most)));
  std::string title = fmt::format("{} traded goods for {} in {}", spoken(states, first.subjects),
                                  dollars(most), first.details.at("year").get<int>());
  double next = 0;
  for (std::size_t i = 0; i < totals.size(); ++i) {
    if (i != top.front() && numbers[i]) next = std::max(next, *numbers[i]);
  }
  if (next > 0 && most / next >= 2) title += fmt::format(", {:.0f} times the next pair", most / next);
  return capital(title);
}

std::string leaning_headline(const views::States& states, const std::vector<Finding>& findings) {
  std::vector<Finding> both;
  std::vector<std::optional<double>> gaps;
  for (const auto& finding : findings) {
    if (finding.unit != "percentage points" || !finding.number()) continue;
    both.push_back(finding);
    gaps.emplace_back(std::fabs(*finding.number()));
  }
  const auto top = at_end(gaps, End::most);
  if (top.empty()) return "";
  if (level(*gaps[top.front()], 0)) return "No member is known to lean on another more than the reverse";
  if (top.size() > 1)
    return fmt::format("Dependence is most uneven, by {:.1f} percentage points, between {}",
                       *gaps[top.front()], pairs_words(states, both, top));
  const auto& most = both[top.front()];
  const bool first = *most.number() > 0;
  const auto& a = most.subjects.at(first ? 0 : 1);
  const auto& b = most.subjects.at(first ? 1 : 0);
  const auto share = [&](const std::string& x, const std::string& y) {
    return percent(most.details.at(x + "_on_" + y).get<double>());
  };
  return fmt::format("{} leans on {} more than the reverse: {} of its goods trade against {}",
                     capital(spoken(states, {a})), spoken(states, {b}), share(a, b), share(b, a));
}

std::string centre_headline(const Finding& centre) {
  std::vector<std::string> by_layer;
  for (const auto& top : centre.details.at("layers")) {
    const auto names = top.at("first").get<std::vector<std::string>>();
    std::vector<std::string> list;
    for (const auto& name : names) list.push_back(with_article(name));
    const std::string layer = top.at("layer").get<std::string>();
    if (list.size() == 1)
      by_layer.push_back(list.front() + " in " + layer);
    else if (names.size() == centre.subjects.size())
      by_layer.push_back("nobody in " + layer + " (all are level)");
    else
      by_layer.push_back((list.size() <= 3 ? and_list(list) : std::to_string(list.size()) + " members") +
                         " are level in " + layer);
  }
  std::string text;
  for (const auto& one : by_layer) text += (text.empty() ? "" : "; ") + one;
  return "At the centre: " + text;
}

std::string centre_sentence(const Finding& centre) {
  std::vector<std::string> names;
  for (const auto& name : centre.details.at("most")) names.push_back(with_article(name.get<std::string>()));
  const std::string in = fmt::format("in {} of {}", static_cast<std::size_t>(centre.numerator.value_or(0)),
                                     centre.details.at("layers").size());
  if (names.size() == 1)
    return fmt::format("{} is first, alone or level with others, {}, more than any other.",
                       capital(names.front()), in);
  return capital(fmt::format("{} are each first, alone or level with others, {}.", and_list(names), in));
}

std::string alike_headline(const views::States& states, const std::vector<Finding>& findings) {
  const auto pairs = with_number(findings);
  const auto numbers = numbers_of(pairs);
  const auto top = at_end(numbers, End::most);
  if (top.empty()) return "No two members have votes in common";
  if (pairs.size() == 1)
    return capital(fmt::format("{} voted alike on {}", spoken(states, pairs[0].subjects), out_of(pairs[0])));
  const auto end = at_end(numbers, End::least);
  if (top.size() == pairs.size())
    return fmt::format("All {} pairs with votes in common are alike to the same degree ({})",
                       spelled(pairs.size()), share_words(pairs, top));
  return capital(fmt::format("{} are the most alike ({}), {} the least ({})", pairs_words(states, pairs, top),
                             share_words(pairs, top), pairs_words(states, pairs, end),
                             share_words(pairs, end)));
}

std::string assembly_headline(const views::States& states, const std::vector<std::string>& members,
                              const Finding& whole, const std::vector<Finding>& findings) {
  if (members.size() == 2)
    return capital(
        fmt::format("{} voted alike on {} named resolutions", spoken(states, members), out_of(whole)));
  std::string title = fmt::format("Members present voted as one on {} named resolutions", out_of(whole));
  const auto pairs = with_number(findings);
  const auto top = at_end(numbers_of(pairs), End::most);
  if (top.size() != 1) {
    if (top.size() > 1 && top.size() < pairs.size())
      title += fmt::format("; {} on {}", pairs_words(states, pairs, top), share_words(pairs, top));
    return title;
  }
  const auto& first = pairs[top.front()];
  const bool all = *first.numerator == static_cast<double>(*first.n);
  return title +
         fmt::format("; {} {}", spoken(states, first.subjects),
                     all ? fmt::format("on all {} on which both voted", *first.n) : "on " + out_of(first));
}

std::string council_pairs_headline(const views::States& states, const std::vector<Finding>& findings,
                                   const std::vector<std::string>& members) {
  const auto pairs = with_number(findings);
  const auto top = at_end(numbers_of(pairs), End::most);
  if (top.empty()) return "No two of these states have contested votes in common";
  const auto is_member = [&](const std::string& s) {
    return std::find(members.begin(), members.end(), s) != members.end();
  };
  std::vector<std::optional<double>> inside;
  for (const auto& pair : pairs)
    inside.push_back(is_member(pair.subjects.at(0)) && is_member(pair.subjects.at(1)) ? pair.number()
                                                                                      : std::nullopt);
  const auto own = at_end(inside, End::most);
  const bool leads = !own.empty() && level(*inside[own.front()], *pairs[top.front()].number());
  if (own.empty() || leads) {
    if (pairs.size() == 1)
      return capital(
          fmt::format("{} voted alike on {}", spoken(states, pairs[0].subjects), out_of(pairs[0])));
    if (top.size() == pairs.size())
      return fmt::format("All {} pairs are alike to the same degree ({})", spelled(pairs.size()),
                         share_words(pairs, top));
    return capital(fmt::format("{} are the most alike of {}: {}", pairs_words(states, pairs, top),
                               counted(pairs.size(), "pair"), share_words(pairs, top)));
  }
  const double value = *inside[own.front()];
  const auto above = std::count_if(pairs.begin(), pairs.end(), [&](const Finding& pair) {
    return *pair.number() > value && !level(*pair.number(), value);
  });
  const auto beside = std::count_if(pairs.begin(), pairs.end(),
                                    [&](const Finding& pair) { return level(*pair.number(), value); });
  return capital(fmt::format("{} come {}{} of {} pairs; {} lead with {}", pairs_words(states, pairs, own),
                             beside > static_cast<std::ptrdiff_t>(own.size()) ? "level " : "",
                             ordinal(static_cast<std::size_t>(above) + 1), pairs.size(),
                             pairs_words(states, pairs, top), share_words(pairs, top)));
}

std::string range_headline(const std::vector<std::pair<std::string, Finding>>& parts) {
  std::vector<std::optional<double>> numbers;
  for (const auto& [label, finding] : parts) numbers.push_back(finding.number());
  const auto high = at_end(numbers, End::most);
  const auto low = at_end(numbers, End::least);
  if (high.empty() || level(*numbers[high.front()], *numbers[low.front()])) return "";
  const auto words = [&](const std::vector<std::size_t>& at) {
    std::vector<std::string> labels;
    for (const auto i : at) labels.push_back(parts[i].first);
    return at.size() == 1 ? fmt::format("{} in {}", out_of(parts[at.front()].second), labels.front())
                          : fmt::format("{} in {}", percent(*numbers[at.front()]), and_list(labels));
  };
  return fmt::format("Agreement ran from {} to {}", words(low), words(high));
}

std::string farthest_headline(const views::States& states, const std::vector<Json>& members,
                              const std::string& when) {
  std::vector<std::optional<double>> distances;
  for (const auto& member : members)
    distances.emplace_back(member.at("distance_from_majority").get<double>());
  const auto top = at_end(distances, End::most);
  if (top.empty()) return "No member’s distance from the others is defined";
  std::vector<std::string> codes;
  for (const auto i : top) codes.push_back(members[i].at("state").get<std::string>());
  if (top.size() == members.size())
    return fmt::format("All members voted equally far from the others in {}", when);
  if (top.size() > 3)
    return fmt::format("{} of {} members voted equally far, and farthest, from the others in {}",
                       capital(spelled(top.size())), members.size(), when);
  if (top.size() > 1)
    return capital(fmt::format("{} voted equally far, and farthest, from the others in {}",
                               spoken(states, codes), when));
  std::string title =
      capital(fmt::format("{} voted farthest from the others in {}", spoken(states, codes), when));
  const auto& last = members[top.front()];
  if (last.value("low", Json()).is_null()) return title;
  std::vector<std::string> near;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (i == top.front() || members[i].value("high", Json()).is_null()) continue;
    if (members[i].at("high").get<double>() >= last.at("low").get<double>())
      near.push_back(members[i].at("state").get<std::string>());
  }
  if (near.size() > 3)
    title += fmt::format("; the intervals of {} others reach into its own", spelled(near.size()));
  else if (!near.empty())
    title += fmt::format("; the interval{} of {} {} into its own", near.size() == 1 ? "" : "s",
                         spoken(states, near), near.size() == 1 ? "reaches" : "reach");
  return title;
}

std::string topics_headline(const std::vector<std::pair<std::string, double>>& topics,
                            const std::string& when) {
  std::vector<std::optional<double>> values;
  for (const auto& topic : topics) values.emplace_back(topic.second);
  const auto named = [&](End end) {
    std::vector<std::string> names;
    for (const auto i : at_end(values, end)) names.push_back(topics[i].first);
    return names;
  };
  const auto most = named(End::most);
  if (topics.empty()) return "No topic has enough roll calls";
  if (topics.size() == 1) return fmt::format("Agreement on {} in {}", topics.front().first, when);
  if (most.size() == topics.size()) return fmt::format("Equally alike on all topics in {}", when);
  return fmt::format("Most alike on {}, least on {}, in {}", leaders(most, topics.size(), "topics"),
                     leaders(named(End::least), topics.size(), "topics"), when);
}

std::string nearest_headline(const views::States& states,
                             const std::vector<std::pair<std::string, double>>& outside,
                             const std::string& when) {
  std::vector<std::string> codes;
  std::size_t n = std::min<std::size_t>(3, outside.size());
  while (n > 0 && n < outside.size() && level(outside[n].second, outside[n - 1].second)) ++n;
  for (std::size_t i = 0; i < n && i < 5; ++i) codes.push_back(outside[i].first);
  if (codes.empty()) return "No state outside has votes in common with all members";
  if (n > 5) return fmt::format("{} states voted nearest to the members in {}, some of them level", n, when);
  return capital(fmt::format("{} voted nearest to the members in {}", spoken(states, codes), when));
}

std::string without_headline(const std::vector<std::pair<std::string, std::size_t>>& moves,
                             std::size_t asked) {
  std::vector<std::optional<double>> counts;
  for (const auto& move : moves) counts.emplace_back(static_cast<double>(move.second));
  const auto top = at_end(counts, End::most);
  if (top.empty() || moves[top.front()].second == 0)
    return fmt::format("No measure of the group rests on one member ({} asked again)", asked);
  std::vector<std::string> names;
  for (const auto i : top) names.push_back(with_article(moves[i].first));
  const std::string of =
      fmt::format("{} of {} of the group {}", moves[top.front()].second, counted(asked, "measure"),
                  moves[top.front()].second == 1 ? "moves" : "move");
  if (top.size() == 1) return fmt::format("Without {} {}, more than without any other", names.front(), of);
  return fmt::format("Without {} {}: they are level",
                     names.size() <= 3 ? or_list(names) : fmt::format("any of {} members", names.size()), of);
}

std::string first_three(const std::vector<std::pair<std::string, Finding>>& ordered) {
  std::size_t n = std::min<std::size_t>(3, ordered.size());
  while (n > 0 && n < ordered.size() && ordered[n].second.number() && ordered[n - 1].second.number() &&
         level(*ordered[n].second.number(), *ordered[n - 1].second.number()))
    ++n;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < n && i < (n > 5 ? 3 : n); ++i)
    names.push_back(ordered[i].first + " (" + out_of(ordered[i].second) + ")");
  if (n > 5) return fmt::format("{} and {} more that are level", and_list(names, ", "), n - 3);
  return and_list(names);
}

}  // namespace blocs::findings
