#pragma once
// The condition keys of DynamoDB, as the accesses of a request carry them.
// Source: reference "security", section 5.

#include "auth/condition_context.h"
#include "operations/leading_keys.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// dynamodb:LeadingKeys and its kin; no key for an attribute without a value.
void set_leading_keys(const LeadingKeys::Values& values, auth::ConditionContext& context);
/// dynamodb:Attributes, unless there are none.
void set_attributes(const std::vector<std::string>& names, auth::ConditionContext& context);
/// The same of what `part` mentions.
void set_attributes(const wire::Request& part, auth::ConditionContext& context);
/// dynamodb:ReturnConsumedCapacity; NONE when the request does not say.
void set_return_consumed_capacity(const wire::Request& request, auth::ConditionContext& context);
/// dynamodb:ReturnValues; NONE when the request does not say.
void set_return_values(const wire::Request& request, auth::ConditionContext& context);

}  // namespace dynarocks::operations
