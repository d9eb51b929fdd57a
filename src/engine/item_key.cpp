#include "engine/item_key.h"

#include "codec/layout.h"
#include "codec/value_encoder.h"
#include "model/limits.h"

namespace dynarocks::engine {

using codec::ItemView;
using codec::ValueView;
using model::ApiResult;
using model::KeyAttribute;
using model::KeyAttributes;
using model::validation_error;

namespace {

std::string row_of(ValueView hash, std::optional<ValueView> range) {
  std::optional<std::string_view> range_scalar;
  if (range) range_scalar = range->scalar();
  return codec::item_row(hash.scalar(), range_scalar);
}

/// Checks one key attribute after the other; the faults say what a missing or mistyped one is
/// answered with.
template <class MissingFault, class TypeFault>
ApiResult<std::string> checked_row(const KeyAttributes& key_attributes, ItemView item,
                                   MissingFault missing_fault, TypeFault type_fault) {
  std::optional<ValueView> values[2];
  std::size_t found = 0;
  for (const KeyAttribute& attribute : key_attributes) {
    const auto value = item.find(attribute.name);
    if (!value) return failure(validation_error(missing_fault(attribute)));
    if (value->type() != attribute.type) {
      return failure(validation_error(type_fault(attribute, value->type())));
    }
    DYNAROCKS_TRY(check_key_value(attribute, *value));
    values[found++] = value;
  }
  return row_of(*values[0], values[1]);
}

std::string schema_fault(const KeyAttribute&) { return std::string(key_schema_mismatch); }
std::string schema_type_fault(const KeyAttribute&, model::AttributeType) {
  return std::string(key_schema_mismatch);
}

model::ApiError empty_key_value(const KeyAttribute& attribute) {
  return validation_error(
      std::string("One or more parameter values are not valid. The AttributeValue for a key "
                  "attribute cannot contain an empty ") +
      (attribute.type == model::AttributeType::B ? "binary" : "string") +
      " value. Key: " + attribute.name);
}

}  // namespace

ApiResult<void> check_no_empty_key_value(const KeyAttributes& key_attributes, ItemView item) {
  for (const KeyAttribute& attribute : key_attributes) {
    const auto value = item.find(attribute.name);
    if (value && value->type() == attribute.type && value->scalar().empty()) {
      return failure(empty_key_value(attribute));
    }
  }
  return {};
}

ApiResult<void> check_key_value(const KeyAttribute& attribute, ValueView value) {
  const std::string_view scalar = value.scalar();
  if (scalar.empty()) return failure(empty_key_value(attribute));
  if (attribute.type == model::AttributeType::N) return {};
  if (attribute.key_type == model::KeyType::HASH) {
    if (scalar.size() > model::limits::hash_key_bytes) {
      return failure(validation_error(std::string(hash_key_too_long)));
    }
  } else if (scalar.size() > model::limits::range_key_bytes) {
    return failure(validation_error(std::string(range_keys_too_long)));
  }
  return {};
}

ApiResult<std::string> row_of_key(const KeyAttributes& key_attributes, ItemView key) {
  if (key.attributes().count() != key_attributes.size()) {
    return failure(validation_error(std::string(key_schema_mismatch)));
  }
  return checked_row(key_attributes, key, schema_fault, schema_type_fault);
}

ApiResult<std::string> row_of_batch_item(const KeyAttributes& key_attributes, ItemView item) {
  return checked_row(key_attributes, item, schema_fault, schema_type_fault);
}

ApiResult<std::string> row_of_item(const KeyAttributes& key_attributes, ItemView item) {
  return checked_row(
      key_attributes, item,
      [](const KeyAttribute& attribute) {
        return "One or more parameter values were invalid: Missing the key " + attribute.name +
               " in the item";
      },
      [](const KeyAttribute& attribute, model::AttributeType actual) {
        return "One or more parameter values were invalid: Type mismatch for key " +
               attribute.name + " expected: " + std::string(type_name(attribute.type)) +
               " actual: " + std::string(type_name(actual));
      });
}

std::string row_of_valid_item(const KeyAttributes& key_attributes, ItemView item) {
  std::optional<ValueView> range;
  if (key_attributes.size() > 1) range = item.find(key_attributes[1].name);
  return row_of(*item.find(key_attributes[0].name), range);
}

std::string start_key_of_item(const KeyAttributes& table_key, const TableIndex* index,
                              ItemView item) {
  std::string key;
  codec::ValueEncoder encoder(key);
  encoder.begin_item();
  // An attribute of both keys is named twice; the encoder keeps one.
  const auto add = [&](const KeyAttributes& key_attributes) {
    for (const KeyAttribute& attribute : key_attributes) {
      encoder.name(attribute.name);
      encoder.value(*item.find(attribute.name));
    }
  };
  add(table_key);
  if (index != nullptr) add(index->key_attributes);
  encoder.end_item();
  return key;
}

}  // namespace dynarocks::engine
