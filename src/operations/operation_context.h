#pragma once
// What a handler is given beside its request.

#include "base/clock.h"
#include "model/table_name.h"
#include "model/validation_layer.h"

namespace dynarocks::engine {
class Catalog;
class IndexBuilder;
class ItemReader;
class ItemTransactions;
class ItemWriter;
class RangeReader;
class RequestTokens;
}  // namespace dynarocks::engine

namespace dynarocks::operations {

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
  /// --validation-layer: classic makes every operation answer in the classic wording.
  model::ValidationLayer layer = model::ValidationLayer::current;
};

struct OperationContext {
  const Services& services;
  model::AccountRegion caller;
  /// The layer this operation answers with: its row's, unless the server is set to classic.
  model::ValidationLayer layer;
};

}  // namespace dynarocks::operations
