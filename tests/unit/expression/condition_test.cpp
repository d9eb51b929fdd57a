// Errors of conditions, message by message, and their precedence. What conditions mean is tested in
// condition_evaluator_test.cpp.

#include "expression/condition.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <memory>
#include <ostream>
#include <string>
#include <string_view>

#include "expression_fixture.h"

namespace dynarocks::expression {
namespace {

using model::ValidationLayer;
using testing::message_of;

std::string fault(std::string_view text) {
  Placeholders placeholders = testing::sample_placeholders();
  const auto parsed =
      Condition::parse(text, ConditionKind::condition, ValidationLayer::current, placeholders);
  const std::string prefix = "Invalid ConditionExpression: ";
  const std::string message = message_of(parsed);
  if (parsed) return "";
  EXPECT_EQ(parsed.error().code, model::ErrorCode::validation);
  EXPECT_TRUE(message.starts_with(prefix)) << message;
  return message.substr(prefix.size());
}

struct Row {
  const char* text;
  std::string fault;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

std::string syntax_error(std::string_view token, std::string_view window) {
  return "Syntax error; token: \"" + std::string(token) + "\", near: \"" + std::string(window) +
         "\"";
}

class ConditionFault : public ::testing::TestWithParam<Row> {};

TEST_P(ConditionFault, IsReported) { EXPECT_EQ(fault(GetParam().text), GetParam().fault); }

const Row syntax_rows[] = {
    {"a-b", syntax_error("-", "a-b")},
    {"foo", syntax_error("<EOF>", "foo")},
    {"foo  \n", syntax_error("<EOF>", "foo")},
    {"f()", syntax_error(")", "()")},
    {"attribute_not_exists(", syntax_error("<EOF>", "(")},
    {"!!! INVALID", syntax_error("!", "!!")},
    {"a = = b", syntax_error("=", "= = b")},
    {"#x_2021-03-03", syntax_error("-", "#x_2021-0")},
    {"exists([1])", syntax_error("[", "([1")},
    {"contains (t, :v", syntax_error("<EOF>", ":v")},
    {"a != :n5", syntax_error("!", "a !=")},
    {"a == :n5", syntax_error("=", "== :n5")},
    {"_a = :n5", syntax_error("_", "_a")},
    {"1a = :n5", syntax_error("1", "1a")},
    {"a = 5", syntax_error("5", "= 5")},
    {"a = \"x\"", syntax_error("\"", "= \"x")},
    {"a[03] = :n5", syntax_error("3", "03]")},
    {"a[-1] = :n5", syntax_error("-", "[-1")},
    {"a[:n5] = :n5", syntax_error(":n5", "[:n5]")},
    {"a[] = :n5", syntax_error("]", "[] =")},
    {"a. = :n5", syntax_error("=", ". = :n5")},
    {".a = :n5", syntax_error(".", ".a")},
    {"a..b = :n5", syntax_error(".", "..b")},
    {"a.:n5 = :n5", syntax_error(":n5", ".:n5 =")},
    {"# = :n5", syntax_error("#", "# =")},
    {"a = :", syntax_error(":", "= :")},
    {":n5", syntax_error("<EOF>", ":n5")},
    {"(a)", syntax_error("<EOF>", ")")},
    {"(a", syntax_error("<EOF>", "a")},
    {"(a = :n5", syntax_error("<EOF>", ":n5")},
    {"a = :n5)", syntax_error(")", ":n5)")},
    {"()", syntax_error(")", "()")},
    {"a = :n5 b = :n5", syntax_error("b", ":n5 b =")},
    {"a AND b = :n5", syntax_error("AND", "a AND b")},
    {"a = :n5 AND b", syntax_error("<EOF>", "b")},
    {"a = :n5 AND", syntax_error("<EOF>", "AND")},
    {"AND a = :n5", syntax_error("AND", "AND a")},
    {"a = :n5 OR OR b = :n5", syntax_error("OR", "OR OR b")},
    {"NOT", syntax_error("<EOF>", "NOT")},
    {"NOT a", syntax_error("<EOF>", "a")},
    {"a NOT IN (:n5)", syntax_error("NOT", "a NOT IN")},
    {"a = NOT b", syntax_error("NOT", "= NOT b")},
    {"a BETWEEN :one", syntax_error("<EOF>", ":one")},
    {"a BETWEEN :one OR :two", syntax_error("OR", ":one OR :two")},
    {"a BETWEEN :one, :two", syntax_error(",", ":one, :two")},
    {"a IN :n5", syntax_error(":n5", "IN :n5")},
    {"a IN ()", syntax_error(")", "()")},
    {"a IN (:n5,)", syntax_error(")", ",)")},
    {"a IN (:n5", syntax_error("<EOF>", ":n5")},
    {"a = :n5 = :n5", syntax_error("=", ":n5 = :n5")},
    {"(a = :n5) = :n5", syntax_error("=", ") = :n5")},
    {"(a = :n5).b = :n5", syntax_error(".", ").b")},
    {"(:n5).b = :n5", syntax_error(".", ").b")},
    {"(size(a)).b = :n5", syntax_error(".", ").b")},
    {"size(a).b = :n5", syntax_error(".", ").b")},
    {"a.size(b) = :n5", syntax_error("(", "size(b")},
    {"#a(b)", syntax_error("(", "#a(b")},
    {"contains(a :n5)", syntax_error(":n5", "a :n5)")},
    {"contains(a, )", syntax_error(")", ", )")},
    {"contains(a = :n5, b)", syntax_error("=", "a = :n5")},
    {"a.and = :n5", syntax_error("and", ".and =")},
    {"size(a = :é", syntax_error("=", "a = :")},
    {"é = :n5", syntax_error("é", "é =")},
    {"a + :n5 = :n5", syntax_error("+", "a + :n5")},
};

INSTANTIATE_TEST_SUITE_P(Syntax, ConditionFault, ::testing::ValuesIn(syntax_rows));

std::string not_allowed(const std::string& function) {
  return "The function is not allowed to be used this way in an expression; function: " + function;
}
std::string invalid_function(const std::string& function) {
  return "Invalid function name; function: " + function;
}
std::string operand_count(const std::string& function, int count) {
  return "Incorrect number of operands for operator or function; operator or function: " +
         function + ", number of operands: " + std::to_string(count);
}
std::string operand_type(const std::string& function, const std::string& type) {
  return "Incorrect operand type for operator or function; operator or function: " + function +
         ", operand type: " + type;
}
std::string needs_path(const std::string& function) {
  return "Operator or function requires a document path; operator or function: " + function;
}
std::string not_distinct(const std::string& op, const std::string& path) {
  return "The first operand must be distinct from the remaining operands for this operator or "
         "function; operator: " +
         op + ", first operand: " + path;
}
const std::string redundant = "The expression has redundant parentheses;";
std::string reserved(const std::string& word) {
  return "Attribute name is a reserved keyword; reserved keyword: " + word;
}
std::string undefined_name(const std::string& name) {
  return "An expression attribute name used in the document path is not defined; attribute name: " +
         name;
}
std::string undefined_value(const std::string& name) {
  return "An expression attribute value used in expression is not defined; attribute value: " +
         name;
}

const Row parentheses_rows[] = {
    {"((a = :n5))", redundant},
    {"(((a = :n5)))", redundant},
    {"((a = :n5)) AND b = :n5", redundant},
    {"NOT ((a = :n5))", redundant},
    {"((a)) = :n5", redundant},
    {"a = ((:n5))", redundant},
    {"size(((a))) = :n5", redundant},
    {"a IN (((:n5)))", redundant},
    {"((NOT a = :n5))", redundant},
    {"((a = :n5 AND b = :n5))", redundant},
    {"((a))[0] = :n5", redundant},
    {"(a = :n5)", ""},
    {"(a = :n5) AND (b = :n5)", ""},
    {"((a = :n5) AND (b = :n5))", ""},
    {"(a) = (:n5)", ""},
    {"((a).b) = :n5", ""},
    {"((a).b)[0].c = :n5", ""},
    {"(a).b = :n5", ""},
    {"a = (b)[1]", ""},
    {"(size(a)) = :n5", ""},
    {"((size(a)) = :n5)", ""},
    {"size((a)) = :n5", ""},
    {"a IN ((:n5), (:one))", ""},
    {"(NOT (a = :n5))", ""},
    {"(attribute_exists(a))", ""},
    {"((attribute_exists(a)) AND a = :n5)", ""},
    {"a BETWEEN (:one) AND (:two)", ""},
};

INSTANTIATE_TEST_SUITE_P(Parentheses, ConditionFault, ::testing::ValuesIn(parentheses_rows));

const Row function_rows[] = {
    {"nope(a)", invalid_function("nope")},
    {"nope(a) = :n5", invalid_function("nope")},
    {"Size(a) = :n5", invalid_function("Size")},
    {"CONTAINS(a, :sx)", invalid_function("CONTAINS")},
    {"contains(a, nope(b))", invalid_function("nope")},
    {"size(a)", not_allowed("size")},
    {"NOT size(a)", not_allowed("size")},
    {"(size(a)) AND a = :n5", not_allowed("size")},
    {"attribute_exists(a) = :t", not_allowed("attribute_exists")},
    {"contains(a, attribute_exists(b))", not_allowed("attribute_exists")},
    {"size(contains(a, :sx)) = :n5", not_allowed("contains")},
    {"if_not_exists(a, :n5) = :n5", not_allowed("if_not_exists")},
    {"a = list_append(a, :l)", not_allowed("list_append")},
    {"list_append(a, b)", not_allowed("list_append")},
};

INSTANTIATE_TEST_SUITE_P(Functions, ConditionFault, ::testing::ValuesIn(function_rows));

const Row name_rows[] = {
    {"Status = :n5", reserved("Status")},
    {"a.NAME = :n5", reserved("NAME")},
    {"a[0].value = :n5", reserved("value")},
    {"size(size) = :n5", reserved("size")},
    {"add = :n5", reserved("add")},
    {"#c = :n5", undefined_name("#c")},
    {"a.#c = :n5", undefined_name("#c")},
    {"a = :v", undefined_value(":v")},
    {"attribute_exists(#c)", undefined_name("#c")},
    {":v = #c", undefined_value(":v")},
    {"#c = :v", undefined_name("#c")},
    {"a IN (:n5, :v)", undefined_value(":v")},
    {"a BETWEEN :one AND :v", undefined_value(":v")},
    {"size(#c) = :n5", undefined_name("#c")},
    {"#dot = :n5 AND #a.#n[0] = :n5", ""},
};

INSTANTIATE_TEST_SUITE_P(Names, ConditionFault, ::testing::ValuesIn(name_rows));

const Row operand_rows[] = {
    {"attribute_exists(a, b)", operand_count("attribute_exists", 2)},
    {"attribute_not_exists(a, b, c)", operand_count("attribute_not_exists", 3)},
    {"begins_with(a)", operand_count("begins_with", 1)},
    {"contains(a, b, c)", operand_count("contains", 3)},
    {"attribute_type(a)", operand_count("attribute_type", 1)},
    {"size(a, b) = :n5", operand_count("size", 2)},
    {"attribute_exists(:n5)", needs_path("attribute_exists")},
    {"attribute_not_exists(:n5)", needs_path("attribute_not_exists")},
    {"attribute_exists(size(a))", needs_path("attribute_exists")},
    {"a = a", not_distinct("=", "[a]")},
    {"a[1] <> a[1]", not_distinct("<>", "[a, [1]]")},
    {"a < #a", not_distinct("<", "[a]")},
    {"m.b >= m.b", not_distinct(">=", "[m, b]")},
    {"contains(a, a)", not_distinct("contains", "[a]")},
    {"begins_with(a, a)", not_distinct("begins_with", "[a]")},
    {"attribute_type(a, a)", not_distinct("attribute_type", "[a]")},
    {"a = a[0]", ""},
    {":n5 = :n5", ""},
    {"size(a) = size(a)", ""},
    {"begins_with(a, :n5)", operand_type("begins_with", "N")},
    {"begins_with(:t, a)", operand_type("begins_with", "BOOL")},
    {"begins_with(a, :ss)", operand_type("begins_with", "SS")},
    {"begins_with(size(a), :sx)", operand_type("begins_with", "N")},
    {"begins_with(a, :bin)", ""},
    {"begins_with(a, b)", ""},
    {"size(:n5) = :n5", operand_type("size", "N")},
    {"size(:t) = :n5", operand_type("size", "BOOL")},
    {"size(:nul) = :n5", operand_type("size", "NULL")},
    {"size(size(a)) = :n5", operand_type("size", "N")},
    {"size(:sx) = :n5 AND size(:l) = :n5 AND size(:map) = :n5 AND size(:ns) = :n5", ""},
    {"a < :t", operand_type("<", "BOOL")},
    {"a <= :nul", operand_type("<=", "NULL")},
    {"a > :ss", operand_type(">", "SS")},
    {"a >= :ns", operand_type(">=", "NS")},
    {":bs < a", operand_type("<", "BS")},
    {"a < :l", operand_type("<", "L")},
    {"a < :map", operand_type("<", "M")},
    {"a < :n5 OR a < :sx OR a < :bin", ""},
    {"a BETWEEN :t AND :n5", operand_type("BETWEEN", "BOOL")},
    {"a BETWEEN :n5 AND :l", operand_type("BETWEEN", "L")},
    {":map BETWEEN :one AND :n5", operand_type("BETWEEN", "M")},
    {"a = :t AND a <> :l AND a IN (:map, :nul) AND contains(a, :l)", ""},
    {"attribute_type(a, :n5)", operand_type("attribute_type", "N")},
    {"attribute_type(a, :ss)", operand_type("attribute_type", "SS")},
    {"attribute_type(a, b)", operand_type("attribute_type", "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}")},
    {"attribute_type(a, size(b))", operand_type("attribute_type", "N")},
    {"attribute_type(a, :bad)",
     "Invalid attribute type name found; type: STRING, valid types: "
     "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}"},
    {"attribute_type(a, :tS) OR attribute_type(:n5, :tNULL)", ""},
    {"a BETWEEN :sa AND :one",
     "The BETWEEN operator requires same data type for lower and upper bounds; lower bound "
     "operand: "
     "AttributeValue: {S:a}, upper bound operand: AttributeValue: {N:1}"},
    {"a BETWEEN :sb AND :sa",
     "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower "
     "bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: {S:a}"},
    {"a BETWEEN :n5 AND :bin",
     "The BETWEEN operator requires same data type for lower and upper bounds; lower bound "
     "operand: "
     "AttributeValue: {N:5}, upper bound operand: AttributeValue: {B:eA==}"},
    {"a BETWEEN :n5 AND b AND c BETWEEN b AND :one", ""},
    {"a BETWEEN :one AND :one", ""},
};

INSTANTIATE_TEST_SUITE_P(Operands, ConditionFault, ::testing::ValuesIn(operand_rows));

// syntax > redundant parentheses > unknown function > misused function > reserved word > per
// predicate: undefined > count > not distinct > type.
const Row precedence_rows[] = {
    {"((a = :n5)) AND nope(a) b", syntax_error("b", ") b")},
    {"nope(a) AND ((a = :n5))", redundant},
    {"size(a) AND nope(a)", invalid_function("nope")},
    {"Status = :n5 AND size(a)", not_allowed("size")},
    {"a = :v AND Status = :n5", reserved("Status")},
    {"#c = :n5 AND Status = :n5", reserved("Status")},
    {"a = a AND #c = :n5", not_distinct("=", "[a]")},
    {"#c = :n5 AND a = a", undefined_name("#c")},
    {"contains(a, :v, c)", undefined_value(":v")},
    {"size(a, b) < :t", operand_count("size", 2)},
    {"a < :t AND begins_with(a)", operand_type("<", "BOOL")},
    {"begins_with(a) AND a < :t", operand_count("begins_with", 1)},
    {"attribute_exists(:n5, a)", operand_count("attribute_exists", 2)},
    {"attribute_exists(a) OR a < :t", operand_type("<", "BOOL")},
    {"NOT (a = :n5 OR (b = :n5 AND c = :v))", undefined_value(":v")},
};

INSTANTIATE_TEST_SUITE_P(Precedence, ConditionFault, ::testing::ValuesIn(precedence_rows));

std::string repeat(std::string_view part, std::size_t count, std::string_view separator) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += separator;
    text += part;
  }
  return text;
}

TEST(ConditionLimits, TextMustNotBeEmpty) {
  EXPECT_EQ(fault(""), "The expression can not be empty;");
  EXPECT_EQ(fault(" \t\r\n"), "The expression can not be empty;");
}

TEST(ConditionLimits, TextSizeIsStatedInTheClassicLayerOnly) {
  const std::string most = "a = :n5" + std::string(4096 - 7, ' ');
  EXPECT_EQ(fault(most), "");
  EXPECT_EQ(fault(most + ' '), "Expression size has exceeded the maximum allowed size;");
  Placeholders placeholders = testing::sample_placeholders();
  EXPECT_EQ(message_of(Condition::parse(most + ' ', ConditionKind::filter, ValidationLayer::classic,
                                        placeholders)),
            "Invalid FilterExpression: Expression size has exceeded the maximum allowed size; "
            "expression size: 4097");
  EXPECT_EQ(message_of(Condition::parse(std::string(5000, ' '), ConditionKind::condition,
                                        ValidationLayer::classic, placeholders)),
            "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; "
            "expression size: 5000");
}

TEST(ConditionLimits, ThreeHundredOperators) {
  // n comparisons and n - 1 connectives
  EXPECT_EQ(fault(repeat("a=:n5", 150, " OR ")), "");
  EXPECT_EQ(fault("NOT " + repeat("a=:n5", 150, " OR ")), "");
  EXPECT_EQ(fault(repeat("a=:n5", 151, " OR ")),
            "The expression contains too many operators; operator count: 301");
  EXPECT_EQ(fault("NOT NOT " + repeat("(a=:n5)", 150, " AND ")),
            "The expression contains too many operators; operator count: 301");
  // BETWEEN and its AND are one operator, IN is one, functions and parentheses are none.
  EXPECT_EQ(fault(repeat("a BETWEEN b AND c", 150, " OR ")), "");
  EXPECT_EQ(fault(repeat("a IN (b,c)", 150, " OR ")), "");
  EXPECT_EQ(fault(repeat("(contains(a,b))", 200, "AND")), "");
}

TEST(ConditionLimits, PathElements) {
  EXPECT_EQ(fault(repeat("a", 32, ".") + " = :n5"), "");
  EXPECT_EQ(fault(repeat("a", 33, ".") + " = :n5"),
            "The document path has too many nesting levels; nesting levels: 33");
  EXPECT_EQ(fault("(a." + repeat("a", 19, ".") + ")" + repeat("[0]", 13, "") + " = :n5"),
            "The document path has too many nesting levels; nesting levels: 33");
}

TEST(ConditionLimits, ListIndex) {
  EXPECT_EQ(fault("a[4294967295] = :n5"), "");
  EXPECT_EQ(fault("a[4294967296] = :n5"),
            "List index is not within the allowable range; index: [4294967296]");
  EXPECT_EQ(fault("a[99999999999999] = :n5"),
            "List index is not within the allowable range; index: [99999999999999]");
  EXPECT_EQ(fault("a[99999999999999] = :n5 b"), syntax_error("b", ":n5 b"));
}

TEST(ConditionLimits, InTakesAHundredOperandsWithTheLeftOne) {
  EXPECT_EQ(fault("a IN (" + repeat(":n5", 99, ",") + ")"), "");
  EXPECT_EQ(fault("a IN (" + repeat(":n5", 100, ",") + ")"),
            "The IN operator is provided with too many operands; number of operands: 101");
}

/// Runs `work` on a stack much smaller than a server thread's.
template <class Work>
void on_small_stack(Work work) {
  pthread_attr_t attributes;
  ASSERT_EQ(pthread_attr_init(&attributes), 0);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  constexpr std::size_t stack_bytes = 8 * 1024 * 1024;
#else
  constexpr std::size_t stack_bytes = 512 * 1024;
#endif
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, stack_bytes), 0);
  pthread_t thread{};
  const auto start = [](void* argument) -> void* {
    (*static_cast<Work*>(argument))();
    return nullptr;
  };
  ASSERT_EQ(pthread_create(&thread, &attributes, start, &work), 0);
  ASSERT_EQ(pthread_join(thread, nullptr), 0);
  pthread_attr_destroy(&attributes);
}

