#include "operations/access_rules.h"

#include <utility>

#include "model/arn.h"
#include "operations/shard_iterator.h"

namespace dynarocks::operations {
namespace {

std::string action_of(std::string_view operation) { return "dynamodb:" + std::string(operation); }

/// `aws:RequestTag/<key>` and aws:TagKeys.
void add_request_tags(const wire::Request& request, auth::ConditionContext& context) {
  std::vector<std::string> keys;
  if (const auto tags = request.member("Tags")) {
    tags->for_each_element([&](wire::JsonValue element) {
      const wire::Request tag(element);
      std::string key(tag.string("Key").value_or(""));
      context.set("aws:RequestTag/" + key, tag.string("Value").value_or(""));
      keys.push_back(std::move(key));
      return true;
    });
  }
  if (const auto untagged = request.member("TagKeys")) {
    untagged->for_each_element([&](wire::JsonValue key) {
      keys.emplace_back(key.as_string());
      return true;
    });
  }
  if (keys.empty()) return;
  context.begin_list("aws:TagKeys");
  for (const std::string& key : keys) context.add(key);
}

/// An access to the resource of an ARN, which may be of anything or malformed.
Access arn_access(std::string_view operation, std::string_view arn) {
  Access access;
  access.action = action_of(operation);
  access.resource = arn;
  if (auto parsed = model::parse_arn(arn)) {
    access.table = std::move(parsed->table);
    if (parsed->kind == model::ArnKind::stream) access.stream_label = std::move(parsed->detail);
  }
  return access;
}

}  // namespace

Access table_access(const OperationContext& context, std::string_view action,
                    std::string_view table, std::string_view index) {
  Access access;
  access.action = action;
  if (model::looks_like_arn(table)) {
    access.resource = table;
    if (auto parsed = model::parse_arn(table)) access.table = std::move(parsed->table);
  } else {
    access.table = model::TableKey{context.caller, std::string(table)};
    access.resource = model::table_arn(*access.table);
  }
  if (!index.empty()) access.resource.append("/index/").append(index);
  return access;
}

void access_to_account(const OperationContext& /*context*/, std::string_view operation,
                       const wire::Request& /*request*/, AccessList& accesses) {
  Access access;
  access.action = action_of(operation);
  access.resource = "*";
  accesses.push_back(std::move(access));
}

void access_to_table(const OperationContext& context, std::string_view operation,
                     const wire::Request& request, AccessList& accesses) {
  const std::string_view name = request.string("TableName").value_or("");
  accesses.push_back(table_access(context, action_of(operation), name));
  add_request_tags(request, accesses.back().context);
  if (request.has("Tags")) {
    accesses.push_back(table_access(context, action_of("TagResource"), name));
    add_request_tags(request, accesses.back().context);
  }
  if (request.has("ResourcePolicy")) {
    accesses.push_back(table_access(context, action_of("PutResourcePolicy"), name));
  }
}

void access_to_resource(const OperationContext& /*context*/, std::string_view operation,
                        const wire::Request& request, AccessList& accesses) {
  accesses.push_back(arn_access(operation, request.string("ResourceArn").value_or("")));
  add_request_tags(request, accesses.back().context);
}

void access_to_stream(const OperationContext& /*context*/, std::string_view operation,
                      const wire::Request& request, AccessList& accesses) {
  accesses.push_back(arn_access(operation, request.string("StreamArn").value_or("")));
}

void access_to_records(const OperationContext& /*context*/, std::string_view operation,
                       const wire::Request& request, AccessList& accesses) {
  const auto iterator = parse_shard_iterator(request.string("ShardIterator").value_or(""));
  // One that is none is refused whoever sends it.
  if (iterator) accesses.push_back(arn_access(operation, iterator->stream_arn));
}

void access_to_streams(const OperationContext& context, std::string_view operation,
                       const wire::Request& request, AccessList& accesses) {
  Access access =
      table_access(context, action_of(operation), request.string("TableName").value_or("*"));
  access.resource += "/stream/*";
  access.stream_label = "*";
  accesses.push_back(std::move(access));
}

}  // namespace dynarocks::operations
