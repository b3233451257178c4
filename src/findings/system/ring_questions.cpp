// Which states are nearest to a group, and whether those that others named are.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "../level.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/measures/tie_layer.hpp"
#include "profile_indicators.hpp"
#include "system_asks.hpp"
#include "tie_layers.hpp"

namespace blocs::findings {
namespace {

/// As for ranks of groups (`votes rank`).
constexpr long kLeastCommonVotes = 20;

struct Ring {
  std::vector<std::string> states;          ///< outsiders with every layer
  std::vector<std::vector<double>> scores;  ///< layer by layer
  std::vector<double> mean_rank;
  std::vector<std::size_t> order;  ///< nearest first
  std::vector<std::string> rows;   ///< of the record that tie outsiders to members
  std::size_t too_few_votes = 0;   ///< outsiders left out for want of enough votes in common
};

Ring ring_of(const views::Record& record, const std::vector<std::string>& members, const TieSpan& span,
             std::size_t least_common, const std::vector<std::string>& layers,
             std::vector<std::string>& dropped) {
  std::vector<std::string> outsiders;
  for (const auto& state : un_members(record, span.day)) {
    if (std::find(members.begin(), members.end(), state) == members.end()) outsiders.push_back(state);
  }
  Ring ring;
  std::vector<std::vector<std::optional<double>>> near;
  for (const auto& layer : layers) {
    auto found = closeness(record, layer, members, outsiders, span, least_common);
    ring.too_few_votes += found.too_few_votes;
    near.push_back(std::move(found.near));
    ring.rows.insert(ring.rows.end(), found.rows.begin(), found.rows.end());
  }
  ring.scores.resize(layers.size());
  for (std::size_t s = 0; s < outsiders.size(); ++s) {
    const bool whole = std::all_of(near.begin(), near.end(), [&](const auto& n) { return n[s].has_value(); });
    if (!whole) {
      dropped.push_back(outsiders[s]);
      continue;
    }
    ring.states.push_back(outsiders[s]);
    for (std::size_t l = 0; l < near.size(); ++l) ring.scores[l].push_back(*near[l][s]);
  }
  ring.mean_rank.assign(ring.states.size(), 0);
  for (const auto& scores : ring.scores) {
    const auto rank = measures::mean_ranks(scores);
    for (std::size_t s = 0; s < rank.size(); ++s)
      ring.mean_rank[s] += rank[s] / static_cast<double>(layers.size());
  }
  for (std::size_t s = 0; s < ring.states.size(); ++s) ring.order.push_back(s);
  std::stable_sort(ring.order.begin(), ring.order.end(),
                   [&](std::size_t a, std::size_t b) { return ring.mean_rank[a] < ring.mean_rank[b]; });
  return ring;
}

Json ranking_json(const views::Record& record, const Ring& ring, const std::vector<std::string>& layers,
                  const std::vector<std::string>& named, std::size_t most) {
  Json rows = Json::array();
  std::size_t rank = 0;
  for (std::size_t k = 0; k < ring.order.size(); ++k) {
    const std::size_t s = ring.order[k];
    // States that are level share a rank: the first of them has it by its code alone.
    if (k == 0 || !level(ring.mean_rank[s], ring.mean_rank[ring.order[k - 1]])) rank = k + 1;
    const bool is_named = std::find(named.begin(), named.end(), ring.states[s]) != named.end();
    if (k >= most && !is_named) continue;
    Json row{{"rank", rank}, {"state", ring.states[s]}, {"name", record.states().name(ring.states[s])}};
    for (std::size_t l = 0; l < layers.size(); ++l)
      row[layers[l]] = std::round(ring.scores[l][s] * 1000) / 1000;
    row["mean_rank"] = std::round(ring.mean_rank[s] * 10) / 10;
    row["named"] = is_named;
    rows.push_back(std::move(row));
  }
  return rows;
}

/// Precision and recall of "the nearest so many" against the states named.
std::vector<Finding> cuts(const Finding& start, const Ring& ring, const std::vector<std::string>& named,
                          const views::Record& record) {
  std::vector<std::size_t> at{3, 5, named.size(), 12, 20, 40};
  std::sort(at.begin(), at.end());
  at.erase(std::unique(at.begin(), at.end()), at.end());
  std::vector<Finding> findings;
  for (const auto cut : at) {
    if (cut > ring.order.size()) continue;
    Finding finding = start;
    finding.rule.data["part"] = fmt::format("named among the nearest {}", cut);
    std::size_t hits = 0;
    std::vector<std::string> others;
    for (std::size_t k = 0; k < cut; ++k) {
      const auto& state = ring.states[ring.order[k]];
      if (std::find(named.begin(), named.end(), state) != named.end())
        ++hits;
      else
        others.push_back(record.states().name(state));
    }
    finding.numerator = static_cast<double>(hits);
    finding.n = cut;
    finding.value = static_cast<double>(hits) / static_cast<double>(cut);
    finding.unit = "share of the nearest";
    finding.details = {{"precision", static_cast<double>(hits) / static_cast<double>(cut)},
                       {"recall", static_cast<double>(hits) / static_cast<double>(named.size())},
                       {"nearer_and_not_named", others}};
    findings.push_back(std::move(finding));
  }
  return findings;
}

/// Of all pairs of a state named and one not named, the share in which the one named is nearer; level ones
/// count half. A half is what chance gives. For lists of names that claim no rank: no cut is drawn.
Finding against_others(const Finding& start, const Ring& ring, const std::vector<std::string>& named) {
  Finding finding = start;
  finding.rule.data["part"] = "named against the others";
  finding.unit = "share of pairs";
  std::vector<double> in;
  std::vector<double> out;
  for (std::size_t s = 0; s < ring.states.size(); ++s) {
    const bool is_named = std::find(named.begin(), named.end(), ring.states[s]) != named.end();
    (is_named ? in : out).push_back(ring.mean_rank[s]);
  }
  double nearer = 0;
  for (const double one : in) {
    for (const double other : out) nearer += level(one, other) ? 0.5 : one < other ? 1 : 0;
  }
  finding.numerator = nearer;
  finding.n = in.size() * out.size();
  finding.details = {{"named", in.size()}, {"others", out.size()}};
  if (finding.n > 0)
    finding.value = nearer / static_cast<double>(*finding.n);
  else
    finding.caveats.push_back("undefined: nobody named, or nobody else, is observed in all layers");
  return finding;
}

}  // namespace

std::vector<Finding> ask_ring(const views::Record& record, const Question& question) {
  Options options(question.options);
  const auto span = tie_span(options);
  const auto layers = tie_layer_names(options, {"votes", "treaties", "memberships"}, true);
  auto named_group = options.text("named", "");
  const long most = options.whole("most", 25);
  const long least_common = options.whole("least_common", kLeastCommonVotes);
  if (least_common < 1) throw Error::usage("\"least_common\" is a whole number from 1");
  options.allow("part");
  options.finish();
  const auto subjects = resolve(record, question.subjects, span.day);
  if (named_group.empty() && record.memberships().find(subjects.name + "-ring") != nullptr) {
    named_group = subjects.name + "-ring";
  }
  std::vector<std::string> named;
  if (!named_group.empty()) named = resolve(record, {named_group}, span.day).states;
  std::vector<std::string> dropped;
  const auto ring =
      ring_of(record, subjects.states, span, static_cast<std::size_t>(least_common), layers, dropped);
  const bool by_votes = std::find(layers.begin(), layers.end(), "votes") != layers.end();
  Finding start;
  start.measure = question.measure;
  start.subjects = subjects.states;
  start.rule = {
      fmt::format(
          "UN members outside {} by their mean tie to its members, {}; ranked in each of {} layers "
          "({}), then by mean rank; equal ones share a rank{}",
          subjects.title, span.words, layers.size(), join(layers, ", "),
          by_votes ? fmt::format("; a tie by votes rests on {} votes in common or more", least_common) : ""),
      question.options};
  std::vector<Finding> findings;
  start.evidence = ring.rows;
  Finding agreement = start;
  agreement.rule.data["part"] = "agreement of the layers";
  agreement.unit = "Kendall's W";
  agreement.n = ring.states.size();
  if (const auto w = measures::kendall_w(ring.scores))
    agreement.value = *w;
  else
    agreement.caveats.push_back("undefined: fewer than two layers or states");
  Json taus = Json::array();
  for (std::size_t a = 0; a < layers.size(); ++a) {
    for (std::size_t b = a + 1; b < layers.size(); ++b) {
      const auto tau = measures::kendall_tau(ring.scores[a], ring.scores[b]);
      taus.push_back({{"layers", layers[a] + " and " + layers[b]},
                      {"tau", tau ? Json(std::round(*tau * 1000) / 1000) : Json(nullptr)}});
    }
  }
  agreement.details = {
      {"ranking", ranking_json(record, ring, layers, named, static_cast<std::size_t>(std::max(0L, most)))},
      {"rank_agreement", taus}};
  if (ring.states.empty()) {
    agreement.caveats.front() = fmt::format(
        "undefined: no outsider is observed in all of these layers ({}); {}", join(layers, ", "),
        "meetings are followed for few states, events come with `blocs import` of GDELT's event rows");
  }
  if (!dropped.empty())
    agreement.caveats.push_back(
        fmt::format("left out for want of a tie in some layer: {} of the UN's members", dropped.size()));
  if (ring.too_few_votes > 0) {
    agreement.caveats.push_back(
        fmt::format("{} of these have fewer than {} votes in common with every member of the group",
                    ring.too_few_votes, least_common));
  }
  agreement.caveats.push_back(
      "votes are named Assembly resolutions of the ledger asked; meetings follow few states, so outsiders "
      "are "
      "not observed there unless a table of them is imported");
  findings.push_back(std::move(agreement));
  if (named.empty()) return findings;
  findings.push_back(against_others(start, ring, named));
  auto at_cuts = cuts(start, ring, named, record);
  const auto* group = record.memberships().find(named_group);
  if (!at_cuts.empty() && group != nullptr && !group->provenance.note.empty())
    at_cuts.front().caveats.push_back(group->provenance.note);
  findings.insert(findings.end(), at_cuts.begin(), at_cuts.end());
  return findings;
}

}  // namespace blocs::findings
