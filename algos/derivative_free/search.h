// A search over parameters: proposes candidates and learns from their scores, whatever is scored.
//
// Axes: K candidates, P parameters.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "algos/derivative_free/settings.h"
#include "envs/random.h"
#include "results/log/safetensors.h"

namespace gaitbench {

class Search {
 public:
  virtual ~Search() = default;

  // The candidates [K,P] of generation `generation`.
  virtual std::vector<double> Propose(int64_t generation) = 0;

  // Moves by the scores [K] of the candidates proposed last, the higher the better.
  virtual void Learn(std::span<const double> scores) = 0;

  virtual std::span<const double> parameters() const = 0;  // [P], the best guess
  virtual double MeanStd() const = 0;  // of candidates around it, over the parameters searched

  // What it keeps from one generation to the next, under names that begin with `name`.
  virtual void Save(const std::string& name, TensorFile& file) const = 0;
  virtual void Restore(const TensorFile& file, const std::string& name,
                       const std::string& where) = 0;
};

// Where a search begins.
struct SearchStart {
  std::vector<double> parameters;  // [P]
  std::vector<uint8_t> searched;   // [P], 0: stays as it is
  RandomStream noise;
};

std::unique_ptr<Search> MakeSearch(const DerivativeFreeSettings& settings, SearchStart start);

// The candidates' numbers from the best score to the worst, of equal ones the first first.
std::vector<int64_t> BestFirst(std::span<const double> scores);

}  // namespace gaitbench
