// The studies that ship with the program, and their JSON Schema.
#include <set>

#include <gtest/gtest.h>

#include "bench/study/idle_switches.h"
#include "results/log/atomic_file.h"
#include "tests/bench/small_study.h"

namespace gaitbench {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

const fs::path kSource = GAITBENCH_SOURCE_DIR;

ordered_json FileJson(const fs::path& path) { return ordered_json::parse(ReadFile(path)); }

// The part of JSON Schema that results/schema/study.schema.json uses; empty where `json` conforms.
class Schema {
 public:
  explicit Schema(ordered_json root) : root_(std::move(root)) {}

  std::string Violation(const ordered_json& json) const { return Check(root_, json, "$"); }

 private:
  static bool HasType(const std::string& type, const ordered_json& json) {
    if (type == "object") return json.is_object();
    if (type == "array") return json.is_array();
    if (type == "string") return json.is_string();
    if (type == "integer") return json.is_number_integer();
    if (type == "number") return json.is_number();
    if (type == "boolean") return json.is_boolean();
    throw std::logic_error("unknown type " + type);
  }

  int64_t CountConforming(const ordered_json& choices, const ordered_json& json) const {
    int64_t count = 0;
    for (const ordered_json& choice : choices) count += Check(choice, json, "").empty();
    return count;
  }

  std::string CheckValue(const ordered_json& schema, const ordered_json& json,
                         const std::string& path) const {
    if (schema.contains("type") && !HasType(schema["type"], json)) return path + ": wrong type";
    if (schema.contains("minimum") && json < schema["minimum"]) return path + ": too small";
    if (schema.contains("maximum") && json > schema["maximum"]) return path + ": too large";
    if (schema.contains("minItems") && json.size() < schema["minItems"]) return path + ": too few";
    if (schema.contains("enum") && !std::ranges::count(schema["enum"], json))
      return path + ": not among the values";
    for (const ordered_json& key : schema.value("required", ordered_json::array())) {
      if (!json.contains(key.get<std::string>())) return path + ": lacks " + key.dump();
    }
    if (schema.contains("oneOf") && CountConforming(schema["oneOf"], json) != 1)
      return path + ": is not exactly one of the kinds";
    if (schema.contains("anyOf") && CountConforming(schema["anyOf"], json) == 0)
      return path + ": is none of the kinds";
    return "";
  }

  std::string Check(const ordered_json& schema, const ordered_json& json,
                    const std::string& path) const {
    if (schema.contains("$ref")) {
      const auto target = schema["$ref"].get<std::string>().substr(1);
      return Check(root_.at(ordered_json::json_pointer(target)), json, path);
    }
    std::string violation = CheckValue(schema, json, path);
    for (const auto& [key, value] : json.items()) {
      if (!violation.empty()) return violation;
      if (json.is_array() && schema.contains("items")) {
        violation = Check(schema["items"], value, path + "[" + key + "]");
      } else if (json.is_object() && schema.contains("properties") &&
                 schema["properties"].contains(key)) {
        violation = Check(schema["properties"][key], value, path + "." + key);
      } else if (json.is_object() && schema.contains("additionalProperties")) {
        const ordered_json& further = schema["additionalProperties"];
        violation = further.is_boolean() ? path + "." + key + ": unknown key"
                                         : Check(further, value, path + "." + key);
      }
    }
    return violation;
  }

  ordered_json root_;
};

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
  }
}

TEST(StudiesTest, EachConformsToTheSchema) {
  const Schema schema(FileJson(kSource / "results/schema/study.schema.json"));
  for (const fs::path& path : ShippedStudies())
    EXPECT_EQ(schema.Violation(FileJson(path)), "") << path;
}

TEST(StudiesTest, TheSchemaRefusesWhatTheReaderRefuses) {
  const Schema schema(FileJson(kSource / "results/schema/study.schema.json"));
  const ordered_json fine = SmallStudyJson();
  ASSERT_EQ(schema.Violation(fine), "");
  for (const char* patch :
       {R"({"enviroments": []})", R"({"iterations": "4"})", R"({"iterations": null})",
        R"({"total_env_steps": 100})", R"({"seeds": {"count": 0}})", R"({"seeds": {"first": -1}})",
        R"({"variants": null})", R"({"variants": [{"nme": "x"}]})",
        R"({"grid": {"clip_range": 1}})", R"({"environments": []})",
        R"({"compare": {"interval": 95}})", R"({"compare": {"published": 1}})",
        R"({"select": {"grid": {"clip_range": []}, "seeds": {"first": 9}}})"}) {
    ordered_json json = fine;
    json.merge_patch(ordered_json::parse(patch));
    EXPECT_NE(schema.Violation(json), "") << patch;
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
    for (const auto& [name, value] : described["properties"].items()) names.insert(name);
    return names;
  };
  const ordered_json& properties = schema["properties"];
  EXPECT_EQ(keys(schema), KeysOf<Study>());
  EXPECT_EQ(keys(properties["base"]), KeysOf<StudyBase>());
  EXPECT_EQ(keys(properties["variants"]["items"]), KeysOf<StudyVariant>());
  EXPECT_EQ(keys(properties["select"]), KeysOf<StudySelect>());
  EXPECT_EQ(keys(properties["compare"]), KeysOf<ComparisonOptions>());
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
