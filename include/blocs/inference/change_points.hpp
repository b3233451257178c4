#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace blocs::inference {

/// One year or session of a series of shares.
struct SeriesPoint {
  int time = 0;       ///< year or session
  double credit = 0;  ///< numerator; half agreements make it fractional
  double n = 0;       ///< denominator, > 0
};

/// A level of a series between two changes.
struct Segment {
  std::size_t first = 0;  ///< index of its first point
  std::size_t last = 0;
  double share = 0;  ///< credit over n within it
};

struct Segmentation {
  std::vector<Segment> segments;
  double dispersion = 1;  ///< variance between neighbours over that of independent votes; at least 1
  double penalty = 0;     ///< what a further change must gain
};

/// Where the level of a share changes: the segmentation with the least quasi-binomial deviance plus a penalty
/// for each change, found exactly by PELT (Killick, Fearnhead and Eckley 2012,
/// doi 10.1080/01621459.2012.737745). The penalty is 3 log T times the dispersion, which is worked out from
/// neighbouring points (their median squared difference), so that years in which votes hang together do not
/// pass for changes. No turn is asked for and none is forced: a series without one has one segment. Cost:
/// linear in most series, quadratic at worst. Points with n = 0 must be left out.
Segmentation change_points(const std::vector<SeriesPoint>& series);

/// For each point, the share of `replicates` series, drawn again from the votes of each year (binomial,
/// widened by the dispersion), in which a new level begins there: how sure the year of a change is.
std::vector<double> change_certainty(const std::vector<SeriesPoint>& series, std::uint64_t seed,
                                     std::size_t replicates = 1000, std::size_t threads = 0);

}  // namespace blocs::inference
