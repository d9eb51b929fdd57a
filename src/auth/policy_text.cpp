#include "auth/policy_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "auth/policy_json.h"
#include "auth/principal_parser.h"

namespace dynarocks::auth {
namespace {

using Kind = PolicyJson::Kind;

constexpr std::array<std::string_view, 3> document_members{"Version", "Id", "Statement"};
constexpr std::array<std::string_view, 9> statement_members{
    "Sid",       "Effect",   "Principal",   "NotPrincipal", "Action",
    "NotAction", "Resource", "NotResource", "Condition"};

/// Puts the members into this order; those that are not in it stay behind the others, as they are.
template <std::size_t Count>
void order_members(PolicyJson& object, const std::array<std::string_view, Count>& order) {
  const auto rank = [&](const auto& member) {
    return std::find(order.begin(), order.end(), member.name) - order.begin();
  };
  std::stable_sort(object.members.begin(), object.members.end(),
                   [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
}

/// `change` for each statement, of which there may be one or a list.
template <class Change>
void for_each_statement(PolicyJson& document, const Change& change) {
  PolicyJson* const statement = document.find("Statement");
  if (statement == nullptr) return;
  if (statement->kind != Kind::list) return change(*statement);
  for (PolicyJson& element : statement->elements) change(element);
}

void bring_into_canonical_order(PolicyJson& document) {
  if (document.kind == Kind::object && document.find("Version") == nullptr) {
    document.members.push_back({"Version", PolicyJson{Kind::string, "2008-10-17", {}, {}}});
  }
  order_members(document, document_members);
  for_each_statement(document,
                     [](PolicyJson& statement) { order_members(statement, statement_members); });
}

/// Sorts all members and makes a list of one its element.
void simplify(PolicyJson& json) {
  for (PolicyJson& element : json.elements) simplify(element);
  for (auto& [name, value] : json.members) simplify(value);
  std::sort(json.members.begin(), json.members.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  if (json.kind == Kind::list && json.elements.size() == 1) {
    PolicyJson element = std::move(json.elements.front());
    json = std::move(element);
  }
}

/// Names accounts by their ids.
void name_accounts_alike(PolicyJson& principal) {
  for (PolicyJson& element : principal.elements) name_accounts_alike(element);
  if (principal.kind != Kind::string) return;
  const auto parsed = parse_aws_principal(principal.text);
  if (parsed && parsed->kind == PrincipalPattern::Kind::account) principal.text = parsed->value;
}

/// The text that documents which say the same have in common.
Result<std::string, PolicyFault> normal_form(std::string_view json) {
  DYNAROCKS_ASSIGN(PolicyJson document, parse_policy_json(json));
  bring_into_canonical_order(document);
  for_each_statement(document, [](PolicyJson& statement) {
    for (const std::string_view name : {"Principal", "NotPrincipal"}) {
      PolicyJson* const principal = statement.find(name);
      if (principal == nullptr) continue;
      if (PolicyJson* const aws = principal->find("AWS")) name_accounts_alike(*aws);
    }
  });
  simplify(document);
  std::string text;
  append_json(document, text);
  return text;
}

}  // namespace

Result<std::string, PolicyFault> canonical_policy_text(std::string_view json) {
  DYNAROCKS_ASSIGN(PolicyJson document, parse_policy_json(json));
  bring_into_canonical_order(document);
  std::string text;
  append_json(document, text);
  return text;
}

bool same_policy(std::string_view a, std::string_view b) {
  const auto left = normal_form(a);
  const auto right = normal_form(b);
  return left && right && *left == *right;
}

}  // namespace dynarocks::auth
