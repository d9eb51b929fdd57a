#include "expression/legacy_expected.h"

#include <string_view>

namespace dynarocks::expression {

namespace {

model::ApiError fault(std::string_view text, const ExpectedForm& form) {
  return model::validation_error("One or more parameter values were invalid: " + std::string(text) +
                                 " for Attribute: " + form.attribute_name);
}

model::ApiResult<void> check_comparison(const ExpectedForm& form) {
  if (form.exists) {
    return failure(fault("Exists and ComparisonOperator cannot be used together", form));
  }
  const bool needs_value =
      form.op != ComparisonOperator::null && form.op != ComparisonOperator::not_null;
  if (needs_value && !form.has_value && !form.has_value_list) {
    return failure(fault("Value or AttributeValueList must be used with ComparisonOperator: " +
                             std::string(comparison_operator_name(*form.op)),
                         form));
  }
  return {};
}

}  // namespace

model::ApiResult<void> check_expected_form(const ExpectedForm& form) {
  if (form.has_value && form.has_value_list) {
    return failure(fault("Value and AttributeValueList cannot be used together", form));
  }
  if (form.op) return check_comparison(form);
  if (form.has_value_list) {
    return failure(fault("AttributeValueList can only be used with a ComparisonOperator", form));
  }
  const bool exists = form.exists.value_or(true);
  if (exists && !form.has_value) {
    return failure(fault(form.exists ? "Value must be provided when Exists is true"
                                     : "Value must be provided when Exists is null",
                         form));
  }
  if (!exists && form.has_value) {
    return failure(fault("Value cannot be used when Exists is false", form));
  }
  return {};
}

ComparisonOperator expected_operator(const ExpectedForm& form) {
  if (form.op) return *form.op;
  return form.exists.value_or(true) ? ComparisonOperator::eq : ComparisonOperator::null;
}

}  // namespace dynarocks::expression
