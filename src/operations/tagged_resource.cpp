#include "operations/tagged_resource.h"

#include <string_view>
#include <utility>

#include "engine/catalog.h"
#include "model/arn.h"
#include "operations/invalid_parameter.h"

namespace dynarocks::operations {
namespace {

model::ApiError no_dynamodb_arn(std::string_view arn) {
  return invalid_parameter(
      std::string("Provided Arn is not a DynamoDB resource arn: ").append(arn));
}

model::ApiError other_region(std::string_view arn) {
  return model::validation_error(
      std::string("Invalid TableArn: Invalid ResourceArn provided as input ").append(arn));
}

model::ApiError not_found(std::string_view arn) {
  std::string message("Requested resource not found: ResourceArn: ");
  message.append(arn).append(" not found");
  return model::ApiError{model::ErrorCode::resource_not_found, std::move(message), {}, {}};
}

model::ApiResult<void> check_kind(model::ArnKind kind, std::string_view arn) {
  switch (kind) {
    case model::ArnKind::table:
    case model::ArnKind::stream:
      return {};
    case model::ArnKind::index:
      return failure(invalid_parameter(
          std::string("Invalid resource arn provided, only table or stream is accepted. Provided "
                      "resource arn: ")
              .append(arn)));
    case model::ArnKind::backup:
    case model::ArnKind::export_:
    case model::ArnKind::import:
      break;
  }
  return failure(no_dynamodb_arn(arn));
}

model::ApiResult<void> change_tags_of_table(engine::Catalog& catalog, const model::TableKey& key,
                                            const TagChange& change) {
  const auto changed =
      catalog.update(key, [&change](model::TableDescription& table) { return change(table.tags); });
  if (!changed) return failure(changed.error());
  return {};
}

/// ResourceNotFoundException, without its text, when there is no such stream.
model::ApiResult<void> change_tags_of_stream(engine::Streams& streams, const model::StreamKey& key,
                                             const TagChange& change) {
  const auto stream = streams.find(key);
  if (stream) return streams.change_tags(*stream, change);
  return failure(model::ApiError{model::ErrorCode::resource_not_found, {}, {}, {}});
}

}  // namespace

model::ApiResult<TaggedResource> read_tagged_resource(const OperationContext& context,
                                                      const wire::Request& request) {
  const auto arn = request.string("ResourceArn");
  if (!arn) return failure(model::validation_error("Invalid TableArn"));
  if (!model::looks_like_arn(*arn)) {
    return failure(invalid_parameter(std::string("ARNs must start with 'arn:': ").append(*arn)));
  }
  auto parsed = model::parse_arn(*arn);
  if (!parsed) {
    return failure(parsed.error() == model::ArnFault::region ? other_region(*arn)
                                                             : no_dynamodb_arn(*arn));
  }
  DYNAROCKS_TRY(check_kind(parsed->kind, *arn));
  if (parsed->table.owner.region != context.caller.region) return failure(other_region(*arn));
  if (parsed->table.owner.account_id != context.caller.account_id) {
    return failure(model::ApiError{model::ErrorCode::access_denied, "Access is denied", {}, {}});
  }
  return TaggedResource{std::string(*arn), std::move(parsed->table), std::move(parsed->detail)};
}

model::ApiResult<std::vector<model::Tag>> tags_of(const OperationContext& context,
                                                  const TaggedResource& resource) {
  engine::Catalog& catalog = context.services.catalog;
  if (!resource.stream_label.empty()) {
    const auto stream = catalog.streams().find({resource.table, resource.stream_label});
    if (!stream) return failure(not_found(resource.arn));
    return stream->description().tags;
  }
  const auto table = catalog.find(resource.table);
  if (!table) return failure(not_found(resource.arn));
  return table->description()->tags;
}

model::ApiResult<void> change_tags(const OperationContext& context, const TaggedResource& resource,
                                   const TagChange& change) {
  auto changed = resource.stream_label.empty()
                     ? change_tags_of_table(context.services.catalog, resource.table, change)
                     : change_tags_of_stream(context.services.catalog.streams(),
                                             {resource.table, resource.stream_label}, change);
  if (!changed && changed.error().code == model::ErrorCode::resource_not_found) {
    return failure(not_found(resource.arn));
  }
  return changed;
}

}  // namespace dynarocks::operations
