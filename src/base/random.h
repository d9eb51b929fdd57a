#pragma once
// Random identifiers. Not for secrets: a fast per-thread generator seeded by the operating system.

#include <string>

namespace dynarocks {

/// 52 characters [0-9A-Z], the form of x-amzn-RequestId.
[[nodiscard]] std::string random_request_id();

/// A version 4 UUID in lower case, the form of TableId.
[[nodiscard]] std::string random_uuid();

}  // namespace dynarocks
