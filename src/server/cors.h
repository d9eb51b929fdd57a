#pragma once
// Cross-origin answers for browsers. Source: reference "wire protocol", section 4.

#include <string>
#include <string_view>
#include <vector>

#include "server/http_message.h"

namespace dynarocks::server {

/// Which origins may read responses.
class CorsPolicy {
 public:
  /// "*" (any origin) or a comma-separated list of origins.
  explicit CorsPolicy(std::string_view allowed_origins);

  [[nodiscard]] bool allows(std::string_view origin) const;
  /// The header lines every response to an allowed origin carries.
  void append_headers(std::string_view origin, std::string& lines) const;

 private:
  bool any_ = false;
  std::vector<std::string> origins_;
};

/// The header lines only a preflight answer carries: what the browser asked for, echoed.
void append_preflight_headers(const HttpHeaders& request, std::string& lines);

}  // namespace dynarocks::server
