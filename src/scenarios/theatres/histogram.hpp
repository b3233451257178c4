#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

namespace blocs::scenarios {

/// How often each value came up over replications: shares to 1/500, anything else to whole numbers, however
/// large. Counts are whole, so that a sum of histograms does not depend on who counted what. Small numbers
/// stand in a list that grows by need, large ones in a map.
class Histogram {
 public:
  explicit Histogram(bool share) : share_(share) {}

  void add(double value) { ++at(key_of(value)); }
  void add(const Histogram& other) {
    for (std::size_t k = 0; k < other.small_.size(); ++k) {
      if (other.small_[k] > 0) at(k) += other.small_[k];
    }
    for (const auto& [key, n] : other.large_) at(key) += n;
  }

  /// The least values to which 2.5, 25, 50, 75 and 97.5 % of all are not above; zeros for none at all.
  std::array<double, 5> quantiles() const {
    constexpr std::array<double, 5> kLevels{0.025, 0.25, 0.5, 0.75, 0.975};
    std::array<double, 5> found{};
    std::uint64_t total = 0;
    each([&](std::uint64_t, std::uint64_t n) { total += n; });
    std::uint64_t below = 0;
    std::size_t q = 0;
    each([&](std::uint64_t key, std::uint64_t n) {
      below += n;
      while (q < kLevels.size() && static_cast<double>(below) >= kLevels[q] * static_cast<double>(total))
        found[q++] = share_ ? static_cast<double>(key) / kShares : static_cast<double>(key);
    });
    return found;
  }

 private:
  static constexpr double kShares = 500;
  static constexpr std::uint64_t kSmall = 1024;

  std::uint64_t key_of(double value) const {
    return static_cast<std::uint64_t>(std::max(0LL, std::llround(share_ ? value * kShares : value)));
  }
  std::uint32_t& at(std::uint64_t key) {
    if (key >= kSmall) return large_[key];
    if (key >= small_.size()) small_.resize(key + 1);
    return small_[key];
  }
  /// Values that came up, in order.
  template <typename Take>
  void each(Take&& take) const {
    for (std::size_t k = 0; k < small_.size(); ++k) {
      if (small_[k] > 0) take(k, small_[k]);
    }
    for (const auto& [key, n] : large_) take(key, n);
  }

  bool share_;
  std::vector<std::uint32_t> small_;
  std::map<std::uint64_t, std::uint32_t> large_;
};

}  // namespace blocs::scenarios
