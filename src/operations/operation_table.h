#pragma once
// One row per API operation. Routing, validation wording, logs and docs read the row; nothing else
// lists the operations.

#include <span>
#include <string>
#include <string_view>

#include "model/api_error.h"
#include "model/validation_layer.h"
#include "operations/access.h"
#include "operations/caller.h"
#include "operations/operation_context.h"
#include "wire/request.h"
#include "wire/shape.h"

namespace dynarocks::operations {

enum class OperationKind : std::uint8_t { read, write, control };

/// Appends the response body to `response`. The request has passed the shape checks.
using Handler = model::ApiResult<void> (*)(const OperationContext& context, wire::Request request,
                                           std::string& response);

/// The APIs of the one listener: what stands before the operation's name in X-Amz-Target.
inline constexpr std::string_view dynamodb_api = "DynamoDB_20120810";
inline constexpr std::string_view streams_api = "DynamoDBStreams_20120810";

struct Operation {
  std::string_view name;  // "PutItem"; no two APIs share one
  OperationKind kind;
  model::ValidationLayer layer;  // which wording it answers with by default
  const wire::OperationShape* shape;
  Handler handler;
  AccessRule access;  // what the policies are asked about
  std::string_view api = dynamodb_api;
};

/// All operations, sorted by name.
[[nodiscard]] std::span<const Operation> operation_table();
/// The row of an operation, or nullptr.
[[nodiscard]] const Operation* find_operation(std::string_view name);

/// Runs steps 10 to 13 of the request order: body shape, types, constraints, handler. `body` is the
/// parsed JSON of the request, or nothing for an empty body.
[[nodiscard]] model::ApiResult<void> run_operation(const Operation& operation,
                                                   const Services& services, const Caller& caller,
                                                   std::optional<wire::JsonValue> body,
                                                   std::string& response);

}  // namespace dynarocks::operations
