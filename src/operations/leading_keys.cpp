#include "operations/leading_keys.h"

#include <algorithm>
#include <utility>

#include "base/base64.h"
#include "codec/number_codec.h"

namespace dynarocks::operations {
namespace {

/// Calls `visit(position, attribute)` for each partition-key attribute.
template <class Visit>
void for_each_hash_attribute(const model::KeyAttributes& key, Visit visit) {
  std::size_t position = 0;
  for (const model::KeyAttribute& attribute : key) {
    if (attribute.key_type != model::KeyType::HASH) continue;
    if (position == LeadingKeys::most_attributes) return;
    visit(position++, attribute);
  }
}

}  // namespace

void LeadingKeys::add(std::size_t position, model::AttributeType type, std::string_view scalar) {
  std::string text;
  switch (type) {
    case model::AttributeType::N:
      codec::append_number_text(scalar, text);
      break;
    case model::AttributeType::B:
      append_base64(scalar, text);
      break;
    default:
      text = scalar;
      break;
  }
  auto& values = values_[position];
  if (std::find(values.begin(), values.end(), text) == values.end()) {
    values.push_back(std::move(text));
  }
}

void LeadingKeys::add_item(codec::ItemView item) {
  for_each_hash_attribute(key_, [&](std::size_t position, const model::KeyAttribute& attribute) {
    const auto value = item.find(attribute.name);
    if (value && value->type() == attribute.type) add(position, attribute.type, value->scalar());
  });
}

void LeadingKeys::add_clauses(std::span<const expression::KeyClause> clauses) {
  for_each_hash_attribute(key_, [&](std::size_t position, const model::KeyAttribute& attribute) {
    for (const expression::KeyClause& clause : clauses) {
      if (clause.attribute_name != attribute.name || clause.values.empty() ||
          clause.op != expression::KeyOperator::eq) {
        continue;
      }
      const codec::ValueView value(clause.values.front());
      if (value.type() == attribute.type) add(position, attribute.type, value.scalar());
    }
  });
}

void LeadingKeys::add_range(const expression::KeyRange& range) {
  for_each_hash_attribute(key_, [&](std::size_t position, const model::KeyAttribute& attribute) {
    if (position < range.hash.size()) add(position, attribute.type, range.hash[position]);
  });
}

LeadingKeys::Values LeadingKeys::take() { return std::exchange(values_, {}); }

}  // namespace dynarocks::operations