TEST(ConditionLimits, NoNestingExhaustsTheStack) {
  on_small_stack([] {
    EXPECT_EQ(fault(std::string(4096, '(')), syntax_error("<EOF>", "("));
    EXPECT_EQ(fault(std::string(2045, '(') + "a=:n5" + std::string(2045, ')')), redundant);
    EXPECT_EQ(fault("a=" + std::string(2045, '(') + ":n5" + std::string(2045, ')')), redundant);
    EXPECT_EQ(fault(repeat("NOT", 1020, " ") + " a=:n5"),
              "The expression contains too many operators; operator count: 1021");
    EXPECT_EQ(fault(repeat("NOT", 680, "(") + " a=:n5" + std::string(679, ')')),
              "The expression contains too many operators; operator count: 681");
    EXPECT_EQ(fault(repeat("NOT", 299, "(") + " a=:n5" + std::string(298, ')')), "");
    EXPECT_EQ(fault(repeat("f", 2000, "(") + std::string(90, ')')),
              "The expression contains too many nested function calls;");
    EXPECT_EQ(fault(repeat("size", 256, "(") + "(a)" + std::string(255, ')') + "=:n5"),
              operand_type("size", "N"));
    EXPECT_EQ(fault(repeat("a=:n5 OR(", 400, "") + "a=:n5" + std::string(90, ')')),
              syntax_error("<EOF>", ")"));
  });
}

