#include "results/statistics/contrasts.h"

#include <cmath>
#include <limits>

#include "results/statistics/statistics.h"

namespace gaitbench {
namespace {

double Contrast(Sample cells, std::span<const size_t> factors) {
  double sum = 0;
  for (size_t cell = 0; cell < cells.size(); ++cell) {
    double sign = 1;
    for (const size_t factor : factors) sign *= (cell >> factor & 1) ? 1 : -1;
    sum += sign * cells[cell];
  }
  return sum / (static_cast<double>(cells.size()) / 2);
}

// Over the seeds, cell by cell.
std::vector<double> CellMeans(const GridReturns& returns) {
  std::vector<double> means;
  for (size_t cell = 0; cell < returns.front().size(); ++cell) {
    std::vector<double> values;
    for (const auto& cells : returns) values.push_back(cells[cell]);
    means.push_back(Mean(values));
  }
  return means;
}

// Sum of squares of what neither a cell's mean nor a seed's mean explains.
double ResidualSumOfSquares(const GridReturns& returns, const std::vector<double>& cell_means) {
  const double grand_mean = Mean(cell_means);
  double sum = 0;
  for (const auto& cells : returns) {
    const double level = Mean(cells) - grand_mean;
    for (size_t cell = 0; cell < cells.size(); ++cell) {
      const double residual = cells[cell] - cell_means[cell] - level;
      sum += residual * residual;
    }
  }
  return sum;
}

}  // namespace

MeanEstimate ContrastOf(const GridReturns& returns, std::span<const size_t> factors) {
  const std::vector<double> cell_means = CellMeans(returns);
  MeanEstimate estimate{.value = Contrast(cell_means, factors),
                        .error = std::numeric_limits<double>::quiet_NaN()};
  if (returns.size() < 2) return estimate;
  const auto num_seeds = static_cast<double>(returns.size());
  const auto num_cells = static_cast<double>(cell_means.size());
  estimate.degrees_of_freedom = (num_seeds - 1) * (num_cells - 1);
  const double mean_square =
      ResidualSumOfSquares(returns, cell_means) / estimate.degrees_of_freedom;
  estimate.error = std::sqrt(4 * mean_square / (num_seeds * num_cells));
  return estimate;
}

ContrastEstimate EstimateContrast(const GridReturns& returns, std::span<const size_t> factors,
                                  double level) {
  const MeanEstimate estimate = ContrastOf(returns, factors);
  return {.value = estimate.value,
          .interval = estimate.interval(level),
          .p = estimate.p_two_sided(),
          .estimate = estimate};
}

GridReturns HalfGrid(const GridReturns& returns, size_t factor, bool on) {
  GridReturns half(returns.size());
  for (size_t seed = 0; seed < returns.size(); ++seed) {
    for (size_t cell = 0; cell < returns[seed].size(); ++cell) {
      if ((cell >> factor & 1) == size_t{on}) half[seed].push_back(returns[seed][cell]);
    }
  }
  return half;
}

}  // namespace gaitbench
