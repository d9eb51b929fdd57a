#pragma once
// Which prefix means what in a table's space and in the catalog (docs/storage-format.md).
//
// A table's space:
//   'I' hash(8, big-endian) partition-component [sort-component]   -> encoded item
//   'C'                                                            -> counters (item count, bytes)
//   'X' index id(4, big-endian) hash(8) hash components range components, the item row without its
//       first byte                                                 -> the projected item, encoded
//   'C' index id(4, big-endian)                                    -> counters of the index
//   'K' hash(8) partition-component                                -> counters of an item
//   collection
//   'E' expiry second(8, big-endian, top bit inverted), the item row without its first byte
//                                                                  -> nothing
//
// The catalog:
//   'T' account 0x00 region 0x00 table name                        -> table record (table_codec.h)
//   'R' account 0x00 region 0x00 token                             -> request_token_codec.h
//   'E' completion time(8, big-endian) request token row           -> nothing
//   'S' account 0x00 region 0x00 table name 0x00 stream label      -> stream_codec.h
//   'L'                                                            -> where the stream log is
//   'K' account 0x00 region 0x00 key id                            -> KMS key (kms_codec.h)
//   'A' account 0x00 region 0x00 alias                             -> KMS alias (kms_codec.h)
//
// The stream log, one space for the streams of all tables:
//   'S' stream id(8, big-endian) shard number(4, big-endian)       -> shard
//   'L' stream id(8) shard number(4) sequence number(8)            -> stream record

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/stream.h"
#include "model/table_name.h"

namespace dynarocks::codec {

/// Common prefix of all item rows of a table.
inline constexpr std::string_view item_row_prefix = "I";

/// Row of an item. `sort` is nothing for a table without a sort key.
[[nodiscard]] std::string item_row(std::string_view partition_scalar,
                                   std::optional<std::string_view> sort_scalar);
/// Common prefix of all item rows of one partition.
[[nodiscard]] std::string partition_prefix(std::string_view partition_scalar);
/// Prefix of all item rows whose hash's top 12 bits are >= slice (0..4096); 4096 = past the end.
[[nodiscard]] std::string hash_slice_start(std::uint32_t slice);
/// Top 12 bits of the hash in an item row.
[[nodiscard]] std::uint32_t hash_slice_of_row(std::string_view item_row);

inline constexpr std::string_view counters_row = "C";

/// Common prefix of all rows of an index. Ids are model::SecondaryIndex::id.
[[nodiscard]] std::string index_rows(std::uint32_t index_id);
/// Common prefix of the rows of one index partition: one scalar for each HASH attribute.
[[nodiscard]] std::string index_partition_prefix(std::uint32_t index_id,
                                                 std::span<const std::string_view> hash_scalars);
/// Row of an index entry. The item row at its end keeps entries with equal index keys apart, and in
/// one order.
[[nodiscard]] std::string index_row(std::uint32_t index_id,
                                    std::span<const std::string_view> hash_scalars,
                                    std::span<const std::string_view> range_scalars,
                                    std::string_view item_row);
/// As hash_slice_start, among the rows of an index.
[[nodiscard]] std::string index_hash_slice_start(std::uint32_t index_id, std::uint32_t slice);
[[nodiscard]] std::string index_counters_row(std::uint32_t index_id);

/// Counters of an item collection (a partition's items and their entries in local secondary
/// indexes), kept for tables with local secondary indexes alone.
[[nodiscard]] std::string collection_counters_row(std::string_view partition_scalar);

/// Common prefix of all expiry rows of a table.
inline constexpr std::string_view expiry_rows = "E";
/// Lists an item by the second of its expiry, so that what has expired is found without looking at
/// the rest. Byte order is order of time.
[[nodiscard]] std::string expiry_row(std::int64_t second, std::string_view item_row);
/// Where the expiry rows of `second` and later begin.
[[nodiscard]] std::string expiry_rows_from(std::int64_t second);
/// Row of the item an expiry row lists.
[[nodiscard]] std::string expiring_item_row(std::string_view expiry_row);

/// Catalog row of a table. Tables of one account and Region stand together, in byte order of name.
[[nodiscard]] std::string table_row(const model::TableKey& key);
/// Common prefix of all table rows of the catalog.
inline constexpr std::string_view table_rows = "T";

/// Catalog row of a stream. Streams of one table stand together, in order of their making.
[[nodiscard]] std::string stream_row(const model::StreamKey& key);
/// Common prefix of all stream rows of the catalog.
inline constexpr std::string_view stream_rows = "S";

/// Catalog rows of a KMS key and of an alias.
[[nodiscard]] std::string kms_key_row(const model::AccountRegion& owner, std::string_view key_id);
[[nodiscard]] std::string kms_alias_row(const model::AccountRegion& owner, std::string_view alias);
/// Common prefixes of all of them.
inline constexpr std::string_view kms_key_rows = "K";
inline constexpr std::string_view kms_alias_rows = "A";

/// Catalog row that says which space the stream log is.
inline constexpr std::string_view stream_log_row = "L";

/// Rows of the stream log. Ids of streams are never used again.
[[nodiscard]] std::string shard_rows(std::uint64_t stream_id);
[[nodiscard]] std::string shard_row(std::uint64_t stream_id, std::uint32_t shard_number);
[[nodiscard]] std::string stream_record_rows(std::uint64_t stream_id);
[[nodiscard]] std::string stream_record_row(std::uint64_t stream_id, std::uint32_t shard_number,
                                            model::SequenceNumber sequence);
/// The sequence number in a record's row.
[[nodiscard]] model::SequenceNumber sequence_of_row(std::string_view stream_record_row);

/// Catalog row of a completed request that carried a ClientRequestToken.
[[nodiscard]] std::string request_token_row(const model::AccountRegion& owner,
                                            std::string_view token);
/// Common prefix of all request token rows.
inline constexpr std::string_view request_token_rows = "R";
/// Catalog row that lists a request token row by its request's completion time, so that what has
/// expired is found without looking at the rest. Byte order is order of time.
[[nodiscard]] std::string request_expiry_row(std::int64_t completed_millis,
                                             std::string_view request_token_row);
/// Common prefix of all expiry rows.
inline constexpr std::string_view request_expiry_rows = "E";
/// The request token row an expiry row lists.
[[nodiscard]] std::string_view listed_request_token_row(std::string_view request_expiry_row);

}  // namespace dynarocks::codec
