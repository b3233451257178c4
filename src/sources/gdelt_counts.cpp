#include "gdelt_counts.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <tuple>

#include "blocs/core/numbers.hpp"
#include "blocs/sources/csv.hpp"
#include "gdelt_rows.hpp"

namespace blocs::sources {
namespace {

constexpr std::string_view kSource = "gdelt-file";

int root_of(const std::string& text) {
  const int root = number_in<int>(text).value_or(0);
  return root >= 1 && root <= 20 ? root : 0;
}

std::string month_of(int year, int month) {
  return std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month);
}

}  // namespace

/// CAMEO names states by three letters that are ISO's but for a few.
std::string GdeltCounts::state(const std::string& code) const {
  if (code == "ROM") return known_.states.contains("ROU") ? "ROU" : "";
  return known_.states.contains(code) ? code : "";
}

void GdeltCounts::read(std::string_view bytes, const std::string& file,
                       std::shared_ptr<const std::string> kept) {
  const auto* form = gdelt_form(bytes);
  Harvest::File read{file, {}, 0, 0, std::move(kept)};
  std::map<std::tuple<std::string, std::string, int, int, int>, std::size_t> counts;
  std::size_t others = 0;
  const auto refuse = [&](std::size_t line, const std::string& why) {
    ++read.refused;
    harvest_.quarantine.push_back({printable(file), line, {}, why, {}});
  };
  const auto take = [&](const std::vector<std::string>& f, std::size_t line) {
    if (!form->fits(f)) return refuse(line, "has " + std::to_string(f.size()) + " columns");
    const auto day = packed_day(f[form->day]);
    if (!day) return refuse(line, "SQLDATE is no day");
    const int root = root_of(f[form->root]);
    if (root == 0) return refuse(line, "EventRootCode is no class from 01 to 20");
    if (f[form->id].empty() || !seen_.insert(f[form->id]).second)
      return refuse(line, "GLOBALEVENTID is empty or stands twice");
    const auto actor = state(f[form->actor1]);
    const auto target = state(f[form->actor2]);
    if (actor.empty() || target.empty() || actor == target) {
      ++others;
      ++read.refused;
      return;
    }
    ++counts[{actor, target, day->year(), static_cast<int>(day->month()), root}];
    ++read.taken;
  };
  if (form != nullptr) each_gdelt_row(bytes, take, refuse);
  if (others > 0) {
    harvest_.quarantine.push_back({printable(file),
                                   0,
                                   {},
                                   std::to_string(others) + " events are not between two states on record",
                                   {}});
  }
  const std::string name = printable(std::filesystem::path(file).filename().string(), 80);
  for (const auto& [key, n] : counts) {
    const auto& [actor, target, year, month, root] = key;
    harvest_.event_counts.push_back(
        {name + "/" + actor + "/" + target + "/" + month_of(year, month) + "/" + std::to_string(root),
         actor,
         target,
         year,
         month,
         root,
         n,
         {std::string(kSource), views::Confidence::medium, ""}});
  }
  const bool there =
      known_.sources.contains(kSource) || std::any_of(harvest_.sources.begin(), harvest_.sources.end(),
                                                      [](const auto& s) { return s.id == kSource; });
  if (!there) {
    harvest_.sources.push_back({std::string(kSource), "dataset", "GDELT event rows, as imported",
                                "The GDELT Project", "https://www.gdeltproject.org", "", "",
                                "counts of reports coded by machines"});
  }
  harvest_.files.push_back(std::move(read));
}

}  // namespace blocs::sources
