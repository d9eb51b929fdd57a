#pragma once
// A tag of a table.

#include <string>

namespace dynarocks::model {

struct Tag {
  std::string key;
  std::string value;

  bool operator==(const Tag&) const = default;
};

}  // namespace dynarocks::model
