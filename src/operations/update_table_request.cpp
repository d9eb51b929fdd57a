#include "operations/update_table_request.h"

#include <string>
#include <string_view>

#include "operations/index_updates.h"
#include "operations/invalid_parameter.h"
#include "operations/table_schema.h"
#include "operations/unsupported_member.h"

namespace dynarocks::operations {
namespace {

using model::ApiResult;
using model::BillingMode;

/// Which concerns a request touches. An empty list or an empty throughput structure touches none.
struct Concerns {
  bool provisioned = false;
  bool billing_mode = false;
  bool stream = false;
  bool indexes = false;
  bool vector_indexes = false;
  bool encryption = false;
  bool replicas = false;
  bool consistency = false;
  bool deletion_protection = false;
  bool caps = false;
  bool warm = false;
  bool table_class = false;

  [[nodiscard]] int count() const {
    return provisioned + billing_mode + stream + indexes + vector_indexes + encryption + replicas +
           consistency + deletion_protection + caps + warm + table_class;
  }
};

bool has_elements(const wire::Request& request, std::string_view member) {
  const auto list = request.member(member);
  return list && list->size() > 0;
}

Concerns read_concerns(const wire::Request& request, const UpdateTableRequest& update) {
  Concerns concerns;
  concerns.provisioned = update.provisioned.has_value();
  concerns.billing_mode = update.billing_mode.has_value();
  concerns.stream = request.has("StreamSpecification");
  concerns.indexes = has_elements(request, "GlobalSecondaryIndexUpdates");
  concerns.vector_indexes = has_elements(request, "VectorIndexUpdates");
  concerns.encryption = request.has("SSESpecification");
  concerns.replicas = request.has("ReplicaUpdates");
  concerns.consistency = request.has("MultiRegionConsistency");
  concerns.deletion_protection = update.deletion_protection_enabled.has_value();
  concerns.caps = has_caps(update.caps);
  concerns.warm = !update.warm.empty();
  concerns.table_class = update.table_class.has_value();
  return concerns;
}

/// A consistency mode alone asks for nothing either; the text then leaves its name out.
ApiResult<void> check_something_to_do(const Concerns& concerns, bool has_witnesses) {
  const int count = concerns.count();
  if (count > 1 || (count == 1 && (!concerns.consistency || has_witnesses))) return {};
  std::string message =
      "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
      "GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, "
      "ReplicaTransitRoleArn, ";
  if (!concerns.consistency) message += "MultiRegionConsistency, ";
  message +=
      "DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required";
  return failure(model::validation_error(std::move(message)));
}

ApiResult<void> check_one_concern(const Concerns& concerns, const IndexActions& indexes) {
  const bool several = concerns.count() > 1;
  if (several && concerns.encryption) {
    return failure(invalid_parameter(
        "Server-Side Encryption modification must be the only operation in the request"));
  }
  if (several && concerns.table_class) {
    return failure(
        invalid_parameter("TableClass modification must be the only operation in the request"));
  }
  if (several && concerns.deletion_protection) {
    return failure(invalid_parameter(
        "DeletionProtection modification must be the only operation in the request"));
  }
  // A consistency mode is chosen together with the replicas.
  if (concerns.replicas && concerns.count() > 1 + concerns.consistency) {
    return failure(
        invalid_parameter("Replica modification must be the only operation in the request"));
  }
  if (concerns.warm && indexes.creates) {
    return failure(invalid_parameter(
        "Create global secondary index cannot be specified when updating WarmThroughput"));
  }
  if (several && concerns.warm) {
    return failure(invalid_parameter("WarmThroughput must be the only operation in the request"));
  }
  if (concerns.caps && concerns.count() > 1 + concerns.billing_mode) {
    return failure(invalid_parameter(
        "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request"));
  }
  return {};
}

/// What may not run beside a change of a table's IOPS or of its stream.
ApiResult<void> check_compatible(const Concerns& concerns, const UpdateTableRequest& update,
                                 const IndexActions& indexes) {
  const bool creates_or_deletes = indexes.creates || indexes.deletes;
  if (concerns.stream &&
      (concerns.provisioned || update.billing_mode == BillingMode::PROVISIONED)) {
    return failure(invalid_parameter("You cannot modify stream status while updating table IOPS"));
  }
  if ((concerns.provisioned && creates_or_deletes) || (concerns.billing_mode && indexes.deletes)) {
    return failure(
        invalid_parameter("You cannot create or delete index while updating table IOPS"));
  }
  if (concerns.stream && creates_or_deletes) {
    return failure(
        invalid_parameter("You cannot create or delete index while changing stream status"));
  }
  return {};
}

ApiResult<void> check_throughput(const UpdateTableRequest& update) {
  if (update.billing_mode == BillingMode::PAY_PER_REQUEST && update.provisioned) {
    return failure(provisioned_on_demand_error());
  }
  if (update.billing_mode == BillingMode::PROVISIONED && !update.provisioned) {
    return failure(invalid_parameter(
        "ProvisionedThroughput must be specified when BillingMode is PROVISIONED"));
  }
  if (update.provisioned) DYNAROCKS_TRY(check_units_in_bounds(*update.provisioned, {}));
  return check_caps_in_range(update.caps, true, {});
}

/// Refuses what no part of the server does yet.
ApiResult<void> check_supported(const wire::Request& request, const Concerns& concerns) {
  if (concerns.vector_indexes) return failure(unsupported_member("VectorIndexUpdates"));
  for (const std::string_view member :
       {"ReplicaUpdates", "MultiRegionConsistency", "GlobalTableWitnessUpdates",
        "GlobalTableSettingsReplicationMode"}) {
    if (request.has(member)) return failure(unsupported_member(member));
  }
  return {};
}

UpdateTableRequest read_members(const wire::Request& request) {
  UpdateTableRequest update;
  update.billing_mode = read_billing_mode(request);
  update.provisioned = read_provisioned_throughput(request);
  update.caps = read_on_demand_throughput(request);
  update.warm = read_warm_throughput(request);
  if (const auto table_class = request.string("TableClass")) {
    update.table_class = *table_class == "STANDARD" ? model::TableClass::STANDARD
                                                    : model::TableClass::STANDARD_INFREQUENT_ACCESS;
  }
  update.attribute_definitions = read_attribute_definitions(request);
  update.deletion_protection_enabled = request.boolean("DeletionProtectionEnabled");
  return update;
}

}  // namespace

ApiResult<UpdateTableRequest> read_update_table_request(const wire::Request& request) {
  UpdateTableRequest update = read_members(request);
  const Concerns concerns = read_concerns(request, update);
  const IndexActions indexes = read_index_actions(request);
  DYNAROCKS_TRY(check_something_to_do(concerns, request.has("GlobalTableWitnessUpdates")));
  DYNAROCKS_TRY(check_one_concern(concerns, indexes));
  DYNAROCKS_TRY(check_compatible(concerns, update, indexes));
  DYNAROCKS_TRY(check_throughput(update));
  DYNAROCKS_ASSIGN(update.index_updates, read_index_updates(request, update.attribute_definitions));
  DYNAROCKS_ASSIGN(update.encryption, read_encryption(request));
  DYNAROCKS_ASSIGN(update.stream, read_stream_change(request));
  DYNAROCKS_TRY(check_supported(request, concerns));
  return update;
}

}  // namespace dynarocks::operations
