#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "blocs/core/random.hpp"
#include "blocs/scenarios/theatres.hpp"

namespace blocs::scenarios {

/// A model made ready to be simulated many times.
struct Prepared {
  explicit Prepared(const TheatreModel& model);

  TheatreModel model;
  std::size_t theatres;
  std::vector<double> own;      ///< baseline of each theatre that begins by itself
  double joint = 0;             ///< rate of joint starts
  double baseline = 0;          ///< own and joint
  std::vector<double> echo;     ///< [from * theatres + to]: rise of a rate by one crisis
  std::vector<double> excited;  ///< mean excited rate, where every replication begins
  std::vector<double> grid;
  double units = 0;        ///< of all responders
  double focal_units = 0;  ///< that the focal theatre could use: its own and the reserve
};

/// One year of one world. `run` may be called again and again; nothing is left over from the run before.
class Replication {
 public:
  explicit Replication(const Prepared& prepared);

  /// Follows stream `index` of `seed`. Values on the grid are in `courses()` afterwards.
  Outcomes run(std::uint64_t seed, std::uint64_t index);

  const std::array<std::vector<double>, kCourses>& courses() const { return courses_; }
  /// Of the last run, by theatre: crises that began, and those that found nobody.
  const std::vector<std::uint32_t>& began() const { return began_; }
  const std::vector<std::uint32_t>& unanswered() const { return unanswered_; }

 private:
  struct Crisis {
    std::uint32_t theatre;
    std::uint32_t level;
    std::uint32_t local_here, reserve_here;  // responders that act
    std::uint32_t local_due, reserve_due;    // on their way
    double rise, end, local_comes, total;    // rates; the rest of the total is that of the reserve coming
  };

  void reset();
  void advance(double until);
  void sample(double upto);
  void tick(double draw);
  void begin(std::size_t theatre);
  bool ask(Crisis& crisis);
  void set_rates(Crisis& crisis) const;
  void close(std::size_t at);
  void sum_rates();
  double will_at(double time) const;
  double withheld(double will) const;
  double cohesion() const;
  Outcomes outcomes() const;

  const Prepared& p_;
  RandomStream random_{0, 0};
  double now_ = 0;
  double will_ = 1;
  double will_since_ = 0;
  std::vector<double> excited_;
  std::vector<Crisis> open_;
  std::vector<unsigned> free_;
  unsigned free_reserve_ = 0;
  unsigned free_all_ = 0;
  unsigned away_ = 0;             // bound outside the focal theatre
  unsigned reserve_away_ = 0;     // of the reserve, the same
  std::vector<unsigned> levels_;  // sum of levels by theatre
  unsigned levels_all_ = 0;
  double crisis_rate_ = 0;
  std::size_t next_grid_ = 0;
  std::array<std::vector<double>, kCourses> courses_;
  std::vector<std::uint32_t> began_, unanswered_;
  // Integrals over the days counted.
  double open_time_ = 0, away_time_ = 0, withheld_time_ = 0, full_time_ = 0, will_time_ = 0;
  double will_least_ = 1;
  unsigned open_most_ = 0;
  std::uint32_t rises_ = 0;
};

}  // namespace blocs::scenarios
