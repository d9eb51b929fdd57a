#include "wire/control_plane_shapes.h"

#include "model/limits.h"
#include "wire/model_shapes.h"
#include "wire/shape_builder.h"
#include "wire/table_model_shapes.h"

namespace dynarocks::wire {

namespace {

using namespace shapes;

constexpr Shape source_arn = text_shape(1, arn_max_length);

constexpr Member create_table_members[] = {
    required("AttributeDefinitions", attribute_definitions),
    required("TableName", table_name),
    required("KeySchema", key_schema),
    optional("LocalSecondaryIndexes", local_secondary_indexes),
    optional("GlobalSecondaryIndexes", global_secondary_indexes),
    optional("BillingMode", billing_mode),
    optional("ProvisionedThroughput", provisioned_throughput),
    optional("StreamSpecification", stream_specification),
    optional("SSESpecification", sse_specification),
    optional("Tags", tags),
    optional("TableClass", table_class),
    optional("DeletionProtectionEnabled", boolean),
    optional("WarmThroughput", warm_throughput),
    optional("ResourcePolicy", text),
    optional("OnDemandThroughput", on_demand_throughput),
    optional("GlobalTableSourceArn", source_arn),
    optional("GlobalTableSettingsReplicationMode", global_table_settings_replication_mode),
    optional("VectorIndexes", vector_indexes),
};
constexpr Member update_table_members[] = {
    optional("AttributeDefinitions", attribute_definitions),
    required("TableName", table_name_or_arn),
    optional("BillingMode", billing_mode),
    optional("ProvisionedThroughput", provisioned_throughput),
    optional("GlobalSecondaryIndexUpdates", global_secondary_index_updates),
    optional("StreamSpecification", stream_specification),
    optional("SSESpecification", sse_specification),
    optional("ReplicaUpdates", replica_updates),
    optional("TableClass", table_class),
    optional("DeletionProtectionEnabled", boolean),
    optional("MultiRegionConsistency", multi_region_consistency),
    optional("GlobalTableWitnessUpdates", global_table_witness_updates),
    optional("OnDemandThroughput", on_demand_throughput),
    optional("WarmThroughput", warm_throughput),
    optional("GlobalTableSettingsReplicationMode", global_table_settings_replication_mode),
    optional("VectorIndexUpdates", vector_index_updates),
};
constexpr Member table_name_members[] = {required("TableName", table_name_or_arn)};

constexpr Member update_time_to_live_members[] = {
    required("TableName", table_name_or_arn),
    required("TimeToLiveSpecification", time_to_live_specification),
};

// The same members enable and disable.
constexpr Member kinesis_streaming_destination_members[] = {
    required("TableName", table_name_or_arn),
    required("StreamArn", stream_arn),
    optional("EnableKinesisStreamingConfiguration", enable_kinesis_streaming_configuration),
};
constexpr Member update_kinesis_streaming_destination_members[] = {
    required("TableName", table_name_or_arn),
    required("StreamArn", stream_arn),
    optional("UpdateKinesisStreamingConfiguration", update_kinesis_streaming_configuration),
};

constexpr Shape list_tables_limit =
    number_between(ShapeKind::integer, 1, model::limits::list_tables_page);
constexpr Member list_tables_members[] = {
    optional("ExclusiveStartTableName", table_name),
    optional("Limit", list_tables_limit),
};

// ResourceArn has messages of its own, so no constraints here, not even that it is there.
constexpr Shape tag_keys = list_of(text);
constexpr Member tag_resource_members[] = {optional("ResourceArn", text), required("Tags", tags)};
constexpr Member untag_resource_members[] = {
    optional("ResourceArn", text),
    required("TagKeys", tag_keys),
};
constexpr Member list_tags_of_resource_members[] = {
    optional("ResourceArn", text),
    optional("NextToken", text),
};

constexpr Shape policy_revision_id = text_shape(1, 255);
constexpr Member put_resource_policy_members[] = {
    optional("ResourceArn", text),
    required("Policy", text),
    optional("ExpectedRevisionId", policy_revision_id),
    optional("ConfirmRemoveSelfResourceAccess", boolean),
};
constexpr Member get_resource_policy_members[] = {optional("ResourceArn", text)};
constexpr Member delete_resource_policy_members[] = {
    optional("ResourceArn", text),
    optional("ExpectedRevisionId", policy_revision_id),
};

constexpr Shape create_table_input = structure_shape("CreateTableInput", create_table_members);
constexpr Shape update_table_input = structure_shape("UpdateTableInput", update_table_members);
constexpr Shape delete_table_input = structure_shape("DeleteTableInput", table_name_members);
constexpr Shape describe_table_input = structure_shape("DescribeTableInput", table_name_members);
constexpr Shape update_time_to_live_input =
    structure_shape("UpdateTimeToLiveInput", update_time_to_live_members);
constexpr Shape describe_time_to_live_input =
    structure_shape("DescribeTimeToLiveInput", table_name_members);
constexpr Shape kinesis_streaming_destination_input =
    structure_shape("KinesisStreamingDestinationInput", kinesis_streaming_destination_members);
constexpr Shape update_kinesis_streaming_destination_input = structure_shape(
    "UpdateKinesisStreamingDestinationInput", update_kinesis_streaming_destination_members);
constexpr Shape describe_kinesis_streaming_destination_input =
    structure_shape("DescribeKinesisStreamingDestinationInput", table_name_members);
constexpr Shape list_tables_input = structure_shape("ListTablesInput", list_tables_members);
constexpr Shape tag_resource_input = structure_shape("TagResourceInput", tag_resource_members);
constexpr Shape untag_resource_input =
    structure_shape("UntagResourceInput", untag_resource_members);
constexpr Shape list_tags_of_resource_input =
    structure_shape("ListTagsOfResourceInput", list_tags_of_resource_members);
constexpr Shape put_resource_policy_input =
    structure_shape("PutResourcePolicyInput", put_resource_policy_members);
constexpr Shape get_resource_policy_input =
    structure_shape("GetResourcePolicyInput", get_resource_policy_members);
constexpr Shape delete_resource_policy_input =
    structure_shape("DeleteResourcePolicyInput", delete_resource_policy_members);
constexpr Shape describe_limits_input = structure_shape("DescribeLimitsInput", {});
constexpr Shape describe_endpoints_input = structure_shape("DescribeEndpointsRequest", {});

constexpr std::string_view table_name_alone[] = {"TableName"};

constexpr OperationShape table_operation(std::string_view operation, const Shape& input) {
  return OperationShape{.operation = operation,
                        .input = &input,
                        .style = ConstraintStyle::control,
                        .reported_alone = table_name_alone};
}

}  // namespace

constinit const OperationShape create_table_shape =
    table_operation("CreateTable", create_table_input);
constinit const OperationShape update_table_shape =
    table_operation("UpdateTable", update_table_input);
constinit const OperationShape delete_table_shape =
    table_operation("DeleteTable", delete_table_input);
constinit const OperationShape describe_table_shape =
    table_operation("DescribeTable", describe_table_input);
constinit const OperationShape update_time_to_live_shape =
    table_operation("UpdateTimeToLive", update_time_to_live_input);
constinit const OperationShape describe_time_to_live_shape =
    table_operation("DescribeTimeToLive", describe_time_to_live_input);
constinit const OperationShape enable_kinesis_streaming_destination_shape =
    table_operation("EnableKinesisStreamingDestination", kinesis_streaming_destination_input);
constinit const OperationShape disable_kinesis_streaming_destination_shape =
    table_operation("DisableKinesisStreamingDestination", kinesis_streaming_destination_input);
constinit const OperationShape update_kinesis_streaming_destination_shape = table_operation(
    "UpdateKinesisStreamingDestination", update_kinesis_streaming_destination_input);
constinit const OperationShape describe_kinesis_streaming_destination_shape = table_operation(
    "DescribeKinesisStreamingDestination", describe_kinesis_streaming_destination_input);
constinit const OperationShape list_tables_shape{
    .operation = "ListTables", .input = &list_tables_input, .style = ConstraintStyle::control};
constinit const OperationShape tag_resource_shape{
    .operation = "TagResource", .input = &tag_resource_input, .style = ConstraintStyle::control};
constinit const OperationShape untag_resource_shape{.operation = "UntagResource",
                                                    .input = &untag_resource_input,
                                                    .style = ConstraintStyle::control};
constinit const OperationShape list_tags_of_resource_shape{.operation = "ListTagsOfResource",
                                                           .input = &list_tags_of_resource_input,
                                                           .style = ConstraintStyle::control};
constinit const OperationShape put_resource_policy_shape{.operation = "PutResourcePolicy",
                                                         .input = &put_resource_policy_input,
                                                         .style = ConstraintStyle::control};
constinit const OperationShape get_resource_policy_shape{.operation = "GetResourcePolicy",
                                                         .input = &get_resource_policy_input,
                                                         .style = ConstraintStyle::control};
constinit const OperationShape delete_resource_policy_shape{.operation = "DeleteResourcePolicy",
                                                            .input = &delete_resource_policy_input,
                                                            .style = ConstraintStyle::control};
constinit const OperationShape describe_limits_shape{.operation = "DescribeLimits",
                                                     .input = &describe_limits_input,
                                                     .style = ConstraintStyle::control};
constinit const OperationShape describe_endpoints_shape{.operation = "DescribeEndpoints",
                                                        .input = &describe_endpoints_input,
                                                        .style = ConstraintStyle::control};

}  // namespace dynarocks::wire
