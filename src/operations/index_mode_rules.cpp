#include "operations/index_mode_rules.h"

#include <string>

#include "operations/invalid_parameter.h"

namespace dynarocks::operations {

using model::ApiResult;
using model::BillingMode;

namespace {

model::ApiError units_required(const std::string& index) {
  return invalid_parameter(
      "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: " + index);
}

ApiResult<void> check_caps_allowed(const IndexDefinition& index, BillingMode mode) {
  if (mode == BillingMode::PAY_PER_REQUEST || !has_caps(index.caps)) return {};
  return failure(invalid_parameter(std::string(first_cap(index.caps))
                                       .append(" for OnDemandThroughput for index: ")
                                       .append(index.name)
                                       .append(" cannot be specified when the table BillingMode is "
                                               "PROVISIONED")));
}

}  // namespace

ApiResult<void> check_creation_mode(const IndexDefinition& index, BillingMode mode) {
  if (mode == BillingMode::PROVISIONED) {
    if (!index.provisioned) return failure(units_required(index.name));
  } else if (index.provisioned) {
    return failure(invalid_parameter(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: " +
        index.name + " when BillingMode is PAY_PER_REQUEST"));
  }
  return check_caps_allowed(index, mode);
}

ApiResult<void> check_update_mode(const IndexDefinition& update, BillingMode mode) {
  const bool asks_nothing = !update.provisioned && !has_caps(update.caps) && update.warm.empty();
  if (mode == BillingMode::PAY_PER_REQUEST && (update.provisioned || asks_nothing)) {
    return failure(invalid_parameter(
        "The only Updates for index: " + update.name +
        " when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, "
        "WarmThroughput"));
  }
  if (asks_nothing) return failure(units_required(update.name));
  return check_caps_allowed(update, mode);
}

}  // namespace dynarocks::operations
