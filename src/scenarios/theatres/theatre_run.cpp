#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <memory>

#include "blocs/core/error.hpp"
#include "blocs/core/parallel.hpp"
#include "histogram.hpp"
#include "replication.hpp"

namespace blocs::scenarios {
namespace {

constexpr std::size_t kBlock = 512;  // replications whose sums are made together

bool is_share(Outcome outcome) {
  return outcome == Outcome::unanswered || outcome == Outcome::dispersed || outcome == Outcome::focal_left ||
         outcome == Outcome::will_least || outcome == Outcome::will_mean || outcome == Outcome::cohesion ||
         outcome == Outcome::saturated;
}
bool is_share(Course course) {
  return course != Course::open;
}

/// Sums over the replications of one block: of values, and of squares about a fixed centre.
struct Sums {
  Outcomes n{}, sum{}, squares{};

  void add(const Outcomes& values) {
    for (std::size_t o = 0; o < kOutcomes; ++o) {
      if (std::isnan(values[o])) continue;
      n[o] += 1;
      sum[o] += values[o];
      squares[o] += values[o] * values[o];
    }
  }
  void add(const Sums& other) {
    for (std::size_t o = 0; o < kOutcomes; ++o) {
      n[o] += other.n[o];
      sum[o] += other.sum[o];
      squares[o] += other.squares[o];
    }
  }
  void spread(std::array<Spread, kOutcomes>& into) const {
    for (std::size_t o = 0; o < kOutcomes; ++o) {
      into[o].mean = n[o] > 0 ? sum[o] / n[o] : std::numeric_limits<double>::quiet_NaN();
      const double variance = n[o] > 1 ? (squares[o] - sum[o] * sum[o] / n[o]) / (n[o] - 1) : 0;
      into[o].error = n[o] > 0 ? std::sqrt(std::max(0.0, variance) / n[o]) : 0;
    }
  }
};

struct Block {
  Sums sums;
  std::vector<std::uint64_t> began, unanswered;
};

/// What one worker fills: histograms, and a replication of its own.
struct Worker {
  Worker(const Prepared& prepared)  // NOLINT(google-explicit-constructor)
      : replication(prepared) {
    for (std::size_t o = 0; o < kOutcomes; ++o) outcomes.emplace_back(is_share(static_cast<Outcome>(o)));
    for (std::size_t c = 0; c < kCourses; ++c) {
      courses.emplace_back(prepared.grid.size(), Histogram(is_share(static_cast<Course>(c))));
    }
  }

  Replication replication;
  std::vector<Histogram> outcomes;
  std::vector<std::vector<Histogram>> courses;  // by course and day of the grid
};

class Tally {
 public:
  explicit Tally(const RunOptions& options) : options_(options) {}
  void done() {
    const auto n = ++done_;
    if (options_.progress)
      options_.progress(std::min(n * kBlock, options_.replications), options_.replications);
  }

