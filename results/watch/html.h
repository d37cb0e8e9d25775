// What pages are made of: a template, and texts that may hold anything.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace gaitbench {

using PageParts = std::map<std::string, std::string, std::less<>>;

// Replaces each {{name}} of the template, in one pass: what is filled in is not searched.
std::string Filled(std::string_view page, const PageParts& parts);

std::string HtmlEscaped(std::string_view text);

// JSON inside a script element: no text in it can end the element.
std::string ScriptSafe(const nlohmann::ordered_json& json);

}  // namespace gaitbench
