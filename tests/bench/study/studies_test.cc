// The studies that ship with the program; tests/results/json_schemas.py holds them to their schema.
#include <set>

#include <gtest/gtest.h>

#include "bench/study/idle_switches.h"
#include "bench/study/same_variants.h"
#include "results/log/atomic_file.h"
#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

const fs::path kSource = GAITBENCH_SOURCE_DIR;

ordered_json FileJson(const fs::path& path) { return ordered_json::parse(ReadFile(path)); }

std::vector<fs::path> ShippedStudies() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(kSource / "bench/studies"))
    paths.push_back(entry.path());
  std::ranges::sort(paths);
  return paths;
}

Plan PlanOf(const std::string& name) {
  return MakePlan(ReadStudy(kSource / "bench/studies" / (name + ".json")), name);
}

TEST(StudiesTest, EachResolvesAndIsNamedAfterItsFile) {
  EXPECT_GE(ShippedStudies().size(), 7u);
  for (const fs::path& path : ShippedStudies()) {
    const Study study = ReadStudy(path);
    EXPECT_EQ(study.study, path.stem());
    EXPECT_FALSE(study.question.empty()) << path;
    const Plan plan = MakePlan(study, path.filename());
    EXPECT_GT(plan.num_runs(), 0u) << path;
    EXPECT_EQ(IdleSwitches(study, plan, path.filename()), std::vector<std::string>{}) << path;
    EXPECT_EQ(SameVariants(plan, path.filename()), std::vector<std::string>{}) << path;
  }
}

// The schema refuses them too (tests/results/json_schemas.py).
TEST(StudiesTest, TheReaderRefusesMistakes) {
  const ordered_json fine = SmallStudyJson();
  ASSERT_EQ(ErrorOf([&] { StudyFromJson(fine, "s"); }), "no error");
  for (const ordered_json& patch : FileJson(kSource / "tests/bench/study/mistakes.json")) {
    ordered_json json = fine;
    json.merge_patch(patch);
    EXPECT_NE(ErrorOf([&] { StudyFromJson(json, "s"); }), "no error") << patch;
  }
}

template <class T>
std::set<std::string> KeysOf() {
  std::set<std::string> keys;
  T value;
  T::Fields(value, [&](const char* name, const auto&...) { keys.insert(name); });
  return keys;
}

TEST(StudiesTest, TheSchemaHasTheReadersKeys) {
  const ordered_json schema = FileJson(kSource / "results/schema/study.schema.json");
  const auto keys = [](const ordered_json& described) {
    std::set<std::string> names;
    for (const auto& [name, value] : described["properties"].items()) {
      if (!name.starts_with("$")) names.insert(name);  // for people and editors
    }
    return names;
  };
  const ordered_json& properties = schema["properties"];
  EXPECT_EQ(keys(schema), KeysOf<Study>());
  EXPECT_EQ(keys(properties["base"]), KeysOf<StudyBase>());
  EXPECT_EQ(keys(properties["variants"]["items"]), KeysOf<StudyVariant>());
  EXPECT_EQ(keys(properties["select"]), KeysOf<StudySelect>());
  EXPECT_EQ(keys(properties["compare"]), KeysOf<ComparisonOptions>());
  EXPECT_EQ(keys(properties["compare"]["properties"]["two_by_two"]), KeysOf<TwoByTwoDesign>());
  EXPECT_EQ(keys(properties["seeds"]), KeysOf<StudySeeds>());
  EXPECT_EQ(keys(schema["$defs"]["seeds"]), KeysOf<SeedRange>());
}

TEST(StudiesTest, ThePapersStudiesHaveItsSize) {
  EXPECT_EQ(PlanOf("paper_table").cells.size(), 15u);
  const Plan ablation = PlanOf("paper_ablation");
  EXPECT_EQ(ablation.cells.size(), 2u * 16);
  EXPECT_EQ(ablation.reporting.size(), 2u * 80);  // its figure: 80 agents for each environment
  EXPECT_EQ(ablation.tuning.size(), 2u * 80 * 5);
  EXPECT_EQ(PlanOf("modern_choices").cells.size(), 2u * 8);
}

}  // namespace
}  // namespace gaitbench
