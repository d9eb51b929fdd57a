#include "operations/transact_action.h"

#include <utility>

#include "codec/digest.h"
#include "codec/item_view.h"
#include "model/limits.h"
#include "operations/expression_parameters.h"
#include "operations/item_write_request.h"
#include "operations/request_error.h"
#include "wire/attribute_value_reader.h"

namespace dynarocks::operations {

using codec::ItemView;
using model::ApiResult;
using model::validation_error;

namespace {

constexpr std::pair<std::string_view, TransactActionKind> action_members[] = {
    {"ConditionCheck", TransactActionKind::condition_check},
    {"Put", TransactActionKind::put},
    {"Delete", TransactActionKind::remove},
    {"Update", TransactActionKind::update},
};

model::ApiError no_action(const OperationContext& context) {
  if (context.layer == model::ValidationLayer::classic) {
    return validation_error(
        "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
  }
  return validation_error(std::string(one_validation_error) +
                          "Value '' at 'transactItems' failed to satisfy constraint: "
                          "TransactWriteRequest should contain Delete or Put or Update or "
                          "ConditionCheck");
}

/// The one member of the element that is there.
ApiResult<std::pair<TransactActionKind, wire::Request>> only_member(const OperationContext& context,
                                                                    const wire::Request& element) {
  std::optional<std::pair<TransactActionKind, wire::Request>> found;
  for (const auto& [name, kind] : action_members) {
    const auto request = element.structure(name);
    if (!request) continue;
    if (found) {
      return failure(
          validation_error("TransactItems can only contain one of Check, Put, Update or Delete"));
    }
    found.emplace(kind, *request);
  }
  if (!found) return failure(no_action(context));
  return *found;
}

/// The expressions and placeholders. Unlike in single writes, placeholders without an expression
/// are ignored.
ApiResult<expression::Placeholders> read_expressions(const OperationContext& context,
                                                     const wire::Request& request,
                                                     TransactAction& action) {
  DYNAROCKS_ASSIGN(auto placeholders, read_placeholders(context, request));
  if (action.kind == TransactActionKind::update) {
    DYNAROCKS_ASSIGN(auto update,
                     expression::Update::parse(*request.string("UpdateExpression"), placeholders));
    action.target.update = std::move(update);
  }
  DYNAROCKS_ASSIGN(action.condition, read_condition(context, request, placeholders));
  if (action.target.update || action.condition) DYNAROCKS_TRY(placeholders.check_all_used());
  return placeholders;
}

ApiResult<void> read_attributes(const OperationContext& context, const wire::Request& request,
                                TransactTarget& target) {
  const auto attributes = request.member(target.is_whole_item ? "Item" : "Key");
  DYNAROCKS_TRY(wire::read_item(*attributes, context.layer, target.attributes));
  if (target.is_whole_item && ItemView(target.attributes).size() > model::limits::item_bytes) {
    return failure(validation_error("Item size has exceeded the maximum allowed size"));
  }
  return {};
}

}  // namespace

ApiResult<TransactAction> read_transact_action(const OperationContext& context,
                                               const wire::Request& element, bool with_digest) {
  DYNAROCKS_ASSIGN(const auto member, only_member(context, element));
  const wire::Request& request = member.second;
  TransactAction action;
  action.kind = member.first;
  action.target.identifier = *request.string("TableName");
  action.target.is_whole_item = action.kind == TransactActionKind::put;
  action.item_on_failure = wants_item_on_failure(request);
  DYNAROCKS_ASSIGN(const auto placeholders, read_expressions(context, request, action));
  DYNAROCKS_TRY(read_attributes(context, request, action.target));

  std::string meaning = std::to_string(static_cast<int>(action.kind));
  meaning += action.item_on_failure ? '+' : '-';
  for (const std::string_view part : {std::string_view(action.target.attributes),
                                      request.string("ConditionExpression").value_or(""),
                                      request.string("UpdateExpression").value_or("")}) {
    meaning.append(std::to_string(part.size())).append(1, ':').append(part);
  }
  meaning += placeholders.canonical_bytes();
  action.payload_bytes =
      meaning.size() - action.target.attributes.size() + ItemView(action.target.attributes).size();
  if (with_digest) action.digest = codec::digest(meaning);
  return action;
}

void check_update_against_keys(TransactAction& action) {
  TransactTarget& target = action.target;
  if (!target.update || target.fault) return;
  auto checked = check_update_against_keys(*target.table, target.update, action.condition);
  if (!checked) target.fault = std::move(checked).error();
}

engine::ItemWrite item_write_of(const TransactAction& action) {
  engine::ItemWrite write{action.target.row, nullptr, engine::KeepItem{}, action.item_on_failure};
  if (action.condition) write.condition = &*action.condition;
  switch (action.kind) {
    case TransactActionKind::condition_check:
      break;
    case TransactActionKind::put:
      write.change = engine::ReplaceItem{action.target.attributes};
      break;
    case TransactActionKind::update:
      write.change = engine::UpdateItem{&*action.target.update, action.target.attributes};
      break;
    case TransactActionKind::remove:
      write.change = engine::RemoveItem{};
      break;
  }
  return write;
}

}  // namespace dynarocks::operations
