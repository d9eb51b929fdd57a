#include "operations/transact_write_items.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "codec/digest.h"
#include "codec/item_view.h"
#include "codec/layout.h"
#include "engine/capacity.h"
#include "engine/item_transaction.h"
#include "engine/request_tokens.h"
#include "model/limits.h"
#include "operations/item_collection_metrics.h"
#include "operations/transact_action.h"
#include "operations/transact_capacity.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

using codec::ItemView;
using engine::RequestTokens;
using model::ApiResult;

namespace {

ApiResult<std::vector<TransactAction>> read_actions(const OperationContext& context,
                                                    const wire::Request& request) {
  std::vector<TransactAction> actions;
  ApiResult<void> outcome;
  std::size_t payload_bytes = 0;
  request.member("TransactItems")->for_each_element([&](wire::JsonValue element) {
    auto action = read_transact_action(context, wire::Request(element));
    if (!action) {
      outcome = failure(std::move(action).error());
      return false;
    }
    payload_bytes += action->payload_bytes;
    actions.push_back(std::move(*action));
    return true;
  });
  DYNAROCKS_TRY(outcome);
  if (payload_bytes > model::limits::transaction_bytes) {
    return failure(model::validation_error("Transaction request size cannot exceed 4 MB"));
  }
  return actions;
}

/// The right to carry the request out, if it has a token; the same request is the same actions on
/// the same tables.
ApiResult<void> claim_token(const OperationContext& context, const wire::Request& request,
                            const std::vector<TransactAction>& actions,
                            std::optional<RequestTokens::Claim>& claim) {
  const auto token = request.string("ClientRequestToken");
  if (!token) return {};
  std::string meaning;
  for (const TransactAction& action : actions) {
    meaning += action.digest;
    meaning += codec::digest(codec::table_row(action.target.table->description()->key));
  }
  DYNAROCKS_ASSIGN(auto claimed, context.services.request_tokens.claim(context.caller, *token,
                                                                       codec::digest(meaning)));
  claim.emplace(std::move(claimed));
  return {};
}

/// What carrying the request out again would read, which is what a replay is charged for.
std::vector<std::uint64_t> read_blocks_of(const engine::TransactionResults& results) {
  std::vector<std::uint64_t> blocks;
  blocks.reserve(results.size());
  for (const engine::ItemWriteResult& result : results) {
    const std::size_t bytes =
        std::max(ItemView(result.old_item).size(), ItemView(result.new_item).size());
    blocks.push_back(static_cast<std::uint64_t>(engine::read_units(bytes, true)));
  }
  return blocks;
}

ApiResult<engine::TransactionResults> execute(const OperationContext& context,
                                              const std::vector<TransactAction>& actions,
                                              const std::optional<RequestTokens::Claim>& claim) {
  std::vector<engine::TransactionWrite> writes;
  writes.reserve(actions.size());
  for (const TransactAction& action : actions) {
    writes.push_back({action.target.table.get(), item_write_of(action)});
  }
  engine::ItemTransactions::Companion companion;
  if (claim) {
    companion = [&](kv::Batch& batch, const engine::TransactionResults& results) {
      claim->remember(batch, read_blocks_of(results));
    };
  }
  return context.services.item_transactions.commit(writes, companion);
}

void write_response(const wire::Request& request, const TransactCapacity& capacity,
                    std::string_view units_member, const ItemCollectionMetrics& metrics,
                    std::string& response) {
  wire::JsonWriter json(response);
  json.begin_object();
  capacity.write(json, return_consumed_capacity(request), units_member);
  metrics.write(json, request);
  json.end_object();
}

}  // namespace

ApiResult<void> transact_write_items(const OperationContext& context, wire::Request request,
                                     std::string& response) {
  DYNAROCKS_ASSIGN(auto actions, read_actions(context, request));
  const auto targets = targets_of(actions);
  DYNAROCKS_TRY(locate(context, targets));

  TransactCapacity capacity;
  ItemCollectionMetrics metrics;
  std::optional<RequestTokens::Claim> claim;
  DYNAROCKS_TRY(claim_token(context, request, actions, claim));
  if (claim && claim->completed_read_blocks()) {
    const auto& blocks = *claim->completed_read_blocks();
    for (std::size_t i = 0; i < actions.size() && i < blocks.size(); ++i) {
      capacity.add(actions[i].target, model::ConsumedCapacity(static_cast<double>(blocks[i])));
    }
    write_response(request, capacity, "ReadCapacityUnits", metrics, response);
    return {};
  }

  for (TransactAction& action : actions) check_update_against_keys(action);
  DYNAROCKS_TRY(cancel_for_fault(targets));
  DYNAROCKS_ASSIGN(const auto results, execute(context, actions, claim));
  for (std::size_t i = 0; i < actions.size(); ++i) {
    const TransactTarget& target = actions[i].target;
    capacity.add(target, results[i].capacity);
    if (actions[i].kind == TransactActionKind::condition_check) continue;
    metrics.add(target.identifier, *target.table, results[i]);
  }
  write_response(request, capacity, "WriteCapacityUnits", metrics, response);
  return {};
}

}  // namespace dynarocks::operations
