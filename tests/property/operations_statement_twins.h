#pragma once
// Random requests said twice: as a PartiQL statement, and as the native operation that means the
// same (operations_statements_test.cpp).

#include <string>
#include <utility>
#include <vector>

#include "operations_random.h"
#include "operations_table_model.h"

namespace dynarocks::operations {

struct Twin {
  std::string statement;
  Json parameters = Json::array();
  std::string operation;
  Json request = Json::object();  // of the operation, without its table
  bool can_be_limited = false;    // a read of more than one item

  /// A value that both give; answers its placeholder. Called in the order of the statement's "?".
  std::string value(const Json& given) {
    parameters.push_back(given);
    std::string name = ":v" + std::to_string(parameters.size());
    request["ExpressionAttributeValues"][name] = given;
    return name;
  }
};

/// A condition in both languages.
struct TwinText {
  std::string statement;
  std::string native;
};

inline Json value_of(Random& random, const std::string& attribute) {
  if (attribute == "pk") return text(random.chance(50) ? "p" : "q");
  if (attribute == "sk") return number(static_cast<int>(random.below(4)));
  if (attribute == "x" || attribute == "y") return random_data(random, attribute);
  return random_value(random, attribute);
}

inline bool is_text(const std::string& attribute) {
  return attribute == "b" || attribute == "d" || attribute == "x" || attribute == "pk";
}

inline TwinText random_comparison(Random& random, Twin& twin, const std::string& attribute) {
  static const std::vector<std::string> operators = {"=", "<", "<=", ">", ">="};
  const std::string& chosen = attribute == "y" ? operators.front() : random.one_of(operators);
  const std::string start = attribute + " " + chosen + " ";
  return {start + "?", start + twin.value(value_of(random, attribute))};
}

inline TwinText random_predicate(Random& random, Twin& twin, const std::string& attribute) {
  const auto next = [&] { return twin.value(value_of(random, attribute)); };
  switch (random.below(8)) {
    case 0:
      return {attribute + " <> ?",
              "attribute_exists(" + attribute + ") AND " + attribute + " <> " + next()};
    case 1: {
      const std::string first = next();
      return {attribute + " IN [?, ?]", attribute + " IN (" + first + ", " + next() + ")"};
    }
    case 2:
      return {attribute + " IS MISSING", "attribute_not_exists(" + attribute + ")"};
    case 3:
      return {"attribute_exists(" + attribute + ")", "attribute_exists(" + attribute + ")"};
    case 4:
      if (is_text(attribute)) {
        const std::string start = "begins_with(" + attribute + ", ";
        return {start + "?)", start + twin.value(text("b")) + ")"};
      }
      break;
    case 5:
      if (is_text(attribute)) {
        const std::string start = "size(" + attribute + ") > ";
        return {start + "?", start + twin.value(number(1))};
      }
      break;
    case 6:
      if (attribute != "y") {
        const Json bound = value_of(random, attribute);
        const std::string low = twin.value(bound);
        return {attribute + " BETWEEN ? AND ?",
                attribute + " BETWEEN " + low + " AND " + twin.value(bound)};
      }
      break;
    default:
      break;
  }
  return random_comparison(random, twin, attribute);
}

inline TwinText random_condition(Random& random, Twin& twin,
                                 const std::vector<std::string>& attributes, int depth = 2) {
  if (depth == 0 || random.chance(60)) {
    return random_predicate(random, twin, random.one_of(attributes));
  }
  const TwinText left = random_condition(random, twin, attributes, depth - 1);
  if (random.chance(30)) return {"NOT (" + left.statement + ")", "NOT (" + left.native + ")"};
  const TwinText right = random_condition(random, twin, attributes, depth - 1);
  const std::string word = random.chance(50) ? ") AND (" : ") OR (";
  return {"(" + left.statement + word + right.statement + ")",
          "(" + left.native + word + right.native + ")"};
}

inline const std::vector<std::string>& all_data() {
  static const std::vector<std::string> names = {"a", "b", "c", "d", "x", "y"};
  return names;
}

inline std::string quoted(const std::string& name) { return "\"" + name + "\""; }

// --- writes

inline Twin twin_insert(Random& random, const TableModel& table, const std::string& name,
                        const Json& key) {
  Json item = random_item(random, table);
  item.update(key);
  if (random.chance(5)) item[random.one_of(key_candidates).first] = Json{{"BOOL", true}};
  Twin twin;
  twin.statement = "INSERT INTO " + quoted(name) + " VALUE {";
  for (const auto& [attribute, value] : item.items()) {
    twin.statement += (twin.parameters.empty() ? "'" : ", '") + attribute + "': ?";
    twin.parameters.push_back(value);
  }
  twin.statement += "}";
  twin.operation = "PutItem";
  twin.request = {{"Item", item}, {"ConditionExpression", "attribute_not_exists(pk)"}};
  return twin;
}

/// " WHERE pk = ? AND sk = ?", and sometimes more, which is answered in native words.
inline std::string add_where(Random& random, Twin& twin, const Json& key, int percent) {
  twin.request["Key"] = key;
  for (const auto& [attribute, value] : key.items()) {
    twin.statement += (attribute == "pk" ? " WHERE " : " AND ") + attribute + " = ?";
    twin.parameters.push_back(value);
  }
  if (!random.chance(percent)) return "";
  const TwinText condition = random_condition(random, twin, all_data());
  twin.statement += " AND (" + condition.statement + ")";
  return "(" + condition.native + ")";
}

/// One attribute's change: an assignment in both languages.
inline void add_assignment(Random& random, Twin& twin, const std::string& attribute,
                           std::string& set) {
  std::string stated = "?";
  std::string native;
  if (attribute == "a" && random.chance(30)) {
    stated = "a + ?";
    native = "a + " + twin.value(number(1));
  } else if (attribute == "y" && random.chance(50)) {
    stated = "list_append(y, ?)";
    native = "list_append(y, " + twin.value(random_data(random, "y")) + ")";
  } else if (random.chance(3)) {
    native = twin.value(Json{{"BOOL", true}});
  } else {
    native = twin.value(value_of(random, attribute));
  }
  twin.statement += (set.empty() ? " SET " : ", ") + attribute + " = " + stated;
  set += (set.empty() ? "SET " : ", ") + attribute + " = " + native;
}

inline void add_set_change(Random& random, Twin& twin, std::string& expression) {
  const bool adds = random.chance(60);
  const Json members{{"SS", Json::array({random.chance(50) ? "m" : "n", "o"})}};
  const std::string value = twin.value(members);
  twin.statement += std::string(" SET z = ") + (adds ? "set_add" : "set_delete") + "(z, ?)";
  expression +=
      std::string(expression.empty() ? "" : " ") + (adds ? "ADD z " : "DELETE z ") + value;
}

inline Twin twin_update(Random& random, const std::string& name, const Json& key, bool returning) {
  static const std::vector<std::pair<std::string, std::string>> returns = {
      {"ALL OLD", "ALL_OLD"},
      {"ALL NEW", "ALL_NEW"},
      {"MODIFIED OLD", "UPDATED_OLD"},
      {"MODIFIED NEW", "UPDATED_NEW"}};
  Twin twin;
  twin.statement = "UPDATE " + quoted(name);
  twin.operation = "UpdateItem";
  std::string set;
  std::string remove;
  for (const std::string& attribute : all_data()) {
    if (random.chance(30)) add_assignment(random, twin, attribute, set);
  }
  for (const std::string& attribute : all_data()) {
    if (!random.chance(15) || set.find(" " + attribute + " = ") != std::string::npos) continue;
    twin.statement += " REMOVE " + attribute;
    remove += (remove.empty() ? "REMOVE " : ", ") + attribute;
  }
  std::string expression = set + (set.empty() || remove.empty() ? "" : " ") + remove;
  if (expression.empty() || random.chance(20)) add_set_change(random, twin, expression);
  const std::string more = add_where(random, twin, key, 30);
  twin.request["UpdateExpression"] = expression;
  twin.request["ConditionExpression"] =
      "attribute_exists(pk)" + (more.empty() ? std::string() : " AND " + more);
  if (returning && random.chance(60)) {
    const auto& [stated, native] = random.one_of(returns);
    twin.statement += " RETURNING " + stated + " *";
    twin.request["ReturnValues"] = native;
  }
  return twin;
}

inline Twin twin_delete(Random& random, const std::string& name, const Json& key, bool returning) {
  Twin twin;
  twin.statement = "DELETE FROM " + quoted(name);
  twin.operation = "DeleteItem";
  const std::string more = add_where(random, twin, key, 40);
  if (!more.empty()) twin.request["ConditionExpression"] = "attribute_not_exists(pk) OR " + more;
  if (returning && random.chance(60)) {
    twin.statement += " RETURNING ALL OLD *";
    twin.request["ReturnValues"] = "ALL_OLD";
  }
  return twin;
}

inline Twin twin_exists(Random& random, const std::string& name, const Json& key) {
  Twin twin;
  twin.statement = "EXISTS(SELECT * FROM " + quoted(name);
  twin.operation = "ConditionCheck";
  const std::string more = add_where(random, twin, key, 100);
  twin.statement += ")";
  twin.request["ConditionExpression"] = "attribute_exists(pk) AND " + more;
  return twin;
}

inline Twin twin_write(Random& random, const TableModel& table, const std::string& name,
                       const Json& key, bool returning) {
  switch (random.below(4)) {
    case 0:
    case 1:
      return twin_insert(random, table, name, key);
    case 2:
      return twin_update(random, name, key, returning);
    default:
      return twin_delete(random, name, key, returning);
  }
}

}  // namespace dynarocks::operations
