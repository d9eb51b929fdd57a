#pragma once
// Random identifiers. Not for secrets: a fast per-thread generator seeded by the operating system.

#include <string>

namespace dynarocks {

/// Appends 52 characters [0-9A-Z], the form of x-amzn-RequestId.
void append_random_request_id(std::string& out);

/// A version 4 UUID in lower case, the form of TableId.
[[nodiscard]] std::string random_uuid();

}  // namespace dynarocks
