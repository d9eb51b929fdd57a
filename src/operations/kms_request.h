#pragma once
// The members of requests to KMS, with its constraints on them.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/kms_error.h"
#include "model/kms_key.h"
#include "operations/operation_context.h"
#include "wire/request.h"

namespace dynarocks::operations {

// SerializationException for another type than the member's, ValidationException
// "1 validation error detected: Value ... at 'keyId' failed to satisfy constraint: Member must ..."
// for what is out of bounds.

[[nodiscard]] model::KmsResult<std::optional<std::string>> kms_text(const wire::Request& request,
                                                                    std::string_view member,
                                                                    std::size_t shortest,
                                                                    std::size_t longest);
[[nodiscard]] model::KmsResult<std::string> required_kms_text(const wire::Request& request,
                                                              std::string_view member,
                                                              std::size_t longest);
/// `otherwise` when it is absent.
[[nodiscard]] model::KmsResult<std::int64_t> kms_number(const wire::Request& request,
                                                        std::string_view member,
                                                        std::int64_t smallest, std::int64_t largest,
                                                        std::int64_t otherwise);

/// Whether a key may be named by an alias, too.
enum class KmsNames : std::uint8_t { keys, keys_and_aliases };

/// The key that a member of the request names. NotFoundException for what can be no key.
[[nodiscard]] model::KmsResult<model::KmsKeyName> kms_key_name(const OperationContext& context,
                                                               const wire::Request& request,
                                                               std::string_view member,
                                                               KmsNames names);

/// A page of a list: NextMarker and Truncated are answered in the end.
struct KmsPage {
  std::string marker;  // after which it begins
  std::size_t limit = 0;
};
[[nodiscard]] model::KmsResult<KmsPage> kms_page(const wire::Request& request, std::int64_t largest,
                                                 std::int64_t otherwise);

}  // namespace dynarocks::operations
