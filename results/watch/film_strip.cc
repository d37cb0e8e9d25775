#include "results/watch/film_strip.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "results/compare/names.h"
#include "results/log/printable.h"
#include "results/watch/drawn_geoms.h"
#include "results/watch/html.h"

namespace gaitbench {
namespace {

constexpr size_t kNumPoses = 8;
constexpr double kSeconds = 1;      // that they span
constexpr double kCellWidth = 120;  // px
constexpr double kMargin = 10, kTextHeight = 30, kLeft = 4;
constexpr double kLetterWidth = 11;  // of text of 20 px, at most

// Frames of the eight poses.
std::vector<size_t> ShownFrames(const Motion& motion, const RecordedEpisode& episode) {
  const auto last = static_cast<double>(motion.NumFrames(episode) - 1);
  const double span = std::min(last, kSeconds / motion.seconds_per_step);
  std::vector<size_t> frames;
  for (size_t i = 0; i < kNumPoses; ++i) {
    const double part = static_cast<double>(i) / (kNumPoses - 1);
    frames.push_back(static_cast<size_t>(std::llround((last - span) / 2 + part * span)));
  }
  return frames;
}

struct Bounds {
  double left = 0, right = 0, bottom = 0, top = 0;  // m

  void Include(const DrawnGeom& geom) {
    for (const auto& end : geom.ends) {
      left = std::min(left, end[0] - geom.radius);
      right = std::max(right, end[0] + geom.radius);
      bottom = std::min(bottom, end[1] - geom.radius);
      top = std::max(top, end[1] + geom.radius);
    }
  }
};

// Poses of one run, beside each other.
struct Row {
  std::string label{};
  std::vector<double> seconds{};
  std::vector<std::vector<DrawnGeom>> poses{};
  std::vector<double> ground{};  // where it is in the picture; none where there is none
};

Row RowOf(const Motion& motion) {
  const RecordedEpisode& episode = motion.episodes.front();
  Row row = {.label = fmt::format("{} on {}, seed {}", DisplayName(motion.variant),
                                  motion.environment, motion.seed)};
  const std::vector<size_t> frames = ShownFrames(motion, episode);
  for (const size_t frame : frames) {
    row.seconds.push_back(static_cast<double>(frame - frames.front()) * motion.seconds_per_step);
    row.poses.push_back(DrawnGeoms(motion, episode, frame));
    if (const auto ground = GroundHeight(motion, episode, frame)) row.ground.push_back(*ground);
  }
  return row;
}

// A round line of three layers: its edge, itself, and the light on it.
std::string GeomSvg(const DrawnGeom& geom, const auto& place, double scale) {
  const auto [x1, y1] = place(geom.ends[0]);
  const auto [x2, y2] = place(geom.ends[1]);
  const double width = 2 * geom.radius * scale, up = 0.16 * width;
  const auto line = [&](const char* layer, double shift, double stroke) {
    return fmt::format(
        R"(<path class="{}{}" d="M{:.1f} {:.1f}L{:.1f} {:.1f}" stroke-width="{:.1f}"/>)", layer,
        geom.tone, x1 - shift, y1 - shift, x2 - shift + 0.01, y2 - shift, stroke);
  };
  return line("e", 0, width) + line("t", 0, std::max(width - 1.6, 0.7 * width)) +
         line("l", up * 0.7, 0.3 * width) + "\n";
}

std::string Style() {
  std::string style =
      "path{fill:none;stroke-linecap:round}text{font:20px system-ui,sans-serif;"
      "fill:#7d8792}.g{stroke:#8b949e;stroke-width:1.5}";
  constexpr struct {
    const char *edge, *tone, *light;
  } kTones[] = {{"#275d8c", "#4a98d9", "#a3d0f5"},
                {"#8a4a17", "#dd8238", "#f8c79b"},
                {"#1d6b4d", "#3fae84", "#a5e3c9"},
                {"#5d6670", "#98a1ab", "#c9d0d6"}};
  for (size_t i = 0; i < std::size(kTones); ++i)
    style += fmt::format(".e{0}{{stroke:{1}}}.t{0}{{stroke:{2}}}.l{0}{{stroke:{3};opacity:.7}}", i,
                         kTones[i].edge, kTones[i].tone, kTones[i].light);
  return style;
}

}  // namespace

std::string FilmStrip(std::span<const Motion> motions) {
  std::vector<Row> rows;
  Bounds bounds;
  for (const Motion& motion : motions) {
    const Row& row = rows.emplace_back(RowOf(motion));
    for (const auto& pose : row.poses)
      for (const DrawnGeom& geom : pose) bounds.Include(geom);
    for (const double ground : row.ground) bounds.bottom = std::min(bounds.bottom, ground);
  }
  const double scale = (kCellWidth - kMargin) / std::max(bounds.right - bounds.left, 1e-9);
  const double drawn = (bounds.top - bounds.bottom) * scale;
  const double label_height = rows.size() > 1 ? kTextHeight : 0;
  const double row_height = label_height + drawn + 2 * kMargin + kTextHeight;
  const double width = kNumPoses * kCellWidth;
  std::string body, labels;
  for (size_t r = 0; r < rows.size(); ++r) {
    const Row& row = rows[r];
    const double label_bottom = static_cast<double>(r) * row_height + label_height;
    const double top = label_bottom + kMargin;
    labels += (r == 0 ? "" : "; ") + row.label;
    for (size_t i = 0; i < row.poses.size(); ++i) {
      const double left = static_cast<double>(i) * kCellWidth + kMargin / 2;
      const auto place = [&](const std::array<double, 2>& at) {
        return std::pair{left + (at[0] - bounds.left) * scale, top + (bounds.top - at[1]) * scale};
      };
      for (const DrawnGeom& geom : row.poses[i]) body += GeomSvg(geom, place, scale);
      body += fmt::format(R"(<text x="{:.1f}" y="{:.1f}">{:.2f} s</text>)", left,
                          top + drawn + kTextHeight - 4, row.seconds[i]);
    }
    if (!row.ground.empty()) {
      const double y = top + (bounds.top - row.ground.front()) * scale;
      body +=
          fmt::format(R"(<path class="g" d="M{:.1f} {:.1f}H{:.1f}"/>)", kLeft, y, width - kLeft);
    }
    if (rows.size() > 1) {
      const double room = width - kMargin;
      const std::string squeezed =
          kLetterWidth * static_cast<double>(row.label.size()) > room
              ? fmt::format(R"( textLength="{:.0f}" lengthAdjust="spacingAndGlyphs")", room)
              : "";
      body += fmt::format(R"(<text x="{:.1f}" y="{:.1f}"{}>{}</text>)", kMargin / 2,
                          label_bottom - 8, squeezed, HtmlEscaped(Printable(row.label)));
    }
  }
  const double height = static_cast<double>(rows.size()) * row_height;
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
      "height=\"{1:.0f}\" role=\"img\">\n<title>{2}</title>\n<style>{3}</style>\n{4}\n</svg>\n",
      width, height, HtmlEscaped(Printable(labels)), Style(), body);
}

}  // namespace gaitbench
