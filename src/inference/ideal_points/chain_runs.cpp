#include "chain_runs.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "../quantile.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/parallel.hpp"
#include "checkpoint.hpp"

namespace blocs::inference::ideal {
namespace {

/// Draws of one number, a row a chain.
using Rows = std::vector<std::vector<double>>;

double mean_of(const double* x, std::size_t n) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += x[i];
  return sum / static_cast<double>(n);
}

double variance_of(const double* x, std::size_t n, double mean) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += (x[i] - mean) * (x[i] - mean);
  return sum / static_cast<double>(n - 1);
}

double split_r_hat(const Rows& rows) {
  const std::size_t half = rows.front().size() / 2;
  std::vector<double> means;
  double within = 0;
  for (const auto& row : rows) {
    for (const double* part : {row.data(), row.data() + row.size() - half}) {
      means.push_back(mean_of(part, half));
      within += variance_of(part, half, means.back());
    }
  }
  const auto m = static_cast<double>(means.size());
  within /= m;
  const double between = variance_of(means.data(), means.size(), mean_of(means.data(), means.size()));
  const auto n = static_cast<double>(half);
  return within > 0 ? std::sqrt(((n - 1) / n * within + between) / within) : 1;
}

/// Effective draws by Geyer's initial positive sequence (1992, doi 10.1214/ss/1177011137), lags up to 200.
double effective_draws(const Rows& rows) {
  const std::size_t n = rows.front().size();
  const std::size_t most = std::min<std::size_t>(200, n / 2);
  std::vector<double> means;
  double variance = 0;
  for (const auto& row : rows) {
    means.push_back(mean_of(row.data(), n));
    variance += variance_of(row.data(), n, means.back()) / static_cast<double>(rows.size());
  }
  if (!(variance > 0)) return static_cast<double>(n * rows.size());
  const auto correlation = [&](std::size_t lag) {
    double sum = 0;
    for (std::size_t c = 0; c < rows.size(); ++c) {
      for (std::size_t i = 0; i + lag < n; ++i)
        sum += (rows[c][i] - means[c]) * (rows[c][i + lag] - means[c]);
    }
    return sum / (static_cast<double>(n * rows.size()) * variance);
  };
  double sum = 0;
  for (std::size_t lag = 1; lag + 1 < most; lag += 2) {
    const double pair = correlation(lag) + correlation(lag + 1);
    if (pair < 0) break;
    sum += pair;
  }
  return static_cast<double>(n * rows.size()) / (1 + 2 * sum);
}

bool alike(const ChainNumbers& a, const ChainNumbers& b) {
  return a.lists.size() == b.lists.size() &&
         std::equal(a.lists.begin(), a.lists.end(), b.lists.begin(),
                    [](const auto& x, const auto& y) { return x.size() == y.size(); });
}

/// Takes a chain up where a checkpoint left it; gives the iterations that it has behind it.
std::size_t go_on(const GibbsOptions& options, const std::string& run, std::size_t c, std::size_t row,
                  AnyChain& chain, std::vector<float>& kept) {
  const auto bytes = options.load(c);
  if (bytes.empty()) return 0;
  auto checkpoint = read_checkpoint(bytes, "chain " + std::to_string(c + 1));
  const auto done = static_cast<std::size_t>(checkpoint.state.iteration);
  if (checkpoint.run != run || done > options.burn_in + options.draws)
    throw Error::bad_input("the checkpoint of chain " + std::to_string(c + 1) + " is of another run", "",
                           "ask with the same votes, model, draws and seed, or begin under another name");
  const std::size_t drawn = done > options.burn_in ? done - options.burn_in : 0;
  if (!alike(checkpoint.state, chain.numbers()) || checkpoint.kept.size() != drawn * row)
    throw Error::bad_input(
        "the checkpoint of chain " + std::to_string(c + 1) + " has lost some of its numbers", "",
        "remove the file to begin again");
  chain.go_on(std::move(checkpoint.state));
  kept = std::move(checkpoint.kept);
  return done;
}

}  // namespace

ChainRuns run_chains(const GibbsOptions& options, std::size_t row,
                     const std::function<std::unique_ptr<AnyChain>(std::size_t)>& begin,
                     const std::function<std::string(std::size_t)>& name) {
  if (options.chains == 0 || options.draws < 4)
    throw Error::usage("sampling needs at least one chain and four draws of each");
  if (options.save && options.save_every == 0)
    throw Error::usage("a checkpoint is saved every so many iterations, at least 1");
  ChainRuns runs;
  runs.row = row;
  runs.kept.resize(options.chains);
  std::vector<double> accepted(options.chains);
  std::atomic<std::size_t> done{0};
  parallel_for(options.chains, options.threads, [&](std::size_t c, std::size_t) {
    const auto chain = begin(c);
    auto& kept = runs.kept[c];
    const std::size_t last = options.burn_in + options.draws;
    const auto run = options.save || options.load ? name(c) : std::string();
    std::size_t i = options.load ? go_on(options, run, c, row, *chain, kept) : 0;
    done += i;
    kept.reserve(options.draws * row);
    while (i < last) {
      chain->step();
      ++i;
      if (i > options.burn_in) chain->keep(kept);
      if (options.save && (i % options.save_every == 0 || i == last))
        write_checkpoint(run, chain->numbers(), kept, [&](const auto& pieces) { options.save(c, pieces); });
      if (options.progress) options.progress(++done);
    }
    accepted[c] = chain->numbers().accepted();
  });
  runs.accepted = mean_of(accepted.data(), accepted.size());
  return runs;
}

IdealDraws summarise(const ChainRuns& runs, std::size_t first, std::size_t count, std::size_t threads) {
  IdealDraws draws;
  for (auto* x : {&draws.mean, &draws.sd, &draws.least, &draws.q5, &draws.q10, &draws.q50, &draws.q90,
                  &draws.q95, &draws.most, &draws.r_hat, &draws.effective})
    x->resize(count);
  draws.accepted = runs.accepted;
  parallel_for(count, threads, [&](std::size_t k, std::size_t) {
    Rows rows(runs.kept.size());
    std::vector<double> sorted;
    for (std::size_t c = 0; c < runs.kept.size(); ++c) {
      for (std::size_t at = first + k; at < runs.kept[c].size(); at += runs.row)
        rows[c].push_back(static_cast<double>(runs.kept[c][at]));
      sorted.insert(sorted.end(), rows[c].begin(), rows[c].end());
    }
    draws.mean[k] = mean_of(sorted.data(), sorted.size());
    draws.sd[k] = std::sqrt(variance_of(sorted.data(), sorted.size(), draws.mean[k]));
    std::sort(sorted.begin(), sorted.end());
    draws.least[k] = sorted.front();
    draws.most[k] = sorted.back();
    draws.q5[k] = quantile(sorted, 0.05);
    draws.q10[k] = quantile(sorted, 0.1);
    draws.q50[k] = quantile(sorted, 0.5);
    draws.q90[k] = quantile(sorted, 0.9);
    draws.q95[k] = quantile(sorted, 0.95);
    draws.r_hat[k] = split_r_hat(rows);
    draws.effective[k] = effective_draws(rows);
  });
  return draws;
}

}  // namespace blocs::inference::ideal
