// Times the dynamic ideal points of the whole record of the Assembly, 1946-2019, identical resolutions
// linked: the fast estimator to 1e-6 with its standard errors, and one Gibbs iteration of the full ordinal
// model; and the fast estimator on the decade that MCMCpack is given. One line of JSON per task, as
// votes_bench. Into WORK go the same ballots, places and items as tables with the points that were found, so
// that the peers (bench/ideal_peers.py, bench/ideal_peers.R) do the same work and can be held against it.
//
//   ideal_bench DATA CASEBOOK WORK      DATA: folder with the public vote tables

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <unordered_map>

#include "blocs/core/error.hpp"
#include "blocs/inference/ideal_fit.hpp"
#include "blocs/inference/ideal_gibbs.hpp"
#include "blocs/sources/csv.hpp"
#include "findings/ideal/ideal_selection.hpp"
#include "inference/ideal_points/likelihood.hpp"
#include "vote_files.hpp"

namespace blocs::bench {
namespace {

namespace fs = std::filesystem;
using inference::IdealData;
using inference::IdealFit;

struct Clock {
  std::chrono::steady_clock::time_point wall = std::chrono::steady_clock::now();
  double cpu = used();

  static double used() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
      return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
  }
  double wall_seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count();
  }
  double cpu_seconds() const { return used() - cpu; }
};

void say(const std::string& task, double seconds, double cpu, double result, const std::string& note) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf(
      "{\"task\": \"%s\", \"seconds\": %.6f, \"cpu\": %.6f, \"result\": %.10g, \"peak_mb\": %.0f, \"note\": "
      "\"%s\"}\n",
      task.c_str(), seconds, cpu, result, static_cast<double>(usage.ru_maxrss) / 1024, note.c_str());
  std::fflush(stdout);
}

/// Votes and pairs of identical resolutions as published.
struct Published {
  views::RollCallMatrix matrix;
  inference::IdealSelection selection;
};

Published read(const fs::path& data, const fs::path& casebook) {
  const std::vector<fs::path> files{data / "unga_1946_2019_roll_calls.csv.gz",
                                    data / "unga_1946_2019_ballots.csv.gz"};
  const auto harvest = sources::read_files(files, known_states(casebook));
  Published published{matrix_of(harvest), {}};
  std::unordered_map<std::string, std::uint32_t> columns;
  for (const auto& set : harvest.votes) {
    for (const auto& call : set.roll_calls)
      columns[call.number] =
          static_cast<std::uint32_t>(published.matrix.roll_call_index(call.row.id).value());
  }
  const auto file = data / "unga_identical_resolutions.csv";  // v1,rcid1,rcid2
  std::ifstream in(file);
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  sources::CsvReader pairs(bytes);
  sources::CsvRow row;
  while (pairs.next(row)) {
    if (row.fields.size() < 3) continue;
    const auto a = columns.find("rcid:" + row.fields[1]);
    const auto b = columns.find("rcid:" + row.fields[2]);
    if (a != columns.end() && b != columns.end())
      published.selection.identical.emplace_back(a->second, b->second);
  }
  if (published.selection.identical.empty())
    throw Error::bad_input("no pair of identical resolutions", file.string());
  return published;
}

/// The roll calls of the published series from a session on: no amendments and paragraphs after 1989, no
/// session with a single dividing vote.
IdealData items_of(const Published& published, int from) {
  const auto& calls = published.matrix.roll_calls();
  views::Mask chosen(calls.size());
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (inference::session_of(calls[i]) >= from) chosen.set(i);
  }
  chosen = findings::without_late_parts(published.matrix, chosen);
  std::size_t left_out = 0;
  chosen = findings::without_thin_sessions(published.matrix, chosen, left_out);
  return inference::ideal_data(published.matrix, chosen, published.selection);
}

std::ofstream table(const fs::path& work, const std::string& name, const char* head) {
  std::ofstream out(work / name);
  out.precision(17);
  out << head << '\n';
  return out;
}

