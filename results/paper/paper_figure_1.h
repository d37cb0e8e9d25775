// Figure 1 of Engstrom et al. 2020 (arXiv:2005.12729): returns of PPO's 2^4 grid, split by switch.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "results/log/json_fields.h"

namespace gaitbench {

inline constexpr std::string_view kPaperFigure1 = "reference/engstrom_2020_figure_1.json";

// Agents per bin of return, the bins equally wide from `low` to `high`.
struct PaperHistogram {
  std::string robot{};   // "Walker2d"
  std::string factor{};  // as in bench/studies/paper_ablation.json
  bool on = false;
  double low = 0, high = 0;  // return
  std::vector<int64_t> counts{};

  // Return and share of agents with at least that return, bin by bin.
  struct Survival {
    std::vector<double> returns{}, share{};
  };
  Survival survival() const;

  std::vector<double> middles() const;  // of the agents' bins, one per agent

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("robot", self.robot);
    visit("factor", self.factor);
    visit("on", self.on);
    visit("low", self.low);
    visit("high", self.high);
    visit("counts", self.counts);
  }
};

struct PaperFigure1 {
  std::string source{}, citation{}, note{};
  std::vector<PaperHistogram> histograms{};

  template <class Self, class Visit>
  static void Fields(Self& self, Visit&& visit) {
    visit("source", self.source);
    visit("citation", self.citation);
    visit("note", self.note);
    visit("histograms", self.histograms);
  }
};

const PaperFigure1& ThePapersFigure1();

// Null where the paper has none.
const PaperHistogram* FindInFigure1(const std::string& environment, const std::string& factor,
                                    bool on);

}  // namespace gaitbench
