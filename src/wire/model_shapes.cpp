#include "wire/model_shapes.h"

#include "model/limits.h"
#include "wire/shape_builder.h"

namespace dynarocks::wire::shapes {

namespace {

namespace limits = model::limits;

constexpr std::string_view return_consumed_capacity_values[] = {"INDEXES", "TOTAL", "NONE"};
constexpr std::string_view return_item_collection_metrics_values[] = {"SIZE", "NONE"};
constexpr std::string_view return_values_values[] = {"ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE",
                                                     "UPDATED_NEW"};
constexpr std::string_view return_values_on_failure_values[] = {"ALL_OLD", "NONE"};
constexpr std::string_view select_values[] = {"SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES",
                                              "ALL_PROJECTED_ATTRIBUTES"};
constexpr std::string_view conditional_operator_values[] = {"OR", "AND"};
constexpr std::string_view comparison_operator_values[] = {
    "IN",       "NULL", "BETWEEN", "LT",          "NOT_CONTAINS", "EQ",      "GT",
    "NOT_NULL", "NE",   "LE",      "BEGINS_WITH", "GE",           "CONTAINS"};
constexpr std::string_view attribute_action_values[] = {"ADD", "DELETE", "PUT"};

}  // namespace

constinit const Shape text = text_shape();
constinit const Shape boolean = boolean_shape();

constinit const Shape item_table_name{.has_min = true,
                                      .has_max = true,
                                      .min = 1,
                                      .max = arn_max_length,
                                      .name_pattern = true,
                                      .empty_skips_pattern = true,
                                      .arn_allowed = true};
constinit const Shape table_name_key{.has_min = true,
                                     .has_max = true,
                                     .min = 3,
                                     .max = 255,
                                     .name_pattern = true,
                                     .arn_allowed = true};
constinit const Shape index_name{
    .has_min = true, .has_max = true, .min = 3, .max = 255, .name_pattern = true};

constinit const Shape attribute_value{.kind = ShapeKind::attribute_value,
                                      .type_name = "AttributeValue"};
constinit const Shape attribute_map{.kind = ShapeKind::attribute_map, .element = &attribute_value};
constinit const Shape attribute_value_list = list_of(attribute_value);

const Shape& attribute_value_member(model::AttributeType type) {
  using model::AttributeType;
  static constexpr Shape blob{.kind = ShapeKind::blob};
  static constexpr Shape texts{.kind = ShapeKind::list, .element = &text};
  static constexpr Shape blobs{.kind = ShapeKind::list, .element = &blob};
  switch (type) {
    case AttributeType::B:
      return blob;
    case AttributeType::BOOL:
    case AttributeType::NULL_:
      return boolean;
    case AttributeType::SS:
    case AttributeType::NS:
      return texts;
    case AttributeType::BS:
      return blobs;
    case AttributeType::L:
      return attribute_value_list;
    case AttributeType::M:
      return attribute_map;
    default:
      return text;
  }
}

namespace {
constexpr Shape attribute_name = text_at_most(limits::attribute_name_bytes);
}  // namespace
constinit const Shape attribute_name_list = list_of(attribute_name, 1, limits::attributes_to_get);
constinit const Shape expression_attribute_names = map_of(text);

constinit const Shape return_consumed_capacity = enum_shape(return_consumed_capacity_values);
constinit const Shape return_item_collection_metrics =
    enum_shape(return_item_collection_metrics_values);
// UPDATE_NEW and ALL are AWS's own misspellings.
constinit const Shape return_values{
    .enum_values = return_values_values,
    .current_enum_text = "[ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]"};
constinit const Shape conditional_operator{.enum_values = conditional_operator_values,
                                           .current_enum_text = "[ALL, OR]"};
constinit const Shape return_values_on_condition_check_failure =
    enum_shape(return_values_on_failure_values);
constinit const Shape select = enum_shape(select_values);
constinit const Shape comparison_operator = enum_shape(comparison_operator_values);

namespace {

constexpr Shape attribute_action = enum_shape(attribute_action_values);

constexpr Member expected_members[] = {
    optional("Value", attribute_value),
    optional("Exists", boolean),
    optional("ComparisonOperator", comparison_operator),
    optional("AttributeValueList", attribute_value_list),
};
constexpr Shape expected_attribute_value =
    structure_shape("ExpectedAttributeValue", expected_members);

constexpr Member update_members[] = {
    optional("Value", attribute_value),
    optional("Action", attribute_action),
};
constexpr Shape attribute_value_update = structure_shape("AttributeValueUpdate", update_members);

constexpr Member condition_members[] = {
    optional("AttributeValueList", attribute_value_list),
    required("ComparisonOperator", comparison_operator),
};
constexpr Shape condition = structure_shape("Condition", condition_members);

constexpr Shape key_list = list_of(attribute_map, 1, limits::batch_get_keys);
constexpr Member keys_and_attributes_members[] = {
    {.name = "Keys", .shape = &key_list, .required = true, .current_bounds = CurrentBounds::both},
    optional("AttributesToGet", attribute_name_list),
    optional("ConsistentRead", boolean),
    optional("ProjectionExpression", text),
    optional("ExpressionAttributeNames", expression_attribute_names),
};

constexpr Member put_request_members[] = {required("Item", attribute_map)};
constexpr Shape put_request = structure_shape("PutRequest", put_request_members);
constexpr Member delete_request_members[] = {required("Key", attribute_map)};
constexpr Shape delete_request = structure_shape("DeleteRequest", delete_request_members);
constexpr Member write_request_members[] = {
    optional("PutRequest", put_request),
    optional("DeleteRequest", delete_request),
};
constexpr Shape write_request = structure_shape("WriteRequest", write_request_members);

}  // namespace

constinit const Shape expected_attribute_map = map_of(expected_attribute_value);
constinit const Shape attribute_updates = map_of(attribute_value_update);
constinit const Shape condition_map = map_of(condition);
constinit const Shape keys_and_attributes =
    structure_shape("KeysAndAttributes", keys_and_attributes_members);
constinit const Shape write_requests = list_of(write_request, 1, limits::batch_write_requests);

}  // namespace dynarocks::wire::shapes
