#include "auth/resource_policy_rules.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "auth/arn_text.h"
#include "auth/policy_json.h"
#include "auth/wildcard.h"

namespace dynarocks::auth {
namespace {

/// What IAM's grammar calls the parts of an ARN.
constexpr std::array<std::string_view, arn_parts> part_names{"arn",    "partition", "vendor",
                                                             "region", "namespace", "relative-id"};

/// As it was written, but for escapes.
std::string text_of(const TextPattern& pattern) {
  std::string text;
  for (const PatternPiece& piece : pattern) {
    switch (piece.kind) {
      case PatternPiece::Kind::literal:
        text += piece.text;
        break;
      case PatternPiece::Kind::any_run:
        text += '*';
        break;
      case PatternPiece::Kind::any_character:
        text += '?';
        break;
      case PatternPiece::Kind::variable:
        text.append("${").append(piece.text).append("}");
        break;
    }
  }
  return text;
}

std::string text_of(const ArnPattern& pattern) {
  std::string text;
  for (std::size_t i = 0; i < arn_parts; ++i) {
    if (i > 0) text += ':';
    text += text_of(pattern.parts[i]);
  }
  return text;
}

/// Of a table, or of an index it may have.
bool names_table(const TextPattern& pattern, std::string_view table) {
  const std::string indexes = std::string(table) + "/index/";
  return matches(pattern, table, {}) || matches(pattern, indexes + "any", {}) ||
         text_of(pattern).starts_with(indexes);
}

bool names_relative_id(const TextPattern& pattern, std::string_view resource) {
  const bool of_table = std::count(resource.begin(), resource.end(), '/') == 1;
  return of_table ? names_table(pattern, resource) : matches(pattern, resource, {});
}

constexpr std::array<std::string_view, 11> narrow_keys{
    "aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths",
    "aws:sourceaccount",    "aws:sourcearn",    "aws:sourceip",       "aws:sourceorgid",
    "aws:sourcevpc",        "aws:sourcevpce",   "aws:userid"};

bool is_fixed(const TextPattern& pattern) {
  return std::all_of(pattern.begin(), pattern.end(), [](const PatternPiece& piece) {
    return piece.kind == PatternPiece::Kind::literal;
  });
}

bool is_fixed(const ConditionOperand& operand, ConditionTest test) {
  switch (test) {
    case ConditionTest::string_equals:
    case ConditionTest::string_equals_ignoring_case:
    case ConditionTest::string_like:
      return is_fixed(operand.text);
    case ConditionTest::ip_address:
      return !text_of(operand.text).ends_with("/0");
    case ConditionTest::arn_like:
      return operand.arn && !operand.arn->anything &&
             std::all_of(operand.arn->parts.begin(), operand.arn->parts.end(),
                         [](const TextPattern& part) { return is_fixed(part); });
    default:
      return false;
  }
}

/// Whether it holds for a few alone, whoever asks.
bool narrows(const Condition& condition) {
  const ConditionOperator& op = condition.op;
  // These hold without the key, too.
  if (op.negated || op.if_exists || op.quantifier == SetQuantifier::for_all_values) return false;
  return std::find(narrow_keys.begin(), narrow_keys.end(), condition.key) != narrow_keys.end() &&
         std::all_of(condition.operands.begin(), condition.operands.end(),
                     [&](const ConditionOperand& operand) { return is_fixed(operand, op.test); });
}

bool is_for_everyone(const Statement& statement) {
  return statement.not_principals ||
         std::any_of(statement.principals.begin(), statement.principals.end(),
                     [](const PrincipalPattern& principal) {
                       return principal.kind == PrincipalPattern::Kind::everyone;
                     });
}

}  // namespace

Result<void, PolicyFault> check_resources(const Policy& policy, std::string_view arn) {
  const auto expected = split_arn(arn);
  if (!expected) return {};
  for (const Statement& statement : policy.statements) {
    for (const ArnPattern& resource : statement.resources) {
      if (resource.anything) continue;
      for (std::size_t i = 0; i < arn_parts; ++i) {
        const bool last = i + 1 == arn_parts;
        const bool fits = last ? names_relative_id(resource.parts[i], (*expected)[i])
                               : matches(resource.parts[i], (*expected)[i], {});
        if (fits) continue;
        return failure(document_fault("The " + std::string(part_names[i]) + " \"" +
                                      text_of(resource.parts[i]) + "\" is invalid for ARN \"" +
                                      text_of(resource) + "\""));
      }
    }
  }
  return {};
}

bool grants_to_everyone(const Policy& policy) {
  return std::any_of(
      policy.statements.begin(), policy.statements.end(), [](const Statement& statement) {
        return statement.effect == Effect::allow && is_for_everyone(statement) &&
               std::none_of(statement.conditions.begin(), statement.conditions.end(), narrows);
      });
}

}  // namespace dynarocks::auth
