// The models of models/ against Gymnasium's, compiled: every field of mjModel in mjxmacro.h's lists
// that physics uses, bit for bit.
#include <gtest/gtest.h>
#include <mujoco/mjxmacro.h>
#include <mujoco/mujoco.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <filesystem>
#include <set>
#include <utility>

#include "envs/model_text.h"
#include "envs/simulation.h"

namespace gaitbench {
namespace {

// What no physics reads: cameras, lights, materials, textures, colors, keyframes, users' numbers,
// and the bookkeeping of names and paths.
bool IsVisual(const std::string& field) {
  static const std::set<std::string> names = {
      "ncam",       "nlight",       "nmat",         "ntex",           "ntexdata",  "nkey",
      "nuser_geom", "nnames",       "nnames_map",   "npaths",         "nbuffer",   "names",
      "names_map",  "paths",        "geom_matid",   "geom_rgba",      "geom_user", "skin_matid",
      "site_matid", "tendon_matid", "mesh_pathadr", "hfield_pathadr", "nnumeric",  "nnumericdata"};
  for (const char* prefix : {"cam_", "light_", "mat_", "tex_", "key_", "name_", "numeric_"}) {
    if (field.starts_with(prefix)) return true;
  }
  return names.contains(field);
}

struct Comparison {
  int64_t num_fields = 0, num_bytes = 0;
  std::vector<std::string> different;

  void Compare(const std::string& field, const void* ours, size_t our_size, const void* theirs,
               size_t their_size) {
    if (IsVisual(field)) return;
    ++num_fields;
    num_bytes += static_cast<int64_t>(our_size);
    const bool same =
        our_size == their_size && (our_size == 0 || std::memcmp(ours, theirs, our_size) == 0);
    if (!same) different.push_back(field);
  }
};

Comparison CompareModels(const mjModel& ours, const mjModel& theirs) {
  Comparison comparison;
#define X(name) \
  comparison.Compare(#name, &ours.name, sizeof ours.name, &theirs.name, sizeof theirs.name);
  MJMODEL_SIZES
#undef X
#undef MJ_M
#define MJ_M(name) model.name
#define X(type, field, rows, columns)                                                       \
  {                                                                                         \
    const auto size = [](const mjModel& model) {                                            \
      return sizeof(type) * static_cast<size_t>(model.rows) * static_cast<size_t>(columns); \
    };                                                                                      \
    comparison.Compare(#field, ours.field, size(ours), theirs.field, size(theirs));         \
  }
  MJMODEL_POINTERS
#undef X
#define X(type, field, size)                                                                   \
  comparison.Compare("opt." #field, &ours.opt.field, sizeof ours.opt.field, &theirs.opt.field, \
                     sizeof theirs.opt.field);
#define XVEC X
  MJOPTION_FIELDS
#undef XVEC
#undef X
  comparison.Compare("stat", &ours.stat, sizeof ours.stat, &theirs.stat, sizeof theirs.stat);
  return comparison;
}

ModelPtr LoadAsset(const std::string& name) {
  char error[1000] = "";
  const std::string path = std::string(GYMNASIUM_ASSETS) + "/" + name + ".xml";
  ModelPtr model(mj_loadXML(path.c_str(), nullptr, error, sizeof error));
  EXPECT_TRUE(model) << error;
  return model;
}

// Gymnasium's file of a task: some robots have another since v5.
std::string AssetOf(const Task& task) {
  const std::string newest = std::string(task.model) + "_v5";
  const bool has_newest = std::filesystem::exists(GYMNASIUM_ASSETS "/" + newest + ".xml");
  return task.version == 5 && has_newest ? newest : std::string(task.model);
}

std::vector<Task> TasksOfGymnasium() {
  std::vector<Task> tasks;
  std::ranges::copy_if(Tasks(), std::back_inserter(tasks),
                       [](const Task& task) { return task.version >= 4; });
  return tasks;
}

class ModelTest : public testing::TestWithParam<Task> {};

TEST_P(ModelTest, CompilesToGymnasiumsNumbers) {
  const Task& task = GetParam();
  const ModelPtr ours = CompileModel(task), theirs = LoadAsset(AssetOf(task));
  const Comparison comparison = CompareModels(*ours, *theirs);
  EXPECT_EQ(comparison.different, std::vector<std::string>{});
  EXPECT_GT(comparison.num_fields, 300);
  std::printf("PARITY %s model: %d fields, %d bytes, %d fields differ\n", task.name.c_str(),
              static_cast<int>(comparison.num_fields), static_cast<int>(comparison.num_bytes),
              static_cast<int>(comparison.different.size()));
}

// Where the numbers of an MJCF text begin, from its options on; names have no numbers of their own.
std::vector<size_t> NumberStarts(const std::string& text) {
  std::vector<size_t> starts;
  for (size_t i = text.find("<option"); i < text.size(); ++i) {
    const size_t before = text[i - 1] == '-' ? i - 2 : i - 1;
    if (std::isdigit(text[i]) && (text[before] == '"' || text[before] == ' ')) starts.push_back(i);
  }
  return starts;
}

TEST(ModelMutationTest, OneChangedDigitOfAnyNumberIsNoticed) {
  std::string_view last_model;
  for (const Task& task : TasksOfGymnasium()) {
    if (std::exchange(last_model, task.model) == task.model) continue;
    const std::string text(ModelText(task.model));
    const ModelPtr ours = CompileModel(task), theirs = LoadAsset(AssetOf(task));
    EXPECT_TRUE(CompareModels(*ours, *theirs).different.empty()) << task.name;
    const std::vector<size_t> starts = NumberStarts(text);
    EXPECT_GT(starts.size(), 20);
    for (size_t start : starts) {
      std::string mutated = text;
      mutated[start] = text[start] == '0' ? '1' : '0';
      char error[1000] = "";
      mjSpec* spec = mj_parseXMLString(mutated.c_str(), nullptr, error, sizeof error);
      const ModelPtr model(spec ? mj_compile(spec, nullptr) : nullptr);
      EXPECT_TRUE(!model || !CompareModels(*model, *theirs).different.empty())
          << task.name << " at ..." << mutated.substr(start - 30, 40);
      mj_deleteSpec(spec);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, ModelTest, testing::ValuesIn(TasksOfGymnasium()),
                         [](const auto& test) {
                           return std::string(test.param.robot) + "_v" +
                                  std::to_string(test.param.version);
                         });

}  // namespace
}  // namespace gaitbench
