#pragma once
// How whole a file of the write-ahead log is. RocksDB stops reading at the first bytes that are no
// record and says nothing of what stands behind them; here a log that a kill left half written is
// told from one that was damaged.
//
// The file is blocks of 32 KiB. A record stands in one of them, or in fragments that fill blocks;
// each piece begins with its masked CRC-32C (4 bytes), length (2) and type (1: full, 2: first, 3:
// middle, 4: last fragment). What it holds begins with the sequence number of its first change (8
// bytes) and the count of its changes (4).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"

namespace dynarocks::kv {

struct LogScan {
  std::uint64_t bytes = 0;
  std::uint64_t records = 0;  // whole ones
  /// Of the first whole record.
  std::optional<std::uint64_t> first_sequence;
  /// Behind the last whole record's.
  std::optional<std::uint64_t> next_sequence;

  /// Where bytes are that are no record, although records stand behind them.
  std::optional<std::uint64_t> damage;
  std::uint64_t records_behind_damage = 0;  // whole ones

  /// What stands behind the last record, if anything does.
  struct Tail {
    std::uint64_t offset = 0;
    /// As long as its header says, and not what was written: no kill leaves that, but a power loss
    /// may.
    bool is_long_enough = false;
    /// What would be next_sequence behind it, where that can be read.
    std::optional<std::uint64_t> next_sequence;
  };
  std::optional<Tail> tail;
};

/// Reads up to `size` bytes, fewer at the end alone.
class LogSource {
 public:
  virtual ~LogSource() = default;
  /// Answers how many; a failure is its text.
  [[nodiscard]] virtual Result<std::size_t, std::string> read(char* to, std::size_t size) = 0;
};

[[nodiscard]] Result<LogScan, std::string> scan_log(LogSource& source);

}  // namespace dynarocks::kv
