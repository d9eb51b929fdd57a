#include "engine/index_key_check.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/item_key.h"
#include "model/limits.h"

namespace dynarocks::engine {

using codec::ItemView;
using codec::ValueView;
using model::ApiError;
using model::ApiResult;
using model::AttributeType;
using model::KeyAttribute;
using model::validation_error;

namespace {

/// The whole item of a put.
class PutItemValues {
 public:
  explicit PutItemValues(ItemView item) : item_(item) {}

  [[nodiscard]] std::optional<ValueView> find(std::string_view name) const {
    return item_.find(name);
  }
  /// Whether the write is answerable for the value.
  [[nodiscard]] static bool is_written(std::string_view /*name*/, ValueView /*value*/) {
    return true;
  }
  [[nodiscard]] static ApiError wrong_type(const TableIndex& index, const KeyAttribute& attribute,
                                           ValueView value);
  [[nodiscard]] static ApiError empty(const TableIndex& index, const KeyAttribute& attribute);

 private:
  ItemView item_;
};

/// The literals that an update assigns.
class AssignedValues {
 public:
  explicit AssignedValues(const expression::Update& update)
      : assignments_(update.literal_assignments()) {}

  [[nodiscard]] std::optional<ValueView> find(std::string_view name) const {
    const auto found =
        std::find_if(assignments_.begin(), assignments_.end(),
                     [&](const auto& assignment) { return assignment.name == name; });
    if (found == assignments_.end()) return std::nullopt;
    return found->value;
  }
  [[nodiscard]] static bool is_written(std::string_view /*name*/, ValueView /*value*/) {
    return true;
  }
  [[nodiscard]] static ApiError wrong_type(const TableIndex& index, const KeyAttribute& attribute,
                                           ValueView value) {
    return PutItemValues::wrong_type(index, attribute, value);
  }
  [[nodiscard]] static ApiError empty(const TableIndex& index, const KeyAttribute& attribute);

 private:
  std::vector<codec::AttributeView> assignments_;
};

/// The outcome of an update.
class UpdatedValues {
 public:
  UpdatedValues(ItemView old_item, ItemView new_item) : old_item_(old_item), new_item_(new_item) {}

  [[nodiscard]] std::optional<ValueView> find(std::string_view name) const {
    return new_item_.find(name);
  }
  [[nodiscard]] bool is_written(std::string_view name, ValueView value) const {
    return old_item_.find(name) != value;
  }
  [[nodiscard]] static ApiError wrong_type(const TableIndex& /*index*/,
                                           const KeyAttribute& /*attribute*/, ValueView /*value*/) {
    return validation_error(
        "The update expression attempted to update the secondary index key to unsupported type");
  }
  [[nodiscard]] static ApiError empty(const TableIndex& index, const KeyAttribute& attribute) {
    return AssignedValues::empty(index, attribute);
  }

 private:
  ItemView old_item_;
  ItemView new_item_;
};

std::string cannot_be_empty(const KeyAttribute& attribute) {
  return std::string("The AttributeValue for a key attribute cannot contain an empty ") +
         (attribute.type == AttributeType::B ? "binary" : "string") + " value.";
}

ApiError PutItemValues::wrong_type(const TableIndex& index, const KeyAttribute& attribute,
                                   ValueView value) {
  return validation_error(
      "One or more parameter values were invalid: Type mismatch for Index Key " + attribute.name +
      " Expected: " + std::string(type_name(attribute.type)) +
      " Actual: " + std::string(type_name(value.type())) + " IndexName: " + index.name);
}

ApiError PutItemValues::empty(const TableIndex& index, const KeyAttribute& attribute) {
  return validation_error(
      "One or more parameter values are not valid. A value specified for a secondary index key is "
      "not supported. " +
      cannot_be_empty(attribute) + " IndexName: " + index.name + ", IndexKey: " + attribute.name);
}

ApiError AssignedValues::empty(const TableIndex& /*index*/, const KeyAttribute& attribute) {
  return validation_error(
      "One or more parameter values are not valid. The update expression attempted to update a "
      "secondary index key to a value that is not supported. " +
      cannot_be_empty(attribute));
}

/// The key attributes that share a limit are long together, of whichever the write is answerable
/// for; those of a wrong type keep the item out of the index.
template <class Values>
ApiResult<void> check_sizes(const TableIndex& index, const Values& values) {
  std::size_t hash_bytes = 0;
  std::size_t range_bytes = 0;
  bool written = false;
  for (const KeyAttribute& attribute : index.key_attributes) {
    if (attribute.type == AttributeType::N) continue;
    const auto value = values.find(attribute.name);
    if (!value || value->type() != attribute.type) continue;
    written = written || values.is_written(attribute.name, *value);
    const bool is_hash = attribute.key_type == model::KeyType::HASH;
    (is_hash ? hash_bytes : range_bytes) += value->scalar().size();
  }
  if (!written) return {};
  if (hash_bytes > model::limits::hash_key_bytes) {
    return failure(validation_error(std::string(hash_key_too_long)));
  }
  if (range_bytes > model::limits::range_key_bytes) {
    return failure(validation_error(std::string(range_keys_too_long)));
  }
  return {};
}

template <class Values>
ApiResult<void> check_index(const TableIndex& index, const Values& values) {
  for (const KeyAttribute& attribute : index.key_attributes) {
    const auto value = values.find(attribute.name);
    if (!value || !values.is_written(attribute.name, *value)) continue;
    if (value->type() != attribute.type) {
      return failure(Values::wrong_type(index, attribute, *value));
    }
    if (value->scalar().empty()) return failure(Values::empty(index, attribute));
  }
  return check_sizes(index, values);
}

template <class Values>
ApiResult<void> check_all(const TableIndexes& indexes, const Values& values) {
  for (const TableIndex& index : indexes.all()) DYNAROCKS_TRY(check_index(index, values));
  return {};
}

template <class Values>
ApiResult<void> check_none_empty(const TableIndexes& indexes, const Values& values) {
  for (const TableIndex& index : indexes.all()) {
    for (const KeyAttribute& attribute : index.key_attributes) {
      const auto value = values.find(attribute.name);
      if (value && value->type() == attribute.type && value->scalar().empty()) {
        return failure(Values::empty(index, attribute));
      }
    }
  }
  return {};
}

}  // namespace

ApiResult<void> check_index_keys_of_item(const TableIndexes& indexes, ItemView item) {
  return check_all(indexes, PutItemValues(item));
}

ApiResult<void> check_assigned_index_keys(const TableIndexes& indexes,
                                          const expression::Update& update) {
  if (indexes.empty()) return {};
  return check_all(indexes, AssignedValues(update));
}

ApiResult<void> check_updated_index_keys(const TableIndexes& indexes, ItemView old_item,
                                         ItemView new_item) {
  return check_all(indexes, UpdatedValues(old_item, new_item));
}

ApiResult<void> check_no_empty_index_key_in_item(const TableIndexes& indexes, ItemView item) {
  return check_none_empty(indexes, PutItemValues(item));
}

ApiResult<void> check_no_empty_index_key_assigned(const TableIndexes& indexes,
                                                  const expression::Update& update) {
  if (indexes.empty()) return {};
  return check_none_empty(indexes, AssignedValues(update));
}

}  // namespace dynarocks::engine
