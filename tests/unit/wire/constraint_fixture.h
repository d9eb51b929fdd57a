#pragma once
// What the tests of the constraint stage share: its recurring texts, and the message a body gets.

#include <gtest/gtest.h>

#include <string>

#include "wire/shape_check.h"

namespace dynarocks::wire {

using model::ValidationLayer;

inline constexpr const char* pattern =
    "failed to satisfy constraint: Member must satisfy regular expression pattern: "
    "[a-zA-Z0-9_.-]+";
inline constexpr const char* not_null = "failed to satisfy constraint: Member must not be null";
inline constexpr const char* capacity_enum =
    "failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]";
inline constexpr const char* metrics_enum =
    "failed to satisfy constraint: Member must satisfy enum value set: [SIZE, NONE]";
inline constexpr const char* returns_enum =
    "failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, "
    "ALL_OLD, NONE, UPDATED_NEW]";
inline constexpr const char* current_returns_enum =
    "Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, "
    "ALL_NEW, UPDATE_NEW, NONE]";
inline constexpr const char* current_operator_enum =
    "Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]";

inline std::string at_least(int n) {
  return "failed to satisfy constraint: Member must have length greater than or equal to " +
         std::to_string(n);
}
inline std::string at_most(int n) {
  return "failed to satisfy constraint: Member must have length less than or equal to " +
         std::to_string(n);
}
inline std::string value_at_least(int n) {
  return "failed to satisfy constraint: Member must have value greater than or equal to " +
         std::to_string(n);
}
inline std::string value_at_most(int n) {
  return "failed to satisfy constraint: Member must have value less than or equal to " +
         std::to_string(n);
}

/// The message of a body that passes the type check, or "" when it satisfies every constraint.
inline std::string message(const OperationShape& shape, const std::string& body,
                           ValidationLayer layer = ValidationLayer::current) {
  JsonDocument document;
  const auto root = document.parse(body);
  if (!root) return "not JSON: " + body;
  const auto types = check_types(shape, *root);
  if (!types) return "type fault: " + types.error().message;
  const auto result = check_constraints(shape, *root, layer);
  if (result) return "";
  EXPECT_EQ(result.error().code, model::ErrorCode::validation) << body;
  return result.error().message;
}
inline std::string classic(const OperationShape& shape, const std::string& body) {
  return message(shape, body, ValidationLayer::classic);
}
inline std::string one(const std::string& failure) {
  return "1 validation error detected: " + failure;
}

}  // namespace dynarocks::wire
