#pragma once
// How whole the write-ahead log of a store is, and what can be wrong with it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace dynarocks::kv {

struct LogFault {
  enum class Kind : std::uint8_t {
    damage,      // bytes that are no record, with records behind them
    lost_end,    // its end is missing: the next file does not go on where it ends
    bad_tail,    // the last record is not what was written
    unreadable,  // the operating system cannot read it
  };
  Kind kind = Kind::damage;
  std::string file;
  std::uint64_t offset = 0;
  std::uint64_t records_behind = 0;  // whole ones, in this file and those after it
  std::string reason;                // of unreadable
};

struct LogState {
  std::vector<LogFault> faults;
  std::size_t files = 0;
  std::uint64_t bytes = 0;
  std::uint64_t records = 0;
  /// Whether a file that is not the last ends in a record a failed write left: RocksDB reads on
  /// behind it only when it is told to skip what is no record.
  bool is_torn_inside = false;

  /// Whether records would be lost that were acknowledged: by any fault but a bad tail, which a
  /// power loss leaves.
  [[nodiscard]] bool loses_records() const {
    return std::any_of(faults.begin(), faults.end(), [](const LogFault& fault) {
      return fault.kind != LogFault::Kind::bad_tail;
    });
  }
};

}  // namespace dynarocks::kv
