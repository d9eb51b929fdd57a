#pragma once
// Key schemas: which attributes identify an item or an index entry, and their types.

#include <string>
#include <string_view>
#include <vector>

#include "model/attribute_type.h"

namespace dynarocks::model {

enum class KeyType : std::uint8_t { HASH, RANGE };

struct KeySchemaElement {
  std::string attribute_name;
  KeyType key_type = KeyType::HASH;
  friend bool operator==(const KeySchemaElement&, const KeySchemaElement&) = default;
};

struct AttributeDefinition {
  std::string attribute_name;
  AttributeType attribute_type = AttributeType::S;  // S, N or B
  friend bool operator==(const AttributeDefinition&, const AttributeDefinition&) = default;
};

/// A key attribute with its type: a KeySchemaElement joined with its AttributeDefinition.
struct KeyAttribute {
  std::string name;
  AttributeType type = AttributeType::S;
  KeyType key_type = KeyType::HASH;
};

/// The key of a table (one HASH, at most one RANGE) or of an index (up to four of each), HASH
/// first.
using KeyAttributes = std::vector<KeyAttribute>;

}  // namespace dynarocks::model
