#include "results/paper_figure_1.h"

#include <algorithm>
#include <numeric>

#include "results/embedded.h"
#include "results/json_text.h"
#include "results/published.h"

namespace gaitbench {

PaperHistogram::Survival PaperHistogram::survival() const {
  Survival survival;
  const auto bins = static_cast<double>(counts.size());
  auto left = std::accumulate(counts.begin(), counts.end(), int64_t{0});
  const auto all = static_cast<double>(left);
  for (size_t i = 0; i <= counts.size(); ++i) {
    survival.returns.push_back(low + (high - low) * static_cast<double>(i) / bins);
    survival.share.push_back(static_cast<double>(left) / all);
    if (i < counts.size()) left -= counts[i];
  }
  return survival;
}

double PaperHistogram::mean() const {
  double sum = 0, count = 0;
  for (size_t i = 0; i < counts.size(); ++i) {
    const double middle =
        low + (high - low) * (static_cast<double>(i) + 0.5) / static_cast<double>(counts.size());
    sum += middle * static_cast<double>(counts[i]);
    count += static_cast<double>(counts[i]);
  }
  return sum / count;
}

std::optional<double> EffectInFigure1(const std::string& environment, const std::string& factor) {
  const PaperHistogram *on = FindInFigure1(environment, factor, true),
                       *off = FindInFigure1(environment, factor, false);
  if (!on || !off) return std::nullopt;
  return on->mean() - off->mean();
}

const PaperFigure1& ThePapersFigure1() {
  static const PaperFigure1 figure = [] {
    const std::string name = "reference_figures/engstrom_2020_figure_1.json";
    PaperFigure1 read;
    ReadJson(ParseJsonFile(std::string(EmbeddedContents(name)), name), read, name);
    return read;
  }();
  return figure;
}

const PaperHistogram* FindInFigure1(const std::string& environment, const std::string& factor,
                                    bool on) {
  const auto& histograms = ThePapersFigure1().histograms;
  const auto found =
      std::find_if(histograms.begin(), histograms.end(), [&](const PaperHistogram& histogram) {
        return histogram.robot == RobotOf(environment) && histogram.factor == factor &&
               histogram.on == on;
      });
  return found == histograms.end() ? nullptr : &*found;
}

}  // namespace gaitbench
