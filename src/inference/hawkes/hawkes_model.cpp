#include <algorithm>
#include <cmath>
#include <string>

#include "blocs/core/error.hpp"
#include "blocs/inference/hawkes.hpp"
#include "dense.hpp"

namespace blocs::inference {
namespace {

bool legal(double x, bool zero_too) {
  return std::isfinite(x) && (zero_too ? x >= 0 : x > 0);
}

/// I - A.
std::vector<double> one_minus(const HawkesModel& model) {
  const std::size_t d = model.kinds();
  std::vector<double> matrix(d * d);
  for (std::size_t i = 0; i < d; ++i) {
    for (std::size_t j = 0; j < d; ++j) matrix[i * d + j] = (i == j ? 1.0 : 0.0) - model.a(i, j);
  }
  return matrix;
}

}  // namespace

void check_shape(const HawkesModel& model) {
  const std::size_t d = model.kinds();
  if (d == 0) throw Error::usage("a process without kinds of events");
  if (model.branching.size() != d * d) {
    throw Error::usage("the excitation matrix has " + std::to_string(model.branching.size()) +
                           " entries for " + std::to_string(d) + " kinds of events",
                       "one row and one column a kind");
  }
  const auto all = [](const std::vector<double>& list, bool zero_too) {
    return std::all_of(list.begin(), list.end(), [&](double x) { return legal(x, zero_too); });
  };
  if (!all(model.baseline, true)) throw Error::usage("a baseline rate below zero, or no number");
  if (!all(model.branching, true)) throw Error::usage("an excitation below zero, or no number");
  if (!all(model.shock, true)) throw Error::usage("a common level below zero, or no number");
  if ((model.courses != 1 && model.courses != d) || model.shock.size() % model.courses != 0) {
    throw Error::usage("courses of the baselines that are neither one for all kinds nor one a kind");
  }
  if (!legal(model.decay, false)) throw Error::usage("a decay that is not above zero");
}

void check_stationary(const HawkesModel& model) {
  check_shape(model);
  const double radius = spectral_radius(model.branching, model.kinds());
  if (radius < 1) return;
  throw Error(ErrorKind::undefined,
              "the excitation explodes: its spectral radius is " + std::to_string(radius) +
                  ", so that each event calls forth one or more others on average and their number grows "
                  "without bound",
              {}, "the spectral radius of the matrix must be below 1");
}

double spectral_radius(const std::vector<double>& matrix, std::size_t size) {
  std::vector<double> power = matrix;
  double log_radius = 0;  // of what was divided out so far
  double weight = 1;
  for (int step = 0; step < 50; ++step) {
    const double top = power.empty() ? 0 : *std::max_element(power.begin(), power.end());
    if (top <= 0) return 0;
    for (auto& x : power) x /= top;
    log_radius += std::log(top) * weight;
    std::vector<double> square(size * size);
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t k = 0; k < size; ++k) {
        for (std::size_t j = 0; j < size; ++j)
          square[i * size + j] += power[i * size + k] * power[k * size + j];
      }
    }
    power = std::move(square);
    weight /= 2;
  }
  return std::exp(log_radius);
}

std::vector<double> stationary_rate(const HawkesModel& model) {
  check_stationary(model);
  return solved(one_minus(model), model.baseline);
}

std::vector<double> count_covariance(const HawkesModel& model) {
  const std::size_t d = model.kinds();
  const auto rate = stationary_rate(model);
  std::vector<double> inverse(d * d);
  for (std::size_t j = 0; j < d; ++j) {
    std::vector<double> unit(d);
    unit[j] = 1;
    const auto column = solved(one_minus(model), unit);
    for (std::size_t i = 0; i < d; ++i) inverse[i * d + j] = column[i];
  }
  std::vector<double> covariance(d * d);
  for (std::size_t i = 0; i < d; ++i) {
    for (std::size_t j = 0; j < d; ++j) {
      for (std::size_t k = 0; k < d; ++k) {
        covariance[i * d + j] += inverse[i * d + k] * rate[k] * inverse[j * d + k];
      }
    }
  }
  return covariance;
}

}  // namespace blocs::inference
