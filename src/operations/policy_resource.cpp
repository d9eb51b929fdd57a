#include "operations/policy_resource.h"

#include <algorithm>
#include <utility>

#include "engine/catalog.h"
#include "engine/table_access.h"
#include "model/arn.h"
#include "operations/invalid_parameter.h"
#include "operations/policy_pause.h"
#include "operations/resource_in_use.h"

namespace dynarocks::operations {

using model::ApiResult;
using model::ResourcePolicy;

namespace {

/// Whether the ARN is of another partition or Region, or names none.
bool is_elsewhere(const Result<model::ParsedArn, model::ArnFault>& arn,
                  const model::AccountRegion& caller) {
  if (arn) return arn->table.owner.region != caller.region;
  return arn.error() == model::ArnFault::partition || arn.error() == model::ArnFault::region;
}

model::ApiError stream_not_found(const TaggedResource& resource) {
  std::string message("Requested resource not found: Stream: ");
  message.append(resource.stream_label).append(" not found for Table: ");
  message.append(resource.table.table_name);
  return model::ApiError{model::ErrorCode::resource_not_found, std::move(message), {}, {}};
}

/// The policy as `edit` leaves it.
ApiResult<void> apply(const OperationContext& context, const TaggedResource& resource,
                      const PolicyEdit& edit, bool deleting, ResourcePolicy& policy) {
  DYNAROCKS_ASSIGN(std::string document, edit(policy));
  if (document == policy.document) return {};
  if (deleting) {
    return failure(resource_in_use("Table is being deleted: " + resource.table.table_name));
  }
  const EpochMillis now = context.services.clock.now_millis();
  if (context.services.strict_quotas) DYNAROCKS_TRY(check_policy_pause(policy, resource, now));
  policy.document = std::move(document);
  policy.last_change = policy.last_change ? std::max(now, *policy.last_change + 1) : now;
  return {};
}

}  // namespace

ApiResult<TaggedResource> read_policy_resource(const OperationContext& context,
                                               const wire::Request& request) {
  const auto arn = request.string("ResourceArn");
  if (arn && model::looks_like_arn(*arn)) {
    const auto parsed = model::parse_arn(*arn);
    if (is_elsewhere(parsed, context.caller)) {
      return failure(invalid_parameter(std::string("Invalid resource Arn: ").append(*arn)));
    }
    if (parsed && parsed->table.owner.account_id != context.caller.account_id) {
      return failure(
          model::validation_error("This action is only supported by accounts that match the "
                                  "resource owner’s account."));
    }
  }
  return read_tagged_resource(context, request);
}

std::string name_of(const TaggedResource& resource) {
  return resource.stream_label.empty() ? "table " + resource.table.table_name
                                       : "stream " + resource.stream_label;
}

ApiResult<ResourcePolicy> policy_of(const OperationContext& context,
                                    const TaggedResource& resource) {
  engine::Catalog& catalog = context.services.catalog;
  if (!resource.stream_label.empty()) {
    const auto stream = catalog.streams().find({resource.table, resource.stream_label});
    if (!stream) return failure(stream_not_found(resource));
    return stream->description().resource_policy;
  }
  const auto table = catalog.find(resource.table);
  if (!table) return failure(engine::table_not_found(resource.table));
  return table->description()->resource_policy;
}

ApiResult<ResourcePolicy> change_policy(const OperationContext& context,
                                        const TaggedResource& resource, const PolicyEdit& edit) {
  engine::Catalog& catalog = context.services.catalog;
  if (resource.stream_label.empty()) {
    DYNAROCKS_ASSIGN(const auto changed,
                     catalog.update(resource.table, [&](model::TableDescription& table) {
                       const bool deleting = table.status == model::TableStatus::DELETING;
                       return apply(context, resource, edit, deleting, table.resource_policy);
                     }));
    return changed->resource_policy;
  }
  const auto stream = catalog.streams().find({resource.table, resource.stream_label});
  if (!stream) return failure(stream_not_found(resource));
  ResourcePolicy changed;
  const auto stored = catalog.streams().change_policy(*stream, [&](ResourcePolicy& policy) {
    auto applied = apply(context, resource, edit, false, policy);
    changed = policy;
    return applied;
  });
  if (stored) return changed;
  const bool gone = stored.error().code == model::ErrorCode::resource_not_found;
  return failure(gone ? stream_not_found(resource) : stored.error());
}

}  // namespace dynarocks::operations
