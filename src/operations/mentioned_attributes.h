#pragma once
// Which attributes a request names: what a policy may restrict by dynamodb:Attributes.
// Source: reference "security", section 5.

#include <span>
#include <string>
#include <vector>

#include "expression/document_path.h"
#include "wire/request.h"

namespace dynarocks::operations {

/// Top-level attribute names, each once, in byte order.
class MentionedAttributes {
 public:
  /// Of a request, or of the part of one that speaks of one table or item: its expressions, legacy
  /// parameters, Key, Keys and Item. What is malformed, and refused later, mentions nothing.
  void add_request(const wire::Request& part);
  void add_paths(std::span<const expression::DocumentPath> paths);
  void add(std::string_view name);

  [[nodiscard]] std::vector<std::string> take();

 private:
  std::vector<std::string> names_;
};

}  // namespace dynarocks::operations
