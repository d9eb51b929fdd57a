#include "operations/condition_keys.h"

#include "operations/mentioned_attributes.h"

namespace dynarocks::operations {
namespace {

/// No key rather than an empty list.
void set_list(std::string_view key, const std::vector<std::string>& values,
              auth::ConditionContext& context) {
  if (values.empty()) return;
  context.begin_list(key);
  for (const std::string& value : values) context.add(value);
}

}  // namespace

void set_leading_keys(const LeadingKeys::Values& values, auth::ConditionContext& context) {
  set_list("dynamodb:LeadingKeys", values[0], context);
  static constexpr std::string_view names[LeadingKeys::most_attributes] = {
      "dynamodb:FirstPartitionKeyValues", "dynamodb:SecondPartitionKeyValues",
      "dynamodb:ThirdPartitionKeyValues", "dynamodb:FourthPartitionKeyValues"};
  for (std::size_t i = 0; i < values.size(); ++i) {
    set_list(names[i], values[i], context);
  }
}

void set_attributes(const std::vector<std::string>& names, auth::ConditionContext& context) {
  set_list("dynamodb:Attributes", names, context);
}

void set_attributes(const wire::Request& part, auth::ConditionContext& context) {
  MentionedAttributes mentioned;
  mentioned.add_request(part);
  set_attributes(mentioned.take(), context);
}

void set_return_consumed_capacity(const wire::Request& request, auth::ConditionContext& context) {
  context.set("dynamodb:ReturnConsumedCapacity",
              request.string("ReturnConsumedCapacity").value_or("NONE"));
}

void set_return_values(const wire::Request& request, auth::ConditionContext& context) {
  context.set("dynamodb:ReturnValues", request.string("ReturnValues").value_or("NONE"));
}

}  // namespace dynarocks::operations
