#include "operations/tagged_resource.h"

#include <string_view>
#include <utility>

#include "engine/catalog.h"
#include "engine/table_transitions.h"
#include "model/arn.h"
#include "operations/invalid_parameter.h"
#include "operations/table_identifier.h"
#include "operations/table_in_use.h"
#include "operations/tags_in_flight.h"

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

model::ApiResult<void> change_tags_of_table(const Services& services, const model::TableKey& key,
                                            const std::vector<model::Tag>& given,
                                            const TagChange& change) {
  engine::TableTransitions& transitions = services.table_transitions;
  const auto table = services.catalog.find(key);
  const auto changed =
      services.catalog.update(key, [&](model::TableDescription& stored) -> model::ApiResult<void> {
        DYNAROCKS_TRY(check_table_there(stored));
        DYNAROCKS_TRY(check_tags_free(stored, given));
        std::vector<model::Tag> tags = settled_tags(stored);
        DYNAROCKS_TRY(change(tags));
        if (tags != settled_tags(stored)) {
          transitions.begin(stored, model::TagsChange{std::move(tags)});
        }
        return {};
      });
  if (!changed) return failure(changed.error());
  if (table) transitions.watch(table);
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
  DYNAROCKS_TRY(check_account(context, parsed->table.owner));
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
  const auto description = table->description();
  // CreateTable's tags show when its table is ACTIVE.
  if (description->status == model::TableStatus::CREATING) return std::vector<model::Tag>();
  return description->tags;
}

model::ApiResult<void> change_tags(const OperationContext& context, const TaggedResource& resource,
                                   const std::vector<model::Tag>& given, const TagChange& change) {
  auto changed = resource.stream_label.empty()
                     ? change_tags_of_table(context.services, resource.table, given, change)
                     : change_tags_of_stream(context.services.catalog.streams(),
                                             {resource.table, resource.stream_label}, change);
  if (!changed && changed.error().code == model::ErrorCode::resource_not_found) {
    return failure(not_found(resource.arn));
  }
  return changed;
}

}  // namespace dynarocks::operations
