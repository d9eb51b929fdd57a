#include "operations/batch_statement.h"

#include <utility>

#include "engine/capacity.h"
#include "engine/item_key.h"
#include "engine/item_reader.h"
#include "operations/authorizer.h"
#include "operations/condition_keys.h"
#include "operations/statement_access.h"
#include "operations/statement_get.h"
#include "operations/statement_parameters.h"
#include "operations/table_identifier.h"
#include "partiql/faults.h"
#include "partiql/statement_parser.h"

namespace dynarocks::operations {

using codec::ItemView;
using model::ApiResult;
using model::ErrorCode;

namespace {

ApiResult<partiql::BoundStatement> read_statement(const wire::Request& request) {
  DYNAROCKS_ASSIGN(const auto parsed, partiql::parse_statement(*request.string("Statement")));
  DYNAROCKS_ASSIGN(auto bound, partiql::bind_statement(parsed, read_parameters(request)));
  if (std::holds_alternative<partiql::BoundExists>(bound)) {
    return failure(partiql::exists_outside_transaction());
  }
  return bound;
}

/// BatchStatementErrorCodeEnum: the name of the exception, shortened.
std::string_view code_of(const model::ApiError& error) {
  switch (error.code) {
    case ErrorCode::conditional_check_failed:
      return "ConditionalCheckFailed";
    case ErrorCode::item_collection_size_limit_exceeded:
      return "ItemCollectionSizeLimitExceeded";
    case ErrorCode::request_limit_exceeded:
      return "RequestLimitExceeded";
    case ErrorCode::validation:
      return "ValidationError";
    case ErrorCode::provisioned_throughput_exceeded:
      return "ProvisionedThroughputExceeded";
    case ErrorCode::transaction_conflict:
      return "TransactionConflict";
    case ErrorCode::throttling:
      return "ThrottlingError";
    case ErrorCode::resource_not_found:
      return "ResourceNotFound";
    case ErrorCode::access_denied:
      return "AccessDenied";
    case ErrorCode::duplicate_item:
      return "DuplicateItem";
    default:
      return "InternalServerError";
  }
}

/// A write is charged although its condition failed: `error` holds the item it would have changed.
model::ConsumedCapacity attempted(const StatementWrite& write, const model::ApiError& error) {
  const std::size_t old_bytes = ItemView(error.item).size();
  return model::ConsumedCapacity(engine::write_units(old_bytes, write.item_bytes()));
}

}  // namespace

BatchStatement::BatchStatement(const wire::Request& request)
    : consistent_(request.boolean("ConsistentRead").value_or(false)) {
  auto bound = read_statement(request);
  if (bound) {
    bound_ = std::move(*bound);
  } else {
    error_ = std::move(bound).error();
  }
}

bool BatchStatement::is_read() const {
  return bound_ && std::holds_alternative<partiql::BoundSelect>(*bound_);
}

bool BatchStatement::is_write() const { return bound_ && !is_read(); }

std::string_view BatchStatement::table_name() const {
  if (write_) return write_->table_name();
  return std::get<partiql::BoundSelect>(*bound_).table;
}

ApiResult<void> BatchStatement::find_item(const OperationContext& context) {
  if (const auto* select = std::get_if<partiql::BoundSelect>(&*bound_)) {
    DYNAROCKS_ASSIGN(table_, find_table_for_data(context, select->table));
    DYNAROCKS_ASSIGN(get_, plan_get(*select, *table_, "BatchExecuteStatement"));
    DYNAROCKS_ASSIGN(row_, engine::row_of_key(table_->key_attributes(), ItemView(get_->key)));
    return check_paths(*table_, *select);
  }
  if (const auto* insert = std::get_if<partiql::BoundInsert>(&*bound_)) {
    DYNAROCKS_ASSIGN(write_, StatementWrite::plan(context, *insert));
  } else {
    DYNAROCKS_ASSIGN(write_,
                     StatementWrite::plan(context, std::get<partiql::BoundModification>(*bound_)));
  }
  table_ = write_->table();
  row_ = write_->row();
  return {};
}

ApiResult<void> BatchStatement::authorize(const OperationContext& context,
                                          const wire::Request& request) const {
  if (context.services.authorizer == nullptr) return {};
  Access access = statement_access(context, *bound_, consistent_);
  access.context.set("dynamodb:EnclosingOperation", "BatchExecuteStatement");
  set_return_consumed_capacity(request, access.context);
  return context.services.authorizer->check(context, access);
}

void BatchStatement::plan(const OperationContext& context, const wire::Request& request) {
  if (error_) return;
  auto found = authorize(context, request);
  if (found) found = find_item(context);
  if (!found) error_ = std::move(found).error();
}

void BatchStatement::read(const OperationContext& context, TableCapacities& capacities) {
  const auto& select = std::get<partiql::BoundSelect>(*bound_);
  std::size_t read_bytes = 0;
  const auto keep = [&](ItemView item) {
    read_bytes = item.size();
    std::string kept;
    if (const auto shown = shown_of(select, *get_, item, kept)) item_ = shown->bytes();
  };
  was_carried_out_ = true;
  auto found = context.services.item_reader.get(*table_, row_, keep);
  if (!found) {
    error_ = std::move(found).error();
    return;
  }
  capacities.add(*table_, select.table,
                 model::ConsumedCapacity(engine::read_units(read_bytes, consistent_)));
}

engine::TableWrite BatchStatement::table_write() const {
  engine::ItemWrite write = write_->item_write();
  write.old_item_on_failure = true;  // for its size, which is charged
  return {table_.get(), write};
}

void BatchStatement::take(const ApiResult<engine::ItemWriteResult>& result,
                          TableCapacities& capacities) {
  was_carried_out_ = true;
  if (result) {
    capacities.add(*table_, table_name(), result->capacity);
    std::string returned = write_->returned(*result);
    if (!returned.empty()) item_ = std::move(returned);
    return;
  }
  if (result.error().code == ErrorCode::conditional_check_failed) {
    capacities.add(*table_, table_name(), attempted(*write_, result.error()));
  }
  error_ = write_->error_of(result.error());
}

void BatchStatement::write_response(wire::JsonWriter& json) const {
  json.begin_object();
  if (error_) {
    json.key("Error").begin_object();
    json.key("Code").string(code_of(*error_));
    json.key("Message").string(error_->message);
    json.end_object();
  }
  const bool is_invalid = error_ && error_->code == ErrorCode::validation;
  if (was_carried_out_ && !is_invalid) json.key("TableName").string(table_name());
  if (item_) json.key("Item").item(ItemView(*item_));
  json.end_object();
}

}  // namespace dynarocks::operations
