#pragma once
// The Key Management Service on the same port, in its own protocol: JSON 1.1, with targets
// "TrentService.<operation>". What it does: operations/kms_api.h.

#include <optional>
#include <string_view>

#include "model/api_error.h"
#include "operations/caller.h"
#include "operations/operation_context.h"
#include "server/http_message.h"

namespace dynarocks::server {

/// The name of the operation that a call of KMS asks for; nothing when the request is anything
/// else.
[[nodiscard]] std::optional<std::string_view> kms_operation_of(const HttpRequest& request,
                                                               std::string_view path);

/// Answers a call by `caller`, or why there is none.
void answer_kms_call(const operations::Services& services, std::string_view operation,
                     const model::ApiResult<operations::Caller>& caller, std::string_view body,
                     HttpResponse& response);

}  // namespace dynarocks::server
