#include "operations/tags_in_flight.h"

#include <algorithm>

#include "model/table_lifecycle.h"

namespace dynarocks::operations {

using model::Tag;

namespace {

bool contains(const std::vector<Tag>& tags, const Tag& tag) {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

/// Whether `given` has every tag that is added or changed; what is removed no tags can contain.
bool contains_change(const std::vector<Tag>& given, const std::vector<Tag>& from,
                     const std::vector<Tag>& to) {
  const bool removes = std::any_of(from.begin(), from.end(), [&to](const Tag& old) {
    return std::none_of(to.begin(), to.end(),
                        [&old](const Tag& tag) { return tag.key == old.key; });
  });
  return !removes && std::all_of(to.begin(), to.end(), [&](const Tag& tag) {
    return contains(from, tag) || contains(given, tag);
  });
}

}  // namespace

model::ApiResult<void> check_tags_free(const model::TableDescription& table,
                                       const std::vector<Tag>& given) {
  const auto* change = model::under_way<model::TagsChange>(table);
  if (change == nullptr || contains_change(given, table.tags, change->tags)) return {};
  return failure(model::ApiError{
      model::ErrorCode::limit_exceeded,
      "Subscriber limit exceeded: Table tags are being updated: " + table.key.table_name,
      {},
      {},
      true});
}

const std::vector<Tag>& settled_tags(const model::TableDescription& table) {
  const auto* change = model::under_way<model::TagsChange>(table);
  return change != nullptr ? change->tags : table.tags;
}

}  // namespace dynarocks::operations
