#include "auth/policy_parser.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <set>
#include <utility>

#include "auth/dynamodb_actions.h"
#include "auth/policy_json.h"
#include "auth/principal_parser.h"
#include "base/ascii_case.h"

namespace dynarocks::auth {
namespace {

using Kind = PolicyJson::Kind;
template <class T>
using Parsed = Result<T, PolicyFault>;

PolicyFault wrong_type(std::string_view field) {
  return document_fault("Could not parse the policy: " + std::string(field) +
                        " has a value of the wrong type");
}

PolicyFault missing(std::string_view field) {
  return document_fault("Missing required field " + std::string(field));
}

Result<void, PolicyFault> check_members(const PolicyJson& json,
                                        std::initializer_list<std::string_view> known) {
  for (const auto& [name, value] : json.members) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      return failure(document_fault("Unknown field " + name));
    }
  }
  return {};
}

/// A member that is a text, empty when it is not there.
Parsed<std::string> optional_text(const PolicyJson& json, std::string_view name) {
  const PolicyJson* const value = json.find(name);
  if (value == nullptr) return std::string();
  if (value->kind != Kind::string) return failure(wrong_type(name));
  return value->text;
}

/// One of two members that exclude each other, such as Action and NotAction.
struct Element {
  const PolicyJson* json = nullptr;  // null when neither is there
  bool inverted = false;
};

Parsed<Element> find_element(const PolicyJson& statement, std::string_view name) {
  const std::string inverse = "Not" + std::string(name);
  const PolicyJson* const straight = statement.find(name);
  const PolicyJson* const inverted = statement.find(inverse);
  if (straight != nullptr && inverted != nullptr) {
    return failure(document_fault("Statement has both " + std::string(name) + " and " + inverse));
  }
  return Element{straight != nullptr ? straight : inverted, inverted != nullptr};
}

/// The texts of a value that is one, or a list of some.
Parsed<std::vector<std::string>> parse_texts(const Element& element, std::string_view name) {
  if (element.json == nullptr) return failure(missing(name));
  std::vector<std::string> texts;
  if (element.json->kind == Kind::string) {
    texts.push_back(element.json->text);
  } else if (element.json->kind == Kind::list) {
    for (const PolicyJson& value : element.json->elements) {
      if (value.kind != Kind::string) return failure(wrong_type(name));
      texts.push_back(value.text);
    }
  } else {
    return failure(wrong_type(name));
  }
  if (texts.empty()) return failure(missing(name));
  return texts;
}

bool is_letter_or_digit(char c) {
  const char lower = ascii_lower(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
}

/// "*", or "vendor:Name" with wildcards in the name.
bool is_action(std::string_view text) {
  if (text == "*") return true;
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return false;
  const std::string_view vendor = text.substr(0, colon);
  const std::string_view name = text.substr(colon + 1);
  return !vendor.empty() && !name.empty() && std::all_of(vendor.begin(), vendor.end(), [](char c) {
    return is_letter_or_digit(c) || c == '-';
  }) && std::all_of(name.begin(), name.end(), [](char c) {
    return is_letter_or_digit(c) || c == '*' || c == '?';
  });
}

std::string joined(const std::vector<std::string_view>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) text.append(i == 0 ? "" : ", ").append(names[i]);
  return text;
}

class StatementParser {
 public:
  StatementParser(const PolicyJson& json, PolicyKind kind, bool variables)
      : json_(json), kind_(kind), variables_(variables) {}

  Parsed<Statement> parse() {
    DYNAROCKS_TRY(check_members(json_, {"Sid", "Effect", "Principal", "NotPrincipal", "Action",
                                        "NotAction", "Resource", "NotResource", "Condition"}));
    DYNAROCKS_TRY(parse_sid());
    DYNAROCKS_TRY(parse_effect());
    DYNAROCKS_TRY(parse_principal());
    DYNAROCKS_TRY(parse_actions());
    DYNAROCKS_TRY(parse_resources());
    DYNAROCKS_TRY(parse_conditions());
    return std::move(statement_);
  }

 private:
  Parsed<void> parse_sid() {
    DYNAROCKS_ASSIGN(statement_.sid, optional_text(json_, "Sid"));
    const bool plain =
        std::all_of(statement_.sid.begin(), statement_.sid.end(), is_letter_or_digit);
    if (!plain && kind_ != PolicyKind::resource) {
      return failure(document_fault("Statement IDs (SID) must be alpha-numeric"));
    }
    return {};
  }

  Parsed<void> parse_effect() {
    if (json_.find("Effect") == nullptr) return failure(missing("Effect"));
    DYNAROCKS_ASSIGN(const std::string effect, optional_text(json_, "Effect"));
    if (effect != "Allow" && effect != "Deny") {
      return failure(document_fault("Invalid effect: " + effect));
    }
    statement_.effect = effect == "Allow" ? Effect::allow : Effect::deny;
    return {};
  }

  Parsed<void> parse_principal() {
    DYNAROCKS_ASSIGN(const Element element, find_element(json_, "Principal"));
    if (kind_ == PolicyKind::identity) {
      if (element.json == nullptr) return {};
      return failure(document_fault("Policy document should not specify a principal."));
    }
    if (element.json == nullptr) return failure(missing("Principal"));
    auto principals = parse_principals(*element.json);
    if (!principals) return failure(PolicyFault{"Invalid principal in policy document."});
    statement_.principals = std::move(*principals);
    statement_.not_principals = element.inverted;
    return {};
  }

