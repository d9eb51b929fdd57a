#include "engine/store_salvage.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

#include "codec/key_codec.h"
#include "codec/kms_codec.h"
#include "codec/layout.h"
#include "codec/request_token_codec.h"
#include "codec/stream_codec.h"
#include "codec/table_codec.h"
#include "engine/catalog_verifier.h"
#include "engine/resource_policy.h"
#include "engine/row_walk.h"
#include "engine/stream_verifier.h"

namespace dynarocks::engine {
namespace {

constexpr std::size_t rows_at_once = 256;

/// Whether a row of the catalog that names no space can be read, so that it may be copied as it is.
bool is_readable_row(std::string_view key, std::string_view value) {
  switch (key.front()) {
    case 'R':
      return codec::decode_request_token(value).has_value();
    case 'K':
      return codec::decode_kms_key(value).has_value();
    case 'A':
      return codec::decode_kms_alias(value).has_value();
    default:
      return false;
  }
}

class StoreSalvage {
 public:
  StoreSalvage(const kv::Store& damaged, const std::vector<kv::SpaceId>& spaces, kv::Store& store,
               const Salvage& salvage)
      : damaged_(damaged), spaces_(spaces), store_(store), salvage_(salvage) {}

  [[nodiscard]] kv::StoreResult<void> save() {
    catalog_ = verify_catalog(damaged_, spaces_, salvage_.lost);
    DYNAROCKS_TRY(save_catalog_rows());
    DYNAROCKS_TRY(save_streams());
    for (const codec::TableRecord& table : catalog_.tables) DYNAROCKS_TRY(save_table(table));
    return {};
  }

 private:
  [[nodiscard]] kv::StoreResult<void> put(std::string_view key, std::string_view value) {
    const auto batch = store_.begin();
    batch->put(kv::catalog_space, key, value);
    return store_.commit(*batch);
  }

  [[nodiscard]] kv::StoreResult<void> save_catalog_rows() {
    const auto batch = store_.begin();
    walk_rows(damaged_, kv::catalog_space, {}, {},
              {[&](std::string_view key, std::string_view value) {
                 if (!is_readable_row(key, value)) return;
                 batch->put(kv::catalog_space, key, value);
                 if (key.front() != codec::request_token_rows.front()) return;
                 const auto token = codec::decode_request_token(value);
                 batch->put(kv::catalog_space,
                            codec::request_expiry_row(token->completed_millis, key), {});
               },
               [](const std::string&, const std::string&, const kv::StoreError&) {}});
    return store_.commit(*batch);
  }

  /// Those of which nothing was found but that they are whole.
  [[nodiscard]] std::set<std::uint64_t> whole_streams() const {
    std::set<std::string> faulty;
    bool any_may_be = false;
    (void)verify_stream_log(
        damaged_, catalog_,
        [&](const Finding& finding) {
          any_may_be = any_may_be || finding.kind == FindingKind::unreadable_rows;
          faulty.insert(finding.subject);
        },
        salvage_.progress);
    std::set<std::uint64_t> whole;
    for (const auto& [id, stream] : catalog_.streams) {
      if (!any_may_be && !faulty.contains(subject_of(stream.description.key))) whole.insert(id);
    }
    return whole;
  }

  [[nodiscard]] kv::StoreResult<void> save_streams() {
    std::set<std::uint64_t> whole;
    if (catalog_.stream_log) {
      whole = whole_streams();
      codec::StreamLogEntry entry = *catalog_.stream_log;
      DYNAROCKS_ASSIGN(entry.space, store_.create_space());
      DYNAROCKS_TRY(put(codec::stream_log_row, codec::encode_stream_log_entry(entry)));
      for (const std::uint64_t id : whole) DYNAROCKS_TRY(save_stream(id, entry.space));
    }
    for (const auto& [id, stream] : catalog_.streams) {
      if (!whole.contains(id)) salvage_.stream(subject_of(stream.description.key), 0, false);
    }
    return {};
  }

  [[nodiscard]] kv::StoreResult<void> save_stream(std::uint64_t id, kv::SpaceId space) {
    codec::StreamEntry stream = catalog_.streams.at(id);
    if (!is_readable(stream.description.resource_policy)) stream.description.resource_policy = {};
    DYNAROCKS_TRY(save_rows(codec::shard_rows(id), space).map([](std::uint64_t) {}));
    DYNAROCKS_ASSIGN(const std::uint64_t records, save_rows(codec::stream_record_rows(id), space));
    DYNAROCKS_TRY(
        put(codec::stream_row(stream.description.key), codec::encode_stream_entry(stream)));
    streams_.insert(stream.description.key);
    salvage_.stream(subject_of(stream.description.key), records, true);
    return {};
  }

  /// Copies rows of the stream log; answers how many.
  [[nodiscard]] kv::StoreResult<std::uint64_t> save_rows(const std::string& prefix,
                                                         kv::SpaceId space) {
    const auto batch = store_.begin();
    kv::StoreResult<void> committed;
    std::uint64_t rows = 0;
    walk_rows(damaged_, catalog_.stream_log->space, prefix, codec::prefix_successor(prefix),
              {[&](std::string_view key, std::string_view value) {
                 batch->put(space, key, value);
                 if (++rows % rows_at_once != 0) return;
                 if (committed) committed = store_.commit(*batch);
                 batch->clear();
               },
               [](const std::string&, const std::string&, const kv::StoreError&) {}});
    DYNAROCKS_TRY(committed);
    DYNAROCKS_TRY(store_.commit(*batch));
    return rows;
  }

  [[nodiscard]] kv::StoreResult<void> save_table(const codec::TableRecord& from) {
    codec::TableRecord to = from;
    model::TableDescription& table = to.description;
    DYNAROCKS_ASSIGN(to.space, store_.create_space());
    table.time_to_live.expiry_rows_exact = true;
    if (!is_readable(table.resource_policy)) table.resource_policy = {};
    if (!streams_.contains({table.key, table.latest_stream_label})) {
      table.stream_view_type.reset();
    }
    if (!table.delivery_label.empty() && !streams_.contains({table.key, table.delivery_label})) {
      forget_delivery(table);
    }
    DYNAROCKS_ASSIGN(const SavedItems items,
                     save_items(damaged_, from, store_, to, salvage_.progress));
    DYNAROCKS_TRY(put(codec::table_row(table.key), codec::encode_table_record(to)));
    salvage_.table(subject_of(table.key), items);
    return {};
  }

  /// Its destinations can be enabled again.
  static void forget_delivery(model::TableDescription& table) {
    table.delivery_label.clear();
    for (model::KinesisDestination& destination : table.kinesis_destinations) {
      destination.status = model::DestinationStatus::DISABLED;
    }
    std::erase_if(table.transitions, [](const model::TableTransition& transition) {
      return std::holds_alternative<model::DestinationChange>(transition.change);
    });
  }

  const kv::Store& damaged_;
  const std::vector<kv::SpaceId>& spaces_;
  kv::Store& store_;
  const Salvage& salvage_;
  CatalogContents catalog_;
  std::set<model::StreamKey> streams_;  // that were saved
};

}  // namespace

kv::StoreResult<void> save_store(const kv::Store& damaged, const std::vector<kv::SpaceId>& spaces,
                                 kv::Store& store, const Salvage& salvage) {
  return StoreSalvage(damaged, spaces, store, salvage).save();
}

}  // namespace dynarocks::engine
