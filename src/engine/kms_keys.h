#pragma once
// The keys and aliases of KMS of all accounts and Regions, kept in the store's catalog space and in
// memory. Nothing is encrypted with them: they are there for what becomes of tables when their
// keys are switched off or deleted (docs/decisions/0018-key-store.md). Safe from any thread: what
// is answered is stored.

#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "kv/store.h"
#include "model/kms_error.h"
#include "model/kms_key.h"

namespace dynarocks::engine {

class KmsKeys {
 public:
  [[nodiscard]] static kv::StoreResult<std::unique_ptr<KmsKeys>> open(kv::Store& store,
                                                                      const Clock& clock);

  /// Also a key that is deleted.
  [[nodiscard]] std::optional<model::KmsKey> find(const model::AccountRegion& owner,
                                                  std::string_view key_id) const;
  /// Not one whose key is deleted.
  [[nodiscard]] std::optional<model::KmsAlias> find_alias(const model::AccountRegion& owner,
                                                          std::string_view alias) const;
  /// Whether the account has, or had, any key in the Region.
  [[nodiscard]] bool has_keys(const model::AccountRegion& owner) const;

  /// Whether every key is enabled: nothing then has to be asked of one. Takes no lock.
  [[nodiscard]] bool all_usable() const { return unusable_.load() == 0; }

  /// The key a name means. NotFoundException when it is not there, or deleted.
  [[nodiscard]] model::KmsResult<model::KmsKey> get(const model::KmsKeyName& name) const;

  template <class T>
  struct Page {
    std::vector<T> entries;
    bool more = false;
  };
  /// Those that are not deleted, in order of their ids after `after`, at most `limit`.
  [[nodiscard]] Page<model::KmsKey> list(const model::AccountRegion& owner,
                                         const std::string& after, std::size_t limit) const;
  /// In order of their names; of one key when `key_id` is not empty.
  [[nodiscard]] Page<model::KmsAlias> list_aliases(const model::AccountRegion& owner,
                                                   std::string_view key_id,
                                                   const std::string& after,
                                                   std::size_t limit) const;

  /// LimitExceededException above the account's quota.
  [[nodiscard]] model::KmsResult<model::KmsKey> create(const model::AccountRegion& owner,
                                                       std::string description);

  // The changes of a key answer it as it is then. NotFoundException; KMSInvalidStateException for
  // one that is, or for the last is not, pending deletion.
  [[nodiscard]] model::KmsResult<model::KmsKey> enable(const model::KmsKeyName& name);
  [[nodiscard]] model::KmsResult<model::KmsKey> disable(const model::KmsKeyName& name);
  [[nodiscard]] model::KmsResult<model::KmsKey> schedule_deletion(const model::KmsKeyName& name,
                                                                  EpochMillis wait);
  /// The key is then disabled, as on AWS.
  [[nodiscard]] model::KmsResult<model::KmsKey> cancel_deletion(const model::KmsKeyName& name);

  /// AlreadyExistsException, LimitExceededException, and the errors of a change of `target`.
  [[nodiscard]] model::KmsResult<void> create_alias(const model::AccountRegion& owner,
                                                    const std::string& alias,
                                                    const model::KmsKeyName& target);
  /// NotFoundException also for the alias.
  [[nodiscard]] model::KmsResult<void> update_alias(const model::AccountRegion& owner,
                                                    const std::string& alias,
                                                    const model::KmsKeyName& target);
  [[nodiscard]] model::KmsResult<void> delete_alias(const model::AccountRegion& owner,
                                                    const std::string& alias);

 private:
  using Name = std::pair<model::AccountRegion, std::string>;
  using KeyChange = std::function<model::KmsResult<void>(model::KmsKey&)>;

  KmsKeys(kv::Store& store, const Clock& clock) : store_(store), clock_(clock) {}
  [[nodiscard]] kv::StoreResult<void> load();
  // Under change_mutex_: store, then publish.
  [[nodiscard]] model::KmsResult<void> put(const model::KmsKey& key);
  [[nodiscard]] model::KmsResult<void> put(const model::KmsAlias& alias);
  [[nodiscard]] model::KmsResult<model::KmsKey> change(const model::KmsKeyName& name,
                                                       const KeyChange& apply);
  [[nodiscard]] std::size_t count(const model::AccountRegion& owner) const;
  /// The key an alias may be given to.
  [[nodiscard]] model::KmsResult<model::KmsKey> alias_target(const model::AccountRegion& owner,
                                                             const model::KmsKeyName& target) const;
  [[nodiscard]] bool is_alive(const model::KmsAlias& alias, EpochMillis now) const;  // under mutex_

  kv::Store& store_;
  const Clock& clock_;
  mutable std::shared_mutex mutex_;  // guards the maps
  std::mutex change_mutex_;          // held over a whole change, store write included
  std::map<Name, model::KmsKey> keys_;
  std::atomic<std::size_t> unusable_ = 0;  // how many of them are not enabled
  std::map<Name, model::KmsAlias> aliases_;
};

}  // namespace dynarocks::engine
