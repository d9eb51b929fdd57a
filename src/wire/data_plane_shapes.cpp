#include "wire/data_plane_shapes.h"

#include "model/limits.h"
#include "wire/model_shapes.h"
#include "wire/shape_builder.h"

namespace dynarocks::wire {

namespace {

using namespace shapes;

constexpr Shape limit = number_at_least(ShapeKind::integer, 1);
constexpr Shape total_segments = number_between(ShapeKind::integer, 1, 1'000'000);
constexpr Shape segment = number_between(ShapeKind::integer, 0, 999'999);

// The [cur] layer has an own wording for an empty name, on the operations that write one item.
constexpr Member written_table_name{.name = "TableName",
                                    .shape = &item_table_name,
                                    .required = true,
                                    .current_bounds = CurrentBounds::minimum};
constexpr Member read_table_name = required("TableName", item_table_name);

constexpr Member put_item_members[] = {
    written_table_name,
    required("Item", attribute_map),
    optional("Expected", expected_attribute_map),
    optional("ReturnValues", return_values),
    optional("ReturnConsumedCapacity", return_consumed_capacity),
    optional("ReturnItemCollectionMetrics", return_item_collection_metrics),
    optional("ConditionalOperator", conditional_operator),
    optional("ConditionExpression", text),
    optional("ExpressionAttributeNames", expression_attribute_names),
    optional("ExpressionAttributeValues", attribute_map),
    optional("ReturnValuesOnConditionCheckFailure", return_values_on_condition_check_failure),
};
constexpr Member get_item_members[] = {
    read_table_name,
    required("Key", attribute_map),
    optional("AttributesToGet", attribute_name_list),
    optional("ConsistentRead", boolean),
    optional("ReturnConsumedCapacity", return_consumed_capacity),
    optional("ProjectionExpression", text),
    optional("ExpressionAttributeNames", expression_attribute_names),
};
constexpr Member update_item_members[] = {
    written_table_name,
    required("Key", attribute_map),
    optional("AttributeUpdates", attribute_updates),
    optional("Expected", expected_attribute_map),
    optional("ConditionalOperator", conditional_operator),
    optional("ReturnValues", return_values),
    optional("ReturnConsumedCapacity", return_consumed_capacity),
    optional("ReturnItemCollectionMetrics", return_item_collection_metrics),
    optional("UpdateExpression", text),
    optional("ConditionExpression", text),
    optional("ExpressionAttributeNames", expression_attribute_names),
    optional("ExpressionAttributeValues", attribute_map),
    optional("ReturnValuesOnConditionCheckFailure", return_values_on_condition_check_failure),
};
constexpr Member delete_item_members[] = {
    written_table_name,
    required("Key", attribute_map),
    optional("Expected", expected_attribute_map),
    optional("ConditionalOperator", conditional_operator),
    optional("ReturnValues", return_values),
    optional("ReturnConsumedCapacity", return_consumed_capacity),
    optional("ReturnItemCollectionMetrics", return_item_collection_metrics),
    optional("ConditionExpression", text),
    optional("ExpressionAttributeNames", expression_attribute_names),
    optional("ExpressionAttributeValues", attribute_map),
    optional("ReturnValuesOnConditionCheckFailure", return_values_on_condition_check_failure),
};
constexpr Member query_members[] = {
    read_table_name,
    optional("IndexName", index_name),
    optional("Select", select),
    optional("AttributesToGet", attribute_name_list),
    {.name = "Limit", .shape = &limit, .current_bounds = CurrentBounds::minimum},
    optional("ConsistentRead", boolean),
    optional("KeyConditions", condition_map),
    optional("QueryFilter", condition_map),
    optional("ConditionalOperator", conditional_operator),
    optional("ScanIndexForward", boolean),
    optional("ExclusiveStartKey", attribute_map),
    optional("ReturnConsumedCapacity", return_consumed_capacity),
    optional("ProjectionExpression", text),
    optional("FilterExpression", text),
    optional("KeyConditionExpression", text),
    optional("ExpressionAttributeNames", expression_attribute_names),
    optional("ExpressionAttributeValues", attribute_map),
};
constexpr Member scan_members[] = {
    read_table_name,
    optional("IndexName", index_name),
    optional("AttributesToGet", attribute_name_list),
    optional("Limit", limit),
    optional("Select", select),
    optional("ScanFilter", condition_map),
    optional("ConditionalOperator", conditional_operator),
    optional("ExclusiveStartKey", attribute_map),
    optional("ReturnConsumedCapacity", return_consumed_capacity),
    optional("TotalSegments", total_segments),
    optional("Segment", segment),
    optional("ProjectionExpression", text),
    optional("FilterExpression", text),
    optional("ExpressionAttributeNames", expression_attribute_names),
    optional("ExpressionAttributeValues", attribute_map),
    optional("ConsistentRead", boolean),
};

constexpr Shape get_requests{.kind = ShapeKind::map,
                             .has_min = true,
                             .has_max = true,
                             .min = 1,
                             .max = model::limits::batch_get_keys,
                             .element = &keys_and_attributes,
                             .key = &table_name_key};
constexpr Member batch_get_item_members[] = {
    {.name = "RequestItems",
     .shape = &get_requests,
     .required = true,
     .current_bounds = CurrentBounds::minimum,
     .empty_text = "The requestItems parameter is required for BatchGetItem",
     .echoed_as_json = true},
    optional("ReturnConsumedCapacity", return_consumed_capacity),
};

constexpr Shape table_write_requests{.kind = ShapeKind::map,
                                     .has_min = true,
                                     .has_max = true,
                                     .min = 1,
                                     .max = model::limits::batch_write_requests,
                                     .element = &write_requests,
                                     .key = &table_name_key};
constexpr Member batch_write_item_members[] = {
    {.name = "RequestItems",
     .shape = &table_write_requests,
     .required = true,
     .empty_text = "The requestItems parameter is required for BatchWriteItem"},
    optional("ReturnConsumedCapacity", return_consumed_capacity),
    optional("ReturnItemCollectionMetrics", return_item_collection_metrics),
};

// Names are faulted before what is missing, so they stand first in an action.
constexpr Member condition_check_members[] = {
    required("TableName", item_table_name),
    required("ConditionExpression", text),
    required("Key", attribute_map),
    optional("ExpressionAttributeNames", expression_attribute_names),
    optional("ExpressionAttributeValues", attribute_map),
    optional("ReturnValuesOnConditionCheckFailure", return_values_on_condition_check_failure),
};
constexpr Member transact_put_members[] = {
    required("TableName", item_table_name),
    optional("ConditionExpression", text),
    required("Item", attribute_map),
    optional("ExpressionAttributeNames", expression_attribute_names),
    optional("ExpressionAttributeValues", attribute_map),
    optional("ReturnValuesOnConditionCheckFailure", return_values_on_condition_check_failure),
};
constexpr Member transact_delete_members[] = {
    required("TableName", item_table_name),
    optional("ConditionExpression", text),
    required("Key", attribute_map),
    optional("ExpressionAttributeNames", expression_attribute_names),
    optional("ExpressionAttributeValues", attribute_map),
    optional("ReturnValuesOnConditionCheckFailure", return_values_on_condition_check_failure),
};
constexpr Member transact_update_members[] = {
    required("TableName", item_table_name),
    optional("ConditionExpression", text),
    required("UpdateExpression", text),
    required("Key", attribute_map),
    optional("ExpressionAttributeNames", expression_attribute_names),
    optional("ExpressionAttributeValues", attribute_map),
    optional("ReturnValuesOnConditionCheckFailure", return_values_on_condition_check_failure),
};
constexpr Shape condition_check = structure_shape("ConditionCheck", condition_check_members);
constexpr Shape transact_put = structure_shape("Put", transact_put_members);
constexpr Shape transact_delete = structure_shape("Delete", transact_delete_members);
constexpr Shape transact_update = structure_shape("Update", transact_update_members);
constexpr Member transact_write_item_members[] = {
    optional("ConditionCheck", condition_check),
    optional("Put", transact_put),
    optional("Delete", transact_delete),
    optional("Update", transact_update),
};
constexpr Shape transact_write_item =
    structure_shape("TransactWriteItem", transact_write_item_members);
constexpr Shape transact_write_item_list =
    list_of(transact_write_item, 1, model::limits::transact_items);
constexpr Shape client_request_token = text_shape(1, 36);
constexpr Member transact_write_items_members[] = {
    {.name = "TransactItems",
     .shape = &transact_write_item_list,
     .required = true,
     .current_bounds = CurrentBounds::minimum},
    optional("ReturnConsumedCapacity", return_consumed_capacity),
    optional("ReturnItemCollectionMetrics", return_item_collection_metrics),
    {.name = "ClientRequestToken",
     .shape = &client_request_token,
     .current_bounds = CurrentBounds::both},
};

constexpr Member transact_get_members[] = {
    required("TableName", item_table_name),
    required("Key", attribute_map),
    optional("ProjectionExpression", text),
    optional("ExpressionAttributeNames", expression_attribute_names),
};
constexpr Shape transact_get = structure_shape("Get", transact_get_members);
constexpr Member transact_get_item_members[] = {required("Get", transact_get)};
constexpr Shape transact_get_item = structure_shape("TransactGetItem", transact_get_item_members);
constexpr Shape transact_get_item_list =
    list_of(transact_get_item, 1, model::limits::transact_items);
constexpr Member transact_get_items_members[] = {
    {.name = "TransactItems",
     .shape = &transact_get_item_list,
     .required = true,
     .current_bounds = CurrentBounds::minimum},
    optional("ReturnConsumedCapacity", return_consumed_capacity),
};

constexpr Shape statement_text = {.has_min = true,
                                  .has_max = true,
                                  .min = 1,
                                  .max = model::limits::statement_characters,
                                  .in_characters = true};
constexpr Shape statement_parameters = list_of(attribute_value, 1);
constexpr Shape next_token = text_shape(1, model::limits::next_token_characters);
constexpr Member execute_statement_members[] = {
    required("Statement", statement_text),
    optional("Parameters", statement_parameters),
    optional("ConsistentRead", boolean),
    optional("NextToken", next_token),
    optional("ReturnConsumedCapacity", return_consumed_capacity),
    optional("Limit", limit),
    optional("ReturnValuesOnConditionCheckFailure", return_values_on_condition_check_failure),
};

constexpr Member batch_statement_members[] = {
    required("Statement", statement_text),
    optional("Parameters", statement_parameters),
    optional("ConsistentRead", boolean),
    optional("ReturnValuesOnConditionCheckFailure", return_values_on_condition_check_failure),
};
constexpr Shape batch_statement = structure_shape("BatchStatementRequest", batch_statement_members);
constexpr Shape batch_statement_list = list_of(batch_statement, 1, model::limits::batch_statements);
constexpr Member batch_execute_statement_members[] = {
    required("Statements", batch_statement_list),
    optional("ReturnConsumedCapacity", return_consumed_capacity),
};

constexpr Member transact_statement_members[] = {
    required("Statement", statement_text),
    optional("Parameters", statement_parameters),
    optional("ReturnValuesOnConditionCheckFailure", return_values_on_condition_check_failure),
};
constexpr Shape transact_statement =
    structure_shape("ParameterizedStatement", transact_statement_members);
constexpr Shape transact_statement_list =
    list_of(transact_statement, 1, model::limits::transact_items);
constexpr Member execute_transaction_members[] = {
    required("TransactStatements", transact_statement_list),
    optional("ClientRequestToken", client_request_token),
    optional("ReturnConsumedCapacity", return_consumed_capacity),
};

constexpr Shape put_item_input = structure_shape("PutItemInput", put_item_members);
constexpr Shape get_item_input = structure_shape("GetItemInput", get_item_members);
constexpr Shape update_item_input = structure_shape("UpdateItemInput", update_item_members);
constexpr Shape delete_item_input = structure_shape("DeleteItemInput", delete_item_members);
constexpr Shape query_input = structure_shape("QueryInput", query_members);
constexpr Shape scan_input = structure_shape("ScanInput", scan_members);
constexpr Shape batch_get_item_input = structure_shape("BatchGetItemInput", batch_get_item_members);
constexpr Shape batch_write_item_input =
    structure_shape("BatchWriteItemInput", batch_write_item_members);

constexpr Shape transact_write_items_input =
    structure_shape("TransactWriteItemsInput", transact_write_items_members);
constexpr Shape transact_get_items_input =
    structure_shape("TransactGetItemsInput", transact_get_items_members);

constexpr Shape execute_statement_input =
    structure_shape("ExecuteStatementInput", execute_statement_members);
constexpr Shape batch_execute_statement_input =
    structure_shape("BatchExecuteStatementInput", batch_execute_statement_members);
constexpr Shape execute_transaction_input =
    structure_shape("ExecuteTransactionInput", execute_transaction_members);

constexpr std::string_view put_delete_alone[] = {"TableName", "ConditionalOperator"};
constexpr std::string_view update_alone[] = {"TableName", "ConditionalOperator", "ReturnValues"};
constexpr std::string_view query_alone[] = {"ConditionalOperator"};
constexpr std::string_view transact_write_alone[] = {"ClientRequestToken"};

// One order for all operations on a single item; the required Item or Key is listed last.
constexpr std::string_view single_item_order[] = {
    "ReturnConsumedCapacity",
    "TableName",
    "ReturnValues",
    "ReturnItemCollectionMetrics",
    "ConditionalOperator",
    "ReturnValuesOnConditionCheckFailure",
    "AttributesToGet",
    "AttributeUpdates",
    "Expected",
    "Item",
    "Key",
};

// What concerns the request as a whole, before its actions.
constexpr std::string_view transaction_order[] = {
    "ClientRequestToken", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics",
    "TransactItems",      "TransactStatements",
};

}  // namespace

constinit const OperationShape put_item_shape{.operation = "PutItem",
                                              .input = &put_item_input,
                                              .style = ConstraintStyle::current_write,
                                              .reported_alone = put_delete_alone,
                                              .constraint_order = single_item_order};
constinit const OperationShape get_item_shape{.operation = "GetItem",
                                              .input = &get_item_input,
                                              .style = ConstraintStyle::current_read,
                                              .constraint_order = single_item_order};
constinit const OperationShape update_item_shape{.operation = "UpdateItem",
                                                 .input = &update_item_input,
                                                 .style = ConstraintStyle::current_write,
                                                 .reported_alone = update_alone,
                                                 .constraint_order = single_item_order};
constinit const OperationShape delete_item_shape{.operation = "DeleteItem",
                                                 .input = &delete_item_input,
                                                 .style = ConstraintStyle::current_write,
                                                 .reported_alone = put_delete_alone,
                                                 .constraint_order = single_item_order};
constinit const OperationShape query_shape{.operation = "Query",
                                           .input = &query_input,
                                           .style = ConstraintStyle::current_read,
                                           .reported_alone = query_alone};
constinit const OperationShape scan_shape{
    .operation = "Scan", .input = &scan_input, .style = ConstraintStyle::classic};
constinit const OperationShape batch_get_item_shape{
    .operation = "BatchGetItem",
    .input = &batch_get_item_input,
    .style = ConstraintStyle::current_read,
    .total_requests = model::limits::batch_get_keys};
constinit const OperationShape batch_write_item_shape{
    .operation = "BatchWriteItem",
    .input = &batch_write_item_input,
    .style = ConstraintStyle::classic,
    .map_keys_last = true,
    .total_requests = model::limits::batch_write_requests};

constinit const OperationShape transact_get_items_shape{.operation = "TransactGetItems",
                                                        .input = &transact_get_items_input,
                                                        .style = ConstraintStyle::current_read,
                                                        .constraint_order = transaction_order};
constinit const OperationShape transact_write_items_shape{.operation = "TransactWriteItems",
                                                          .input = &transact_write_items_input,
                                                          .style = ConstraintStyle::current_read,
                                                          .reported_alone = transact_write_alone,
                                                          .constraint_order = transaction_order};
constinit const OperationShape execute_statement_shape{.operation = "ExecuteStatement",
                                                       .input = &execute_statement_input,
                                                       .style = ConstraintStyle::classic};
constinit const OperationShape batch_execute_statement_shape{
    .operation = "BatchExecuteStatement",
    .input = &batch_execute_statement_input,
    .style = ConstraintStyle::classic};
constinit const OperationShape execute_transaction_shape{.operation = "ExecuteTransaction",
                                                         .input = &execute_transaction_input,
                                                         .style = ConstraintStyle::classic,
                                                         .constraint_order = transaction_order};

}  // namespace dynarocks::wire