  Parsed<void> parse_actions() {
    DYNAROCKS_ASSIGN(const Element element, find_element(json_, "Action"));
    DYNAROCKS_ASSIGN(const std::vector<std::string> texts, parse_texts(element, "Action"));
    std::vector<std::string_view> invalid;
    for (const std::string& text : texts) {
      TextPattern action = parse_text_pattern(lower_case(text), {true, false});
      const bool valid =
          is_action(text) && (kind_ != PolicyKind::resource || describes_dynamodb_action(action));
      if (!valid) invalid.push_back(text);
      statement_.actions.push_back(std::move(action));
    }
    if (!invalid.empty()) {
      return failure(document_fault("The following action names are invalid: " + joined(invalid)));
    }
    statement_.not_actions = element.inverted;
    return {};
  }

  Parsed<void> parse_resources() {
    DYNAROCKS_ASSIGN(const Element element, find_element(json_, "Resource"));
    if (kind_ == PolicyKind::trust) {
      if (element.json == nullptr) return {};
      return failure(document_fault("Has prohibited field Resource"));
    }
    DYNAROCKS_ASSIGN(const std::vector<std::string> texts, parse_texts(element, "Resource"));
    for (const std::string& text : texts) {
      auto resource = parse_arn_pattern(text, variables_);
      if (!resource || (!resource->anything && !text.starts_with("arn:"))) {
        return failure(document_fault("Resource " + text + " must be in ARN format or \"*\"."));
      }
      statement_.resources.push_back(std::move(*resource));
    }
    statement_.not_resources = element.inverted;
    return {};
  }

  Parsed<void> parse_conditions() {
    const PolicyJson* const blocks = json_.find("Condition");
    if (blocks == nullptr) return {};
    if (blocks->kind != Kind::object) return failure(wrong_type("Condition"));
    for (const auto& [name, keys] : blocks->members) {
      const auto op = parse_condition_operator(name);
      if (!op) return failure(document_fault("Invalid Condition type : " + name));
      if (keys.kind != Kind::object) return failure(wrong_type("Condition"));
      for (const auto& [key, values] : keys.members) {
        Condition condition{*op, lower_case(key), {}};
        DYNAROCKS_TRY(parse_operands(values, condition));
        statement_.conditions.push_back(std::move(condition));
      }
    }
    return {};
  }

  Parsed<void> parse_operands(const PolicyJson& values, Condition& condition) {
    if (values.kind != Kind::list) return parse_operand(values, condition);
    for (const PolicyJson& value : values.elements) DYNAROCKS_TRY(parse_operand(value, condition));
    return {};
  }

  Parsed<void> parse_operand(const PolicyJson& value, Condition& condition) {
    const bool scalar =
        value.kind == Kind::string || value.kind == Kind::number || value.kind == Kind::boolean;
    if (!scalar) return failure(wrong_type("Condition"));
    condition.operands.push_back(
        parse_condition_operand(condition.op.test, value.text, variables_));
    return {};
  }

  const PolicyJson& json_;
  PolicyKind kind_;
  bool variables_;
  Statement statement_;
};

Parsed<PolicyVersion> parse_version(const PolicyJson& json) {
  const PolicyJson* const version = json.find("Version");
  if (version == nullptr) return PolicyVersion::v2008_10_17;
  if (version->kind == Kind::string && version->text == "2012-10-17") {
    return PolicyVersion::v2012_10_17;
  }
  if (version->kind == Kind::string && version->text == "2008-10-17") {
    return PolicyVersion::v2008_10_17;
  }
  return failure(document_fault("The policy must contain a valid version string"));
}

/// The statements of a document: one, or a list.
Parsed<std::vector<const PolicyJson*>> find_statements(const PolicyJson& json) {
  const PolicyJson* const value = json.find("Statement");
  if (value == nullptr) return failure(missing("Statement"));
  std::vector<const PolicyJson*> statements;
  if (value->kind == Kind::list) {
    for (const PolicyJson& element : value->elements) statements.push_back(&element);
  } else {
    statements.push_back(value);
  }
  if (statements.empty()) {
    return failure(document_fault("Could not parse the policy: Statement is empty!"));
  }
  for (const PolicyJson* statement : statements) {
    if (statement->kind != Kind::object) return failure(wrong_type("Statement"));
  }
  return statements;
}

Parsed<Policy> parse_document(std::string_view json, PolicyKind kind) {
  DYNAROCKS_ASSIGN(const PolicyJson document, parse_policy_json(json));
  if (document.kind != Kind::object) {
    return failure(document_fault("This text appears not to be a policy"));
  }
  DYNAROCKS_TRY(check_members(document, {"Version", "Id", "Statement"}));
  Policy policy;
  DYNAROCKS_ASSIGN(policy.version, parse_version(document));
  DYNAROCKS_ASSIGN(policy.id, optional_text(document, "Id"));
  DYNAROCKS_ASSIGN(const auto statements, find_statements(document));
  const bool variables = policy.version == PolicyVersion::v2012_10_17;
  std::set<std::string> sids;
  for (const PolicyJson* statement : statements) {
    DYNAROCKS_ASSIGN(Statement parsed, StatementParser(*statement, kind, variables).parse());
    if (!parsed.sid.empty() && !sids.insert(parsed.sid).second) {
      return failure(document_fault("The Statement Ids in the policy are not unique"));
    }
    policy.statements.push_back(std::move(parsed));
  }
  return policy;
}

}  // namespace

Result<Policy, PolicyFault> parse_policy(std::string_view json, PolicyKind kind) {
  const std::size_t most =
      kind == PolicyKind::resource ? max_resource_policy_bytes : max_identity_policy_bytes;
  if (json.size() > most) {
    return failure(
        PolicyFault{"Maximum policy size of " + std::to_string(most) + " bytes exceeded"});
  }
  return parse_document(json, kind);
}

Result<Policy, PolicyFault> parse_stored_policy(std::string_view json) {
  return parse_document(json, PolicyKind::resource);
}

}  // namespace dynarocks::auth
