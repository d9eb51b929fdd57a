#pragma once
// Serialises writes to one item: a fixed array of mutexes, each guarding the rows that hash to it.
// Bounded memory whatever the number of items; two items rarely share a mutex.

#include <array>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string_view>

#include "kv/store.h"

namespace dynarocks::engine {

class RowLocks {
 public:
  /// Blocks until no other writer holds the row's stripe; held until the guard is destroyed.
  [[nodiscard]] std::unique_lock<std::mutex> lock(kv::SpaceId space, std::string_view row) {
    const std::size_t hash = std::hash<std::string_view>{}(row) ^ (space * 0x9E3779B97F4A7C15ULL);
    return std::unique_lock(stripes_[hash % stripes].mutex);
  }

 private:
  static constexpr std::size_t stripes = 1024;
  // A cache line each, so that writers on different cores do not disturb each other.
  struct alignas(64) Stripe {
    std::mutex mutex;
  };
  std::array<Stripe, stripes> stripes_;
};

}  // namespace dynarocks::engine
