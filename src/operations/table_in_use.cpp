#include "operations/table_in_use.h"

#include <algorithm>
#include <string>
#include <utility>

#include "model/table_lifecycle.h"
#include "operations/index_in_use.h"
#include "operations/resource_in_use.h"
#include "operations/table_throughput.h"

namespace dynarocks::operations {

using model::ApiResult;
using model::TableDescription;
using model::under_way;

namespace {

/// What of a request may be refused.
struct Wishes {
  bool units = false;  // or the billing mode
  bool stream = false;
  bool index = false;  // a creation or deletion
  bool table_class = false;
  bool caps = false;
};

Wishes wishes_of(const UpdateTableRequest& request) {
  Wishes wishes;
  wishes.units = request.provisioned || request.billing_mode;
  wishes.stream = request.stream.has_value();
  wishes.table_class = request.table_class.has_value();
  wishes.caps = has_caps(request.caps);
  for (const IndexUpdate& update : request.index_updates) {
    if (update.action != IndexAction::update) wishes.index = true;
    if (update.action == IndexAction::update && has_caps(update.index.caps)) wishes.caps = true;
  }
  return wishes;
}

/// The first of `refusals`, in the order of the wishes.
struct Refusals {
  std::string units;
  std::string stream;
  std::string index;
  std::string table_class;
  std::string caps;
};

ApiResult<void> refuse(const Wishes& wishes, const Refusals& refusals) {
  if (wishes.units) return failure(resource_in_use(refusals.units));
  if (wishes.stream) return failure(resource_in_use(refusals.stream));
  if (wishes.index) return failure(resource_in_use(refusals.index));
  if (wishes.table_class) return failure(resource_in_use(refusals.table_class));
  if (wishes.caps) return failure(resource_in_use(refusals.caps));
  return {};
}

Refusals beside_throughput(const std::string& table) {
  return {
      .units = "Table IOPS are currently being updated. Table: " + table,
      .stream =
          "Can't enable or disable stream while table IOPS are being updated. Table: " + table,
      .index = "Can't create or delete indexes while table IOPS are being updated. Table: " + table,
      // Not observed; the words are those of the stream.
      .table_class = "Can't update table class while table IOPS are being updated. Table: " + table,
      .caps = "OnDemandThroughput cannot be updated while BillingMode update is in progress"};
}

Refusals beside_stream(const TableDescription& described, const model::StreamToggle& toggle) {
  const std::string& table = described.key.table_name;
  std::string stream = "Stream: " + described.latest_stream_label + " Operation: ";
  stream += toggle.enabling ? "ENABLE" : "DISABLE";
  const std::string subject = " Table: " + table + " " + stream;
  return {
      .units = "Can't change table IOPS when stream status is being updated." + subject,
      .stream = "A stream status change is currently in progress." + subject,
      .index = "Can't create or delete an index when stream status is being updated." + subject,
      .table_class = "Can't update table class when stream status is being updated." + subject,
      // How it ends was not observed.
      .caps = "OnDemandThroughput cannot be updated while stream status update is in progress. " +
              stream};
}

Refusals beside_class(const std::string& table, const model::ClassChange& change) {
  const std::string update =
      "TableClassUpdateInProgress: " + std::string(model::class_name(change.table_class));
  const std::string subject = " Table: " + table + " " + update;
  return {
      // Not observed; the words are those of the stream.
      .units = "Can't change table IOPS when a table class update is in progress." + subject,
      .stream = "Can't change stream status when a table class update is in progress." + subject,
      .index =
          "Can't create or delete an index when a table class update is in progress." + subject,
      .table_class = "Can't update table class when a table class update is in progress." + subject,
      .caps =
          "OnDemandThroughput cannot be updated while TableClass update is in progress. " + update};
}

ApiResult<void> check_indexes_free(const TableDescription& table, const UpdateTableRequest& request,
                                   const Wishes& wishes) {
  if (wishes.units) DYNAROCKS_TRY(check_units_free(table));
  if (wishes.stream) DYNAROCKS_TRY(check_stream_free(table));
  if (wishes.table_class) DYNAROCKS_TRY(check_class_free(table));
  // Those of indexes are judged with their index.
  if (has_caps(request.caps)) DYNAROCKS_TRY(check_caps_free(table));
  return {};
}

}  // namespace

ApiResult<void> check_table_there(const TableDescription& table) {
  const std::string& name = table.key.table_name;
  if (table.status == model::TableStatus::CREATING) {
    return failure(resource_in_use("Table is being created: " + name));
  }
  if (table.status == model::TableStatus::DELETING) {
    return failure(resource_in_use("Table is being deleted: " + name));
  }
  return {};
}

ApiResult<void> check_table_free(const TableDescription& table, const UpdateTableRequest& request) {
  DYNAROCKS_TRY(check_table_there(table));
  if (request.encryption && under_way<model::EncryptionChange>(table) != nullptr) {
    return failure(resource_in_use("Server-Side Encryption is still being updated"));
  }
  const std::string& name = table.key.table_name;
  const Wishes wishes = wishes_of(request);
  if (under_way<model::ThroughputChange>(table) != nullptr) {
    DYNAROCKS_TRY(refuse(wishes, beside_throughput(name)));
  }
  if (const auto* toggle = under_way<model::StreamToggle>(table)) {
    DYNAROCKS_TRY(refuse(wishes, beside_stream(table, *toggle)));
  }
  if (const auto* change = under_way<model::ClassChange>(table)) {
    DYNAROCKS_TRY(refuse(wishes, beside_class(name, *change)));
  }
  return check_indexes_free(table, request, wishes);
}

ApiResult<void> check_table_idle(const TableDescription& table) {
  DYNAROCKS_TRY(check_table_there(table));
  const std::string& name = table.key.table_name;
  if (under_way<model::ThroughputChange>(table) != nullptr ||
      under_way<model::ClassChange>(table) != nullptr ||
      under_way<model::EncryptionChange>(table) != nullptr) {
    return failure(resource_in_use("Table: " + name + " is in the process of being updated."));
  }
  if (under_way<model::StreamToggle>(table) != nullptr) {
    return failure(resource_in_use("Cannot delete table while stream is being enabled/disabled."));
  }
  DYNAROCKS_TRY(check_indexes_idle(table));
  if (under_way<model::TagsChange>(table) != nullptr) {
    return failure(resource_in_use("Table tags are being updated: " + name));
  }
  return {};
}

bool is_lost_reverse_switch(const TableDescription& table, const UpdateTableRequest& request) {
  const auto* change = under_way<model::ThroughputChange>(table);
  const Wishes wishes = wishes_of(request);
  return change != nullptr && change->old_mode == model::BillingMode::PAY_PER_REQUEST &&
         change->billing_mode == model::BillingMode::PROVISIONED &&
         request.billing_mode == model::BillingMode::PAY_PER_REQUEST && !wishes.stream &&
         !wishes.caps && request.index_updates.empty();
}

}  // namespace dynarocks::operations
