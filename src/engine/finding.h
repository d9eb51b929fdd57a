#pragma once
// What the verification of a store found wrong.

#include <cstdint>
#include <functional>
#include <string>

#include "model/stream.h"
#include "model/table_name.h"

namespace dynarocks::engine {

enum class FindingKind : std::uint8_t {
  // Of any space.
  unreadable_rows,  // from `row` up to the detail, or to the end: the files are damaged
  unknown_row,      // of no kind this program knows
  // Of the catalog.
  unreadable_record,      // or under a key that is not its own
  missing_space,          // a table, or the stream log, has none
  unnamed_space,          // a space with rows no record names: a start would drop it
  space_id_not_reserved,  // a space may be given the id of another one
  missing_stream,         // a table's stream or delivery
  unreadable_policy,      // of a table or a stream
  token_without_expiry,   // a request token that nothing lists
  expiry_without_token,   // lists a request token that is not there
  // Of a table.
  malformed_item,
  misplaced_item,  // its key attributes are not those of its row
  wrong_table_counters,
  wrong_index_counters,
  wrong_collection_counters,
  missing_entry,  // an item's in an index
  wrong_entry,    // an index entry is not what its item makes of it
  stray_entry,    // an index entry of no item
  unknown_index,  // rows of an index the table does not have
  missing_expiry,
  stray_expiry,  // lists an item at a time that is not its own
  // Of the stream log.
  unknown_stream,  // rows of a stream the catalog does not have
  malformed_shard,
  misplaced_shard,  // does not follow on its parent, or leaves hash slices open
  malformed_stream_record,
  misplaced_stream_record,  // not in its shard's numbers, or of another shard's hash slices
  broken_chain,             // the changes of an item do not follow on each other
};

struct Finding {
  FindingKind kind;
  std::string subject;  // "table Music (000000000000, us-east-1)"
  std::string row;      // the bytes of its key; empty when it is about no row
  std::string detail;   // what is there and what should be, where that says more
};

/// "table Music (000000000000, us-east-1)".
[[nodiscard]] std::string subject_of(const model::TableKey& table);
/// "stream 2015-05-11T21:21:33.291 of table Music (000000000000, us-east-1)".
[[nodiscard]] std::string subject_of(const model::StreamKey& stream);

using FoundFinding = std::function<void(const Finding&)>;

/// Called now and then with the number of rows that were read since the last call.
using RowsRead = std::function<void(std::uint64_t rows)>;

}  // namespace dynarocks::engine
