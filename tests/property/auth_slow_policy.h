#pragma once
// Random policies and questions to them, and a second, slow and simple reading of the rules that
// shares no code with src/auth but the names of principals.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "auth/principal.h"
#include "auth/principal_arn.h"

namespace dynarocks::auth::testing {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(engine_);
  }
  bool chance(std::size_t one_in) { return below(one_in) == 0; }
  template <class T>
  const T& pick(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }
  template <class T>
  std::vector<T> some(const std::vector<T>& choices, std::size_t most) {
    std::vector<T> picked(1 + below(most));
    for (T& one : picked) one = pick(choices);
    return picked;
  }
  std::string text(std::string_view letters, std::size_t most) {
    std::string text(below(most + 1), ' ');
    for (char& c : text) c = letters[below(letters.size())];
    return text;
  }

 private:
  std::mt19937_64 engine_;
};

/// By trying everything.
inline bool naive_match(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == '*') {
    return naive_match(pattern.substr(1), text) ||
           (!text.empty() && naive_match(pattern, text.substr(1)));
  }
  return !text.empty() && (pattern.front() == '?' || pattern.front() == text.front()) &&
         naive_match(pattern.substr(1), text.substr(1));
}

// --- A statement as the test knows it, and what it means
// ------------------------------------------

struct Block {
  std::string op;
  std::string key;
  std::vector<std::string> values;
};

/// A statement.
struct Row {
  bool allow = true;
  std::vector<std::string> principals;  // empty in identity policies
  bool not_principals = false;
  std::vector<std::string> actions;
  bool not_actions = false;
  std::vector<std::string> resources;
  bool not_resources = false;
  std::vector<Block> blocks;  // of distinct operators
};

using Rows = std::vector<Row>;

struct Question {
  Principal principal;
  std::string action;
  std::string resource;
  std::optional<std::string> single;             // x:single
  std::optional<std::vector<std::string>> list;  // x:list
};

inline std::string quoted(const std::vector<std::string>& texts) {
  std::string json = "[";
  for (std::size_t i = 0; i < texts.size(); ++i) json += (i ? ",\"" : "\"") + texts[i] + "\"";
  return json + "]";
}

inline std::string json_of(const Rows& rows) {
  std::string json = R"({"Version":"2012-10-17","Statement":[)";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    json += i ? ",{" : "{";
    json += row.allow ? R"("Effect":"Allow")" : R"("Effect":"Deny")";
    if (!row.principals.empty()) {
      json += (row.not_principals ? R"(,"NotPrincipal":{"AWS":)" : R"(,"Principal":{"AWS":)") +
              quoted(row.principals) + "}";
    }
    json += (row.not_actions ? R"(,"NotAction":)" : R"(,"Action":)") + quoted(row.actions);
    json += (row.not_resources ? R"(,"NotResource":)" : R"(,"Resource":)") + quoted(row.resources);
    json += R"(,"Condition":{)";
    for (std::size_t k = 0; k < row.blocks.size(); ++k) {
      const Block& block = row.blocks[k];
      json += (k ? ",\"" : "\"") + block.op + R"(":{")" + block.key + "\":" + quoted(block.values) +
              "}";
    }
    json += "}}";
  }
  return json + "]}";
}

inline bool naive_any(const std::vector<std::string>& patterns, std::string_view text) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return naive_match(pattern, text); });
}

inline bool naive_test(std::string op, const std::vector<std::string>& operands,
                       const std::string& value) {
  const bool negated = op.find("Not") != std::string::npos;
  const bool like = op.find("Like") != std::string::npos;
  const bool less = op.find("Less") != std::string::npos;
  bool found = false;
  for (const std::string& operand : operands) {
    if (less) {
      found = found || std::stoi(value) < std::stoi(operand);
    } else {
      found = found || (like ? naive_match(operand, value) : operand == value);
    }
  }
  return found != negated;
}

