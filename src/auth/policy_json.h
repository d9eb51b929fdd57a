#pragma once
// The JSON of a policy document as a tree that knows the order of members and remembers how numbers
// were written. For the parser of policies and their canonical text.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "auth/policy_parser.h"
#include "base/result.h"

namespace dynarocks::auth {

struct PolicyJsonMember;

struct PolicyJson {
  enum class Kind : std::uint8_t { null, boolean, number, string, list, object };
  Kind kind = Kind::null;
  std::string text;  // of a string; a number and a boolean as they were written
  std::vector<PolicyJson> elements;
  std::vector<PolicyJsonMember> members;

  /// The member of an object, or null.
  [[nodiscard]] const PolicyJson* find(std::string_view name) const;
  [[nodiscard]] PolicyJson* find(std::string_view name);
};

struct PolicyJsonMember {
  std::string name;
  PolicyJson value;
};

/// Faults: "Syntax error at position (line,column)" of text that is no JSON, "This policy contains
/// invalid Json" of text that ends too early, nests deeper than max_policy_depth, or has a
/// member twice or an object with more than max_policy_members.
[[nodiscard]] Result<PolicyJson, PolicyFault> parse_policy_json(std::string_view text);

/// Without white space.
void append_json(const PolicyJson& json, std::string& out);

/// {"Invalid policy document: <what>"}
[[nodiscard]] PolicyFault document_fault(std::string_view what);

}  // namespace dynarocks::auth
