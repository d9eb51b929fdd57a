#include "kv/rocksdb_spaces.h"

#include <charconv>
#include <mutex>

#include "base/logging.h"
#include "kv/rocksdb_status.h"

namespace dynarocks::kv {

Database::~Database() {
  if (!db) return;
  const rocksdb::Status status = db->Close();
  if (!status.ok()) log::error(store_error(status, "close the store").message);
}

Space::~Space() {
  const rocksdb::Status status = database_->db->DestroyColumnFamilyHandle(handle_);
  if (!status.ok()) log::error(store_error(status, "release a space").message);
}

std::string Space::family_name(SpaceId id) {
  if (id == catalog_space) return rocksdb::kDefaultColumnFamilyName;
  std::string name = "s";
  return name.append(std::to_string(id));
}

StoreResult<SpaceId> Space::id_of_family(std::string_view name) {
  if (name == rocksdb::kDefaultColumnFamilyName) return catalog_space;
  SpaceId id = 0;
  if (name.starts_with('s')) {
    std::from_chars(name.data() + 1, name.data() + name.size(), id);
  }
  if (id == catalog_space || family_name(id) != name) {
    return failure(StoreError{StoreError::Kind::invalid,
                              "the store holds a column family '" + std::string(name) +
                                  "' that is not ours; choose another --data-dir"});
  }
  return id;
}

std::shared_ptr<Space> Spaces::find(SpaceId id) const {
  const std::shared_lock lock(mutex_);
  const auto found = spaces_.find(id);
  return found == spaces_.end() ? nullptr : found->second;
}

void Spaces::insert(std::shared_ptr<Space> space) {
  const SpaceId id = space->id();
  const std::unique_lock lock(mutex_);
  spaces_.emplace(id, std::move(space));
}

std::shared_ptr<Space> Spaces::remove(SpaceId id) {
  const std::unique_lock lock(mutex_);
  const auto found = spaces_.find(id);
  if (found == spaces_.end()) return nullptr;
  std::shared_ptr<Space> space = std::move(found->second);
  spaces_.erase(found);
  return space;
}

std::vector<SpaceId> Spaces::ids() const {
  const std::shared_lock lock(mutex_);
  std::vector<SpaceId> ids;
  ids.reserve(spaces_.size());
  for (const auto& [id, space] : spaces_) ids.push_back(id);
  return ids;
}

std::size_t Spaces::count() const {
  const std::shared_lock lock(mutex_);
  return spaces_.size();
}

}  // namespace dynarocks::kv
