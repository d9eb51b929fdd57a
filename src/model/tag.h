#pragma once
// A label on a table or a stream.

#include <string>

namespace dynarocks::model {

struct Tag {
  std::string key;
  std::string value;

  bool operator==(const Tag&) const = default;
};

}  // namespace dynarocks::model
