#pragma once
// The inputs of the table operations, members in declared order. Members the server does not act on
// are declared too, so that their type errors are right.

#include "wire/shape.h"

namespace dynarocks::wire {

extern const OperationShape create_table_shape;
extern const OperationShape update_table_shape;
extern const OperationShape delete_table_shape;
extern const OperationShape describe_table_shape;
extern const OperationShape update_time_to_live_shape;
extern const OperationShape describe_time_to_live_shape;
extern const OperationShape enable_kinesis_streaming_destination_shape;
extern const OperationShape disable_kinesis_streaming_destination_shape;
extern const OperationShape update_kinesis_streaming_destination_shape;
extern const OperationShape describe_kinesis_streaming_destination_shape;
extern const OperationShape list_tables_shape;
extern const OperationShape tag_resource_shape;
extern const OperationShape untag_resource_shape;
extern const OperationShape list_tags_of_resource_shape;
extern const OperationShape put_resource_policy_shape;
extern const OperationShape get_resource_policy_shape;
extern const OperationShape delete_resource_policy_shape;
extern const OperationShape describe_limits_shape;
extern const OperationShape describe_endpoints_shape;

}  // namespace dynarocks::wire
