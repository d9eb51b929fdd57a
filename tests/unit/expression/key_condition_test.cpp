#include "expression/key_condition.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "expression_fixture.h"

namespace dynarocks::expression {
namespace {

using model::AttributeType;
using model::KeyType;
using model::ValidationLayer;
using testing::message_of;
using testing::N;
using testing::S;

const model::KeyAttributes hash_only = {{"pk", AttributeType::S, KeyType::HASH}};
const model::KeyAttributes composite = {{"pk", AttributeType::S, KeyType::HASH},
                                        {"sk", AttributeType::S, KeyType::RANGE}};
const model::KeyAttributes numeric = {{"pk", AttributeType::S, KeyType::HASH},
                                      {"sk", AttributeType::N, KeyType::RANGE}};
const model::KeyAttributes many = {{"h", AttributeType::S, KeyType::HASH},
                                   {"i", AttributeType::S, KeyType::HASH},
                                   {"a", AttributeType::S, KeyType::RANGE},
                                   {"b", AttributeType::S, KeyType::RANGE},
                                   {"c", AttributeType::S, KeyType::RANGE}};

/// The first fault of the whole way from text to range, or "".
std::string fault(std::string_view text, const model::KeyAttributes& key,
                  ValidationLayer layer = ValidationLayer::current) {
  Placeholders placeholders = testing::sample_placeholders();
  const auto parsed = KeyCondition::parse(text, layer, placeholders);
  if (!parsed) return message_of(parsed);
  const auto structure = parsed->check_structure(layer);
  if (!structure) return message_of(structure);
  return message_of(parsed->resolve(key));
}

struct Row {
  const char* text;
  std::string fault;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class KeyConditionFault : public ::testing::TestWithParam<Row> {};

TEST_P(KeyConditionFault, IsReported) {
  EXPECT_EQ(fault(GetParam().text, composite), GetParam().fault);
}

std::string invalid(const std::string& message) {
  return "Invalid KeyConditionExpression: " + message;
}
std::string invalid_operator(const std::string& op) {
  return "Invalid operator used in KeyConditionExpression: " + op;
}
std::string invalid_condition(const std::string& text) {
  return "Invalid condition in KeyConditionExpression: " + text;
}
std::string operand_type(const std::string& op, const std::string& type) {
  return invalid("Incorrect operand type for operator or function; operator or function: " + op +
                 ", operand type: " + type);
}
std::string missed(const std::string& name) {
  return "Query condition missed key schema element: " + name;
}
const std::string not_supported = "Query key condition not supported";
const std::string type_mismatch =
    "One or more parameter values were invalid: Condition parameter type does not match schema "
    "type";
const std::string nested_operation =
    invalid("KeyConditionExpressions cannot contain nested operations");
const std::string nested_attribute =
    invalid("KeyConditionExpressions cannot have conditions on nested attributes");
const std::string one_per_key =
    invalid("KeyConditionExpressions must only contain one condition per key");

const Row parse_rows[] = {
    {"", invalid("The expression can not be empty;")},
    {"pk", invalid("Syntax error; token: \"<EOF>\", near: \"pk\"")},
    {"((pk = :sx))", invalid("The expression has redundant parentheses;")},
    {"nope(pk)", invalid("Invalid function name; function: nope")},
    {"name = :sx", invalid("Attribute name is a reserved keyword; reserved keyword: name")},
    {"pk = :v", invalid("An expression attribute value used in expression is not defined; "
                        "attribute value: :v")},
    {"#pk = :sx", invalid("An expression attribute name used in the document path is not defined; "
                          "attribute name: #pk")},
    {"begins_with(sk, :n5) AND pk = :v", operand_type("begins_with", "N")},
    {"pk = :v AND begins_with(sk, :n5)",
     invalid("An expression attribute value used in expression is not defined; attribute value: "
             ":v")},
    {"pk = :sx AND begins_with(sk, :t)", operand_type("begins_with", "BOOL")},
    {"pk = :sx AND sk < :t", operand_type("<", "BOOL")},
    {"pk = :sx AND :l < sk", operand_type("<", "L")},
    {"pk = :sx AND sk BETWEEN :t AND :t", operand_type("BETWEEN", "BOOL")},
    {"pk = :sx AND sk BETWEEN :sb AND :sa",
     invalid("The BETWEEN operator requires upper bound to be greater than or equal to lower "
             "bound; lower bound operand: AttributeValue: {S:b}, upper bound operand: "
             "AttributeValue: {S:a}")},
};

INSTANTIATE_TEST_SUITE_P(Parse, KeyConditionFault, ::testing::ValuesIn(parse_rows));

const Row structure_rows[] = {
    {"pk = :sx OR sk = :sx", invalid_operator("OR")},
    {"NOT pk = :sx", invalid_operator("NOT")},
    {"pk IN (:sx)", invalid_operator("IN")},
    {"pk <> :sx", invalid_operator("<>")},
    {"attribute_exists(pk)", invalid_operator("attribute_exists")},
    {"attribute_not_exists(pk)", invalid_operator("attribute_not_exists")},
    {"attribute_type(pk, :tS)", invalid_operator("attribute_type")},
    {"pk = :sx AND contains(sk, :sx)", invalid_operator("contains")},
    {"size(pk) = :n5", nested_operation},
    {"pk = :sx AND sk > size(a)", nested_operation},
    {"pk.a = :sx", nested_attribute},
    {"pk[0] = :sx", nested_attribute},
    {"pk = :sx AND :sa BETWEEN sk AND :sb",
     invalid_condition("BETWEEN operator must have the key attribute as its first operand")},
    {"pk = :sx AND begins_with(:sx, sk)",
     invalid_condition("begins_with operator must have the key attribute as its first operand")},
    {"pk = sk", invalid_condition("Multiple attribute names used in one condition")},
    {"pk = :sx AND sk BETWEEN a AND :sb",
     invalid_condition("Multiple attribute names used in one condition")},
    {":sx = :sa", invalid_condition("No key attribute specified")},
    {"begins_with(:sx, :sa)", invalid_condition("No key attribute specified")},
    {"pk = :sx AND pk = :sa", one_per_key},
    {"pk = :sx AND sk > :sa AND sk < :sb", one_per_key},
    {"pk = :sx AND sk > :sa AND a < :sb",
     "The number of query conditions (3) exceeds the number of key attributes defined in the "
     "schema (2)"},
    // The first fault in written order is reported.
    {"pk.a = :sx AND (sk = :sx OR sk = :sa)", nested_attribute},
    {"(sk = :sx OR sk = :sa) AND pk.a = :sx", invalid_operator("OR")},
};

INSTANTIATE_TEST_SUITE_P(Structure, KeyConditionFault, ::testing::ValuesIn(structure_rows));

const Row resolve_rows[] = {
    {"pk = :sx", ""},
    {"(pk = :sx)", ""},
    {"pk = :sx AND sk = :sa", ""},
    {"sk = :sa AND pk = :sx", ""},
    {"((sk = :sa) AND (pk = :sx))", ""},
    {"pk = :sx AND begins_with(sk, :sa)", ""},
    {"pk = :sx AND sk BETWEEN :sa AND :sb", ""},
    {"pk = :n5", type_mismatch},
    {"pk = :t", type_mismatch},
    {"pk = :sx AND sk = :n5", type_mismatch},
    {"pk = :sx AND sk BETWEEN :one AND :n5", type_mismatch},
    {"sk = :sa", missed("pk")},
    {"a = :sa", missed("pk")},
    {"sk = :sa AND a = :sx", missed("pk")},
    {"pk > :sx", not_supported},
    {"begins_with(pk, :sx)", not_supported},
    {"pk < :n5", type_mismatch},
    {"pk = :sx AND a = :sx", missed("sk")},
};

INSTANTIATE_TEST_SUITE_P(Resolve, KeyConditionFault, ::testing::ValuesIn(resolve_rows));

TEST(KeyCondition, HashOnlyKey) {
  EXPECT_EQ(fault("pk = :sx", hash_only), "");
  EXPECT_EQ(fault("pk = :sx AND sk = :sx", hash_only), not_supported);
  EXPECT_EQ(fault("sk = :sx", hash_only), missed("pk"));
  EXPECT_EQ(fault("pk = :sx AND sk = :sx AND a = :sx", hash_only),
            "The number of query conditions (3) exceeds the number of key attributes defined in "
            "the schema (1)");
}

TEST(KeyCondition, TextPrefixOnNumericKeyIsATypeMismatch) {
  EXPECT_EQ(fault("pk = :sx AND begins_with(sk, :sa)", numeric), type_mismatch);
  EXPECT_EQ(fault("pk = :sx AND sk > :n5", numeric), "");
}

TEST(KeyCondition, ClassicLayerHasBareStructureFaults) {
  const auto classic = [](std::string_view text) {
    return fault(text, composite, ValidationLayer::classic);
  };
  EXPECT_EQ(classic("size(pk) = :n5"), "KeyConditionExpressions cannot contain nested operations");
  EXPECT_EQ(classic("pk.a = :sx"),
            "KeyConditionExpressions cannot have conditions on nested attributes");
  EXPECT_EQ(classic("pk = :sx AND pk = :sa"),
            "KeyConditionExpressions must only contain one condition per key");
  EXPECT_EQ(classic("pk = :sx AND sk > :sa AND a < :sb"),
            "Conditions can be of length 1 or 2 only");
  EXPECT_EQ(classic("pk <> :sx"), invalid_operator("<>"));
  EXPECT_EQ(classic("name = :sx"),
            invalid("Attribute name is a reserved keyword; reserved keyword: name"));
}

TEST(KeyCondition, TextSizeIsNeverStated) {
  EXPECT_EQ(fault(std::string(4097, ' '), composite, ValidationLayer::classic),
            invalid("Expression size has exceeded the maximum allowed size;"));
}

KeyRange resolved(std::string_view text, const model::KeyAttributes& key,
                  const testing::Values& values) {
  Placeholders placeholders = testing::placeholders({}, values);
  const auto parsed = KeyCondition::parse(text, ValidationLayer::current, placeholders);
  EXPECT_TRUE(parsed.has_value()) << message_of(parsed);
  EXPECT_TRUE(parsed->check_structure(ValidationLayer::current).has_value());
  const auto range = parsed->resolve(key);
  EXPECT_TRUE(range.has_value()) << message_of(range);
  return range.value_or(KeyRange{});
}

TEST(KeyCondition, ReversedComparatorsAreSeenFromTheKey) {
  struct Reversal {
    const char* text;
    KeyOperator op;
  };
  for (const Reversal& row :
       {Reversal{":lo <= sk", KeyOperator::ge}, Reversal{":lo < sk", KeyOperator::gt},
        Reversal{":lo >= sk", KeyOperator::le}, Reversal{":lo > sk", KeyOperator::lt},
        Reversal{"sk <= :lo", KeyOperator::le}, Reversal{"sk >= :lo", KeyOperator::ge}}) {
    const KeyRange range = resolved(std::string(":p = pk AND ") + row.text, composite,
                                    {{":p", S("p")}, {":lo", S("m")}});
    EXPECT_EQ(range.hash, std::vector<std::string>{"p"});
    ASSERT_TRUE(range.range_bound.has_value()) << row.text;
    EXPECT_EQ(range.range_bound->op, row.op) << row.text;
    EXPECT_EQ(range.range_bound->low, "m");
  }
  const KeyRange equal =
      resolved(":lo = sk AND pk = :p", composite, {{":p", S("p")}, {":lo", S("m")}});
  EXPECT_EQ(equal.range_equal, std::vector<std::string>{"m"});
  EXPECT_FALSE(equal.range_bound.has_value());
}

TEST(KeyCondition, BetweenAndBeginsWith) {
  const KeyRange between = resolved("pk = :p AND sk BETWEEN :lo AND :hi", composite,
                                    {{":p", S("p")}, {":lo", S("a")}, {":hi", S("b")}});
  ASSERT_TRUE(between.range_bound.has_value());
  EXPECT_EQ(between.range_bound->op, KeyOperator::between);
  EXPECT_EQ(between.range_bound->low, "a");
  EXPECT_EQ(between.range_bound->high, "b");
  const KeyRange prefix =
      resolved("pk = :p AND begins_with(sk, :lo)", composite, {{":p", S("p")}, {":lo", S("a")}});
  ASSERT_TRUE(prefix.range_bound.has_value());
  EXPECT_EQ(prefix.range_bound->op, KeyOperator::begins_with);
}

TEST(KeyCondition, NumbersResolveToTheirOrderedForm) {
  const KeyRange range =
      resolved("pk = :p AND sk = :n", numeric, {{":p", S("p")}, {":n", N("5.0")}});
  const std::string encoded = codec::encode_value(N("5"));
  EXPECT_EQ(range.range_equal,
            std::vector<std::string>{std::string(codec::ValueView(encoded).scalar())});
}

std::string value_fault(std::string_view text, const model::KeyAttributes& key,
                        const testing::Values& values) {
  Placeholders placeholders = testing::placeholders({}, values);
  const auto parsed = KeyCondition::parse(text, ValidationLayer::current, placeholders);
  EXPECT_TRUE(parsed.has_value()) << message_of(parsed);
  return message_of(parsed->resolve(key));
}

TEST(KeyCondition, EmptyValues) {
  EXPECT_EQ(value_fault("pk = :e", composite, {{":e", S("")}}),
            "One or more parameter values are not valid. The AttributeValue for a key attribute "
            "cannot contain an empty string value. Key: pk");
  EXPECT_EQ(value_fault("pk = :p AND sk > :e", composite, {{":p", S("p")}, {":e", S("")}}),
            "One or more parameter values are not valid. The AttributeValue for a key attribute "
            "cannot contain an empty string value. Key: sk");
  const model::KeyAttributes binary = {{"pk", AttributeType::B, KeyType::HASH}};
  EXPECT_EQ(value_fault("pk = :e", binary, {{":e", testing::B("")}}),
            "One or more parameter values are not valid. The AttributeValue for a key attribute "
            "cannot contain an empty binary value. Key: pk");
}

TEST(KeyCondition, OversizedValues) {
  const auto text = [](std::size_t bytes) { return S(std::string(bytes, 'x')); };
  EXPECT_EQ(value_fault("pk = :p", composite, {{":p", text(2048)}}), "");
  EXPECT_EQ(value_fault("pk = :p", composite, {{":p", text(2049)}}),
            "One or more parameter values were invalid: Size of hashkey has exceeded the maximum "
            "size limit of2048 bytes");
  EXPECT_EQ(value_fault("pk = :p AND sk = :s", composite, {{":p", S("p")}, {":s", text(1024)}}),
            "");
  EXPECT_EQ(value_fault("pk = :p AND sk = :s", composite, {{":p", S("p")}, {":s", text(1025)}}),
            "One or more parameter values were invalid: Aggregated size of all range keys has "
            "exceeded the size limit of 1024 bytes");
  EXPECT_EQ(value_fault("pk = :p AND sk BETWEEN :a AND :s", composite,
                        {{":p", S("p")}, {":a", S("a")}, {":s", text(1025)}}),
            "One or more parameter values were invalid: Aggregated size of all range keys has "
            "exceeded the size limit of 1024 bytes");
}

TEST(KeyCondition, SeveralKeyAttributes) {
  const testing::Values values = {
      {":1", S("1")}, {":2", S("2")}, {":3", S("3")}, {":4", S("4")}, {":5", S("5")}};
  const KeyRange hash = resolved("i = :2 AND h = :1", many, values);
  EXPECT_EQ(hash.hash, (std::vector<std::string>{"1", "2"}));
  const KeyRange all = resolved("c > :5 AND h = :1 AND b = :4 AND i = :2 AND a = :3", many, values);
  EXPECT_EQ(all.range_equal, (std::vector<std::string>{"3", "4"}));
  ASSERT_TRUE(all.range_bound.has_value());
  EXPECT_EQ(all.range_bound->low, "5");
  const KeyRange part = resolved("h = :1 AND i = :2 AND a < :3", many, values);
  EXPECT_TRUE(part.range_equal.empty());
  EXPECT_EQ(part.range_bound->op, KeyOperator::lt);

  EXPECT_EQ(value_fault("h = :1", many, values),
            "HASH key attributes i must have equality conditions specified in the query");
  EXPECT_EQ(value_fault("a = :1 AND h > :2", many, values),
            "HASH key attributes h, i must have equality conditions specified in the query");
  EXPECT_EQ(value_fault("h = :1 AND i = :2 AND a = :3 AND c = :5", many, values),
            "RANGE key attributes b must have equality conditions specified in the query because a "
            "condition is present on key attribute c");
  EXPECT_EQ(value_fault("h = :1 AND i = :2 AND c = :5", many, values),
            "RANGE key attributes a, b must have equality conditions specified in the query "
            "because a condition is present on key attribute c");
  EXPECT_EQ(value_fault("h = :1 AND i = :2 AND a > :3 AND b = :4", many, values),
            "RANGE key attributes a must have equality conditions specified in the query because a "
            "condition is present on key attribute b");
  EXPECT_EQ(value_fault("h = :1 AND i = :2 AND x = :3", many, values), missed("a"));
}

TEST(KeyCondition, ClausesCanComeFromElsewhere) {
  const KeyCondition condition =
      KeyCondition::from_clauses({{"pk", KeyOperator::eq, {codec::encode_value(S("p"))}}});
  EXPECT_TRUE(condition.check_structure(ValidationLayer::classic).has_value());
  ASSERT_TRUE(condition.resolve(hash_only).has_value());
  EXPECT_EQ(condition.clauses().front().attribute_name, "pk");
}

}  // namespace
}  // namespace dynarocks::expression
