#include "operations/transact_write_items.h"

#include <vector>

#include "operations/transact_action.h"
#include "operations/transact_commit.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

using model::ApiResult;

namespace {

ApiResult<std::vector<TransactAction>> read_actions(const OperationContext& context,
                                                    const wire::Request& request) {
  std::vector<TransactAction> actions;
  ApiResult<void> outcome;
  std::size_t payload_bytes = 0;
  const bool has_token = request.has("ClientRequestToken");
  request.member("TransactItems")->for_each_element([&](wire::JsonValue element) {
    auto action = read_transact_action(context, wire::Request(element), has_token);
    if (!action) {
      outcome = failure(std::move(action).error());
      return false;
    }
    payload_bytes += action->payload_bytes;
    actions.push_back(std::move(*action));
    return true;
  });
  DYNAROCKS_TRY(outcome);
  DYNAROCKS_TRY(check_transaction_payload(payload_bytes));
  return actions;
}

}  // namespace

ApiResult<void> transact_write_items(const OperationContext& context, wire::Request request,
                                     std::string& response) {
  DYNAROCKS_ASSIGN(auto actions, read_actions(context, request));
  DYNAROCKS_TRY(locate(context, targets_of(actions)));
  DYNAROCKS_ASSIGN(const TransactOutcome outcome, commit_actions(context, request, actions));

  wire::JsonWriter json(response);
  json.begin_object();
  outcome.capacity.write(json, return_consumed_capacity(request), outcome.units_member);
  outcome.metrics.write(json, request);
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
