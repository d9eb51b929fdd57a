#include "engine/kms_keys.h"

#include <algorithm>

#include "base/random.h"
#include "codec/key_codec.h"
#include "codec/kms_codec.h"
#include "codec/layout.h"
#include "engine/store_failure.h"
#include "model/kms_limits.h"

namespace dynarocks::engine {

using model::AccountRegion;
using model::kms_failure;
using model::KmsAlias;
using model::KmsKey;
using model::KmsKeyName;
using model::KmsKeyState;
using model::KmsResult;

namespace {

auto internal_failure(const kv::StoreError& error) {
  const model::ApiError told = store_failure(error);
  return failure(model::KmsError{"KMSInternalException", told.message, 500});
}

std::string arn_of(const KmsKey& key) { return model::kms_key_arn(key.owner, key.id); }

auto key_not_found(const std::string& arn) {
  return kms_failure("NotFoundException", "Key '" + arn + "' does not exist");
}

auto alias_not_found(const AccountRegion& owner, std::string_view alias) {
  return kms_failure("NotFoundException",
                     "Alias " + model::kms_arn(owner, alias) + " is not found.");
}

bool is_enabled(const KmsKey& key) { return key.state == KmsKeyState::Enabled; }

KmsResult<void> check_not_pending(const KmsKey& key) {
  if (key.state != KmsKeyState::PendingDeletion) return {};
  return kms_failure("KMSInvalidStateException", arn_of(key) + " is pending deletion.");
}

template <class Record>
kv::StoreResult<void> read_rows(const kv::Store& store, std::string_view rows,
                                std::optional<Record> (*decode)(std::string_view),
                                const std::function<bool(std::string_view, Record)>& take) {
  const kv::Range range{std::string(rows), codec::prefix_successor(rows), true};
  DYNAROCKS_ASSIGN(const auto cursor, store.scan(kv::catalog_space, range, nullptr));
  for (; cursor->valid(); cursor->next()) {
    auto record = decode(cursor->value());
    if (!record || !take(cursor->key(), std::move(*record))) {
      return failure(kv::StoreError{kv::StoreError::Kind::corrupt,
                                    "the catalog holds a KMS key or alias this program cannot "
                                    "read; restore the data directory from a backup or start with "
                                    "an empty one"});
    }
  }
  return cursor->status();
}

}  // namespace

kv::StoreResult<std::unique_ptr<KmsKeys>> KmsKeys::open(kv::Store& store, const Clock& clock) {
  std::unique_ptr<KmsKeys> keys(new KmsKeys(store, clock));
  DYNAROCKS_TRY(keys->load());
  return keys;
}

kv::StoreResult<void> KmsKeys::load() {
  DYNAROCKS_TRY(read_rows<KmsKey>(store_, codec::kms_key_rows, codec::decode_kms_key,
                                  [&](std::string_view row, KmsKey key) {
                                    if (row != codec::kms_key_row(key.owner, key.id)) return false;
                                    Name name{key.owner, key.id};
                                    if (!is_enabled(key)) ++unusable_;
                                    keys_.emplace(std::move(name), std::move(key));
                                    return true;
                                  }));
  return read_rows<KmsAlias>(store_, codec::kms_alias_rows, codec::decode_kms_alias,
                             [&](std::string_view row, KmsAlias alias) {
                               if (row != codec::kms_alias_row(alias.owner, alias.name))
                                 return false;
                               Name name{alias.owner, alias.name};
                               aliases_.emplace(std::move(name), std::move(alias));
                               return true;
                             });
}

std::optional<KmsKey> KmsKeys::find(const AccountRegion& owner, std::string_view key_id) const {
  const std::shared_lock lock(mutex_);
  const auto found = keys_.find({owner, std::string(key_id)});
  return found == keys_.end() ? std::nullopt : std::optional(found->second);
}

bool KmsKeys::is_alive(const KmsAlias& alias, EpochMillis now) const {
  const auto key = keys_.find({alias.owner, alias.key_id});
  return key != keys_.end() && !model::is_deleted(key->second, now);
}

std::optional<KmsAlias> KmsKeys::find_alias(const AccountRegion& owner,
                                            std::string_view alias) const {
  const EpochMillis now = clock_.now_millis();
  const std::shared_lock lock(mutex_);
  const auto found = aliases_.find({owner, std::string(alias)});
  if (found == aliases_.end() || !is_alive(found->second, now)) return std::nullopt;
  return found->second;
}

bool KmsKeys::has_keys(const AccountRegion& owner) const {
  const std::shared_lock lock(mutex_);
  const auto first = keys_.lower_bound({owner, std::string()});
  return first != keys_.end() && first->first.first == owner;
}

std::size_t KmsKeys::count(const AccountRegion& owner) const {
  const EpochMillis now = clock_.now_millis();
  std::size_t keys = 0;
  const std::shared_lock lock(mutex_);
  for (auto at = keys_.lower_bound({owner, std::string()});
       at != keys_.end() && at->first.first == owner; ++at) {
    if (!model::is_deleted(at->second, now)) ++keys;
  }
  return keys;
}

KmsResult<KmsKey> KmsKeys::get(const KmsKeyName& name) const {
  std::string key_id = name.key_id;
  if (!name.alias.empty()) {
    const auto alias = find_alias(name.owner, name.alias);
    if (!alias) return alias_not_found(name.owner, name.alias);
    key_id = alias->key_id;
  }
  auto key = find(name.owner, key_id);
  if (!key || model::is_deleted(*key, clock_.now_millis())) {
    return key_not_found(model::kms_key_arn(name.owner, key_id));
  }
  return std::move(*key);
}

KmsKeys::Page<KmsKey> KmsKeys::list(const AccountRegion& owner, const std::string& after,
                                    std::size_t limit) const {
  const EpochMillis now = clock_.now_millis();
  Page<KmsKey> page;
  const std::shared_lock lock(mutex_);
  // No key has the empty id.
  for (auto at = keys_.upper_bound({owner, after});
       at != keys_.end() && at->first.first == owner && !page.more; ++at) {
    if (model::is_deleted(at->second, now)) continue;
    page.more = page.entries.size() == limit;
    if (!page.more) page.entries.push_back(at->second);
  }
  return page;
}

KmsKeys::Page<KmsAlias> KmsKeys::list_aliases(const AccountRegion& owner, std::string_view key_id,
                                              const std::string& after, std::size_t limit) const {
  const EpochMillis now = clock_.now_millis();
  Page<KmsAlias> page;
  const std::shared_lock lock(mutex_);
  for (auto at = aliases_.upper_bound({owner, after});
       at != aliases_.end() && at->first.first == owner && !page.more; ++at) {
    if (!key_id.empty() && at->second.key_id != key_id) continue;
    if (!is_alive(at->second, now)) continue;
    page.more = page.entries.size() == limit;
    if (!page.more) page.entries.push_back(at->second);
  }
  return page;
}

KmsResult<void> KmsKeys::put(const KmsKey& key) {
  const auto batch = store_.begin();
  batch->put(kv::catalog_space, codec::kms_key_row(key.owner, key.id), codec::encode_kms_key(key));
  if (const auto stored = store_.commit(*batch); !stored) return internal_failure(stored.error());
  const std::unique_lock lock(mutex_);
  KmsKey& known = keys_[{key.owner, key.id}];
  // Counted before it shows, so that nobody passes by a key that was answered to be disabled.
  if (!is_enabled(key)) ++unusable_;
  if (!is_enabled(known)) --unusable_;
  known = key;
  return {};
}

KmsResult<void> KmsKeys::put(const KmsAlias& alias) {
  const auto batch = store_.begin();
  batch->put(kv::catalog_space, codec::kms_alias_row(alias.owner, alias.name),
             codec::encode_kms_alias(alias));
  if (const auto stored = store_.commit(*batch); !stored) return internal_failure(stored.error());
  const std::unique_lock lock(mutex_);
  aliases_.insert_or_assign({alias.owner, alias.name}, alias);
  return {};
}

KmsResult<KmsKey> KmsKeys::create(const AccountRegion& owner, std::string description) {
  const std::scoped_lock change_lock(change_mutex_);
  if (count(owner) >= model::limits::kms_keys) {
    return kms_failure("LimitExceededException", "The account has as many keys as it may have");
  }
  KmsKey key;
  key.owner = owner;
  key.id = random_uuid();
  key.creation_time = clock_.now_millis();
  key.description = std::move(description);
  DYNAROCKS_TRY(put(key));
  return key;
}

KmsResult<KmsKey> KmsKeys::change(const KmsKeyName& name, const KeyChange& apply) {
  const std::scoped_lock change_lock(change_mutex_);
  DYNAROCKS_ASSIGN(KmsKey key, get(name));
  const KmsKey before = key;
  DYNAROCKS_TRY(apply(key));
  if (key != before) DYNAROCKS_TRY(put(key));
  return key;
}

KmsResult<KmsKey> KmsKeys::enable(const KmsKeyName& name) {
  return change(name, [](KmsKey& key) -> KmsResult<void> {
    DYNAROCKS_TRY(check_not_pending(key));
    key.state = KmsKeyState::Enabled;
    key.unusable_since.reset();
    return {};
  });
}

KmsResult<KmsKey> KmsKeys::disable(const KmsKeyName& name) {
  return change(name, [&](KmsKey& key) -> KmsResult<void> {
    DYNAROCKS_TRY(check_not_pending(key));
    key.state = KmsKeyState::Disabled;
    key.unusable_since = key.unusable_since.value_or(clock_.now_millis());
    return {};
  });
}

KmsResult<KmsKey> KmsKeys::schedule_deletion(const KmsKeyName& name, EpochMillis wait) {
  return change(name, [&](KmsKey& key) -> KmsResult<void> {
    DYNAROCKS_TRY(check_not_pending(key));
    const EpochMillis now = clock_.now_millis();
    key.state = KmsKeyState::PendingDeletion;
    key.deletion_time = now + wait;
    key.unusable_since = key.unusable_since.value_or(now);
    return {};
  });
}

KmsResult<KmsKey> KmsKeys::cancel_deletion(const KmsKeyName& name) {
  return change(name, [](KmsKey& key) -> KmsResult<void> {
    if (key.state != KmsKeyState::PendingDeletion) {
      return kms_failure("KMSInvalidStateException", arn_of(key) + " is not pending deletion.");
    }
    key.state = KmsKeyState::Disabled;
    key.deletion_time.reset();
    return {};
  });
}

KmsResult<KmsKey> KmsKeys::alias_target(const AccountRegion& owner,
                                        const KmsKeyName& target) const {
  DYNAROCKS_ASSIGN(KmsKey key, get(target));
  // An alias names a key of its own account and Region.
  if (key.owner != owner) return key_not_found(arn_of(key));
  DYNAROCKS_TRY(check_not_pending(key));
  const auto limit = model::limits::kms_aliases_per_key;
  if (list_aliases(owner, key.id, {}, limit).entries.size() >= limit) {
    return kms_failure("LimitExceededException", "The key has as many aliases as it may have");
  }
  return key;
}

KmsResult<void> KmsKeys::create_alias(const AccountRegion& owner, const std::string& alias,
                                      const KmsKeyName& target) {
  const std::scoped_lock change_lock(change_mutex_);
  if (find_alias(owner, alias)) {
    return kms_failure(
        "AlreadyExistsException",
        "An alias with the name " + model::kms_arn(owner, alias) + " already exists");
  }
  DYNAROCKS_ASSIGN(const KmsKey key, alias_target(owner, target));
  const EpochMillis now = clock_.now_millis();
  return put(KmsAlias{owner, alias, key.id, now, now});
}

KmsResult<void> KmsKeys::update_alias(const AccountRegion& owner, const std::string& alias,
                                      const KmsKeyName& target) {
  const std::scoped_lock change_lock(change_mutex_);
  auto found = find_alias(owner, alias);
  if (!found) return alias_not_found(owner, alias);
  DYNAROCKS_ASSIGN(const KmsKey key, alias_target(owner, target));
  found->key_id = key.id;
  found->last_update = clock_.now_millis();
  return put(*found);
}

KmsResult<void> KmsKeys::delete_alias(const AccountRegion& owner, const std::string& alias) {
  const std::scoped_lock change_lock(change_mutex_);
  if (!find_alias(owner, alias)) return alias_not_found(owner, alias);
  const auto batch = store_.begin();
  batch->erase(kv::catalog_space, codec::kms_alias_row(owner, alias));
  if (const auto erased = store_.commit(*batch); !erased) return internal_failure(erased.error());
  const std::unique_lock lock(mutex_);
  aliases_.erase({owner, alias});
  return {};
}

}  // namespace dynarocks::engine
