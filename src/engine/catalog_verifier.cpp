#include "engine/catalog_verifier.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "codec/kms_codec.h"
#include "codec/layout.h"
#include "codec/request_token_codec.h"
#include "engine/resource_policy.h"
#include "engine/row_walk.h"

namespace dynarocks::engine {
namespace {

constexpr std::string_view catalog_subject = "catalog";
/// The store's own row: kv/rocksdb_store.cpp.
constexpr std::string_view reserved_ids_row = std::string_view("\0space-ids", 10);

std::string space_subject(kv::SpaceId space) { return "space " + std::to_string(space); }

std::optional<kv::SpaceId> parse_id(std::string_view text) {
  kv::SpaceId id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return id;
}

class CatalogVerifier {
 public:
  CatalogVerifier(const kv::Store& store, const std::vector<kv::SpaceId>& spaces,
                  const FoundFinding& found)
      : store_(store), spaces_(spaces), found_(found) {}

  [[nodiscard]] CatalogContents verify() {
    walk_rows(store_, kv::catalog_space, {}, {},
              {[&](std::string_view key, std::string_view value) { row(key, value); },
               [&](const std::string& begin, const std::string& end, const kv::StoreError&) {
                 contents_.is_partial = true;
                 found_({FindingKind::unreadable_rows, std::string(catalog_subject), begin, end});
               }});
    check_spaces();
    for (const codec::TableRecord& table : contents_.tables) check_streams(table.description);
    return std::move(contents_);
  }

 private:
  void find(FindingKind kind, std::string_view row, std::string detail = {}) const {
    found_({kind, std::string(catalog_subject), std::string(row), std::move(detail)});
  }

  void row(std::string_view key, std::string_view value) {
    switch (key.front()) {
      case 'T':
        return table(key, value);
      case 'S':
        return stream(key, value);
      case 'L':
        return stream_log(key, value);
      case 'R':
        return request_token(key, value);
      case 'E':
        return request_expiry(key);
      case 'K':
        return kms_key(key, value);
      case 'A':
        return kms_alias(key, value);
      default:
        return store_row(key, value);
    }
  }

  void table(std::string_view key, std::string_view value) {
    auto record = codec::decode_table_record(value);
    if (!record || codec::table_row(record->description.key) != key) {
      return find(FindingKind::unreadable_record, key);
    }
    check_policy(subject_of(record->description.key), key, record->description.resource_policy);
    if (!has_space(record->space)) {
      found_({FindingKind::missing_space, subject_of(record->description.key), std::string(key),
              space_subject(record->space)});
      return;
    }
    named_.insert(record->space);
    contents_.tables.push_back(std::move(*record));
  }

  void stream(std::string_view key, std::string_view value) {
    auto entry = codec::decode_stream_entry(value);
    if (!entry || codec::stream_row(entry->description.key) != key) {
      return find(FindingKind::unreadable_record, key);
    }
    check_policy(subject_of(entry->description.key.table), key, entry->description.resource_policy);
    const std::uint64_t id = entry->id;
    contents_.streams.emplace(id, std::move(*entry));
  }

  void stream_log(std::string_view key, std::string_view value) {
    contents_.stream_log = codec::decode_stream_log_entry(value);
    if (!contents_.stream_log || key != codec::stream_log_row) {
      contents_.stream_log.reset();
      return find(FindingKind::unreadable_record, key);
    }
    if (!has_space(contents_.stream_log->space)) {
      find(FindingKind::missing_space, key, space_subject(contents_.stream_log->space));
      contents_.stream_log.reset();
      return;
    }
    named_.insert(contents_.stream_log->space);
  }

  void check_policy(std::string subject, std::string_view key,
                    const model::ResourcePolicy& policy) const {
    if (is_readable(policy)) return;
    found_({FindingKind::unreadable_policy, std::move(subject), std::string(key), {}});
  }

  void request_token(std::string_view key, std::string_view value) const {
    const auto record = codec::decode_request_token(value);
    if (!record) return find(FindingKind::unreadable_record, key);
    const auto listed = has_row(codec::request_expiry_row(record->completed_millis, key));
    if (!listed) find(FindingKind::token_without_expiry, key);
  }

  void request_expiry(std::string_view key) const {
    constexpr std::size_t head = 1 + sizeof(std::uint64_t);
    if (key.size() <= head) return find(FindingKind::unknown_row, key);
    const bool there = has_row(codec::listed_request_token_row(key));
    if (!there) find(FindingKind::expiry_without_token, key);
  }

  /// Of one that cannot be read the walk tells.
  [[nodiscard]] bool has_row(std::string_view key) const {
    const auto there = store_.get(kv::catalog_space, key, nullptr, [](std::string_view) {});
    return !there || *there;
  }

  void kms_key(std::string_view key, std::string_view value) const {
    const auto record = codec::decode_kms_key(value);
    if (record && codec::kms_key_row(record->owner, record->id) == key) return;
    find(FindingKind::unreadable_record, key);
  }

  void kms_alias(std::string_view key, std::string_view value) const {
    const auto record = codec::decode_kms_alias(value);
    if (record && codec::kms_alias_row(record->owner, record->name) == key) return;
    find(FindingKind::unreadable_record, key);
  }

  void store_row(std::string_view key, std::string_view value) const {
    if (key != reserved_ids_row) return find(FindingKind::unknown_row, key);
    const auto bound = parse_id(value);
    if (!bound) return find(FindingKind::unreadable_record, key);
    for (const kv::SpaceId space : spaces_) {
      if (space >= *bound) find(FindingKind::space_id_not_reserved, key, space_subject(space));
    }
  }

  [[nodiscard]] bool has_space(kv::SpaceId space) const {
    return std::find(spaces_.begin(), spaces_.end(), space) != spaces_.end();
  }

  /// A kill while a table is made leaves a space that is empty and nobody misses.
  void check_spaces() const {
    for (const kv::SpaceId space : spaces_) {
      if (space == kv::catalog_space || named_.contains(space)) continue;
      const auto cursor = store_.scan(space, {}, nullptr);
      if (cursor && (*cursor)->status() && !(*cursor)->valid()) continue;
      found_({FindingKind::unnamed_space, space_subject(space), {}, {}});
    }
  }

  void check_streams(const model::TableDescription& table) const {
    const auto check = [&](const std::string& label) {
      const bool there =
          std::any_of(contents_.streams.begin(), contents_.streams.end(), [&](const auto& stream) {
            return stream.second.description.key == model::StreamKey{table.key, label};
          });
      if (there || contents_.is_partial) return;
      found_({FindingKind::missing_stream,
              subject_of(table.key),
              codec::stream_row({table.key, label}),
              {}});
    };
    if (table.stream_view_type) check(table.latest_stream_label);
    if (!table.delivery_label.empty()) check(table.delivery_label);
  }

  const kv::Store& store_;
  const std::vector<kv::SpaceId>& spaces_;
  const FoundFinding& found_;
  std::set<kv::SpaceId> named_;
  CatalogContents contents_;
};

}  // namespace

CatalogContents verify_catalog(const kv::Store& store, const std::vector<kv::SpaceId>& spaces,
                               const FoundFinding& found) {
  return CatalogVerifier(store, spaces, found).verify();
}

}  // namespace dynarocks::engine