inline bool naive_holds(const Block& block, const Question& question) {
  std::vector<std::string> values;
  if (block.key == "x:single" && question.single) values = {*question.single};
  if (block.key == "x:list" && question.list) values = *question.list;
  const bool for_all = block.op.starts_with("ForAllValues:");
  const bool for_any = block.op.starts_with("ForAnyValue:");
  if (block.op == "Null") return (block.values[0] == "true") == values.empty();
  if (values.empty()) {
    if (block.op.ends_with("IfExists") || for_all) return true;
    return !for_any && block.op.find("Not") != std::string::npos;
  }
  const auto count = std::count_if(values.begin(), values.end(), [&](const std::string& value) {
    return naive_test(block.op, block.values, value);
  });
  const bool all = for_all || (!for_any && block.op.find("Not") != std::string::npos);
  return all ? count == static_cast<long>(values.size()) : count > 0;
}

inline bool naive_applies(const Row& row, const Question& question) {
  if (naive_any(row.actions, question.action) == row.not_actions) return false;
  if (naive_any(row.resources, question.resource) == row.not_resources) return false;
  return std::all_of(row.blocks.begin(), row.blocks.end(),
                     [&](const Block& block) { return naive_holds(block, question); });
}

/// The names by which a resource policy may speak of a principal.
struct Names {
  std::string account;
  std::string root;
  std::string role;  // of a session
  std::string self;
};

inline Names names_of(const Principal& principal) {
  const std::string head = "arn:aws:iam::" + principal.account_id + ":";
  Names names{principal.account_id, head + "root", "", principal_arn(principal)};
  if (principal.kind == PrincipalKind::assumed_role) names.role = head + "role/" + principal.name;
  return names;
}

inline bool has(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

inline bool naive_names(const Row& row, const Principal& principal) {
  if (row.principals.empty()) return true;
  const Names names = names_of(principal);
  const bool named = has(row.principals, "*") || has(row.principals, names.account) ||
                     has(row.principals, names.root) || has(row.principals, names.self) ||
                     (!names.role.empty() && has(row.principals, names.role));
  return named != row.not_principals;
}

/// Whether the policy has a statement of the effect that applies.
inline bool naive_says(const Rows& rows, bool allow, const Question& question) {
  return std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
    return row.allow == allow && naive_names(row, question.principal) &&
           naive_applies(row, question);
  });
}

/// Whether a resource policy allows it to the principal by one of these names.
inline bool naive_grants(const Rows& rows, const std::vector<std::string>& names,
                         const Question& question) {
  return std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
    if (!row.allow || !naive_applies(row, question)) return false;
    if (row.not_principals) return has(names, "*") && naive_names(row, question.principal);
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return has(row.principals, name); });
  });
}

struct Rules {
  std::vector<Rows> identity;
  std::optional<Rows> boundary;
  std::optional<Rows> session;
  std::optional<Rows> resource;
};

inline const std::string own_account = "111122223333";

inline bool naive_decision(const Rules& rules, const Question& question) {
  std::vector<Rows> all = rules.identity;
  for (const auto& policy : {rules.boundary, rules.session, rules.resource}) {
    if (policy) all.push_back(*policy);
  }
  for (const Rows& rows : all) {
    if (naive_says(rows, false, question)) return false;
  }
  const bool root = question.principal.kind == PrincipalKind::root;
  const bool by_identity =
      root || std::any_of(rules.identity.begin(), rules.identity.end(),
                          [&](const Rows& rows) { return naive_says(rows, true, question); });
  const bool within = (!rules.boundary || naive_says(*rules.boundary, true, question)) &&
                      (!rules.session || naive_says(*rules.session, true, question));
  const Rows resource = rules.resource.value_or(Rows());
  if (question.principal.account_id != own_account) {
    return by_identity && within && naive_says(resource, true, question);
  }
  const Names names = names_of(question.principal);
  std::vector<std::string> direct{"*", names.self};
  if (root) direct.push_back(names.account);
  return (by_identity && within) || naive_grants(resource, direct, question) ||
         (!names.role.empty() && within && naive_grants(resource, {names.role}, question));
}

// --- Random ones
// ----------------------------------------------------------------------------------

inline const std::string table_prefix = "arn:aws:dynamodb:us-east-1:111122223333:table/";

