#pragma once
// A policy document, taken apart for evaluation.

#include <cstdint>
#include <string>
#include <vector>

#include "auth/arn_pattern.h"
#include "auth/condition.h"
#include "auth/principal_pattern.h"
#include "auth/text_pattern.h"

namespace dynarocks::auth {

enum class Effect : std::uint8_t { allow, deny };

struct Statement {
  std::string sid;  // empty when there is none
  Effect effect = Effect::deny;

  /// Principal, or NotPrincipal: whom it is about. In resource and trust policies alone.
  std::vector<PrincipalPattern> principals;
  bool not_principals = false;

  /// Action, or NotAction; in lower case.
  std::vector<TextPattern> actions;
  bool not_actions = false;

  /// Resource, or NotResource; not in trust policies, which are about their role.
  std::vector<ArnPattern> resources;
  bool not_resources = false;

  std::vector<Condition> conditions;  // all of them must hold
};

enum class PolicyVersion : std::uint8_t { v2008_10_17, v2012_10_17 };

struct Policy {
  /// For traces; where it came from, such as "users/alice.json". Not part of the document.
  std::string name;
  PolicyVersion version = PolicyVersion::v2008_10_17;
  std::string id;
  std::vector<Statement> statements;
};

}  // namespace dynarocks::auth
