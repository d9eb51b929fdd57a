#pragma once
// Which partitions a request addresses: what a policy may restrict by dynamodb:LeadingKeys.
// Source: reference "security", section 5.

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/item_view.h"
#include "expression/key_condition.h"
#include "model/key_schema.h"

namespace dynarocks::operations {

/// The values of the partition-key attributes that a request names, as text: S as it is, N in the
/// form responses print (so that 1.0 and 1, which are one key, are one text), B as base64.
class LeadingKeys {
 public:
  /// Indexes have up to four partition-key attributes.
  static constexpr std::size_t most_attributes = 4;
  using Values = std::array<std::vector<std::string>, most_attributes>;

  explicit LeadingKeys(const model::KeyAttributes& key) : key_(key) {}

  /// A key or a whole item. An attribute that is missing or of another type, which is refused
  /// later, adds nothing.
  void add_item(codec::ItemView item);
  /// Its equalities.
  void add_clauses(std::span<const expression::KeyClause> clauses);
  void add_range(const expression::KeyRange& range);

  /// By the position of the attribute in the key; each value once.
  [[nodiscard]] Values take();

 private:
  void add(std::size_t position, model::AttributeType type, std::string_view scalar);

  const model::KeyAttributes& key_;
  Values values_;
};

}  // namespace dynarocks::operations
