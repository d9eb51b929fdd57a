#pragma once
// The status line and header fields of a response as text.

#include <string>
#include <string_view>

#include "base/clock.h"
#include "server/http_message.h"

namespace dynarocks::server {

/// "Tue, 15 Nov 1994 08:12:31 GMT"
[[nodiscard]] std::string http_date(EpochMillis time);

/// How the request wants its connection treated.
struct ConnectionTerms {
  int version = 11;        // of the request
  bool keep_alive = true;  // whether the connection goes on after the response
};

/// Replaces `head` by everything up to and with the empty line, and the last chunk where the body
/// (which is then empty) is chunked. `date` is the Date header's value.
void write_response_head(const HttpResponse& response, ConnectionTerms terms, std::string_view date,
                         std::string& head);

}  // namespace dynarocks::server
