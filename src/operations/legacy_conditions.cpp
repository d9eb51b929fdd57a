#include "operations/legacy_conditions.h"

#include <string>
#include <utility>

#include "expression/ast.h"
#include "expression/legacy_expected.h"
#include "operations/legacy_parameters.h"
#include "wire/attribute_value_reader.h"

namespace dynarocks::operations {

using expression::Condition;
using expression::LegacyCondition;
using model::ApiResult;
using model::validation_error;
using wire::JsonValue;

namespace {

/// The constraint stage has let none but known operators through.
expression::ComparisonOperator comparison_operator(std::string_view name) {
  return expression::find_comparison_operator(name).value();
}

ApiResult<std::vector<std::string>> read_values(const OperationContext& context, JsonValue list) {
  std::vector<std::string> values;
  ApiResult<void> outcome;
  list.for_each_element([&](JsonValue element) {
    outcome = wire::read_value(element, context.layer, values.emplace_back());
    return outcome.has_value();
  });
  DYNAROCKS_TRY(outcome);
  return values;
}

/// One entry of Expected. Its values are looked at when its members were found to go together.
ApiResult<LegacyCondition> read_expectation(const OperationContext& context, std::string_view name,
                                            const wire::Request& given) {
  const auto value = given.member("Value");
  const auto value_list = given.member("AttributeValueList");
  expression::ExpectedForm form;
  form.attribute_name = name;
  form.has_value = value.has_value();
  form.has_value_list = value_list.has_value();
  form.exists = given.boolean("Exists");
  if (const auto op = given.string("ComparisonOperator")) form.op = comparison_operator(*op);
  DYNAROCKS_TRY(check_expected_form(form));

  LegacyCondition condition{std::string(name), expected_operator(form), {}};
  if (value) {
    DYNAROCKS_TRY(wire::read_value(*value, context.layer, condition.values.emplace_back()));
  } else if (value_list) {
    DYNAROCKS_ASSIGN(condition.values, read_values(context, *value_list));
  }
  DYNAROCKS_TRY(check_legacy_condition(condition, expression::OperandTypes::any_type));
  return condition;
}

std::optional<Condition> join(const wire::Request& request,
                              std::vector<LegacyCondition> conditions) {
  if (conditions.empty()) return std::nullopt;
  const bool any = request.string("ConditionalOperator") == "OR";
  return expression::join_legacy_conditions(
      std::move(conditions),
      any ? expression::ast::Connective::or_ : expression::ast::Connective::and_);
}

}  // namespace

ApiResult<void> check_conditional_operator(const wire::Request& request, std::string_view member) {
  if (!request.has("ConditionalOperator")) return {};
  const auto conditions = request.member(member);
  const std::size_t count = conditions ? legacy_entries(*conditions).size() : 0;
  if (count == 0) {
    return failure(
        validation_error("ConditionalOperator cannot be used without Filter or Expected"));
  }
  if (count == 1) {
    return failure(
        validation_error("ConditionalOperator can only be used when Filter or Expected has two or "
                         "more elements"));
  }
  return {};
}

ApiResult<std::vector<LegacyCondition>> read_legacy_conditions(const OperationContext& context,
                                                               JsonValue conditions) {
  std::vector<LegacyCondition> read;
  for (const auto& [name, given] : legacy_entries(conditions)) {
    DYNAROCKS_TRY(wire::check_attribute_name(name));
    LegacyCondition condition;
    condition.attribute_name = name;
    condition.op = comparison_operator(*given.string("ComparisonOperator"));
    if (const auto list = given.member("AttributeValueList")) {
      DYNAROCKS_ASSIGN(condition.values, read_values(context, *list));
    }
    DYNAROCKS_TRY(check_legacy_condition(condition, expression::OperandTypes::checked));
    read.push_back(std::move(condition));
  }
  return read;
}

ApiResult<std::optional<Condition>> read_legacy_filter(const OperationContext& context,
                                                       const wire::Request& request,
                                                       std::string_view member) {
  const auto filter = request.member(member);
  if (!filter) return std::optional<Condition>();
  DYNAROCKS_ASSIGN(auto conditions, read_legacy_conditions(context, *filter));
  return join(request, std::move(conditions));
}

ApiResult<std::optional<Condition>> read_expected(const OperationContext& context,
                                                  const wire::Request& request) {
  DYNAROCKS_TRY(check_conditional_operator(request, "Expected"));
  const auto expected = request.member("Expected");
  if (!expected) return std::optional<Condition>();
  std::vector<LegacyCondition> conditions;
  for (const auto& [name, given] : legacy_entries(*expected)) {
    DYNAROCKS_TRY(wire::check_attribute_name(name));
    DYNAROCKS_ASSIGN(LegacyCondition condition, read_expectation(context, name, given));
    conditions.push_back(std::move(condition));
  }
  return join(request, std::move(conditions));
}

}  // namespace dynarocks::operations