void write_tables(const IdealData& data, const IdealFit& fit, const fs::path& work,
                  const std::string& prefix) {
  auto places = table(work, prefix + "places.csv", "state,session,before,after,step,mode,mean,sd");
  for (std::size_t k = 0; k < data.places.size(); ++k) {
    const auto& place = data.places[k];
    places << place.state << ',' << place.session << ',' << place.before << ',' << place.after << ','
           << place.step << ',' << fit.mode.theta[k] << ',' << fit.mean.theta[k] << ',' << fit.sd[k] << '\n';
  }
  auto items = table(work, prefix + "items.csv", "cuts,beta,cut1,cut2");
  for (std::size_t j = 0; j < data.items.size(); ++j) {
    const bool two = data.items[j].cuts == 2;
    items << data.items[j].cuts << ',' << fit.mode.beta[j] << ',' << fit.mode.cut1[j] << ','
          << (two ? fit.mode.cut2[j] : fit.mode.cut1[j]) << '\n';
  }
  auto ballots = table(work, prefix + "ballots.csv", "place,item,choice");  // choices from 0, in order
  for (const auto& session : data.sessions) {
    for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
      const auto& part = data.parts[p];
      for (std::uint32_t b = part.begin; b < part.end; ++b) {
        const auto choice = b < part.low_end ? 0U : b < part.middle_end ? 1U : data.items[part.item].cuts;
        ballots << session.first_place + data.ballots[b] << ',' << part.item << ',' << choice << '\n';
      }
    }
  }
}

double log_likelihood(const IdealData& data, const IdealFit& fit) {
  inference::ideal::Sums sums;
  inference::ideal::all_derivatives(data, fit.mode, 0, sums);
  return sums.log_likelihood;
}

IdealFit time_fit(const IdealData& data, const std::string& task, int runs) {
  IdealFit fit;
  double wall = 1e300;
  double cpu = 0;
  for (int i = 0; i < runs; ++i) {
    const Clock clock;
    fit = inference::fit_ideal(data);
    const double seconds = clock.wall_seconds();
    if (seconds < wall) cpu = clock.cpu_seconds();
    wall = std::min(wall, seconds);
  }
  say(task, wall, cpu, log_likelihood(data, fit),
      std::to_string(fit.objective.size()) + " steps, last change " + std::to_string(fit.change * 1e6) +
          "e-6; result: log likelihood");
  return fit;
}

/// One chain on one thread: the time between iterations, without what comes before and after them.
void time_gibbs(const IdealData& data, const IdealFit& fit) {
  constexpr std::size_t kIterations = 21;
  Clock clock;
  double wall = 0;
  double cpu = 0;
  inference::GibbsOptions options;
  options.chains = 1;
  options.burn_in = 1;
  options.draws = kIterations - 1;
  options.threads = 1;
  options.progress = [&](std::size_t done) {
    if (done == 1) clock = Clock();
    wall = clock.wall_seconds();
    cpu = clock.cpu_seconds();
  };
  inference::draw_ideal(data, fit, options);
  constexpr double kTimed = kIterations - 1;
  say("Gibbs iteration, full ordinal model, one thread", wall / kTimed, cpu / kTimed,
      log_likelihood(data, fit), "mean of 20 iterations; result: log likelihood at the fast mode");
}

void run(const fs::path& folder, const fs::path& casebook, const fs::path& work) {
  constexpr int kDecade = 65;  // sessions of 2010 to 2019
  const auto published = read(folder, casebook);
  const auto data = items_of(published, 1);
  const auto fit = time_fit(data, "fast estimator to 1e-6, whole record", 3);
  write_tables(data, fit, work, "");
  time_gibbs(data, fit);
  const auto decade = items_of(published, kDecade);
  write_tables(decade, time_fit(decade, "ideal points of a decade", 3), work, "decade_");
}

}  // namespace
}  // namespace blocs::bench

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("ideal_bench DATA CASEBOOK WORK\n", stderr);
    return 2;
  }
  try {
    blocs::bench::run(argv[1], argv[2], argv[3]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "ideal_bench: %s\n", error.what());
    return 1;
  }
  return 0;
}
