#include "operations/item_collection_metrics.h"

#include <algorithm>

#include "codec/item_view.h"

namespace dynarocks::operations {

using codec::ItemView;
using codec::ValueView;

namespace {

bool wants_metrics(const wire::Request& request) {
  return request.string("ReturnItemCollectionMetrics") == "SIZE";
}

/// The collection's hash key value. A write that touched a collection found an item or left one.
ValueView hash_value_of(const engine::Table& table, const engine::ItemWriteResult& result) {
  const ItemView item(result.new_item.empty() ? result.old_item : result.new_item);
  return *item.find(table.hash_key().name);
}

void write_collection(wire::JsonWriter& json, const engine::Table& table, ValueView hash_value,
                      std::int64_t bytes) {
  constexpr std::int64_t gigabyte = 1024LL * 1024 * 1024;
  const std::int64_t whole_gigabytes = bytes / gigabyte;
  json.begin_object();
  json.key("ItemCollectionKey").begin_object();
  json.key(table.hash_key().name).value(hash_value).end_object();
  json.key("SizeEstimateRangeGB").begin_array();
  json.units(static_cast<double>(whole_gigabytes));
  json.units(static_cast<double>(whole_gigabytes + 1)).end_array();
  json.end_object();
}

}  // namespace

void write_item_collection_metrics(wire::JsonWriter& json, const wire::Request& request,
                                   const engine::Table& table,
                                   const engine::ItemWriteResult& result) {
  if (!result.collection_bytes || !wants_metrics(request)) return;
  json.key("ItemCollectionMetrics");
  write_collection(json, table, hash_value_of(table, result), *result.collection_bytes);
}

void ItemCollectionMetrics::add(std::string_view identifier, const engine::Table& table,
                                const engine::ItemWriteResult& result) {
  if (!result.collection_bytes) return;
  const ValueView hash_value = hash_value_of(table, result);
  auto known = std::find_if(tables_.begin(), tables_.end(),
                            [&](const auto& entry) { return entry.table == &table; });
  if (known == tables_.end()) {
    known = tables_.insert(tables_.end(), TableCollections{identifier, &table, {}});
  }
  auto& collections = known->collections;
  auto collection = std::find_if(
      collections.begin(), collections.end(),
      [&](const auto& candidate) { return candidate.hash_value == hash_value.bytes(); });
  if (collection == collections.end()) {
    collection = collections.insert(collection, Collection{std::string(hash_value.bytes()), 0});
  }
  collection->bytes = *result.collection_bytes;
}

void ItemCollectionMetrics::write(wire::JsonWriter& json, const wire::Request& request) const {
  if (tables_.empty() || !wants_metrics(request)) return;
  json.key("ItemCollectionMetrics").begin_object();
  for (const TableCollections& entry : tables_) {
    json.key(entry.identifier).begin_array();
    for (const Collection& collection : entry.collections) {
      write_collection(json, *entry.table, ValueView(collection.hash_value), collection.bytes);
    }
    json.end_array();
  }
  json.end_object();
}

}  // namespace dynarocks::operations
