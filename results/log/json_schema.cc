#include "results/log/json_schema.h"

#include <cmath>

namespace gaitbench {
namespace {

using nlohmann::ordered_json;

// Without a point where it is whole: 1, not 1.0.
ordered_json Bound(double bound) {
  constexpr double kExact = 9e15;
  if (bound == std::floor(bound) && std::abs(bound) < kExact) return static_cast<int64_t>(bound);
  return bound;
}

}  // namespace

ordered_json NumberSchema(SchemaDefinitions& definitions) {
  definitions["number"] = {
      {"type", {"number", "null", "string"}},
      {"pattern", "^-?inf$"},
      {"description", "null: not measured; \"inf\" and \"-inf\" are spelt out"}};
  return {{"$ref", "#/$defs/number"}};
}

ordered_json WithInfo(ordered_json schema, const FieldInfo& info) {
  std::string description(info.meaning);
  if (!info.source.empty()) description.append(" (").append(info.source).append(")");
  if (!description.empty()) schema["description"] = description;
  if (!info.unit.empty()) schema["unit"] = info.unit;
  ordered_json& numbers = schema.contains("items") ? schema["items"] : schema;
  if (std::isfinite(info.min)) numbers["minimum"] = Bound(info.min);
  if (std::isfinite(info.max)) numbers["maximum"] = Bound(info.max);
  return schema;
}

ordered_json SchemaDocument(const std::string& title, const ordered_json& schema,
                            const SchemaDefinitions& definitions) {
  ordered_json document = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                           {"title", title}};
  document.update(schema);
  if (!definitions.empty()) document["$defs"] = definitions;
  return document;
}

}  // namespace gaitbench
