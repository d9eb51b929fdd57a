#pragma once
// Where a request comes from, as the conditions of a policy ask for it.

#include <string_view>

namespace dynarocks::operations {

/// Views into the request. Filled in only for callers whose policies may ask.
struct RequestOrigin {
  std::string_view source_ip;     // aws:SourceIp, as text: "127.0.0.1", "::1"
  bool secure_transport = false;  // aws:SecureTransport
  std::string_view user_agent;    // aws:UserAgent
};

}  // namespace dynarocks::operations
