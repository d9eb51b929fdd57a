#pragma once
// Every bound of the server, with its unit and source. AWS = documented or observed on the service;
// own = chosen here so that nothing is unbounded.

#include <cstddef>
#include <cstdint>

namespace dynarocks::model::limits {

inline constexpr std::size_t request_body_bytes = 16 * 1024 * 1024;  // AWS: 413 above it
inline constexpr std::size_t request_header_bytes = 16 * 1024;       // AWS: 400 above it
inline constexpr std::size_t compress_response_bytes =
    4096;                                                 // AWS: bodies this long are compressed
inline constexpr std::size_t item_bytes = 409600;         // AWS: 400 KiB, names included
inline constexpr std::size_t hash_key_bytes = 2048;       // AWS
inline constexpr std::size_t range_key_bytes = 1024;      // AWS
inline constexpr std::size_t index_hash_attributes = 4;   // AWS: of a global secondary index
inline constexpr std::size_t index_range_attributes = 4;  // AWS: of a global secondary index
inline constexpr std::size_t index_key_attributes = index_hash_attributes + index_range_attributes;
inline constexpr std::size_t global_secondary_indexes = 20;   // AWS: per table
inline constexpr std::size_t local_secondary_indexes = 5;     // AWS: per table
inline constexpr std::size_t non_key_attributes = 20;         // AWS: per index
inline constexpr std::size_t table_non_key_attributes = 100;  // AWS: over all indexes of a table
inline constexpr std::int64_t item_collection_bytes =
    10LL * 1024 * 1024 * 1024;  // AWS: a partition's items and entries in local indexes
inline constexpr std::size_t attribute_name_bytes = 65535;    // AWS
inline constexpr std::size_t key_attribute_name_bytes = 255;  // AWS
inline constexpr int nesting_levels = 32;                     // AWS: leaves may sit at level 32
inline constexpr int number_digits = 38;                      // AWS
inline constexpr int number_min_exponent = -130;              // AWS: 1E-130
inline constexpr int number_max_exponent = 125;               // AWS: 9.99..E+125
inline constexpr std::size_t page_bytes =
    1024 * 1024;  // AWS: Query and Scan page, before the filter
inline constexpr std::size_t batch_response_bytes = 16 * 1024 * 1024;  // AWS: BatchGetItem answer
inline constexpr std::size_t batch_get_keys = 100;                     // AWS
inline constexpr std::size_t batch_write_requests = 25;                // AWS
inline constexpr std::size_t attributes_to_get = 255;                  // AWS
inline constexpr std::size_t transact_items = 100;                     // AWS
inline constexpr std::size_t transaction_bytes = 4 * 1024 * 1024;      // AWS: request and answer
inline constexpr std::int64_t request_token_millis = 10 * 60 * 1000;   // AWS: ten minutes
inline constexpr std::size_t expression_bytes = 4096;                  // AWS: raw text
inline constexpr std::size_t expression_operators = 300;               // AWS
inline constexpr std::size_t path_elements = 32;                       // AWS
inline constexpr std::size_t in_operands = 100;                        // AWS: counting the left one
inline constexpr std::size_t statement_characters = 8192;              // AWS
inline constexpr std::size_t batch_statements = 25;                    // AWS
inline constexpr std::size_t next_token_characters = 32768;            // AWS
inline constexpr int statement_nesting = 128;                          // own: nested expressions
inline constexpr std::size_t in_partition_keys = 50;                   // AWS: PartiQL
inline constexpr std::size_t in_values = 100;                          // AWS: PartiQL
inline constexpr std::size_t placeholder_key_bytes = 255;              // AWS
inline constexpr std::size_t placeholder_map_bytes = 2 * 1024 * 1024;  // AWS
inline constexpr std::size_t listed_violations = 10;  // AWS: constraint failures listed at most
inline constexpr std::size_t list_tables_page = 100;  // AWS
// Enforced with --strict-quotas (operations/strict_quotas.h).
inline constexpr std::int64_t day_millis = 24LL * 60 * 60 * 1000;
inline constexpr std::size_t tables_per_account_region = 2500;  // AWS
inline constexpr std::int64_t deletion_protection_pause_millis =
    15'000;  // AWS: between two changes of a table
inline constexpr std::int64_t resource_policy_pending_millis =
    2'000;  // AWS, observed: a change is still being carried out, ...
inline constexpr std::int64_t resource_policy_pause_millis =
    15'000;  // ... and until then there is no other
inline constexpr std::int64_t table_class_window_millis =
    30 * day_millis;  // AWS: two changes of a table's class in it
inline constexpr std::int64_t encryption_window_millis =
    day_millis;  // AWS: four changes in it, ...
inline constexpr std::int64_t encryption_changes = 4;
inline constexpr std::int64_t encryption_pause_millis =
    6LL * 60 * 60 * 1000;                          // ... then one in 6 h
inline constexpr std::int64_t free_decreases = 4;  // AWS: of units, per table or index and UTC day
inline constexpr std::int64_t decrease_pause_millis = 60LL * 60 * 1000;  // AWS: then one an hour

inline constexpr std::size_t read_unit_bytes = 4096;   // AWS
inline constexpr std::size_t write_unit_bytes = 1024;  // AWS
inline constexpr std::int64_t expiry_ignored_seconds =
    5LL * 365 * 24 * 60 * 60;  // AWS: expiry times older than five years are ignored
inline constexpr std::int64_t time_to_live_cooldown_millis =
    31LL * 60 * 1000;  // AWS, observed: two changes; enforced with --strict-quotas
inline constexpr std::int64_t stream_retention_millis = 24LL * 60 * 60 * 1000;  // AWS
inline constexpr std::size_t stream_page_bytes = 1024 * 1024;                   // AWS: GetRecords
inline constexpr std::int64_t stream_page_records = 1000;                       // AWS: GetRecords
inline constexpr std::int64_t list_streams_page = 100;                          // AWS
inline constexpr std::int64_t describe_stream_page = 100;                       // AWS: shards
inline constexpr std::int64_t shard_iterator_millis = 15LL * 60 * 1000;         // AWS
inline constexpr std::size_t kinesis_destinations = 50;  // own: of a table, past ones included
inline constexpr std::size_t kinesis_records = 500;      // AWS: of one PutRecords
inline constexpr std::size_t kinesis_request_bytes = 5 * 1024 * 1024;  // AWS: of one PutRecords
inline constexpr std::size_t kinesis_record_bytes = 1024 * 1024;  // AWS: with its partition key
inline constexpr std::size_t hash_slices = 4096;  // AWS: parallel-scan segments cut 12 hash bits
inline constexpr std::int64_t max_capacity_units =
    1'000'000'000'000;                  // AWS: "out of bounds" above it
inline constexpr int json_depth = 256;  // own: deeper bodies are malformed

// A page must be able to hold the largest item, and an answer a page.
static_assert(item_bytes <= page_bytes);
static_assert(page_bytes + item_bytes <= batch_response_bytes);
static_assert(batch_response_bytes <= request_body_bytes);

}  // namespace dynarocks::model::limits