 private:
  const RunOptions& options_;
  std::atomic<std::size_t> done_{0};
};

void need_replications(const RunOptions& options) {
  if (options.replications >= 1 && options.replications <= 100'000'000) return;
  throw Error::usage("replications are from 1 to 100 million");
}

void fill_histograms(Worker& worker, const Outcomes& values) {
  for (std::size_t o = 0; o < kOutcomes; ++o) {
    if (!std::isnan(values[o])) worker.outcomes[o].add(values[o]);
  }
  for (std::size_t c = 0; c < kCourses; ++c) {
    const auto& course = worker.replication.courses()[c];
    for (std::size_t g = 0; g < course.size(); ++g) worker.courses[c][g].add(course[g]);
  }
}

void add_histograms(std::vector<Histogram>& into, const std::vector<Histogram>& from) {
  for (std::size_t h = 0; h < into.size(); ++h) into[h].add(from[h]);
}

}  // namespace

TheatreRun run(const TheatreModel& model, const RunOptions& options) {
  need_replications(options);
  const Prepared prepared(model);
  const std::size_t blocks = (options.replications + kBlock - 1) / kBlock;
  std::vector<std::unique_ptr<Worker>> workers(worker_count(blocks, options.threads));
  std::vector<Block> found(blocks);
  TheatreRun result;
  result.samples.resize(std::min(options.samples, options.replications));
  Tally tally(options);
  parallel_for(blocks, options.threads, [&](std::size_t b, std::size_t w) {
    if (!workers[w]) workers[w] = std::make_unique<Worker>(prepared);
    auto& worker = *workers[w];
    auto& block = found[b];
    block.began.resize(prepared.theatres);
    block.unanswered.resize(prepared.theatres);
    const std::size_t end = std::min(options.replications, (b + 1) * kBlock);
    for (std::size_t r = b * kBlock; r < end; ++r) {
      const auto values = worker.replication.run(options.seed, r);
      block.sums.add(values);
      fill_histograms(worker, values);
      for (std::size_t i = 0; i < prepared.theatres; ++i) {
        block.began[i] += worker.replication.began()[i];
        block.unanswered[i] += worker.replication.unanswered()[i];
      }
      if (r < result.samples.size()) result.samples[r] = worker.replication.courses();
    }
    tally.done();
  });

  Sums sums;
  std::vector<std::uint64_t> began(prepared.theatres);
  std::vector<std::uint64_t> unanswered(prepared.theatres);
  for (const auto& block : found) {
    sums.add(block.sums);
    for (std::size_t i = 0; i < prepared.theatres; ++i) {
      began[i] += block.began[i];
      unanswered[i] += block.unanswered[i];
    }
  }
  Worker all(prepared);
  for (const auto& worker : workers) {
    if (!worker) continue;
    add_histograms(all.outcomes, worker->outcomes);
    for (std::size_t c = 0; c < kCourses; ++c) add_histograms(all.courses[c], worker->courses[c]);
  }
  result.replications = options.replications;
  result.grid = prepared.grid;
  sums.spread(result.outcomes);
  for (std::size_t o = 0; o < kOutcomes; ++o) result.outcomes[o].quantiles = all.outcomes[o].quantiles();
  for (std::size_t i = 0; i < prepared.theatres; ++i) {
    const auto n = static_cast<double>(began[i]);
    result.crises.push_back(n / static_cast<double>(options.replications));
    result.unanswered.push_back(began[i] > 0 ? static_cast<double>(unanswered[i]) / n
                                             : std::numeric_limits<double>::quiet_NaN());
  }
  for (std::size_t c = 0; c < kCourses; ++c) {
    for (const auto& day : all.courses[c]) result.courses[c].push_back(day.quantiles());
  }
  return result;
}

SideBySide compare(const std::vector<TheatreModel>& models, const RunOptions& options) {
  need_replications(options);
  std::vector<Prepared> prepared;
  prepared.reserve(models.size());
  for (const auto& model : models) prepared.emplace_back(model);
  const std::size_t blocks = (options.replications + kBlock - 1) / kBlock;
  struct Pair {
    Sums own, difference;
  };
  std::vector<std::vector<Pair>> found(blocks, std::vector<Pair>(models.size()));
  Tally tally(options);
  parallel_for(blocks, options.threads, [&](std::size_t b, std::size_t) {
    std::vector<Replication> worlds(prepared.begin(), prepared.end());
    const std::size_t end = std::min(options.replications, (b + 1) * kBlock);
    for (std::size_t r = b * kBlock; r < end; ++r) {
      Outcomes first{};
      for (std::size_t m = 0; m < worlds.size(); ++m) {
        const auto values = worlds[m].run(options.seed, r);
        if (m == 0) first = values;
        Outcomes difference{};
        for (std::size_t o = 0; o < kOutcomes; ++o) difference[o] = values[o] - first[o];
        found[b][m].own.add(values);
        found[b][m].difference.add(difference);
      }
    }
    tally.done();
  });
  SideBySide result;
  result.models.resize(models.size());
  result.differences.resize(models.size());
  for (std::size_t m = 0; m < models.size(); ++m) {
    Pair sums;
    for (const auto& block : found) {
      sums.own.add(block[m].own);
      sums.difference.add(block[m].difference);
    }
    sums.own.spread(result.models[m]);
    sums.difference.spread(result.differences[m]);
  }
  return result;
}

}  // namespace blocs::scenarios
