// Saving and restoring what a run carries from one iteration to the next. A class names its members
// once, in a static member
//   template <class Self, class Visit> static void Saved(Self& self, Visit&& visit);
// which calls visit(name, member), and gets both directions from that list.
#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "envs/batched_env.h"
#include "envs/random.h"
#include "results/log/json_fields.h"
#include "results/log/safetensors.h"

namespace gaitbench {

template <class T>
concept HasSaved = requires(T& value) {
  T::Saved(value, [](const char*, auto&) {});
};

template <class T>
constexpr const char* DtypeName() {
  if constexpr (std::is_same_v<T, float>) return "F32";
  if constexpr (std::is_same_v<T, double>) return "F64";
  if constexpr (std::is_same_v<T, int64_t>) return "I64";
  if constexpr (std::is_same_v<T, uint64_t>) return "U64";
  if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, char>) return "U8";
}

template <class T>
StoredTensor ToStored(const T* data, size_t count) {
  return {DtypeName<T>(),
          {static_cast<int64_t>(count)},
          std::string(reinterpret_cast<const char*>(data), count * sizeof(T))};
}

template <class T>
void Save(const T& value, const std::string& name, TensorFile& file) {
  if constexpr (HasSaved<const T>) {
    T::Saved(value, [&](const char* member, const auto& field) {
      Save(field, name + "." + member, file);
    });
  } else if constexpr (std::is_same_v<T, RandomStream>) {
    const RandomStream::State state = value.Save();
    file.tensors[name] = ToStored(state.data(), state.size());
  } else if constexpr (std::is_same_v<T, BatchedEnv>) {
    const std::string state = value.SaveState();
    file.tensors[name] = ToStored(state.data(), state.size());
  } else if constexpr (kIsVector<T>) {
    file.tensors[name] = ToStored(value.data(), value.size());
  } else {
    file.tensors[name] = ToStored(&value, 1);
  }
}

// The member's tensor; ConfigError beginning with `where` if it is missing or, where `count` is
// given, of another size.
const StoredTensor& FindStored(const TensorFile& file, const std::string& name, const char* dtype,
                               std::optional<size_t> count, const std::string& where);

template <class T>
void Restore(const TensorFile& file, const std::string& name, const std::string& where, T& value) {
  const auto read = [&](auto* data, size_t count) {
    using Element = std::remove_pointer_t<decltype(data)>;
    const StoredTensor& tensor = FindStored(file, name, DtypeName<Element>(), count, where);
    constexpr std::string_view kFalseTrue("\0\1", 2);
    if (std::is_same_v<Element, bool> &&
        tensor.bytes.find_first_not_of(kFalseTrue) != std::string::npos)
      throw ConfigError(where, name + ": has a byte that is neither true nor false");
    if (count > 0) tensor.bytes.copy(reinterpret_cast<char*>(data), tensor.bytes.size());
  };
  if constexpr (HasSaved<T>) {
    T::Saved(value, [&](const char* member, auto& field) {
      Restore(file, name + "." + member, where, field);
    });
  } else if constexpr (std::is_same_v<T, RandomStream>) {
    RandomStream::State state;
    read(state.data(), state.size());
    if (!RandomStream::CanBe(state))
      throw ConfigError(where, name + ": is a random generator's state that cannot be");
    value.Restore(state);
  } else if constexpr (std::is_same_v<T, BatchedEnv>) {
    const StoredTensor& state = FindStored(file, name, DtypeName<char>(), std::nullopt, where);
    try {
      value.RestoreState(state.bytes);
    } catch (const ConfigError& error) {
      throw ConfigError(where, name + ": " + error.what());
    }
  } else if constexpr (kIsVector<T>) {
    read(value.data(), value.size());
  } else {
    read(&value, 1);
  }
}

}  // namespace gaitbench
