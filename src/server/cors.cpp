#include "server/cors.h"

#include <algorithm>

#include "base/ascii_case.h"

namespace dynarocks::server {

CorsPolicy::CorsPolicy(std::string_view allowed_origins) {
  while (!allowed_origins.empty()) {
    const std::string_view element = allowed_origins.substr(0, allowed_origins.find(','));
    allowed_origins.remove_prefix(std::min(element.size() + 1, allowed_origins.size()));
    const std::string_view origin = trim(element);
    if (origin == "*") any_ = true;
    if (!origin.empty()) origins_.emplace_back(origin);
  }
}

bool CorsPolicy::allows(std::string_view origin) const {
  return any_ || std::any_of(origins_.begin(), origins_.end(), [&](const std::string& allowed) {
           return equal_ignoring_case(allowed, origin);
         });
}

void CorsPolicy::append_headers(std::string_view origin, std::string& lines) const {
  if (any_) {
    lines += "Access-Control-Allow-Origin: *\r\n";
  } else {
    lines.append("Access-Control-Allow-Origin: ").append(origin).append("\r\nVary: Origin\r\n");
  }
  lines += "Access-Control-Expose-Headers: x-amzn-RequestId,x-amzn-ErrorType,x-amz-crc32,Date\r\n";
}

void append_preflight_headers(const HttpHeaders& request, std::string& lines) {
  lines += "Access-Control-Max-Age: 172800\r\n";
  if (const auto headers = request.find("Access-Control-Request-Headers")) {
    lines.append("Access-Control-Allow-Headers: ").append(*headers).append("\r\n");
  }
  if (const auto method = request.find("Access-Control-Request-Method")) {
    lines.append("Access-Control-Allow-Methods: ").append(*method).append("\r\n");
  }
}

}  // namespace dynarocks::server
