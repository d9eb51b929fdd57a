#include "wire/stream_shapes.h"

#include "model/limits.h"
#include "wire/shape_builder.h"
#include "wire/table_model_shapes.h"

namespace dynarocks::wire {

namespace {

namespace limits = model::limits;

// In the order AWS prints them, as far as it is known: that of its other enums, a hash set's.
constexpr std::string_view shard_iterator_type_values[] = {"AFTER_SEQUENCE_NUMBER", "LATEST",
                                                           "AT_SEQUENCE_NUMBER", "TRIM_HORIZON"};
constexpr std::string_view shard_filter_type_values[] = {"CHILD_SHARDS"};

constexpr Shape shard_id = text_shape(28, 65);
constexpr Shape sequence_number = text_shape(21, 40);
constexpr Shape shard_iterator = text_shape(1, 2048);
constexpr Shape shard_iterator_type = enum_shape(shard_iterator_type_values);
constexpr Shape shard_filter_type = enum_shape(shard_filter_type_values);

constexpr Shape list_streams_limit =
    number_between(ShapeKind::integer, 1, limits::list_streams_page);
constexpr Member list_streams_members[] = {
    optional("TableName", shapes::table_name),
    optional("Limit", list_streams_limit),
    optional("ExclusiveStartStreamArn", shapes::stream_arn),
};

constexpr Member shard_filter_members[] = {
    required("Type", shard_filter_type),
    required("ShardId", shard_id),
};
constexpr Shape shard_filter = structure_shape("ShardFilter", shard_filter_members);
constexpr Shape describe_stream_limit =
    number_between(ShapeKind::integer, 1, limits::describe_stream_page);
constexpr Member describe_stream_members[] = {
    required("StreamArn", shapes::stream_arn),
    optional("Limit", describe_stream_limit),
    optional("ExclusiveStartShardId", shard_id),
    optional("ShardFilter", shard_filter),
};

constexpr Member get_shard_iterator_members[] = {
    required("StreamArn", shapes::stream_arn),
    required("ShardId", shard_id),
    required("ShardIteratorType", shard_iterator_type),
    optional("SequenceNumber", sequence_number),
};

constexpr Shape get_records_limit =
    number_between(ShapeKind::integer, 1, limits::stream_page_records);
constexpr Member get_records_members[] = {
    required("ShardIterator", shard_iterator),
    optional("Limit", get_records_limit),
};

constexpr Shape list_streams_input = structure_shape("ListStreamsInput", list_streams_members);
constexpr Shape describe_stream_input =
    structure_shape("DescribeStreamInput", describe_stream_members);
constexpr Shape get_shard_iterator_input =
    structure_shape("GetShardIteratorInput", get_shard_iterator_members);
constexpr Shape get_records_input = structure_shape("GetRecordsInput", get_records_members);

}  // namespace

constinit const OperationShape list_streams_shape{.operation = "ListStreams",
                                                  .input = &list_streams_input};
constinit const OperationShape describe_stream_shape{.operation = "DescribeStream",
                                                     .input = &describe_stream_input};
constinit const OperationShape get_shard_iterator_shape{.operation = "GetShardIterator",
                                                        .input = &get_shard_iterator_input};
constinit const OperationShape get_records_shape{.operation = "GetRecords",
                                                 .input = &get_records_input};

}  // namespace dynarocks::wire
