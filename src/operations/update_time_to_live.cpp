#include "operations/update_time_to_live.h"

#include <optional>

#include "engine/ttl_switch.h"
#include "engine/ttl_worker.h"
#include "model/limits.h"
#include "operations/resource_in_use.h"
#include "operations/table_identifier.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

using model::ApiResult;

namespace {

struct Specification {
  bool enabled = false;
  std::string attribute_name;
};

/// Whether the change is one: reference "time to live", section 1.
ApiResult<void> check_is_change(const model::TimeToLive& current, const Specification& wanted) {
  const auto& attribute_name = current.attribute_name;
  if (attribute_name && *attribute_name != wanted.attribute_name) {
    return failure(model::validation_error(
        "TimeToLive is active on a different AttributeName: current AttributeName is " +
        *attribute_name));
  }
  if (wanted.enabled && attribute_name) {
    return failure(model::validation_error("TimeToLive is already enabled"));
  }
  if (!wanted.enabled && !attribute_name) {
    return failure(model::validation_error("TimeToLive is already disabled"));
  }
  return {};
}

ApiResult<void> check_cooldown(const model::TimeToLive& current, EpochMillis now) {
  if (!current.last_change ||
      now - *current.last_change >= model::limits::time_to_live_cooldown_millis) {
    return {};
  }
  return failure(model::validation_error(
      "Time to live has been modified multiple times within a fixed interval"));
}

}  // namespace

ApiResult<void> update_time_to_live(const OperationContext& context, wire::Request request,
                                    std::string& response) {
  DYNAROCKS_ASSIGN(const auto table,
                   find_table_for_control(context, request.string("TableName").value_or("")));
  const auto specification = *request.structure("TimeToLiveSpecification");
  const Specification wanted{specification.boolean("Enabled").value_or(false),
                             std::string(specification.string("AttributeName").value_or(""))};
  const Services& services = context.services;
  const EpochMillis now = services.clock.now_millis();
  const auto turned = services.ttl_switch.turn(
      *table,
      [&](const model::TableDescription& description) -> ApiResult<void> {
        if (description.status == model::TableStatus::CREATING) {
          return failure(
              resource_in_use("Table " + description.key.table_name + " is being created"));
        }
        DYNAROCKS_TRY(check_is_change(description.time_to_live, wanted));
        return services.strict_quotas ? check_cooldown(description.time_to_live, now)
                                      : ApiResult<void>{};
      },
      wanted.enabled ? std::optional(wanted.attribute_name) : std::nullopt, now);
  if (!turned) return failure(turned.error());
  services.ttl_worker.wake();
  wire::JsonWriter json(response);
  json.begin_object().key("TimeToLiveSpecification").begin_object();
  json.key("Enabled").boolean(wanted.enabled);
  json.key("AttributeName").string(wanted.attribute_name);
  json.end_object().end_object();
  return {};
}

}  // namespace dynarocks::operations
