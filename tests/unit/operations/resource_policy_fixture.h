#pragma once
// A table Music with a stream, and short ways to give them policies.

#include <optional>
#include <string>
#include <string_view>

#include "operation_fixture.h"

namespace dynarocks::operations {

class ResourcePolicyTest : public OperationTest {
 protected:
  using json = nlohmann::json;

  inline static const std::string account = "123456789012";
  inline static const std::string arn = "arn:aws:dynamodb:us-east-1:" + account + ":table/Music";
  inline static const std::string not_found =
      "PolicyNotFoundException: Resource-based policy not found for the provided ResourceArn: ";
  inline static const std::string invalid =
      "ValidationException: One or more parameter values were invalid: ";
  inline static const std::string in_use =
      "ResourceInUseException: Attempt to change a resource which is still in use: ";

  static json music() {
    return json::parse(R"({
      "TableName": "Music", "BillingMode": "PAY_PER_REQUEST",
      "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
      "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
      "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"}})");
  }
  /// CreateTable of Music, with a policy or without.
  json create(const std::optional<std::string>& policy = std::nullopt) {
    json body = music();
    if (policy) body["ResourcePolicy"] = *policy;
    return answer("CreateTable", body.dump())["TableDescription"];
  }
  [[nodiscard]] std::string stream_label() const {
    return catalog_->find({caller_, "Music"})->description()->latest_stream_label;
  }
  [[nodiscard]] std::string stream_arn() const { return arn + "/stream/" + stream_label(); }

  /// A document, and the form in which it is kept.
  static std::string policy(const std::string& statement) {
    return R"({"Version":"2012-10-17","Statement":)" + statement + "}";
  }
  static std::string statement(const std::string& effect, const std::string& principal,
                               const std::string& action, const std::string& resource = "*") {
    return R"({"Effect":")" + effect + R"(","Principal":{"AWS":")" + principal +
           R"("},"Action":")" + action + R"(","Resource":")" + resource + R"("})";
  }
  static std::string allowing(const std::string& action) {
    return policy(statement("Allow", account, action));
  }

  static std::string request(const std::string& resource, const std::string& document,
                             json members = json::object()) {
    members["ResourceArn"] = resource;
    members["Policy"] = document;
    return members.dump();
  }
  static std::string request(const std::string& resource, json members = json::object()) {
    members["ResourceArn"] = resource;
    return members.dump();
  }

  /// The RevisionId of an answer.
  std::string put(const std::string& resource, const std::string& document,
                  const json& members = json::object()) {
    return answer("PutResourcePolicy", request(resource, document, members))["RevisionId"];
  }
  std::string put_error(const std::string& resource, const std::string& document,
                        const json& members = json::object()) {
    return error("PutResourcePolicy", request(resource, document, members));
  }
  std::string deleted(const std::string& resource, const json& members = json::object()) {
    return answer_text("DeleteResourcePolicy", request(resource, members));
  }
  std::string delete_error(const std::string& resource, const json& members = json::object()) {
    return error("DeleteResourcePolicy", request(resource, members));
  }
  std::string got(const std::string& resource) {
    return answer("GetResourcePolicy", request(resource))["Policy"];
  }
  std::string get_error(const std::string& resource) {
    return error("GetResourcePolicy", request(resource));
  }
  void set_status(model::TableStatus status) {
    ASSERT_TRUE(catalog_->update({caller_, "Music"}, [&](auto& table) -> model::ApiResult<void> {
      table.status = status;
      return {};
    }));
  }
};

}  // namespace dynarocks::operations
