#pragma once
// What planning needs to know of a table and its indexes.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/key_schema.h"

namespace dynarocks::partiql {

struct TargetIndex {
  std::string name;
  bool is_global = false;
  model::KeyAttributes key;
  /// What its entries hold, keys included; nothing: everything.
  std::optional<std::vector<std::string>> attributes;

  [[nodiscard]] bool projects(std::string_view attribute) const {
    return !attributes ||
           std::find(attributes->begin(), attributes->end(), attribute) != attributes->end();
  }
};

struct TargetTable {
  model::KeyAttributes key;
  std::vector<TargetIndex> indexes;
};

}  // namespace dynarocks::partiql
