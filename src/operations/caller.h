#pragma once
// Who asks for an operation, once that is known.

#include <string_view>

#include "auth/principal.h"
#include "model/table_name.h"
#include "operations/request_origin.h"

namespace dynarocks::operations {

struct Caller {
  /// Whose tables: the account of the credential, the Region of its scope.
  model::AccountRegion place;
  /// Whose signature has been verified; nullptr where signatures are not (--auth=none). Lives as
  /// long as the request.
  const auth::Principal* principal = nullptr;
  /// The policy that AssumeRole was given for the principal's session; empty when there is none.
  std::string_view session_policy = {};
  RequestOrigin origin = {};
};

}  // namespace dynarocks::operations
