#pragma once
// What a statement says, as immutable values: parameters are still "?", and nothing is checked
// beyond syntax. A text always yields the same tree. Positions are for messages: they take no part
// in comparing trees.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "partiql/position.h"

namespace dynarocks::partiql::ast {

/// The comment says what `text` and `children` hold, where anything.
enum class Kind : std::uint8_t {
  path,       // the root (a name, or any other term), then one of the next three for each step
  name,       // text: the name without its quotes
  subscript,  // the expression in brackets
  wildcard,   // text: ".*" or "[*]"
  string,     // text
  number,     // text: as written, with its sign
  true_,
  false_,
  null,
  missing,
  parameter,  // ordinal
  list,       // elements
  bag,        // elements: a set
  tuple,      // keys and values, by turns
  call,       // text: the function in lower case; arguments
  star,       // the argument of COUNT(*)
  is,         // text: the type's name in upper case; the tested operand
  or_,        // two terms or more
  and_,       // two terms or more
  not_,       // one term
  eq,         // this and the following: two operands
  ne,
  in,  // the second is the list
  lt,
  le,
  gt,
  ge,
  between,  // three operands
  like,
  plus,
  minus,
  concat,
  times,
  divide,
  modulo,
  negative,  // one operand
  positive,  // one operand
};

struct Expression {
  Kind kind = Kind::null;
  std::string text;
  std::vector<Expression> children;
  std::uint32_t ordinal = 0;  // of a parameter: which "?" of the statement, from 0
  bool quoted = false;        // a name in quotes; it means the same without
  Position position;          // of the first token, or of the operator
  friend bool operator==(const Expression& a, const Expression& b);
};

/// A table, or an index of it: "table"."index".
struct Target {
  struct Part {
    std::string name;
    bool quoted = false;
    friend bool operator==(const Part&, const Part&) = default;
  };
  std::vector<Part> parts;  // one or two
  Position position;
  friend bool operator==(const Target& a, const Target& b) { return a.parts == b.parts; }
};

struct Ordering {
  Expression path;
  bool descending = false;
  friend bool operator==(const Ordering&, const Ordering&) = default;
};

struct Select {
  std::vector<Expression> projection;  // empty: *
  Target target;
  std::optional<Expression> where;
  std::vector<Ordering> order_by;
  friend bool operator==(const Select&, const Select&) = default;
};

struct Insert {
  Target target;
  Expression value;
  friend bool operator==(const Insert&, const Insert&) = default;
};

/// SET path = value, or without a value REMOVE path.
struct Action {
  Expression path;
  std::optional<Expression> value;
  friend bool operator==(const Action&, const Action&) = default;
};

/// RETURNING (ALL | MODIFIED) (OLD | NEW) *
struct Returning {
  bool modified = false;  // else all
  bool new_item = false;  // else old
  friend bool operator==(const Returning&, const Returning&) = default;
};

struct Update {
  Target target;
  std::vector<Action> actions;
  std::optional<Expression> where;
  std::optional<Returning> returning;
  /// Written "FROM table WHERE ... SET ...". The meaning is the same, but parameters are counted in
  /// another order.
  bool from_first = false;
  friend bool operator==(const Update&, const Update&) = default;
};

struct Delete {
  Target target;
  std::optional<Expression> where;
  std::optional<Returning> returning;
  friend bool operator==(const Delete&, const Delete&) = default;
};

/// EXISTS(SELECT ...): the condition check of a transaction.
struct Exists {
  Select select;
  friend bool operator==(const Exists&, const Exists&) = default;
};

struct Statement {
  std::variant<Select, Insert, Update, Delete, Exists> node;
  std::uint32_t parameter_count = 0;
  friend bool operator==(const Statement&, const Statement&) = default;
};

}  // namespace dynarocks::partiql::ast
