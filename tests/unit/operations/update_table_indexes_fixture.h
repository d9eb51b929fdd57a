#pragma once
// A table with global secondary indexes, and UpdateTable of them; for the tests of UpdateTable.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "index_requests.h"
#include "operation_fixture.h"

namespace dynarocks::operations {

inline constexpr std::string_view omp = "One or more parameter values were invalid: ";
inline constexpr std::string_view in_use =
    "ResourceInUseException: Attempt to change a resource which is still in use: ";
inline const Pairs by_g = {{"g", "HASH"}};
inline const nlohmann::json only_g = attributes({{"g", "S"}});

inline nlohmann::json update_of(const std::string& name, const nlohmann::json& members) {
  nlohmann::json action = members;
  action["IndexName"] = name;
  return {{"Update", action}};
}
inline nlohmann::json delete_of(const std::string& name) {
  return {{"Delete", {{"IndexName", name}}}};
}

using Entries = std::vector<nlohmann::json>;

class UpdateTableIndexes : public OperationTest {
 protected:
  void create(const nlohmann::json& body) { answer("CreateTable", body.dump()); }
  /// Music on demand, without definitions beside its keys.
  void create_plain() {
    create(table_with({{"AttributeDefinitions", attributes({{"pk", "S"}, {"sk", "S"}})}}));
  }
  void create_with_index() {
    create(table_with({{"GlobalSecondaryIndexes", {index("by-g", by_g)}}}));
  }
  /// Music with units 1 and 2, its index by-g with units 5 and 6.
  void create_provisioned() {
    create(table_with({{"BillingMode", nullptr},
                       {"ProvisionedThroughput", units(1, 2)},
                       {"GlobalSecondaryIndexes",
                        {index("by-g", by_g, {{"ProvisionedThroughput", units(5, 6)}})}}}));
  }
  static std::string request(const Entries& entries,
                             nlohmann::json members = nlohmann::json::object()) {
    members["TableName"] = "Music";
    members["GlobalSecondaryIndexUpdates"] = entries;
    return members.dump();
  }
  nlohmann::json update(const Entries& entries,
                        const nlohmann::json& members = nlohmann::json::object()) {
    return answer("UpdateTable", request(entries, members))["TableDescription"];
  }
  nlohmann::json create_index(const nlohmann::json& definition,
                              const nlohmann::json& definitions = only_g) {
    return update({{{"Create", definition}}}, {{"AttributeDefinitions", definitions}});
  }
  std::string create_error(const nlohmann::json& definition,
                           const nlohmann::json& definitions = only_g) {
    return error("UpdateTable",
                 request({{{"Create", definition}}}, {{"AttributeDefinitions", definitions}}));
  }
  nlohmann::json described() {
    return answer("DescribeTable", R"({"TableName":"Music"})")["Table"];
  }
  nlohmann::json described_index(std::size_t at = 0) {
    return described()["GlobalSecondaryIndexes"][at];
  }
  void invalid(const Entries& entries, const std::string& detail,
               const nlohmann::json& members = nlohmann::json::object()) {
    EXPECT_EQ(error("UpdateTable", request(entries, members)),
              "ValidationException: " + std::string(omp) + detail)
        << nlohmann::json(entries);
  }
  /// As if work on the first index were under way.
  void put_under_way(model::IndexStatus status, std::optional<bool> backfilling = std::nullopt) {
    const auto changed =
        catalog_->update({caller_, "Music"}, [&](auto& table) -> model::ApiResult<void> {
          auto& index = table.global_secondary_indexes[0];
          index.status = status;
          index.backfilling = backfilling;
          return {};
        });
    ASSERT_TRUE(changed);
  }
  void put(const std::string& item) {
    answer("PutItem", R"({"TableName":"Music","Item":)" + item + "}");
  }
};

}  // namespace dynarocks::operations
