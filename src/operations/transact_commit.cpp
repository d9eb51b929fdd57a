#include "operations/transact_commit.h"

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

namespace dynarocks::operations {

using codec::ItemView;
using engine::RequestTokens;
using model::ApiResult;

namespace {

/// The right to carry the request out, if it has a token; the same request is the same actions on
/// the same tables.
ApiResult<void> claim_token(const OperationContext& context, const wire::Request& request,
                            const std::vector<TransactAction>& actions,
                            std::optional<RequestTokens::Claim>& claim) {
  const auto token = request.string("ClientRequestToken");
  if (!token) return {};
  std::string meaning;
  const engine::Table* table = nullptr;  // of the action before: most name one table
  std::string table_digest;
  for (const TransactAction& action : actions) {
    if (action.target.table.get() != table) {
      table = action.target.table.get();
      table_digest = codec::digest(codec::table_row(table->description()->key));
    }
    meaning += action.digest;
    meaning += table_digest;
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

/// The outcome of a request that was carried out before.
TransactOutcome replay(const std::vector<TransactAction>& actions,
                       const std::vector<std::uint64_t>& read_blocks) {
  TransactOutcome outcome;
  outcome.units_member = "ReadCapacityUnits";
  for (std::size_t i = 0; i < actions.size() && i < read_blocks.size(); ++i) {
    outcome.capacity.add(actions[i].target,
                         model::ConsumedCapacity(static_cast<double>(read_blocks[i])));
  }
  return outcome;
}

}  // namespace

ApiResult<void> check_transaction_payload(std::size_t bytes) {
  if (bytes <= model::limits::transaction_bytes) return {};
  return failure(model::validation_error("Transaction request size cannot exceed 4 MB"));
}

ApiResult<TransactOutcome> commit_actions(const OperationContext& context,
                                          const wire::Request& request,
                                          std::vector<TransactAction>& actions) {
  std::optional<RequestTokens::Claim> claim;
  DYNAROCKS_TRY(claim_token(context, request, actions, claim));
  if (claim && claim->completed_read_blocks()) {
    return replay(actions, *claim->completed_read_blocks());
  }
  for (TransactAction& action : actions) check_update_against_keys(action);
  DYNAROCKS_TRY(cancel_for_fault(targets_of(actions)));
  DYNAROCKS_ASSIGN(const auto results, execute(context, actions, claim));
  TransactOutcome outcome;
  outcome.units_member = "WriteCapacityUnits";
  for (std::size_t i = 0; i < actions.size(); ++i) {
    const TransactTarget& target = actions[i].target;
    outcome.capacity.add(target, results[i].capacity);
    if (actions[i].kind == TransactActionKind::condition_check) continue;
    outcome.metrics.add(target.identifier, *target.table, results[i]);
  }
  return outcome;
}

}  // namespace dynarocks::operations
