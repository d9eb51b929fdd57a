#pragma once
// The seam between DynaRocks and its storage: ordered bytes in named spaces, atomic batches,
// snapshots. DynamoDB's meaning stays above it; an engine answers everything here.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace dynarocks::kv {

struct StoreError {
  /// read_only: writes are refused until they can succeed again, which the log has told already.
  enum class Kind : std::uint8_t { corrupt, io, locked, newer_format, invalid, read_only };
  Kind kind = Kind::io;
  std::string message;  // for the log and for the refusal at start: says what to do
};

template <class T>
using StoreResult = Result<T, StoreError>;

/// Names a space (one RocksDB column family); 0 is the catalog, whose keys that begin with byte 0
/// belong to the store. Never reused.
using SpaceId = std::uint64_t;
inline constexpr SpaceId catalog_space = 0;

/// Changes that are committed together or not at all. Must not outlive its store. Naming a space
/// that does not exist makes the commit fail.
class Batch {
 public:
  virtual ~Batch() = default;
  virtual void put(SpaceId space, std::string_view key, std::string_view value) = 0;
  virtual void erase(SpaceId space, std::string_view key) = 0;
  /// Erases every row from `begin` (inclusive) to `end` (exclusive), however many there are.
  virtual void erase_range(SpaceId space, std::string_view begin, std::string_view end) = 0;
  /// Adds to the row's vector of signed 64-bit counters, element by element, without reading it.
  /// The row reads back as the little-endian sums; a missing row counts as zeros.
  virtual void add(SpaceId space, std::string_view key, std::int64_t first,
                   std::int64_t second) = 0;
  virtual void clear() = 0;
};

/// A point in time of the whole store; reads through it see nothing committed later.
class Snapshot {
 public:
  virtual ~Snapshot() = default;
};

/// A walk over a key range. Views stay valid until the next step.
class Cursor {
 public:
  virtual ~Cursor() = default;
  [[nodiscard]] virtual bool valid() const = 0;
  [[nodiscard]] virtual std::string_view key() const = 0;
  [[nodiscard]] virtual std::string_view value() const = 0;
  virtual void next() = 0;
  /// Whether the walk ended because of an error instead of the range's end.
  [[nodiscard]] virtual StoreResult<void> status() const = 0;
};

struct Range {
  std::string begin;  // inclusive; empty = from the start
  std::string end;    // exclusive; empty = to the end
  bool forward = true;
};

class Store {
 public:
  virtual ~Store() = default;

  /// A fresh, empty space. The caller records its id durably; spaces no record names after a crash
  /// are dropped through drop_spaces_except.
  [[nodiscard]] virtual StoreResult<SpaceId> create_space() = 0;
  [[nodiscard]] virtual StoreResult<void> drop_space(SpaceId space) = 0;
  [[nodiscard]] virtual StoreResult<void> drop_spaces_except(const std::vector<SpaceId>& keep) = 0;

  /// Calls `found` with the value while it is pinned (no copy), if the key exists; answers whether.
  [[nodiscard]] virtual StoreResult<bool> get(
      SpaceId space, std::string_view key, const Snapshot* snapshot,
      const std::function<void(std::string_view)>& found) const = 0;

  [[nodiscard]] virtual StoreResult<std::unique_ptr<Cursor>> scan(
      SpaceId space, const Range& range, const Snapshot* snapshot) const = 0;

  [[nodiscard]] virtual std::unique_ptr<Batch> begin() const = 0;
  /// Durable as the store was opened (Durability) when it returns.
  [[nodiscard]] virtual StoreResult<void> commit(Batch& batch) = 0;

  [[nodiscard]] virtual std::unique_ptr<Snapshot> snapshot() const = 0;
};

/// Copies the value, if any.
[[nodiscard]] StoreResult<std::optional<std::string>> get_copy(const Store& store, SpaceId space,
                                                               std::string_view key,
                                                               const Snapshot* snapshot = nullptr);

}  // namespace dynarocks::kv
