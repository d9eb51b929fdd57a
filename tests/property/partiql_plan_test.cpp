// Law: the reads of a SELECT's plan find exactly the items its WHERE clause holds for, each once.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "codec/item_codec.h"
#include "codec/key_codec.h"
#include "partiql/conjunction.h"
#include "partiql/select_planner.h"
#include "partiql/statement_parser.h"
#include "partiql_random.h"
#include "partiql_reads.h"

namespace dynarocks::partiql {
namespace {

/// Conditions on pk, sk and x, which often fix the key.
class RandomWhere {
 public:
  explicit RandomWhere(testing::RandomStatement& random) : random_(random) {}

  std::string condition(int depth = 0) {
    const std::size_t choice = random_.below(depth < 3 ? 10 : 6);
    if (choice >= 8) return "(" + condition(depth + 1) + " OR " + condition(depth + 1) + ")";
    if (choice >= 6) return "(" + condition(depth + 1) + " AND " + condition(depth + 1) + ")";
    if (choice == 5 && random_.chance(3)) return "NOT " + condition(depth + 1);
    return predicate();
  }

 private:
  std::string text() {
    static const char* const texts[] = {"'a'", "'b'", "'c'"};
    return random_.pick(texts);
  }
  std::string number() { return std::to_string(random_.below(6)); }
  std::string predicate() {
    static const char* const operators[] = {" = ", " = ", " <> ", " < ", " <= ", " > ", " >= "};
    switch (random_.below(8)) {
      case 0:
      case 1:
      case 2:
        return "pk = " + text();
      case 3:
        return "pk IN [" + text() + ", " + text() + "]";
      case 4:
        return "sk" + std::string(random_.pick(operators)) + number();
      case 5:
        return number() + random_.pick(operators) + "sk";
      case 6: {
        const std::size_t low = random_.below(4);
        return "sk BETWEEN " + std::to_string(low) + " AND " + std::to_string(low + 2);
      }
      default:
        return "x" + std::string(random_.pick(operators)) + number();
    }
  }

  testing::RandomStatement& random_;
};

std::vector<std::string> all_items() {
  std::vector<std::string> items;
  for (const char* hash : {"a", "b", "c", "d"}) {
    for (int sort = 0; sort < 6; ++sort) {
      for (int x = 0; x < 4; ++x) {
        model::AttributeMap item;
        item.set("pk", model::AttributeValue(std::string(hash)));
        item.set("sk", model::AttributeValue(model::Number::from_int(sort)));
        if (x > 0) item.set("x", model::AttributeValue(model::Number::from_int(x)));
        items.push_back(codec::encode_item(item));
      }
    }
  }
  return items;
}

TEST(PartiqlPlan, FindsWhatWhereSays) {
  constexpr int statements = 10'000;
  const TargetTable table{{{"pk", model::AttributeType::S, model::KeyType::HASH},
                           {"sk", model::AttributeType::N, model::KeyType::RANGE}},
                          {}};
  const std::vector<std::string> items = all_items();
  testing::RandomStatement random(5);
  RandomWhere where(random);
  int queries = 0;
  int overlaps = 0;
  for (int i = 0; i < statements; ++i) {
    const std::string text = "SELECT * FROM T WHERE " + where.condition();
    const auto statement = parse_statement(text);
    ASSERT_TRUE(statement.has_value()) << text;
    const auto bound = bind_statement(*statement, {});
    ASSERT_TRUE(bound.has_value()) << text << bound.error().message;
    const auto& select = std::get<BoundSelect>(*bound);
    const auto plan = plan_select(select, table, false);
    if (!plan) {
      ASSERT_EQ(plan.error().message,
                "Overlapping conditions with range keys are not supported in where clause");
      ++overlaps;
      continue;
    }
    if (plan->access != Access::scan) ++queries;
    const expression::Condition condition = condition_of(*select.where);
    for (const std::string& encoded : items) {
      const codec::ItemView item(encoded);
      int found = 0;
      for (const PlannedRead& read : plan->reads)
        found += testing::is_read(read, table.key, item) ? 1 : 0;
      ASSERT_EQ(found, condition.evaluate(item) ? 1 : 0) << text;
    }
  }
  // The law says something only if plans differ.
  EXPECT_GT(queries, statements / 10);
  EXPECT_GT(overlaps, 10);
}

}  // namespace
}  // namespace dynarocks::partiql