inline Rows random_rows(Random& random, bool of_resource, std::size_t deny_in) {
  static const std::vector<std::string> principals{"*",
                                                   "111122223333",
                                                   "arn:aws:iam::111122223333:root",
                                                   "444455556666",
                                                   "arn:aws:iam::111122223333:user/a",
                                                   "arn:aws:iam::444455556666:user/a",
                                                   "arn:aws:iam::111122223333:role/r",
                                                   "arn:aws:sts::111122223333:assumed-role/r/s",
                                                   "arn:aws:iam::444455556666:role/r"};
  static const std::vector<std::string> actions{
      "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:*Item", "dynamodb:?etItem", "*",
      "dynamodb:Query"};
  static const std::vector<std::string> resources{"*", table_prefix + "T", table_prefix + "*",
                                                  table_prefix + "?/index/*", table_prefix + "U"};
  static const std::vector<std::string> ops{"StringEquals",
                                            "StringNotEquals",
                                            "StringLike",
                                            "StringNotLike",
                                            "StringEqualsIfExists",
                                            "StringNotLikeIfExists",
                                            "NumericLessThan",
                                            "NumericNotEquals",
                                            "ForAllValues:StringLike",
                                            "ForAnyValue:StringEquals",
                                            "ForAllValues:StringNotEquals",
                                            "ForAnyValue:StringNotLike",
                                            "ForAllValues:NumericLessThan",
                                            "ForAnyValue:StringEqualsIfExists"};
  Rows rows(1 + random.below(3));
  for (Row& row : rows) {
    row.allow = !random.chance(deny_in);
    if (of_resource) {
      row.principals = random.some(principals, 2);
      row.not_principals = random.chance(6);
    }
    row.actions = random.some(actions, 2);
    row.not_actions = random.chance(6);
    row.resources = random.some(resources, 2);
    row.not_resources = random.chance(6);
    if (random.chance(2)) {
      const std::string op = random.pick(ops);
      const bool numeric = op.find("Numeric") != std::string::npos;
      row.blocks.push_back(
          {op, random.chance(2) ? "x:single" : "x:list",
           random.some<std::string>(numeric ? std::vector<std::string>{"1", "2", "3"}
                                            : std::vector<std::string>{"1", "2", "?", "*"},
                                    2)});
    }
    if (random.chance(6)) {
      row.blocks.push_back({"Null",
                            random.chance(2) ? "x:single" : "x:list",
                            {random.chance(2) ? "true" : "false"}});
    }
  }
  return rows;
}

inline Question random_question(Random& random) {
  static const std::vector<std::string> principals{"arn:aws:iam::111122223333:root",
                                                   "arn:aws:iam::111122223333:user/a",
                                                   "arn:aws:iam::111122223333:user/b",
                                                   "arn:aws:sts::111122223333:assumed-role/r/s",
                                                   "arn:aws:sts::111122223333:assumed-role/r/t",
                                                   "arn:aws:iam::444455556666:root",
                                                   "arn:aws:iam::444455556666:user/a",
                                                   "arn:aws:sts::444455556666:assumed-role/r/s"};
  static const std::vector<std::string> values{"1", "2", "3"};
  Question question{
      *parse_principal_arn(random.pick(principals)),
      random.pick<std::string>({"dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"}),
      random.pick<std::string>({table_prefix + "T", table_prefix + "T/index/I", "*"}), std::nullopt,
      std::nullopt};
  if (random.chance(2)) question.single = random.pick(values);
  if (random.chance(2)) {
    question.list = random.chance(4) ? std::vector<std::string>() : random.some(values, 2);
  }
  return question;
}

inline Rules random_rules(Random& random) {
  Rules rules;
  const std::size_t deny_in = 5;
  for (std::size_t i = random.below(3); i > 0; --i) {
    rules.identity.push_back(random_rows(random, false, deny_in));
  }
  if (random.chance(3)) rules.boundary = random_rows(random, false, deny_in);
  if (random.chance(3)) rules.session = random_rows(random, false, deny_in);
  if (random.chance(2)) rules.resource = random_rows(random, true, deny_in);
  return rules;
}

}  // namespace dynarocks::auth::testing
