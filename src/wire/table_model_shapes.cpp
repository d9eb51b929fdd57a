#include "wire/table_model_shapes.h"

#include "model/limits.h"
#include "wire/model_shapes.h"
#include "wire/shape_builder.h"

namespace dynarocks::wire::shapes {

namespace {

constexpr std::string_view scalar_attribute_type_values[] = {"B", "N", "S"};
constexpr std::string_view key_type_values[] = {"HASH", "RANGE"};
constexpr std::string_view billing_mode_values[] = {"PROVISIONED", "PAY_PER_REQUEST"};
constexpr std::string_view projection_type_values[] = {"ALL", "INCLUDE", "KEYS_ONLY"};
constexpr std::string_view stream_view_type_values[] = {"OLD_IMAGE", "KEYS_ONLY",
                                                        "NEW_AND_OLD_IMAGES", "NEW_IMAGE"};
constexpr std::string_view sse_type_values[] = {"AES256", "KMS"};
constexpr std::string_view table_class_values[] = {"STANDARD", "STANDARD_INFREQUENT_ACCESS"};
constexpr std::string_view vector_distance_function_values[] = {"DOT_PRODUCT", "COSINE",
                                                                "EUCLIDEAN"};
constexpr std::string_view search_schema_element_type_values[] = {"HASH", "INLINE_FILTER"};
constexpr std::string_view settings_replication_mode_values[] = {"ENABLED", "DISABLED",
                                                                 "ENABLED_WITH_OVERRIDES"};
constexpr std::string_view multi_region_consistency_values[] = {"EVENTUAL", "STRONG"};

constexpr Shape positive_long = number_at_least(ShapeKind::long_integer, 1);
constexpr Shape any_long = long_shape();

constexpr Shape key_attribute_name = text_shape(1, model::limits::key_attribute_name_bytes);
constexpr Shape scalar_attribute_type = enum_shape(scalar_attribute_type_values);
constexpr Shape key_type = enum_shape(key_type_values);

constexpr Member attribute_definition_members[] = {
    required("AttributeName", key_attribute_name),
    required("AttributeType", scalar_attribute_type),
};
constexpr Shape attribute_definition =
    structure_shape("AttributeDefinition", attribute_definition_members);

constexpr Member key_schema_element_members[] = {
    required("AttributeName", key_attribute_name),
    required("KeyType", key_type),
};
constexpr Shape key_schema_element =
    structure_shape("KeySchemaElement", key_schema_element_members);
// Up to four HASH and four RANGE attributes.
constexpr Shape global_index_key_schema = list_of(key_schema_element, 1, 8);

constexpr Shape projection_type = enum_shape(projection_type_values);
constexpr Shape non_key_attributes = list_of(key_attribute_name, 1, 20);
constexpr Member projection_members[] = {
    optional("ProjectionType", projection_type),
    optional("NonKeyAttributes", non_key_attributes),
};
constexpr Shape projection = structure_shape("Projection", projection_members);

}  // namespace

constinit const Shape table_name{
    .has_min = true, .has_max = true, .min = 3, .max = 255, .name_pattern = true};
constinit const Shape table_name_or_arn{.has_min = true,
                                        .has_max = true,
                                        .min = 3,
                                        .max = 255,
                                        .name_pattern = true,
                                        .arn_allowed = true};

constinit const Shape attribute_definitions = list_of(attribute_definition);
constinit const Shape key_schema = list_of(key_schema_element, 1, 2);
constinit const Shape billing_mode = enum_shape(billing_mode_values);
constinit const Shape table_class = enum_shape(table_class_values);
constinit const Shape global_table_settings_replication_mode =
    enum_shape(settings_replication_mode_values);
constinit const Shape multi_region_consistency = enum_shape(multi_region_consistency_values);

namespace {

constexpr Member provisioned_throughput_members[] = {
    required("ReadCapacityUnits", positive_long),
    required("WriteCapacityUnits", positive_long),
};
constexpr Member on_demand_throughput_members[] = {
    optional("MaxReadRequestUnits", any_long),
    optional("MaxWriteRequestUnits", any_long),
};
constexpr Member warm_throughput_members[] = {
    optional("ReadUnitsPerSecond", any_long),
    optional("WriteUnitsPerSecond", any_long),
};

}  // namespace

constinit const Shape provisioned_throughput =
    structure_shape("ProvisionedThroughput", provisioned_throughput_members);
constinit const Shape on_demand_throughput =
    structure_shape("OnDemandThroughput", on_demand_throughput_members);
constinit const Shape warm_throughput = structure_shape("WarmThroughput", warm_throughput_members);

namespace {

constexpr Member local_index_members[] = {
    required("IndexName", index_name),
    required("KeySchema", key_schema),
    required("Projection", projection),
};
constexpr Shape local_index = structure_shape("LocalSecondaryIndex", local_index_members);

constexpr Member global_index_members[] = {
    required("IndexName", index_name),
    required("KeySchema", global_index_key_schema),
    required("Projection", projection),
    optional("ProvisionedThroughput", provisioned_throughput),
    optional("OnDemandThroughput", on_demand_throughput),
    optional("WarmThroughput", warm_throughput),
};
constexpr Shape global_index = structure_shape("GlobalSecondaryIndex", global_index_members);
constexpr Shape create_global_index =
    structure_shape("CreateGlobalSecondaryIndexAction", global_index_members);

constexpr Member update_global_index_members[] = {
    required("IndexName", index_name),
    optional("ProvisionedThroughput", provisioned_throughput),
    optional("OnDemandThroughput", on_demand_throughput),
    optional("WarmThroughput", warm_throughput),
};
constexpr Shape update_global_index =
    structure_shape("UpdateGlobalSecondaryIndexAction", update_global_index_members);

constexpr Member delete_index_members[] = {required("IndexName", index_name)};
constexpr Shape delete_global_index =
    structure_shape("DeleteGlobalSecondaryIndexAction", delete_index_members);

constexpr Member global_index_update_members[] = {
    optional("Update", update_global_index),
    optional("Create", create_global_index),
    optional("Delete", delete_global_index),
};
constexpr Shape global_index_update =
    structure_shape("GlobalSecondaryIndexUpdate", global_index_update_members);

constexpr Member vector_attribute_members[] = {required("AttributeName", key_attribute_name)};
constexpr Shape vector_attribute =
    structure_shape("VectorAttributeDefinition", vector_attribute_members);
constexpr Shape search_attribute_name = text_at_most(model::limits::attribute_name_bytes);
constexpr Shape search_schema_element_type = enum_shape(search_schema_element_type_values);
constexpr Member search_schema_element_members[] = {
    required("AttributeName", search_attribute_name),
    required("SearchSchemaElementType", search_schema_element_type),
};
constexpr Shape search_schema_element =
    structure_shape("SearchSchemaElement", search_schema_element_members);
constexpr Shape search_schema = list_of(search_schema_element, 1);
constexpr Shape vector_distance_function = enum_shape(vector_distance_function_values);
constexpr Member vector_index_members[] = {
    required("IndexName", index_name),       required("VectorAttribute", vector_attribute),
    optional("SearchSchema", search_schema), required("Projection", projection),
    required("Dimensions", positive_long),   required("DistanceFunction", vector_distance_function),
};
constexpr Shape vector_index = structure_shape("VectorIndex", vector_index_members);
constexpr Shape create_vector_index =
    structure_shape("CreateVectorIndexAction", vector_index_members);
constexpr Shape delete_vector_index =
    structure_shape("DeleteVectorIndexAction", delete_index_members);
constexpr Member vector_index_update_members[] = {
    optional("Create", create_vector_index),
    optional("Delete", delete_vector_index),
};
constexpr Shape vector_index_update =
    structure_shape("VectorIndexUpdate", vector_index_update_members);

constexpr Shape stream_view_type = enum_shape(stream_view_type_values);
constexpr Member stream_specification_members[] = {
    required("StreamEnabled", boolean),
    optional("StreamViewType", stream_view_type),
};

constexpr Shape time_to_live_attribute_name =
    text_shape(1, model::limits::key_attribute_name_bytes);
constexpr Member time_to_live_specification_members[] = {
    required("Enabled", boolean),
    required("AttributeName", time_to_live_attribute_name),
};

constexpr Shape sse_type = enum_shape(sse_type_values);
constexpr Shape kms_master_key_id = text_at_least(1);
constexpr Member sse_specification_members[] = {
    optional("Enabled", boolean),
    optional("SSEType", sse_type),
    optional("KMSMasterKeyId", kms_master_key_id),
};

// In a hash set's order, as AWS prints most of its enums.
constexpr std::string_view creation_time_precision_values[] = {"MICROSECOND", "MILLISECOND"};
constexpr Shape creation_time_precision = enum_shape(creation_time_precision_values);
constexpr Member kinesis_streaming_configuration_members[] = {
    optional("ApproximateCreationDateTimePrecision", creation_time_precision),
};

constexpr Member tag_members[] = {optional("Key", text), optional("Value", text)};
constexpr Shape tag = structure_shape("Tag", tag_members);

constexpr Member provisioned_override_members[] = {optional("ReadCapacityUnits", positive_long)};
constexpr Shape provisioned_throughput_override =
    structure_shape("ProvisionedThroughputOverride", provisioned_override_members);
constexpr Member on_demand_override_members[] = {optional("MaxReadRequestUnits", any_long)};
constexpr Shape on_demand_throughput_override =
    structure_shape("OnDemandThroughputOverride", on_demand_override_members);
constexpr Member replica_index_members[] = {
    required("IndexName", index_name),
    optional("ProvisionedThroughputOverride", provisioned_throughput_override),
    optional("OnDemandThroughputOverride", on_demand_throughput_override),
};
constexpr Shape replica_index =
    structure_shape("ReplicaGlobalSecondaryIndex", replica_index_members);
constexpr Shape replica_indexes = list_of(replica_index, 1);
constexpr Member replica_members[] = {
    required("RegionName", text),
    optional("KMSMasterKeyId", kms_master_key_id),
    optional("ProvisionedThroughputOverride", provisioned_throughput_override),
    optional("OnDemandThroughputOverride", on_demand_throughput_override),
    optional("GlobalSecondaryIndexes", replica_indexes),
    optional("TableClassOverride", table_class),
};
constexpr Shape create_replica =
    structure_shape("CreateReplicationGroupMemberAction", replica_members);
constexpr Shape update_replica =
    structure_shape("UpdateReplicationGroupMemberAction", replica_members);
constexpr Member region_members[] = {required("RegionName", text)};
constexpr Shape delete_replica =
    structure_shape("DeleteReplicationGroupMemberAction", region_members);
constexpr Member replica_update_members[] = {
    optional("Create", create_replica),
    optional("Update", update_replica),
    optional("Delete", delete_replica),
};
constexpr Shape replica_update = structure_shape("ReplicationGroupUpdate", replica_update_members);

constexpr Shape create_witness =
    structure_shape("CreateGlobalTableWitnessGroupMemberAction", region_members);
constexpr Shape delete_witness =
    structure_shape("DeleteGlobalTableWitnessGroupMemberAction", region_members);
constexpr Member witness_update_members[] = {
    optional("Create", create_witness),
    optional("Delete", delete_witness),
};
constexpr Shape witness_update =
    structure_shape("GlobalTableWitnessGroupUpdate", witness_update_members);

}  // namespace

constinit const Shape local_secondary_indexes = list_of(local_index);
constinit const Shape global_secondary_indexes = list_of(global_index);
constinit const Shape global_secondary_index_updates = list_of(global_index_update);
constinit const Shape vector_indexes = list_of(vector_index);
constinit const Shape vector_index_updates = list_of(vector_index_update);
constinit const Shape stream_specification =
    structure_shape("StreamSpecification", stream_specification_members);
constinit const Shape sse_specification =
    structure_shape("SSESpecification", sse_specification_members);
constinit const Shape time_to_live_specification =
    structure_shape("TimeToLiveSpecification", time_to_live_specification_members);
constinit const Shape stream_arn = text_shape(37, 1024);
constinit const Shape enable_kinesis_streaming_configuration =
    structure_shape("EnableKinesisStreamingConfiguration", kinesis_streaming_configuration_members);
constinit const Shape update_kinesis_streaming_configuration =
    structure_shape("UpdateKinesisStreamingConfiguration", kinesis_streaming_configuration_members);
constinit const Shape tags = list_of(tag);
constinit const Shape replica_updates = list_of(replica_update, 1);
constinit const Shape global_table_witness_updates = list_of(witness_update, 1, 1);

}  // namespace dynarocks::wire::shapes
