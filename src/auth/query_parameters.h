#pragma once
// The X-Amz-* parameters of a presigned request's query string.

#include <memory>
#include <string>
#include <string_view>

namespace dynarocks::auth {

/// Percent-decoded values; empty where the query has no such parameter. The first of a repeated one
/// counts.
struct QueryParameters {
  bool presigned = false;  // X-Amz-Algorithm is among them, be it empty
  std::string_view algorithm;
  std::string_view credential;
  std::string_view date;
  std::string_view signed_headers;
  std::string_view signature;
  std::string_view expires;
  std::string_view security_token;
  std::unique_ptr<const std::string> decoded;  // what the views point into
};

/// `query` is the part of a request target after its '?'.
[[nodiscard]] QueryParameters parse_query_parameters(std::string_view query);

}  // namespace dynarocks::auth
