#include "results/log/columns.h"

#include <algorithm>

namespace gaitbench {
namespace {

auto Find(auto& columns, std::string_view name) {
  return std::ranges::find(columns, name, &LogColumn::name);
}

}  // namespace

void LogColumns::Add(LogColumn column, const std::string& where) {
  if (!columns_.empty() && column.values.size() != length()) {
    throw ConfigError(where, "expected " + std::to_string(length()) +
                                 " values as in the other columns, got " +
                                 std::to_string(column.values.size()));
  }
  columns_.push_back(std::move(column));
}

LogColumns LogColumns::FilledFrom(const LogColumns& other) const {
  LogColumns filled;
  for (const LogColumn& column : columns_) {
    const auto found = Find(other.columns_, column.name);
    std::vector<double> values = found == other.columns_.end()
                                     ? std::vector<double>(other.length(), kNotMeasured)
                                     : found->values;
    filled.columns_.push_back({column.name, column.unit, std::move(values)});
  }
  return filled;
}

void LogColumns::Keep(const std::function<bool(std::string_view)>& is_wanted) {
  std::erase_if(columns_, [&](const LogColumn& column) { return !is_wanted(column.name); });
}

void LogColumns::Resize(size_t length) {
  for (LogColumn& column : columns_) column.values.resize(length, kNotMeasured);
}

bool LogColumns::Has(std::string_view name) const { return Find(columns_, name) != end(); }

std::span<const double> LogColumns::Values(std::string_view name) const {
  const auto found = Find(columns_, name);
  return found == columns_.end() ? std::span<const double>() : found->values;
}

std::span<double> LogColumns::Values(std::string_view name) {
  const auto found = Find(columns_, name);
  return found == columns_.end() ? std::span<double>() : found->values;
}

NamedValues<std::vector<double>> LogColumns::Named() const {
  NamedValues<std::vector<double>> named;
  for (const LogColumn& column : columns_) named.emplace_back(column.name, column.values);
  return named;
}

double LogColumns::Last(std::string_view name) const {
  const std::span<const double> values = Values(name);
  return values.empty() ? kNotMeasured : values.back();
}

}  // namespace gaitbench