TEST(Condition, DeepButValidConditionsEvaluate) {
  on_small_stack([] {
    Placeholders placeholders = testing::sample_placeholders();
    const auto condition =
        Condition::parse(repeat("NOT", 298, "(") + " n=:n5" + std::string(297, ')'),
                         ConditionKind::condition, ValidationLayer::current, placeholders);
    ASSERT_TRUE(condition.has_value());
    EXPECT_TRUE(condition->evaluate(testing::Stored(testing::sample_item()).view()));
  });
}

TEST(Condition, NamesTheKindOfExpression) {
  Placeholders placeholders = testing::sample_placeholders();
  EXPECT_EQ(message_of(Condition::parse("a", ConditionKind::filter, ValidationLayer::current,
                                        placeholders)),
            "Invalid FilterExpression: Syntax error; token: \"<EOF>\", near: \"a\"");
}

TEST(Condition, MarksThePlaceholdersItUses) {
  Placeholders placeholders =
      testing::placeholders({{"#a", "a"}, {"#b", "b"}}, {{":v", testing::N("1")}});
  ASSERT_TRUE(Condition::parse("size(#a) > :v", ConditionKind::condition, ValidationLayer::current,
                               placeholders)
                  .has_value());
  EXPECT_EQ(message_of(placeholders.check_all_used()),
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}");
}

TEST(Condition, OutlivesItsPlaceholders) {
  auto placeholders = std::make_unique<Placeholders>(testing::sample_placeholders());
  const auto condition = Condition::parse("n = :n5", ConditionKind::condition,
                                          ValidationLayer::current, *placeholders);
  placeholders.reset();
  ASSERT_TRUE(condition.has_value());
  EXPECT_TRUE(condition->evaluate(testing::Stored(testing::sample_item()).view()));
}

TEST(Condition, ListsItsPathsInOrder) {
  Placeholders placeholders = testing::sample_placeholders();
  const auto condition =
      Condition::parse("contains(b.c, a) AND (size(#dot) = :n5 OR x[1] = y)",
                       ConditionKind::condition, ValidationLayer::current, placeholders);
  ASSERT_TRUE(condition.has_value());
  std::string paths;
  for (const DocumentPath& path : condition->paths()) paths += path.to_string();
  EXPECT_EQ(paths, "[b, c][a][a.b][x, [1]][y]");
}

}  // namespace
}  // namespace dynarocks::expression
