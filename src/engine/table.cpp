#include "engine/table.h"

#include <utility>

#include "model/table_lifecycle.h"

namespace dynarocks::engine {

Table::Table(kv::SpaceId space, model::TableDescription description, TableStreams streams)
    : space_(space),
      key_attributes_(description.key_attributes()),
      serves_items_(model::serves_items(description)) {
  state_.store(std::make_shared<const State>(std::move(description), std::move(streams)));
}

void Table::add_counters(std::int64_t items, std::int64_t bytes) {
  item_count_.fetch_add(items);
  size_bytes_.fetch_add(bytes);
}

}  // namespace dynarocks::engine
