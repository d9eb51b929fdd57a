#include "operations/stream_lookup.h"

#include <string>
#include <utility>

#include "engine/catalog.h"
#include "model/arn.h"
#include "operations/table_identifier.h"

namespace dynarocks::operations {

model::ApiResult<model::StreamKey> resolve_stream(std::string_view arn,
                                                  const OperationContext& context) {
  auto parsed = model::parse_arn(arn);
  if (!parsed || parsed->kind != model::ArnKind::stream ||
      parsed->table.owner.region != context.caller.region) {
    return failure(model::validation_error(
        std::string("Invalid StreamArn: Invalid ResourceArn provided as input ").append(arn)));
  }
  DYNAROCKS_TRY(check_account(context, parsed->table.owner));
  return model::StreamKey{std::move(parsed->table), std::move(parsed->detail)};
}

model::ApiResult<std::shared_ptr<engine::Stream>> find_stream(const OperationContext& context,
                                                              std::string_view arn) {
  DYNAROCKS_ASSIGN(const model::StreamKey key, resolve_stream(arn, context));
  auto stream = context.services.catalog.streams().find(key);
  if (stream) return stream;
  std::string message = "Requested resource not found: Stream: ";
  message.append(arn).append(" not found");
  return failure(model::ApiError{model::ErrorCode::resource_not_found, std::move(message), {}, {}});
}

}  // namespace dynarocks::operations
