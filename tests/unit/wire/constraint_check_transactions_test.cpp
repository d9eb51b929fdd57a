// Constraints of TransactWriteItems and TransactGetItems.
#include <gtest/gtest.h>

#include <string>

#include "constraint_fixture.h"
#include "wire/data_plane_shapes.h"

namespace dynarocks::wire {
namespace {

TEST(TransactionConstraints, BothLayers) {
  const std::string empty = R"({"TransactItems":[]})";
  EXPECT_EQ(message(transact_write_items_shape, empty, ValidationLayer::classic),
            "1 validation error detected: Value '[]' at 'transactItems' " + at_least(1));
  EXPECT_EQ(message(transact_write_items_shape, empty),
            "1 validation error detected: Value at 'TransactItems' " + at_least(1));
  EXPECT_EQ(message(transact_get_items_shape, empty),
            "1 validation error detected: Value at 'TransactItems' " + at_least(1));

  const std::string token(37, 't');
  const std::string several =
      R"({"TransactItems":[{"Put":{"TableName":"a!"}}],"ClientRequestToken":")" + token +
      R"(","ReturnConsumedCapacity":"X"})";
  EXPECT_EQ(message(transact_write_items_shape, several),
            "1 validation error detected: Value at 'ClientRequestToken' " + at_most(36))
      << "alone";
  EXPECT_EQ(message(transact_write_items_shape, several, ValidationLayer::classic),
            "4 validation errors detected: Value '" + token + "' at 'clientRequestToken' " +
                at_most(36) + "; Value 'X' at 'returnConsumedCapacity' " + capacity_enum +
                "; Value 'a!' at 'transactItems.1.member.put.tableName' " + pattern +
                "; Value null at 'transactItems.1.member.put.item' " + not_null);
}

TEST(TransactionConstraints, RequiredMembersOfEachAction) {
  EXPECT_EQ(message(transact_write_items_shape,
                    R"({"TransactItems":[{"ConditionCheck":{"TableName":"abc"}},
                                         {"Update":{"TableName":"abc"}},{"Delete":{}}]})",
                    ValidationLayer::classic),
            std::string("6 validation errors detected: ") +
                "Value null at 'transactItems.1.member.conditionCheck.conditionExpression' " +
                not_null + "; Value null at 'transactItems.1.member.conditionCheck.key' " +
                not_null + "; Value null at 'transactItems.2.member.update.updateExpression' " +
                not_null + "; Value null at 'transactItems.2.member.update.key' " + not_null +
                "; Value null at 'transactItems.3.member.delete.tableName' " + not_null +
                "; Value null at 'transactItems.3.member.delete.key' " + not_null);
}

}  // namespace
}  // namespace dynarocks::wire
