#pragma once
// What a request wants to do, in the words of IAM: actions on resources, with what it says of
// itself. Each row of the operation table has the rule that lists them; the authorizer judges them
// before the operation runs. Source: reference "security", sections 4 and 5.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/condition_context.h"
#include "model/table_name.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

struct Access {
  std::string action;    // "dynamodb:GetItem"
  std::string resource;  // an ARN, or "*"
  /// Whose resource policy and tags count: the table of the resource, be it there or not.
  std::optional<model::TableKey> table;
  /// Of that table: a stream, "*" for all of them; empty for the table itself and its indexes.
  std::string stream_label;
  auth::ConditionContext context;
};

using AccessList = std::vector<Access>;

/// Adds what `request`, which has passed the shape checks, asks for; `operation` is its name. What
/// the request says falsely (an unparsable expression, a key of the wrong type) is left out: the
/// operation refuses it.
using AccessRule = void (*)(const OperationContext& context, std::string_view operation,
                            const wire::Request& request, AccessList& accesses);

/// An access to a table named by a name or an ARN, or to an index of it.
[[nodiscard]] Access table_access(const OperationContext& context, std::string_view action,
                                  std::string_view table, std::string_view index = {});

}  // namespace dynarocks::operations
