#include "blocs/findings/brief.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <mutex>

#include "../words.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/parallel.hpp"
#include "builder.hpp"
#include "layers.hpp"
#include "system_layers.hpp"

namespace blocs::findings {
namespace {

/// The last day on which the Council voted, as far as the record goes.
Date end_of_votes(const views::Record& record) {
  const auto& calls = record.roll_calls(views::Body::council).roll_calls();
  if (calls.empty())
    throw Error(ErrorKind::undefined, "the record holds no Council votes, so there is no last day", {},
                "give --until");
  return calls.back().date;
}

std::string group_note(const views::Group& group, Date until, std::size_t members) {
  const std::string kind = group.kind == "analytic" ? "A set of states named by analysts, not an organisation"
                           : group.kind == "informal"
                               ? "An informal group of states"
                               : fmt::format("{}: {}", capital(group.kind), group.title);
  return fmt::format("{}; {} on {}.", kind, counted(members, "member"), long_date(until));
}

void choose_group(const views::Record& record, const BriefRequest& request, Brief& brief) {
  const auto subjects = resolve(record, request.group, brief.until);
  auto members = subjects.states;
  std::sort(members.begin(), members.end());
  if (members.size() < 2) {
    throw Error::usage("a brief is about two states or more; " + subjects.title + " is one",
                       "name a group (CRINK) or several states (CHN,RUS)");
  }
  const auto* group = record.memberships().find(subjects.name);
  brief.group.members = members;
  if (group != nullptr) {
    brief.group.name = group->name;
    brief.group.title = group->title;
    brief.group.note = group_note(*group, brief.until, members.size());
  } else {
    std::vector<std::string> names;
    for (const auto& member : members) names.push_back(record.states().name(member));
    brief.group.title = and_list(names);
    for (const auto& member : members) brief.group.name += (brief.group.name.empty() ? "" : "-") + member;
    brief.group.note = "States as listed; not a group on record.";
  }
}

/// `part` is the heading that the layer's sections stand under; none: that of the layer before. A layer that
/// reads what those above it kept has to wait for them; the others are written side by side, slow ones
/// first.
struct Layer {
  const char* name;
  void (*write)(BriefBuilder&);
  const char* part = nullptr;
  bool reads_above = false;
  bool slow = false;
};

constexpr Layer kLayers[] = {
    {"ladder", brief_ladder, "How far they go together"},
    {"denominators", brief_profile},
    {"Security Council votes", brief_council, "How they vote"},
    {"vetoes and company", brief_council_conduct},
    {"General Assembly votes", brief_assembly},
    {"General Assembly sessions", brief_sessions},
    {"ideal points", brief_ideal},
    {"the Council's rule", brief_council_rule},
    {"meetings", brief_meetings, "How they meet"},
    {"centre", brief_centre},
    {"treaties", brief_commitments, "What binds them"},
    {"commitments", brief_cascade},
    {"memberships", brief_memberships},
    {"trade", brief_trade, "Trade, pressure and the course of events"},
    {"dependence", brief_dependence},
    {"sanctions", brief_sanctions},
    {"dated facts", brief_milestones},
    {"without each member", brief_without, "How far it rests on one member", true},
    {"theatres", brief_theatres, "What may follow", false, true},
    {"record", brief_record, "What is on record"},
    {"headline", brief_headline, nullptr, true},
    {"method", brief_method},
};

/// A brief looks at every view: read side by side, they are there sooner.
void read_views(const views::Record& record) {
  const std::function<void()> views[] = {[&] { (void)record.roll_calls(views::Body::council); },
                                         [&] { (void)record.meetings(); },
                                         [&] { (void)record.roll_calls(views::Body::assembly); },
                                         [&] { (void)record.commitments(); },
                                         [&] { (void)record.states(); },
                                         [&] { (void)record.memberships(); },
                                         [&] { (void)record.indicators(); },
                                         [&] { (void)record.milestones(); },
                                         [&] { (void)record.sources(); },
                                         [&] { (void)record.sanctions(); },
                                         [&] { (void)record.trade(); },
                                         [&] { (void)record.estimates(); },
                                         [&] { (void)record.event_counts(); },
                                         [&] { (void)record.arms(); }};
  parallel_for(std::size(views), 0, [&](std::size_t i, std::size_t) { views[i](); });
}

/// A brief of the same group and period with nothing in it yet.
Brief empty_like(const Brief& brief) {
  Brief empty;
  empty.version = brief.version;
  empty.group = brief.group;
  empty.since = brief.since;
  empty.until = brief.until;
  return empty;
}

/// Writes the layers that need no other and the claims, each into a brief of its own: by layer, claims at the
/// end.
std::vector<Brief> write_apart(const views::Record& record, const std::vector<std::string>& claim_files,
                               const std::function<void(std::string_view)>& tell, const Brief& brief) {
  struct Job {
    const char* name;
    std::function<void(BriefBuilder&)> write;
    std::size_t at;
  };
  std::vector<Brief> parts(std::size(kLayers) + 1, empty_like(brief));
  std::vector<Job> jobs;
  const auto add_layers = [&](bool slow) {
    for (std::size_t i = 0; i < std::size(kLayers); ++i) {
      const auto& layer = kLayers[i];
      if (!layer.reads_above && layer.slow == slow) jobs.push_back({layer.name, layer.write, i});
    }
  };
  // What takes longest comes first: the others fill in beside it.
  add_layers(true);
  jobs.push_back(
      {"claims", [&](BriefBuilder& builder) { brief_claims(builder, claim_files); }, std::size(kLayers)});
  add_layers(false);
  parallel_for(jobs.size(), 0, [&](std::size_t i, std::size_t) {
    BriefBuilder builder(record, parts[jobs[i].at], tell);
    builder.tell(jobs[i].name);
    jobs[i].write(builder);
  });
  return parts;
}

}  // namespace

Brief make_brief(const views::Record& record, const BriefRequest& request) {
  read_views(record);
  Brief brief;
  brief.version = request.version;
  brief.since = request.since.value_or(Date(2022, 1, 1));
  brief.until = request.until ? *request.until : end_of_votes(record);
  if (brief.since > brief.until) {
    throw Error::usage(
        fmt::format("the period ends before it begins ({} to {})", brief.since.iso(), brief.until.iso()),
        "since <= until");
  }
  choose_group(record, request, brief);

  // Layers tell what they are at from several threads.
  std::mutex telling;
  const auto tell = [&](std::string_view what) {
    const std::lock_guard lock(telling);
    if (request.progress) request.progress(what);
  };
  auto parts = write_apart(record, request.claim_files, tell, brief);
  BriefBuilder builder(record, brief, tell);
  const char* part = "";
  for (std::size_t i = 0; i < std::size(kLayers); ++i) {
    const auto& layer = kLayers[i];
    if (layer.part != nullptr) part = layer.part;
    builder.take(std::move(parts[i]));
    if (layer.reads_above) {
      builder.tell(layer.name);
      layer.write(builder);
    }
    for (auto& section : brief.sections) {
      if (section.part.empty()) section.part = part;
    }
  }
  builder.take(std::move(parts.back()));
  builder.tell("evidence");
  walk_back(builder);
  return brief;
}

}  // namespace blocs::findings
