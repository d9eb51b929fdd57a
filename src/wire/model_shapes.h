#pragma once
// Shapes that several data-plane operations share: names, enums, attribute values, expressions and
// the legacy condition structures. Enum values stand in the order AWS prints them.

#include "model/attribute_type.h"
#include "wire/shape.h"

namespace dynarocks::wire::shapes {

/// Any text; an expression's own limits are the expression's business.
extern const Shape text;
extern const Shape boolean;

/// TableName where an item operation takes it: a name, or a table ARN, of 1 to 1024 characters.
extern const Shape item_table_name;
/// A table name as a map key (RequestItems): 3 to 255 characters, or a table ARN.
extern const Shape table_name_key;
extern const Shape index_name;

extern const Shape attribute_value;
/// The shape of AttributeValue's member of this type: "SS" is a list of strings.
[[nodiscard]] const Shape& attribute_value_member(model::AttributeType type);
extern const Shape attribute_map;
extern const Shape attribute_value_list;
/// AttributesToGet: 1 to 255 names.
extern const Shape attribute_name_list;
/// ExpressionAttributeNames; what it may hold is checked with the expressions.
extern const Shape expression_attribute_names;

extern const Shape return_consumed_capacity;
extern const Shape return_item_collection_metrics;
extern const Shape return_values;
extern const Shape return_values_on_condition_check_failure;
extern const Shape select;
extern const Shape conditional_operator;
extern const Shape comparison_operator;

/// Map<String, ExpectedAttributeValue>: Expected.
extern const Shape expected_attribute_map;
/// Map<String, AttributeValueUpdate>: AttributeUpdates.
extern const Shape attribute_updates;
/// Map<String, Condition>: KeyConditions, QueryFilter, ScanFilter.
extern const Shape condition_map;

/// One table's part of BatchGetItem's RequestItems.
extern const Shape keys_and_attributes;
/// One table's part of BatchWriteItem's RequestItems: 1 to 25 WriteRequests.
extern const Shape write_requests;

}  // namespace dynarocks::wire::shapes
