#pragma once
// Shapes that the control-plane operations share: table names, key schemas, indexes, throughput,
// streams, encryption, replicas, tags. Enum values stand in the order AWS prints them.

#include "wire/shape.h"

namespace dynarocks::wire::shapes {

/// A table name alone: 3 to 255 characters (CreateTable, ListTables cursors).
extern const Shape table_name;
/// A table name, or a table ARN.
extern const Shape table_name_or_arn;

extern const Shape attribute_definitions;
/// One or two elements: tables and local secondary indexes.
extern const Shape key_schema;
extern const Shape billing_mode;
extern const Shape provisioned_throughput;
extern const Shape on_demand_throughput;
extern const Shape warm_throughput;
extern const Shape local_secondary_indexes;
extern const Shape global_secondary_indexes;
extern const Shape global_secondary_index_updates;
extern const Shape vector_indexes;
extern const Shape vector_index_updates;
extern const Shape stream_specification;
extern const Shape sse_specification;
extern const Shape time_to_live_specification;
/// Of a stream: 37 to 1024 characters, and no other constraint.
extern const Shape stream_arn;
/// EnableKinesisStreamingConfiguration and UpdateKinesisStreamingConfiguration.
extern const Shape enable_kinesis_streaming_configuration;
extern const Shape update_kinesis_streaming_configuration;
extern const Shape table_class;
/// Keys and values have messages of their own, so no constraints here.
extern const Shape tags;
extern const Shape global_table_settings_replication_mode;
extern const Shape multi_region_consistency;
extern const Shape replica_updates;
extern const Shape global_table_witness_updates;

}  // namespace dynarocks::wire::shapes
