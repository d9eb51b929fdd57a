#pragma once
// Serialises writes to one item: a fixed array of mutexes, each guarding the rows that hash to it.
// Bounded memory whatever the number of items; two items rarely share a mutex.

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string_view>
#include <vector>

#include "kv/store.h"

namespace dynarocks::engine {

class RowLocks {
 public:
  using Lock = std::unique_lock<std::mutex>;

  /// Blocks until no other writer holds the row's stripe; held until the guard is destroyed. A
  /// thread holds one such guard at a time.
  [[nodiscard]] Lock lock(kv::SpaceId space, std::string_view row) {
    return Lock(stripes_[stripe_of(space, row)].mutex);
  }

  /// One row among those to be locked together.
  struct Row {
    kv::SpaceId space;
    std::string_view row;
  };

  /// Locks the stripes of all rows, each once and in ascending order: whoever waits for a stripe
  /// holds only lower ones, so no circle of waiting writers can form.
  [[nodiscard]] std::vector<Lock> lock_all(const std::vector<Row>& rows) {
    std::vector<std::size_t> wanted;
    wanted.reserve(rows.size());
    for (const Row& row : rows) wanted.push_back(stripe_of(row.space, row.row));
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    std::vector<Lock> locks;
    locks.reserve(wanted.size());
    for (const std::size_t stripe : wanted) locks.emplace_back(stripes_[stripe].mutex);
    return locks;
  }

  /// Returns when every guard that existed at the call is gone. To be called without one.
  void wait_for_holders() {
    for (Stripe& stripe : stripes_) const std::scoped_lock wait(stripe.mutex);
  }

 private:
  [[nodiscard]] static std::size_t stripe_of(kv::SpaceId space, std::string_view row) {
    return (std::hash<std::string_view>{}(row) ^ (space * 0x9E3779B97F4A7C15ULL)) % stripes;
  }

  static constexpr std::size_t stripes = 1024;
  // A cache line each, so that writers on different cores do not disturb each other.
  struct alignas(64) Stripe {
    std::mutex mutex;
  };
  std::array<Stripe, stripes> stripes_;
};

}  // namespace dynarocks::engine
