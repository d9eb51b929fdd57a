#pragma once
// One question to the policies: may this principal do this to that?

#include <string_view>

#include "auth/condition_context.h"
#include "auth/principal.h"

namespace dynarocks::auth {

/// Views; what they show must outlive the evaluation.
struct AccessRequest {
  const Principal& principal;
  std::string_view action;      // "dynamodb:GetItem"
  std::string_view resource;    // an ARN, or "*" for actions without a resource
  std::string_view account_id;  // the account that the resource belongs to
  const ConditionContext& context;
};

}  // namespace dynarocks::auth
