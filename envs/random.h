// NumPy's generator of seeded resets, bit for bit: SeedSequence (O'Neill's seed_seq_fe) feeding
// PCG64 (XSL-RR 128/64, O'Neill 2014, HMC-CS-2014-0905). One stream per purpose, so that no
// consumer of random numbers shifts another's.
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <numbers>
#include <vector>

namespace gaitbench {

// numpy.random.SeedSequence(entropy).generate_state(4, uint64): `entropy` is a list of whole
// numbers, each of which counts as its 32-bit words, lowest first.
inline std::array<uint64_t, 4> SeedWords(std::initializer_list<uint64_t> entropy) {
  constexpr int kPoolSize = 4;
  std::vector<uint32_t> words;
  for (uint64_t number : entropy) {
    words.push_back(static_cast<uint32_t>(number));
    if (number >> 32) words.push_back(static_cast<uint32_t>(number >> 32));
  }

  uint32_t hash_constant = 0x43b0d7e5;
  const auto hash = [&](uint32_t value) {
    value ^= hash_constant;
    hash_constant *= 0x931e8875;
    value *= hash_constant;
    return value ^ (value >> 16);
  };
  const auto mix = [](uint32_t x, uint32_t y) {
    const uint32_t value = x * 0xca01f9ddU - y * 0x4973f715U;
    return value ^ (value >> 16);
  };

  // fill the pool, mix every word into every other, then the words that did not fit
  std::array<uint32_t, kPoolSize> pool;
  for (size_t i = 0; i < kPoolSize; ++i) pool[i] = hash(i < words.size() ? words[i] : 0);
  for (int source = 0; source < kPoolSize; ++source) {
    for (int target = 0; target < kPoolSize; ++target) {
      if (source != target) pool[target] = mix(pool[target], hash(pool[source]));
    }
  }
  for (size_t i = kPoolSize; i < words.size(); ++i) {
    for (uint32_t& target : pool) target = mix(target, hash(words[i]));
  }

  std::array<uint64_t, 4> state{};
  hash_constant = 0x8b51f9dd;
  for (size_t i = 0; i < 2 * state.size(); ++i) {
    uint32_t value = pool[i % kPoolSize] ^ hash_constant;
    hash_constant *= 0x58f38ded;
    value *= hash_constant;
    value ^= value >> 16;
    state[i / 2] |= uint64_t{value} << (32 * (i % 2));
  }
  return state;
}

class RandomStream {
 public:
  using State = std::array<uint64_t, 4>;  // state, then increment, each high word first

  RandomStream() : RandomStream({0}) {}

  // numpy.random.PCG64(numpy.random.SeedSequence(entropy)); {seed} is also default_rng(seed)
  explicit RandomStream(std::initializer_list<uint64_t> entropy) {
    const std::array<uint64_t, 4> words = SeedWords(entropy);
    increment_ = Join(words[2], words[3]) << 1 | 1;
    state_ = increment_ + Join(words[0], words[1]);
    Advance();
  }

  uint64_t NextUint64() {
    Advance();
    const auto high = static_cast<uint64_t>(state_ >> 64);
    return std::rotr(high ^ static_cast<uint64_t>(state_), static_cast<int>(high >> 58));
  }

  // in [0, 1), a multiple of 2^-53
  double Uniform() { return static_cast<double>(NextUint64() >> 11) * 0x1p-53; }

  double Uniform(double low, double high) { return low + (high - low) * Uniform(); }

  // Standard normal by Box and Muller (1958), not NumPy's ziggurat. Takes two numbers a draw and
  // keeps nothing, so that a stream's position says all.
  double Normal() {
    const double radius = std::sqrt(-2 * std::log(1 - Uniform()));
    return radius * std::cos(2 * std::numbers::pi * Uniform());
  }

  // A whole number below n > 0, each as likely (Lemire 2019, arXiv:1805.10941).
  uint64_t Below(uint64_t n) {
    for (;;) {
      const Uint128 product = static_cast<Uint128>(NextUint64()) * n;
      const auto low = static_cast<uint64_t>(product);
      // -n % n, the number of refused low words, is below n: most draws need no division
      if (low >= n || low >= -n % n) return static_cast<uint64_t>(product >> 64);
    }
  }

  // PCG's increment is odd; with another one the numbers repeat early, and all zero they never
  // change.
  static bool CanBe(const State& state) { return state[3] % 2 == 1; }

  State Save() const {
    return {static_cast<uint64_t>(state_ >> 64), static_cast<uint64_t>(state_),
            static_cast<uint64_t>(increment_ >> 64), static_cast<uint64_t>(increment_)};
  }
  void Restore(const State& state) {
    state_ = Join(state[0], state[1]);
    increment_ = Join(state[2], state[3]);
  }

 private:
  __extension__ typedef unsigned __int128 Uint128;

  static Uint128 Join(uint64_t high, uint64_t low) { return Uint128{high} << 64 | low; }
  void Advance() { state_ = state_ * Join(0x2360ED051FC65DA4, 0x4385DF649FCCF645) + increment_; }

  Uint128 state_ = 0;
  Uint128 increment_ = 1;
};

}  // namespace gaitbench
