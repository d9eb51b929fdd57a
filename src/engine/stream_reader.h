#pragma once
// Reads a shard's records from a sequence number on.

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/stream.h"
#include "kv/store.h"
#include "model/api_error.h"

namespace dynarocks::engine {

struct StreamPage {
  struct Record {
    model::SequenceNumber sequence;
    model::StreamRecord change;
  };
  std::vector<Record> records;
  /// Where to read on; nothing when the shard is closed and all its records were read.
  std::optional<model::SequenceNumber> next;
};

/// TrimmedDataAccessException: what was asked for is not kept any more.
[[nodiscard]] model::ApiError trimmed_data_access();

class StreamReader {
 public:
  explicit StreamReader(const kv::Store& store) : store_(store) {}

  /// At most `limit` records and about a megabyte of them, in order, the first being the first with
  /// a number of at least `from`, or the oldest there is. TrimmedDataAccessException when records
  /// from there on have been trimmed, or the shard has.
  [[nodiscard]] model::ApiResult<StreamPage> read(const Stream& stream, std::uint32_t shard_number,
                                                  std::optional<model::SequenceNumber> from,
                                                  std::size_t limit) const;

 private:
  const kv::Store& store_;
};

}  // namespace dynarocks::engine
