#pragma once
// What a handler is given beside its request.

#include <string_view>

#include "base/clock.h"
#include "model/table_name.h"
#include "model/validation_layer.h"
#include "operations/request_origin.h"

namespace dynarocks::auth {
struct Principal;
}  // namespace dynarocks::auth

namespace dynarocks::engine {
class Catalog;
class IndexBuilder;
class ItemReader;
class ItemTransactions;
class ItemWriter;
class KinesisWorker;
class KmsKeys;
class RangeReader;
class RequestTokens;
class StreamReader;
class StreamWorker;
class TableTransitions;
class TtlSwitch;
class TtlWorker;
}  // namespace dynarocks::engine

namespace dynarocks::operations {

class Authorizer;

/// The parts of the server the operations work on; one per server.
struct Services {
  const Clock& clock;
  engine::Catalog& catalog;
  engine::ItemReader& item_reader;
  engine::ItemWriter& item_writer;
  engine::RangeReader& range_reader;
  engine::ItemTransactions& item_transactions;
  engine::RequestTokens& request_tokens;
  engine::IndexBuilder& index_builder;
  engine::TtlSwitch& ttl_switch;
  engine::TtlWorker& ttl_worker;
  engine::StreamReader& stream_reader;
  engine::StreamWorker& stream_worker;
  engine::TableTransitions& table_transitions;
  engine::KinesisWorker& kinesis_worker;
  engine::KmsKeys& kms_keys;
  /// --validation-layer: classic makes every operation answer in the classic wording.
  model::ValidationLayer layer = model::ValidationLayer::current;
  /// --strict-quotas: the service's limits on how often something may be asked for are enforced.
  bool strict_quotas = false;
  /// --policies: judges every request; nullptr where everybody may do everything.
  const Authorizer* authorizer = nullptr;
};

struct OperationContext {
  const Services& services;
  model::AccountRegion caller;
  /// The layer this operation answers with: its row's, unless the server is set to classic.
  model::ValidationLayer layer;
  // As in Caller (operations/caller.h).
  const auth::Principal* principal = nullptr;
  std::string_view session_policy = {};
  RequestOrigin origin = {};
};

}  // namespace dynarocks::operations
