// A JSON Schema (draft 2020-12) of what WriteJson writes for a struct, from the same Fields: type,
// meaning, unit and bounds of every key. All keys are required but those of IfPresent; no others
// are allowed. A struct that has a
//   static constexpr const char* kSchemaName
// is described once, under $defs.
#pragma once

#include "results/log/json_fields.h"

namespace gaitbench {

// The descriptions that others refer to, by name.
using SchemaDefinitions = nlohmann::ordered_json;

// A number as WriteJson writes it.
nlohmann::ordered_json NumberSchema(SchemaDefinitions& definitions);

// The schema with what FieldInfo says of the field.
nlohmann::ordered_json WithInfo(nlohmann::ordered_json schema, const FieldInfo& info);

// The whole document, to be written to a file.
nlohmann::ordered_json SchemaDocument(const std::string& title,
                                      const nlohmann::ordered_json& schema,
                                      const SchemaDefinitions& definitions);

template <class T>
nlohmann::ordered_json SchemaOf(const T& value, SchemaDefinitions& definitions);

template <class T>
nlohmann::ordered_json ObjectSchema(const T& value, SchemaDefinitions& definitions) {
  auto properties = nlohmann::ordered_json::object(), required = nlohmann::ordered_json::array();
  T::Fields(value, [&]<class Field, class... Info>(const char* name, const Field& field,
                                                   const Info&... info) {
    if constexpr (kIsIfPresent<Field>) {
      properties[name] = SchemaOf(std::remove_cvref_t<decltype(*field.value)>{}, definitions);
    } else {
      properties[name] = SchemaOf(field, definitions);
      required.push_back(name);
    }
    ((properties[name] = WithInfo(properties[name], info)), ...);
  });
  return {{"type", "object"},
          {"properties", properties},
          {"required", required},
          {"additionalProperties", false}};
}

template <class T>
nlohmann::ordered_json SchemaOf(const T& value, SchemaDefinitions& definitions) {
  using nlohmann::ordered_json;
  if constexpr (requires { T::kSchemaName; }) {
    if (!definitions.contains(T::kSchemaName))
      definitions[T::kSchemaName] = ObjectSchema(value, definitions);
    return {{"$ref", std::string("#/$defs/") + T::kSchemaName}};
  } else if constexpr (HasFields<const T>) {
    return ObjectSchema(value, definitions);
  } else if constexpr (NamedEnum<T>) {
    auto names = ordered_json::array();
    for (const auto& [named, name] : Names(value)) names.push_back(name);
    return {{"enum", names}};
  } else if constexpr (std::is_same_v<T, FixedWord>) {
    return {{"const", value}};
  } else if constexpr (kIsFixedNumber<T>) {
    return {{"const", T::value}};
  } else if constexpr (kIsOptional<T>) {
    using Element = typename T::value_type;
    if constexpr (std::is_floating_point_v<Element>) return NumberSchema(definitions);
    return {{"anyOf", {SchemaOf(Element{}, definitions), {{"type", "null"}}}}};
  } else if constexpr (kIsNamedValues<T>) {
    using Element = typename T::value_type::second_type;
    return {{"type", "object"}, {"additionalProperties", SchemaOf(Element{}, definitions)}};
  } else if constexpr (kIsVector<T>) {
    return {{"type", "array"}, {"items", SchemaOf(typename T::value_type{}, definitions)}};
  } else if constexpr (std::is_same_v<T, bool>) {
    return {{"type", "boolean"}};
  } else if constexpr (std::is_integral_v<T>) {
    return {{"type", "integer"}};
  } else if constexpr (std::is_floating_point_v<T>) {
    return NumberSchema(definitions);
  } else if constexpr (std::is_same_v<T, std::string>) {
    return {{"type", "string"}};
  } else {
    static_assert(std::is_same_v<T, ordered_json>, "a type without a schema");
    return ordered_json::object();  // any value
  }
}

template <class T>
nlohmann::ordered_json SchemaDocumentOf(const std::string& title, const T& value) {
  auto definitions = SchemaDefinitions::object();
  const nlohmann::ordered_json schema = ObjectSchema(value, definitions);
  return SchemaDocument(title, schema, definitions);
}

}  // namespace gaitbench
