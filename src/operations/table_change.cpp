#include "operations/table_change.h"

#include <string>

#include "model/limits.h"
#include "operations/capacity_quotas.h"
#include "operations/index_change.h"
#include "operations/invalid_parameter.h"
#include "operations/table_in_use.h"
#include "operations/throughput_change.h"

namespace dynarocks::operations {
namespace {

using model::ApiResult;
using model::BillingMode;
using model::TableStatus;

/// The answer shows the new mode and units. Caps belong to the mode that is left.
ApiResult<void> switch_to_provisioned(TableChange& change, const UpdateTableRequest& request,
                                      std::string_view region) {
  DYNAROCKS_TRY(check_units_quota(*request.provisioned, region, {}));
  DYNAROCKS_TRY(switch_indexes_to_provisioned(change, request));
  change.table.billing_mode = BillingMode::PROVISIONED;
  change.table.on_demand_throughput = {};
  set_units(change.table.provisioned_throughput, *request.provisioned);
  raise_warm_throughput(change.table.warm_throughput, *request.provisioned);
  change.answer = change.table;
  return {};
}

/// The answer shows the new mode with the old units, and no date yet.
ApiResult<void> switch_to_on_demand(TableChange& change, EpochMillis now) {
  DYNAROCKS_TRY(switch_indexes_to_on_demand(change, now));
  change.answer.billing_mode = BillingMode::PAY_PER_REQUEST;
  change.table.billing_mode = BillingMode::PAY_PER_REQUEST;
  change.table.last_update_to_pay_per_request = now;
  set_units(change.table.provisioned_throughput, {0, 0});
  raise_warm_throughput(change.table.warm_throughput,
                        {on_demand_warm_read_units, on_demand_warm_write_units});
  return {};
}

/// Other units for a table that stays PROVISIONED.
ApiResult<void> change_table_units(TableChange& change, const CapacityUnits& units,
                                   std::string_view region, EpochMillis now) {
  DYNAROCKS_TRY(change_units(change.table.provisioned_throughput,
                             change.answer.provisioned_throughput, units, {}, region, now));
  raise_warm_throughput(change.table.warm_throughput, units);
  return {};
}

ApiResult<void> change_throughput(TableChange& change, const UpdateTableRequest& request,
                                  std::string_view region, EpochMillis now) {
  const BillingMode old_mode = change.table.billing_mode;
  const BillingMode new_mode = request.billing_mode.value_or(old_mode);
  if (new_mode == BillingMode::PAY_PER_REQUEST && request.provisioned) {
    return failure(provisioned_on_demand_error());
  }
  if (new_mode == BillingMode::PROVISIONED && has_caps(request.caps)) {
    return failure(invalid_parameter(std::string(first_cap(request.caps))
                                         .append(" for OnDemandThroughput cannot be specified when "
                                                 "the table BillingMode is PROVISIONED")));
  }
  if (request.provisioned && old_mode == BillingMode::PROVISIONED) {
    DYNAROCKS_TRY(change_table_units(change, *request.provisioned, region, now));
  } else if (request.provisioned) {
    DYNAROCKS_TRY(switch_to_provisioned(change, request, region));
  } else if (new_mode != old_mode) {
    DYNAROCKS_TRY(switch_to_on_demand(change, now));
  }
  DYNAROCKS_TRY(change_caps(change.table.on_demand_throughput, change.answer.on_demand_throughput,
                            request.caps, {}, region));
  // Asking for the mode the table has changes nothing, and is answered as if it did.
  if (request.provisioned || request.billing_mode) change.answer.status = TableStatus::UPDATING;
  return {};
}

/// The answer shows the old class. Asking for the class the table has changes nothing.
void change_table_class(TableChange& change, model::TableClass table_class, EpochMillis now) {
  if (table_class == change.table.table_class.value_or(model::TableClass::STANDARD)) return;
  change.table.table_class = table_class;
  change.table.change_history.table_class = change.table.table_class_update;
  change.table.table_class_update = now;
  change.answer.status = TableStatus::UPDATING;
}

/// The answer shows the new stream. Its label is given by the catalog.
void change_stream(TableChange& change, const StreamChange& stream) {
  change.table.stream_view_type = stream.view_type;
  change.answer.stream_view_type = stream.view_type;
  change.answer.status = TableStatus::UPDATING;
}

/// Changes are counted by days, each of which begins with its first change.
void note_encryption_change(model::ChangeHistory& history, EpochMillis now) {
  const auto& begin = history.encryption_window;
  if (!begin || now - *begin >= model::limits::encryption_window_millis) {
    history.encryption_window = now;
    history.encryption_changes = 0;
  }
  ++history.encryption_changes;
  history.encryption = now;
}

/// Only the current key's own ARN is no change: the same key by another name encrypts anew.
ApiResult<void> change_encryption(TableChange& change, const EncryptionRequest& request,
                                  EpochMillis now, const FindKmsKey& find_key) {
  std::optional<std::string>& key = change.table.kms_key_arn;
  if (!request.kms) {
    if (!key) return failure(invalid_parameter("Table is already encrypted by default"));
    key.reset();
  } else {
    if (key && request.key_id == *key) {
      return failure(
          invalid_parameter("Table is already encrypted with given KMSMasterKeyId. Use "
                            "KMSMasterKeyId parameter if you want to change Master Key"));
    }
    DYNAROCKS_ASSIGN(key, find_key(request.key_id.value_or(std::string(default_kms_alias))));
    if (!change.answer.kms_key_arn) change.answer.kms_key_arn = key;
  }
  change.encrypting = true;
  note_encryption_change(change.table.change_history, now);
  return {};
}

/// Takes effect at once: the answer shows it.
void change_deletion_protection(TableChange& change, bool enabled, EpochMillis now) {
  if (enabled == change.table.deletion_protection_enabled) return;
  change.table.deletion_protection_enabled = enabled;
  change.table.change_history.deletion_protection = now;
  change.answer.deletion_protection_enabled = enabled;
}

}  // namespace

ApiResult<TableChange> change_table(const model::TableDescription& table,
                                    const UpdateTableRequest& request, std::string_view region,
                                    EpochMillis now, const FindKmsKey& find_key) {
  if (is_lost_reverse_switch(table, request)) return TableChange{.table = table, .answer = table};
  DYNAROCKS_TRY(check_table_free(table, request));
  if (request.stream) DYNAROCKS_TRY(check_stream_change(table, *request.stream));
  TableChange change{.table = table, .answer = table};
  DYNAROCKS_TRY(change_throughput(change, request, region, now));
  DYNAROCKS_TRY(change_indexes(change, table, request, region, now));
  // The answer shows the old values, under way where they rise.
  DYNAROCKS_ASSIGN(change.warming,
                   change_warm_throughput(change.table.warm_throughput, request.warm, {}));
  if (request.table_class) change_table_class(change, *request.table_class, now);
  if (request.stream) change_stream(change, *request.stream);
  if (request.encryption) {
    DYNAROCKS_TRY(change_encryption(change, *request.encryption, now, find_key));
  }
  if (const auto enabled = request.deletion_protection_enabled) {
    change_deletion_protection(change, *enabled, now);
  }
  return change;
}

}  // namespace dynarocks::operations
