// How two states meet: who hosts, who sends the higher rank, over how many fields; rows that may be one
// meeting; and leaders' journeys as another data set counts them.
#include <fmt/format.h>

#include <algorithm>

#include "../question_list.hpp"
#include "../units.hpp"
#include "../votes/vote_ask.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/inference/distributions.hpp"
#include "blocs/inference/intervals.hpp"
#include "blocs/measures/commitments.hpp"
#include "blocs/measures/meeting_shape.hpp"
#include "meeting_ask.hpp"

namespace blocs::findings {
namespace {

using measures::Tally;

void only_two(const MeetingAsk& ask) {
  if (ask.subjects.states.size() != 2) throw Error::usage("this is asked of two states", "CHN IRN");
}

/// The first state's share of what one of the two did, with an exact test of even shares.
Finding share_finding(const MeetingAsk& ask, const std::string& part, const Tally& tally,
                      const std::string& words, const std::string& neither) {
  Finding finding = meeting_finding("meetings.asymmetry", ask);
  finding.rule.data["part"] = part;
  finding.rule.words += "; " + words;
  finding.unit = "share of the first state";
  const auto& a = ask.subjects.states[0];
  const auto& b = ask.subjects.states[1];
  const std::size_t n = tally.first + tally.second;
  finding.n = n;
  finding.numerator = static_cast<double>(tally.first);
  for (const auto i : ask.count.rows) finding.evidence.push_back(ask.meetings.rows[i].id);
  const double p = inference::exact_binomial_test(tally.first, n);
  finding.details = {{a, tally.first}, {b, tally.second}, {"neither", tally.neither}};
  if (n == 0) {
    finding.caveats.insert(finding.caveats.begin(), fmt::format("{} undefined: neither of the two, {} {}",
                                                                part, tally.neither, neither));
    return finding;
  }
  finding.value = static_cast<double>(tally.first) / static_cast<double>(n);
  finding.interval = inference::clopper_pearson(tally.first, n);
  finding.details["p"] = p;
  finding.caveats.insert(finding.caveats.begin(),
                         fmt::format("{}: {} {}, {} {}, {} {}; exact test of even shares p = {:.3f}{}", part,
                                     a, tally.first, b, tally.second, tally.neither, neither, p,
                                     n < 6 ? "; fewer than six cannot differ from even at 5 %" : ""));
  return finding;
}

std::vector<Finding> ask_asymmetry(const views::Record& record, const Question& question) {
  const auto ask = meeting_ask(record, question, question.options);
  only_two(ask);
  if (!ask.coverage.observed) return {meeting_finding("meetings.asymmetry", ask)};
  const auto found =
      measures::asymmetry(ask.meetings, ask.count.rows, ask.subjects.states[0], ask.subjects.states[1]);
  return {share_finding(ask, "hosts", found.hosts, "who hosts, of meetings in one of the two countries",
                        "in a third country or unknown"),
          share_finding(ask, "higher rank", found.higher, "whose side has the higher rank, where they differ",
                        "level or unknown"),
          share_finding(ask, "leader travels", found.travels,
                        "whose head of state or government goes to the other's country, in person",
                        "without such a visit")};
}

/// Whether treaties on record, which are selected, name all of the states on the last day observed.
bool treaties_observed(const views::Record& record, const MeetingAsk& ask) {
  return measures::unnamed(record.commitments(), record.memberships(), ask.subjects.states,
                           *ask.coverage.observed->until)
      .empty();
}

std::string treaty_step(const views::Record& record, const MeetingAsk& ask, std::vector<std::string>& ids) {
  const Date day = *ask.coverage.observed->until;
  std::string best;
  int most = -1;
  for (const auto& shared :
       measures::shared_treaties(record.commitments(), record.memberships(), ask.subjects.states, day)) {
    ids.push_back(record.commitments().treaties[shared.treaty].id);
    if (!shared.strongest) continue;
    const auto& kind = record.commitments().provisions[*shared.strongest].obligation;
    if (measures::obligation_level(kind) > most) {
      most = measures::obligation_level(kind);
      best = kind;
    }
  }
  return best;
}

std::vector<Finding> ask_breadth(const views::Record& record, const Question& question) {
  const auto ask = meeting_ask(record, question, question.options);
  Finding finding = meeting_finding("meetings.breadth", ask);
  finding.unit = "effective number of sectors";
  if (!ask.coverage.observed) return just(std::move(finding));
  std::vector<std::string> sectors;
  std::size_t unknown = 0;
  std::size_t agreed = 0;
  for (const auto i : ask.count.rows) {
    const auto& m = ask.meetings.rows[i];
    finding.evidence.push_back(m.id);
    agreed += m.agreements.empty() ? 0 : 1;
    m.sector.empty() ? void(++unknown) : sectors.push_back(m.sector);
  }
  finding.rule.words +=
      "; evenness over sectors: 2 to the entropy in bits, with the correction of Miller and Madow for small "
      "samples";
  finding.n = sectors.size();
  const auto spread = measures::breadth(sectors);
  Json list = Json::array();
  if (spread) {
    finding.value = spread->effective;
    for (const auto& [kind, n] : spread->kinds) list.push_back({{"sector", kind}, {"meetings", n}});
  } else {
    finding.caveats.insert(finding.caveats.begin(), "undefined: no meeting with a known sector");
  }
  std::vector<std::string> treaties;
  const std::string strongest = treaty_step(record, ask, treaties);
  const bool signed_known = treaties_observed(record, ask);
  finding.details = {{"sectors", list},
                     {"entropy_bits", spread ? Json(spread->entropy) : Json()},
                     {"entropy_corrected_bits", spread ? Json(spread->corrected) : Json()},
                     {"meetings", ask.count.rows.size()},
                     {"without_sector", unknown},
                     {"with_agreement", agreed},
                     {"treaties_shared", signed_known ? Json(treaties.size()) : Json()},
                     {"strongest_obligation", strongest.empty() ? Json() : Json(strongest)}};
  finding.caveats.insert(
      finding.caveats.begin(),
      fmt::format("from talk to treaty: {}, {} of them with something recorded as agreed; {}{}",
                  with_unit(static_cast<double>(ask.count.rows.size()), "meetings"), agreed,
                  signed_known ? with_unit(static_cast<double>(treaties.size()), "treaties and texts") +
                                     " in force between them"
                               : "treaties between them are not observed",
                  strongest.empty() ? "" : ", the strongest obligation " + strongest));
  finding.evidence.insert(finding.evidence.end(), treaties.begin(), treaties.end());
  return just(std::move(finding));
}

std::vector<Finding> ask_duplicates(const views::Record& record, const Question& question) {
  Json options = question.options;
  const auto days = count_option(options, "days", 1);
  if (!options.empty()) throw Error::usage("meetings.duplicates takes no option but days");
  const auto& meetings = record.meetings();
  Finding finding;
  finding.measure = question.measure;
  finding.rule = {fmt::format("rows of the same states whose dates overlap or that begin at most {} apart; "
                              "a person decides whether they are one meeting",
                              with_unit(static_cast<double>(days), "days")),
                  {{"days", days}}};
  finding.unit = "pairs of rows";
  Json list = Json::array();
  for (const auto& pair :
       measures::likely_duplicates(meetings, static_cast<int>(std::min<std::size_t>(days, 366)))) {
    const auto& a = meetings.rows[pair.a];
    const auto& b = meetings.rows[pair.b];
    finding.evidence.push_back(a.id);
    finding.evidence.push_back(b.id);
    std::vector<std::string> who;
    for (const auto& one : a.attendance) who.push_back(one.state);
    if (who.size() > 6) who.resize(6);
    list.push_back({{"a", a.id},
                    {"b", b.id},
                    {"states", join(who, " ")},
                    {"first", a.start.iso()},
                    {"second", b.start.iso()},
                    {"same_place", pair.same_place},
                    {"what_a", a.occasion},
                    {"what_b", b.occasion}});
  }
  finding.value = static_cast<double>(list.size());
  finding.n = list.size();
  if (!list.empty())
    finding.caveats.push_back(
        "nothing is merged in silence: `blocs meetings merge KEEP DROP --why TEXT --ledger FILE` "
        "takes one of two rows out of the counts");
  if (!meetings.merges.empty())
    finding.caveats.push_back(fmt::format("{} rows were merged into others before", meetings.merges.size()));
  finding.details = {{"likely duplicates", list}};
  return just(std::move(finding));
}

/// Whether some frame followed so many of the states in the period, or the record states no frame.
bool looked_for(const views::Meetings& meetings, const std::vector<std::string>& states, const Period& period,
                std::size_t least) {
  if (meetings.frames.empty()) return true;
  return std::any_of(meetings.frames.begin(), meetings.frames.end(), [&](const views::SamplingFrame& frame) {
    const auto followed = std::count_if(states.begin(), states.end(),
                                        [&](const std::string& state) { return frame.follows({state}); });
    const bool reaches =
        (!period.since || *period.since <= frame.until) && (!period.until || *period.until >= frame.since);
    return reaches && static_cast<std::size_t>(followed) >= least;
  });
}

/// Rows that list several of a group, each told apart: a meeting of their own, a session with others, or one
/// event.
std::vector<Finding> ask_occasions(const views::Record& record, const Question& question) {
  Options options(question.options);
  const Period period{options.date("since"), options.date("until")};
  const long least = options.whole("least", 3);
  options.finish();
  if (least < 2) throw Error::usage("an occasion has two members or more", "least 3");
  const auto subjects = resolve(record, question.subjects, members_day(record.meetings(), period));
  Finding finding;
  finding.measure = question.measure;
  finding.subjects = subjects.states;
  finding.rule.words = fmt::format(
      "rows of meetings of any rank that list {} or more of them; of their own: a complete list of "
      "participants with none "
      "but them, and no mere presence at one event",
      least);
  if (period.since) finding.rule.words += " from " + period.since->iso();
  if (period.until) finding.rule.words += " until " + period.until->iso();
  finding.rule.data = question.options;
  finding.rule.data["least"] = least;
  finding.unit = "occasions of their own";
  std::size_t own = 0;
  Json list = Json::array();
  for (const auto& m : record.meetings().rows) {
    std::vector<std::string> present;
    for (const auto& one : m.attendance) {
      if (std::find(subjects.states.begin(), subjects.states.end(), one.state) != subjects.states.end())
        present.push_back(one.state);
    }
    if (!period.contains(m.start) || present.size() < static_cast<std::size_t>(least)) continue;
    const bool event = m.frame == views::Frame::co_attendance;
    const bool alone = m.participants_complete && present.size() == m.attendance.size() && !event;
    own += alone ? 1 : 0;
    finding.evidence.push_back(m.id);
    list.push_back({{"meeting", m.id},
                    {"date", m.start.iso()},
                    {"occasion", m.occasion},
                    {"setting", alone   ? "of their own"
                                : event ? "at one event"
                                        : "among others"},
                    {"present", join(present, " ")}});
  }
  finding.n = list.size();
  finding.details = {{"occasions", list}};
  if (record.meetings().rows.empty()) {
    finding.caveats.push_back("not observed: the record holds no meetings");
    return just(std::move(finding));
  }
  if (list.empty() &&
      !looked_for(record.meetings(), subjects.states, period, static_cast<std::size_t>(least))) {
    finding.caveats.push_back(
        "not observed: no table of meetings followed so many of these states in the period");
    finding.n.reset();
    return just(std::move(finding));
  }
  finding.value = finding.numerator.emplace(static_cast<double>(own));
  return just(std::move(finding));
}

std::vector<Finding> ask_trips(const views::Record& record, const Question& question) {
  Options options(question.options);
  const Period period{options.date("since"), options.date("until")};
  options.finish();
  const auto subjects = resolve(record, question.subjects, members_day(record.meetings(), period));
  std::vector<Finding> findings;
  for (const auto& state : subjects.states) {
    Finding finding;
    finding.measure = question.measure;
    finding.subjects = {state};
    finding.rule = {"journeys abroad of the state's leader by calendar year, as the data set counts them",
                    question.options};
    finding.unit = "journeys";
    int sent = 0;
    int received = 0;
    Json years = Json::array();
    for (const auto& row : record.meetings().trips) {
      const bool in = (!period.since || row.year >= period.since->year()) &&
                      (!period.until || row.year <= period.until->year());
      if (row.state != state || !in) continue;
      sent += row.sent;
      received += row.received;
      finding.evidence.push_back(row.id);
      years.push_back({{"year", row.year}, {"sent", row.sent}, {"received", row.received}});
    }
    if (years.empty()) {
      finding.caveats.push_back(
          record.meetings().trips.empty()
              ? "not observed: the record holds no leaders' journeys; `blocs import` takes COLT's file"
              : "not observed: the data set has no row of " + record.states().name(state) +
                    " in these years");
    } else {
      finding.value = static_cast<double>(sent);
      finding.n = years.size();
      finding.details = {{"received", received}, {"years", years}};
      finding.caveats.push_back(
          fmt::format("{} with a row; leaders received: {}. A year without a row is not a year "
                      "without journeys",
                      with_unit(static_cast<double>(years.size()), "years"), received));
    }
    if (state == "IRN" && !years.empty())
      finding.caveats.push_back(
          "Iran reads 0 journeys because the data set takes the Supreme Leader, who does not "
          "travel, as its leader: the president's journeys are not in it");
    finding.caveats.push_back("whole countries and years: never added to meetings of pairs");
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

std::vector<Measure> meeting_shape_measures() {
  const std::string rule = kMeetingRuleOptions;
  return {
      {{"meetings.asymmetry", "who hosts, who sends the higher rank, whose leader travels, with exact tests",
        "two states", rule},
       ask_asymmetry},
      {{"meetings.breadth", "over how many fields states meet, and how far from talk to treaty",
        "two or more states", rule},
       ask_breadth},
      {{"meetings.duplicates", "rows that may be one meeting", "none", "days"}, ask_duplicates},
      {{"meetings.occasions",
        "occasions that brought several of a group together, of their own and among others",
        "a group, or states", "since, until, least"},
       ask_occasions},
      {{"meetings.trips", "journeys of a state's leader by year, from another data set", "states",
        "since, until"},
       ask_trips}};
}

}  // namespace blocs::findings
