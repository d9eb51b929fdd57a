// Errors of update expressions, message by message, and their precedence. What updates do is tested
// in update_applier_test.cpp.

#include "expression/update.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "expression_fixture.h"

namespace dynarocks::expression {
namespace {

using testing::message_of;

std::string fault(std::string_view text) {
  Placeholders placeholders = testing::sample_placeholders();
  const auto parsed = Update::parse(text, placeholders);
  if (parsed) return "";
  const std::string prefix = "Invalid UpdateExpression: ";
  EXPECT_TRUE(message_of(parsed).starts_with(prefix)) << message_of(parsed);
  return message_of(parsed).substr(prefix.size());
}

struct Row {
  const char* text;
  std::string fault;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class UpdateFault : public ::testing::TestWithParam<Row> {};

TEST_P(UpdateFault, IsReported) { EXPECT_EQ(fault(GetParam().text), GetParam().fault); }

std::string syntax_error(std::string_view token, std::string_view window) {
  return "Syntax error; token: \"" + std::string(token) + "\", near: \"" + std::string(window) +
         "\"";
}

const Row syntax_rows[] = {
    {"", "The expression can not be empty;"},
    {" \t", "The expression can not be empty;"},
    {"ADD hits : incr", syntax_error(":", "hits : incr")},
    {"SET a = :v,", syntax_error("<EOF>", ",")},
    {"INVALID SYNTAX HERE", syntax_error("INVALID", "INVALID SYNTAX")},
    {"SET _123", syntax_error("_", "SET _123")},
    {"SET a = = b", syntax_error("=", "= = b")},
    {"!!! INVALID", syntax_error("!", "!!")},
    {"SET", syntax_error("<EOF>", "SET")},
    {"SET a", syntax_error("<EOF>", "a")},
    {"SET a :n5", syntax_error(":n5", "a :n5")},
    {"SET a = ", syntax_error("<EOF>", "=")},
    {"SET a = :n5 b = :n5", syntax_error("b", ":n5 b =")},
    {"SET a = 5", syntax_error("5", "= 5")},
    {"SET :n5 = a", syntax_error(":n5", "SET :n5 =")},
    {"SET set = :n5", syntax_error("set", "SET set =")},
    {"SET (a) = :n5", syntax_error("(", "SET (a")},
    {"SET a = a + b + c", syntax_error("+", "b + c")},
    {"SET a = (a + b) + c", syntax_error("+", ") + c")},
    {"SET a = a + (b + c)", syntax_error("+", "b + c")},
    {"SET a = list_append(a + b, c)", syntax_error("+", "a + b")},
    {"SET a = (a", syntax_error("<EOF>", "a")},
    {"SET a = (a + b", syntax_error("<EOF>", "b")},
    {"SET a = a)", syntax_error(")", "a)")},
    {"SET a = a * b", syntax_error("*", "a * b")},
    {"SET a = (b).c", syntax_error(".", ").c")},
    {"SET a = a AND b", syntax_error("AND", "a AND b")},
    {"SET a = f()", syntax_error(")", "()")},
    {"REMOVE", syntax_error("<EOF>", "REMOVE")},
    {"REMOVE a b", syntax_error("b", "a b")},
    {"REMOVE a = :n5", syntax_error("=", "a = :n5")},
    {"REMOVE :n5", syntax_error(":n5", "REMOVE :n5")},
    {"REMOVE a[", syntax_error("<EOF>", "[")},
    {"ADD a", syntax_error("<EOF>", "a")},
    {"ADD a b", syntax_error("b", "a b")},
    {"ADD a = :n5", syntax_error("=", "a = :n5")},
    {"ADD a (:n5)", syntax_error("(", "a (:n5")},
    {"DELETE a", syntax_error("<EOF>", "a")},
    {"DELETE a b", syntax_error("b", "a b")},
    {"DELETE a :ss + :ss", syntax_error("+", ":ss + :ss")},
    {"SET a = :n5, REMOVE b", syntax_error("REMOVE", ", REMOVE b")},
};

INSTANTIATE_TEST_SUITE_P(Syntax, UpdateFault, ::testing::ValuesIn(syntax_rows));

const Row good_rows[] = {
    {"SET a = :n5", ""},
    {"set a = :n5 remove b Add c :n5 dElEtE d :ss", ""},
    {"DELETE d :ss ADD c :n5 REMOVE b SET a = :n5", ""},
    {"SET a = b + :n5, c = :n5 - d, e = f - g", ""},
    {"SET a = (b + :n5)", ""},
    {"SET a = (b) + (:n5)", ""},
    {"SET a = (b - :n5)", ""},
    {"SET a = (list_append(b, :l))", ""},
    {"SET a = list_append(if_not_exists(a, :l), :l)", ""},
    {"SET a = if_not_exists(a, if_not_exists(b, :n5))", ""},
    {"SET a = if_not_exists(a, :n5) + :n5", ""},
    {"SET a = if_not_exists(a, :zero) - if_not_exists(b, :zero)", ""},
    {"SET a = if_not_exists(a, list_append(b, :l))", ""},
    {"SET a.b[0].c = :map, #dot = :nul", ""},
    {"ADD a :n5, b :ss, c :ns, d :bs", ""},
    {"DELETE b :ss, c :ns, d :bs", ""},
    {"SET a = a", ""},
};

INSTANTIATE_TEST_SUITE_P(Good, UpdateFault, ::testing::ValuesIn(good_rows));

std::string reserved(const std::string& word) {
  return "Attribute name is a reserved keyword; reserved keyword: " + word;
}
std::string invalid_function(const std::string& function) {
  return "Invalid function name; function: " + function;
}
std::string repeated(const std::string& section) {
  return "The \"" + section + "\" section can only be used once in an update expression;";
}
std::string undefined_name(const std::string& name) {
  return "An expression attribute name used in the document path is not defined; attribute name: " +
         name;
}
std::string undefined_value(const std::string& name) {
  return "An expression attribute value used in expression is not defined; attribute value: " +
         name;
}
std::string pair_fault(const std::string& verb, const std::string& one, const std::string& two) {
  return "Two document paths " + verb +
         " with each other; must remove or rewrite one of these paths; path one: " + one +
         ", path two: " + two;
}
std::string operand_count(const std::string& function, int count) {
  return "Incorrect number of operands for operator or function; operator or function: " +
         function + ", number of operands: " + std::to_string(count);
}
std::string operand_type(const std::string& function, const std::string& type) {
  return "Incorrect operand type for operator or function; operator or function: " + function +
         ", operand type: " + type;
}
std::string clause_type(const std::string& clause, const std::string& type) {
  return "Incorrect operand type for operator or function; operator: " + clause +
         ", operand type: " + type;
}

const Row check_rows[] = {
    {"SET Name = :n5", reserved("Name")},
    {"SET a = b.comment", reserved("comment")},
    {"REMOVE a.status", reserved("status")},
    {"SET a = nope(b)", invalid_function("nope")},
    {"SET a = size(b)", invalid_function("size")},
    {"SET a = attribute_exists(b)", invalid_function("attribute_exists")},
    {"SET a = IF_NOT_EXISTS(a, :n5)", invalid_function("IF_NOT_EXISTS")},
    {"SET a = :n5 SET b = :n5", repeated("SET")},
    {"REMOVE a SET c = :n5 remove b", repeated("REMOVE")},
    {"ADD a :n5 ADD b :n5", repeated("ADD")},
    {"DELETE a :ss DELETE b :ss", repeated("DELETE")},
    {"SET #zz = :n5", undefined_name("#zz")},
    {"SET a = #zz", undefined_name("#zz")},
    {"SET a = if_not_exists(#zz, :n5)", undefined_name("#zz")},
    {"SET a = :v", undefined_value(":v")},
    {"ADD a :v", undefined_value(":v")},
    {"SET a = if_not_exists(b, :v)", undefined_value(":v")},
    {"SET m.b = :n5, m = :sx", pair_fault("overlap", "[m, b]", "[m]")},
    {"SET a = :n5 REMOVE a", pair_fault("overlap", "[a]", "[a]")},
    {"SET a = :n5, b = :n5 ADD #a.x :n5", pair_fault("overlap", "[a]", "[a, x]")},
    {"SET l[0] = :n5, l.x = :n5", pair_fault("conflict", "[l, [0]]", "[l, x]")},
    {"SET l[0].x = :n5 REMOVE l[0][1]", pair_fault("conflict", "[l, [0], x]", "[l, [0], [1]]")},
    {"SET l[0] = :n5, l[1] = :n5", ""},
    {"ADD a :sx", clause_type("ADD", "STRING")},
    {"ADD a :bin", clause_type("ADD", "BINARY")},
    {"ADD a :nul", clause_type("ADD", "NULL")},
    {"ADD a :t", clause_type("ADD", "BOOLEAN")},
    {"ADD a :l", clause_type("ADD", "LIST")},
    {"ADD a :map", clause_type("ADD", "MAP")},
    {"DELETE a :n5", clause_type("DELETE", "NUMBER")},
    {"DELETE a :sx", clause_type("DELETE", "STRING")},
    {"DELETE a :l", clause_type("DELETE", "LIST")},
    {"SET a = if_not_exists(b)", operand_count("if_not_exists", 1)},
    {"SET a = if_not_exists(b, c, d)", operand_count("if_not_exists", 3)},
    {"SET a = list_append(b)", operand_count("list_append", 1)},
    {"SET a = if_not_exists(:n5, :n5)",
     "Operator or function requires a document path; operator or function: if_not_exists"},
    {"SET a = if_not_exists(if_not_exists(a, :n5), :n5)",
     "Operator or function requires a document path; operator or function: if_not_exists"},
    {"SET a = b + :sx", operand_type("+", "S")},
    {"SET a = :ns + b", operand_type("+", "NS")},
    {"SET a = :l - b", operand_type("-", "L")},
    {"SET a = b - :nul", operand_type("-", "NULL")},
    {"SET a = list_append(b, :n5)", operand_type("list_append", "N")},
    {"SET a = list_append(:map, b)", operand_type("list_append", "M")},
    {"SET a = list_append(list_append(b, :l), :l)",
     "The function is not allowed to be used this way in an expression; function: list_append"},
    {"SET a = list_append(if_not_exists(a, list_append(b, :l)), :l)",
     "The function is not allowed to be used this way in an expression; function: list_append"},
};

INSTANTIATE_TEST_SUITE_P(Checks, UpdateFault, ::testing::ValuesIn(check_rows));

// syntax > reserved > unknown function > repeated section > undefined name > undefined value >
// overlap > conflict > ADD/DELETE operand type > operands of functions and operators.
const Row precedence_rows[] = {
    {"SET Name = :n5,", syntax_error("<EOF>", ",")},
    {"SET a = nope(b), Name = :n5", reserved("Name")},
    {"SET a = :n5 SET b = nope(c)", invalid_function("nope")},
    {"SET #zz = :n5 SET b = :n5", repeated("SET")},
    {"SET a = :v, #zz = :n5", undefined_name("#zz")},
    {"SET a = :n5, a = :v", undefined_value(":v")},
    {"SET l[0] = :n5, l.x = :n5, b = :n5, b = :n5", pair_fault("overlap", "[b]", "[b]")},
    {"ADD a :sx SET l[0] = :n5, l.x = :n5", pair_fault("conflict", "[l, [0]]", "[l, x]")},
    {"SET a = if_not_exists(b) ADD c :sx", clause_type("ADD", "STRING")},
};

INSTANTIATE_TEST_SUITE_P(Precedence, UpdateFault, ::testing::ValuesIn(precedence_rows));

TEST(UpdateLimits, TextPathAndIndex) {
  EXPECT_EQ(fault("SET a = :n5" + std::string(4096, ' ')),
            "Expression size has exceeded the maximum allowed size;");
  std::string path = "a";
  for (int i = 0; i < 31; ++i) path += ".a";
  EXPECT_EQ(fault("REMOVE " + path), "");
  EXPECT_EQ(fault("REMOVE " + path + "[0]"),
            "The document path has too many nesting levels; nesting levels: 33");
  EXPECT_EQ(fault("REMOVE a[99999999999999]"),
            "List index is not within the allowable range; index: [99999999999999]");
}

TEST(UpdateLimits, DeepNesting) {
  std::string nested = "SET a=";
  constexpr int levels = 239;
  for (int i = 0; i < levels; ++i) nested += "if_not_exists(b,";
  nested += ":n5" + std::string(levels, ')');
  EXPECT_LE(nested.size(), 4096U);
  EXPECT_EQ(fault(nested), "");
  EXPECT_EQ(fault("SET a=" + std::string(2040, '(') + ":n5" + std::string(2040, ')')), "");
  EXPECT_EQ(fault("SET a=" + std::string(4090, '(')), syntax_error("<EOF>", "("));
  std::string calls = "SET a=";
  for (int i = 0; i < 2000; ++i) calls += "f(";
  EXPECT_EQ(fault(calls), "The expression contains too many nested function calls;");
}

TEST(Update, ListsTargetsAndPaths) {
  Placeholders placeholders = testing::sample_placeholders();
  const auto update = Update::parse(
      "SET x.y = if_not_exists(#a, b[0]) + c REMOVE l[1] ADD #dot :n5 DELETE s :ss", placeholders);
  ASSERT_TRUE(update.has_value());
  std::string targets;
  for (const DocumentPath& path : update->targets()) targets += path.to_string();
  EXPECT_EQ(targets, "[x, y][l, [1]][a.b][s]");
  std::string paths;
  for (const DocumentPath& path : update->paths()) paths += path.to_string();
  EXPECT_EQ(paths, "[x, y][a][b, [0]][c][l, [1]][a.b][s]");
}

TEST(Update, CreatesAnItemUnlessItOnlyTakesAway) {
  const auto creates = [](std::string_view text) {
    Placeholders placeholders = testing::sample_placeholders();
    return Update::parse(text, placeholders).value().creates_item();
  };
  EXPECT_TRUE(creates("SET a = :n5"));
  EXPECT_TRUE(creates("ADD a :n5"));
  EXPECT_TRUE(creates("REMOVE b ADD a :n5"));
  EXPECT_FALSE(creates("REMOVE a"));
  EXPECT_FALSE(creates("DELETE a :ss"));
  EXPECT_FALSE(creates("REMOVE b DELETE a :ss"));
}

}  // namespace
}  // namespace dynarocks::expression
