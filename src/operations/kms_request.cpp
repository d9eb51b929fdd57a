#include "operations/kms_request.h"

#include "base/utf8.h"
#include "model/kms_limits.h"

namespace dynarocks::operations {

using model::kms_failure;
using model::KmsResult;

namespace {

/// "KeyId" is keyId in KMS's texts.
std::string field(std::string_view member) {
  std::string name(member);
  name.front() = static_cast<char>(name.front() - 'A' + 'a');
  return name;
}

/// `value` is as it is told: null, or in quotes.
auto out_of_bounds(const std::string& value, std::string_view member, const std::string& bound) {
  return kms_failure("ValidationException",
                     "1 validation error detected: Value " + value + " at '" + field(member) +
                         "' failed to satisfy constraint: Member must " + bound);
}

}  // namespace

KmsResult<std::optional<std::string>> kms_text(const wire::Request& request,
                                               std::string_view member, std::size_t shortest,
                                               std::size_t longest) {
  const auto value = request.member(member);
  if (!value) return std::nullopt;
  if (value->type() != wire::JsonType::string) return kms_failure("SerializationException", {});
  std::string text(value->as_string());
  const std::size_t length = utf8_characters(text);
  if (length < shortest) {
    return out_of_bounds("'" + text + "'", member,
                         "have length greater than or equal to " + std::to_string(shortest));
  }
  if (length > longest) {
    return out_of_bounds("'" + text + "'", member,
                         "have length less than or equal to " + std::to_string(longest));
  }
  return text;
}

KmsResult<std::string> required_kms_text(const wire::Request& request, std::string_view member,
                                         std::size_t longest) {
  DYNAROCKS_ASSIGN(auto text, kms_text(request, member, 1, longest));
  if (!text) return out_of_bounds("null", member, "not be null");
  return std::move(*text);
}

KmsResult<std::int64_t> kms_number(const wire::Request& request, std::string_view member,
                                   std::int64_t smallest, std::int64_t largest,
                                   std::int64_t otherwise) {
  const auto value = request.member(member);
  if (!value) return otherwise;
  if (value->type() != wire::JsonType::integer) return kms_failure("SerializationException", {});
  const std::int64_t number = value->as_int();
  const std::string told = "'" + std::to_string(number) + "'";
  if (number < smallest) {
    return out_of_bounds(told, member,
                         "have value greater than or equal to " + std::to_string(smallest));
  }
  if (number > largest) {
    return out_of_bounds(told, member,
                         "have value less than or equal to " + std::to_string(largest));
  }
  return number;
}

KmsResult<model::KmsKeyName> kms_key_name(const OperationContext& context,
                                          const wire::Request& request, std::string_view member,
                                          KmsNames names) {
  DYNAROCKS_ASSIGN(const std::string text,
                   required_kms_text(request, member, model::limits::kms_key_id_characters));
  auto name = model::parse_kms_key_name(text, context.caller);
  if (!name) return kms_failure("NotFoundException", std::move(name).error());
  if (!name->alias.empty() && names == KmsNames::keys) {
    return kms_failure("NotFoundException", "Invalid keyId '" + text + "'");
  }
  return std::move(*name);
}

KmsResult<KmsPage> kms_page(const wire::Request& request, std::int64_t largest,
                            std::int64_t otherwise) {
  DYNAROCKS_ASSIGN(const auto limit, kms_number(request, "Limit", 1, largest, otherwise));
  DYNAROCKS_ASSIGN(auto marker,
                   kms_text(request, "Marker", 1, model::limits::kms_key_id_characters));
  return KmsPage{std::move(marker).value_or(std::string()), static_cast<std::size_t>(limit)};
}

}  // namespace dynarocks::operations
