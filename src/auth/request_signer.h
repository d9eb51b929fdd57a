#pragma once
// Signs requests to other services with AWS Signature Version 4.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace dynarocks::auth {

struct SigningKey {
  std::string access_key_id;
  std::string secret_key;
};

/// A POST to the path "/" without a query.
struct RequestToSign {
  std::string_view region;
  std::string_view service;
  std::string_view body;
  /// Lower-case names in ascending order, "host" and "x-amz-date" among them.
  std::vector<std::pair<std::string, std::string>> headers;
};

/// The value of the Authorization header; the time is that of x-amz-date (basic_time of it).
[[nodiscard]] std::string authorization_header(const RequestToSign& request, const SigningKey& key,
                                               EpochMillis time);

}  // namespace dynarocks::auth
