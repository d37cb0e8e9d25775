#include "results/paper/paper_figure_1.h"

#include <algorithm>
#include <numeric>

#include "results/compare/names.h"
#include "results/log/embedded.h"
#include "results/log/json_text.h"

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

std::vector<double> PaperHistogram::middles() const {
  std::vector<double> returns;
  const double width = (high - low) / static_cast<double>(counts.size());
  for (size_t i = 0; i < counts.size(); ++i)
    returns.insert(returns.end(), static_cast<size_t>(counts[i]),
                   low + width * (static_cast<double>(i) + 0.5));
  return returns;
}

const PaperFigure1& ThePapersFigure1() {
  static const PaperFigure1 figure = [] {
    const std::string name(kPaperFigure1);
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
