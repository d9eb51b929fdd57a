#pragma once
// What expression texts say, as immutable values: names and values are still placeholders ("#n",
// ":v"), nothing is checked beyond syntax. A text always yields the same tree, so trees can be
// cached by text; bound_operand.h and bound_condition.h give them the meaning of one request.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "expression/document_path.h"

namespace dynarocks::expression::ast {

/// Names as written: "title" is the attribute itself, "#t" a placeholder. Never empty; the first
/// element is a name.
struct Path {
  std::vector<PathElement> elements;
  friend bool operator==(const Path&, const Path&) = default;
};

struct ValueName {
  std::string name;  // ":v"
  friend bool operator==(const ValueName&, const ValueName&) = default;
};

struct Operand;

/// Any name, any number of arguments (but one at least): which functions exist is checked later.
struct FunctionCall {
  std::string name;
  std::vector<Operand> arguments;
  friend bool operator==(const FunctionCall& a, const FunctionCall& b);
};

struct Operand {
  std::variant<Path, ValueName, FunctionCall> node;
  friend bool operator==(const Operand&, const Operand&) = default;
};

enum class Operator : std::uint8_t { eq, ne, lt, le, gt, ge, between, in };

/// As written: "=", "<>", ..., "BETWEEN", "IN".
[[nodiscard]] std::string_view operator_text(Operator op);

/// Two operands; three for BETWEEN; the tested one and the list for IN.
struct Predicate {
  Operator op = Operator::eq;
  std::vector<Operand> operands;
  friend bool operator==(const Predicate&, const Predicate&) = default;
};

enum class Connective : std::uint8_t { and_, or_, not_ };

struct Condition;

/// AND and OR join two or more terms in one row; NOT has one.
struct Logical {
  Connective connective = Connective::and_;
  std::vector<Condition> terms;
  friend bool operator==(const Logical& a, const Logical& b);
};

struct Condition {
  std::variant<Predicate, FunctionCall, Logical> node;
  friend bool operator==(const Condition&, const Condition&) = default;
};

enum class Section : std::uint8_t { set, remove, add, delete_ };

/// "SET", "REMOVE", "ADD", "DELETE".
[[nodiscard]] std::string_view section_text(Section section);

enum class Arithmetic : std::uint8_t { none, plus, minus };

/// SET: one operand, or two joined by `arithmetic`. ADD and DELETE: one ValueName. REMOVE: none.
struct UpdateAction {
  Path target;
  std::vector<Operand> operands;
  Arithmetic arithmetic = Arithmetic::none;
  friend bool operator==(const UpdateAction&, const UpdateAction&) = default;
};

struct UpdateSection {
  Section section = Section::set;
  std::vector<UpdateAction> actions;
  friend bool operator==(const UpdateSection&, const UpdateSection&) = default;
};

/// Sections in written order, repeated ones included.
struct Update {
  std::vector<UpdateSection> sections;
  friend bool operator==(const Update&, const Update&) = default;
};

}  // namespace dynarocks::expression::ast
