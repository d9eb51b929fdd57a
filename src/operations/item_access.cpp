#include "operations/item_access.h"

#include <utility>

#include "engine/catalog.h"
#include "expression/key_condition.h"
#include "expression/legacy_key_conditions.h"
#include "operations/condition_keys.h"
#include "operations/expression_parameters.h"
#include "operations/leading_keys.h"
#include "operations/legacy_conditions.h"
#include "operations/mentioned_attributes.h"
#include "wire/attribute_value_reader.h"

namespace dynarocks::operations {
namespace {

using wire::JsonValue;
using wire::Request;

std::shared_ptr<engine::Table> table_of(const OperationContext& context, const Access& access) {
  return access.table ? context.services.catalog.find(*access.table) : nullptr;
}

void add_key(const OperationContext& context, const JsonValue& json, LeadingKeys& keys) {
  std::string item;
  if (wire::read_item(json, context.layer, item)) keys.add_item(codec::ItemView(item));
}

/// The Key, Keys or Item of `part`.
void add_keys(const OperationContext& context, const Request& part, LeadingKeys& keys) {
  for (const std::string_view member : {"Key", "Item"}) {
    if (const auto json = part.member(member)) add_key(context, *json, keys);
  }
  if (const auto list = part.member("Keys")) {
    list->for_each_element([&](JsonValue json) {
      add_key(context, json, keys);
      return true;
    });
  }
}

void add_leading_keys(const OperationContext& context, std::initializer_list<Request> parts,
                      Access& access) {
  const auto table = table_of(context, access);
  if (!table) return;
  LeadingKeys keys(table->key_attributes());
  for (const Request& part : parts) add_keys(context, part, keys);
  set_leading_keys(keys.take(), access.context);
}

/// What a read of whole items shows: `all` unless the request says which attributes.
void set_select(const Request& request, std::string_view all, auth::ConditionContext& context) {
  const bool projects = request.has("ProjectionExpression") || request.has("AttributesToGet");
  context.set("dynamodb:Select",
              request.string("Select").value_or(projects ? "SPECIFIC_ATTRIBUTES" : all));
}

std::vector<expression::KeyClause> clauses_of(const OperationContext& context,
                                              const Request& request) {
  if (const auto conditions = request.member("KeyConditions")) {
    auto read = read_legacy_conditions(context, *conditions);
    if (!read) return {};
    const auto condition = expression::key_condition_of(std::move(*read));
    return condition ? condition->clauses() : std::vector<expression::KeyClause>();
  }
  const auto text = request.string("KeyConditionExpression");
  auto placeholders = read_placeholders(context, request);
  if (!text || !placeholders) return {};
  const auto condition = expression::KeyCondition::parse(*text, context.layer, *placeholders);
  return condition ? condition->clauses() : std::vector<expression::KeyClause>();
}

void add_queried_keys(const OperationContext& context, const Request& request, Access& access) {
  const auto table = table_of(context, access);
  if (!table) return;
  const auto indexes = table->indexes();
  const auto index_name = request.string("IndexName");
  const engine::TableIndex* index = index_name ? indexes->find(*index_name) : nullptr;
  if (index_name && index == nullptr) return;
  LeadingKeys keys(index == nullptr ? table->key_attributes() : index->key_attributes);
  keys.add_clauses(clauses_of(context, request));
  set_leading_keys(keys.take(), access.context);
}

void add_batch_write(const OperationContext& context, const JsonValue& write_requests,
                     Access& access) {
  const auto table = table_of(context, access);
  MentionedAttributes mentioned;
  const model::KeyAttributes unknown;
  LeadingKeys keys(table ? table->key_attributes() : unknown);
  write_requests.for_each_element([&](JsonValue element) {
    for (const std::string_view member : {"PutRequest", "DeleteRequest"}) {
      if (const auto part = Request(element).structure(member)) {
        mentioned.add_request(*part);
        add_keys(context, *part, keys);
      }
    }
    return true;
  });
  set_leading_keys(keys.take(), access.context);
  set_attributes(mentioned.take(), access.context);
}

void add_batch_get(const OperationContext& context, const Request& keys, Access& access) {
  add_leading_keys(context, {keys}, access);
  set_attributes(keys, access.context);
  set_select(keys, "ALL_ATTRIBUTES", access.context);
}

}  // namespace

void access_to_item(const OperationContext& context, std::string_view operation,
                    const Request& request, AccessList& accesses) {
  Access access = table_access(context, "dynamodb:" + std::string(operation),
                               request.string("TableName").value_or(""));
  add_leading_keys(context, {request}, access);
  set_attributes(request, access.context);
  set_return_consumed_capacity(request, access.context);
  if (operation == "GetItem") {
    set_select(request, "ALL_ATTRIBUTES", access.context);
  } else {
    set_return_values(request, access.context);
  }
  accesses.push_back(std::move(access));
}

void access_to_range(const OperationContext& context, std::string_view operation,
                     const Request& request, AccessList& accesses) {
  const auto index = request.string("IndexName");
  Access access = table_access(context, "dynamodb:" + std::string(operation),
                               request.string("TableName").value_or(""), index.value_or(""));
  if (operation == "Query") add_queried_keys(context, request, access);
  set_attributes(request, access.context);
  set_return_consumed_capacity(request, access.context);
  set_select(request, index ? "ALL_PROJECTED_ATTRIBUTES" : "ALL_ATTRIBUTES", access.context);
  accesses.push_back(std::move(access));
}

void access_to_batch(const OperationContext& context, std::string_view operation,
                     const Request& request, AccessList& accesses) {
  const auto tables = request.member("RequestItems");
  if (!tables) return;
  tables->for_each_member([&](std::string_view table, JsonValue asked) {
    Access access = table_access(context, "dynamodb:" + std::string(operation), table);
    if (asked.type() == wire::JsonType::array) {
      add_batch_write(context, asked, access);
    } else if (!asked.is_null()) {
      add_batch_get(context, Request(asked), access);
    }
    set_return_consumed_capacity(request, access.context);
    accesses.push_back(std::move(access));
    return true;
  });
}

void access_to_transaction(const OperationContext& context, std::string_view operation,
                           const Request& request, AccessList& accesses) {
  struct Part {
    std::string_view member;
    std::string_view action;
  };
  static constexpr Part parts[] = {{"Get", "dynamodb:GetItem"},
                                   {"Put", "dynamodb:PutItem"},
                                   {"Update", "dynamodb:UpdateItem"},
                                   {"Delete", "dynamodb:DeleteItem"},
                                   {"ConditionCheck", "dynamodb:ConditionCheckItem"}};
  const auto elements = request.member("TransactItems");
  if (!elements) return;
  elements->for_each_element([&](JsonValue element) {
    for (const Part& part : parts) {
      const auto action = Request(element).structure(part.member);
      if (!action) continue;
      Access access = table_access(context, part.action, action->string("TableName").value_or(""));
      add_leading_keys(context, {*action}, access);
      set_attributes(*action, access.context);
      set_return_consumed_capacity(request, access.context);
      access.context.set("dynamodb:EnclosingOperation", operation);
      if (part.member == "Get") set_select(*action, "ALL_ATTRIBUTES", access.context);
      accesses.push_back(std::move(access));
    }
    return true;
  });
}

}  // namespace dynarocks::operations
