#pragma once
// Who may use the admin surface: programs on this machine, and no web page that runs in a browser
// on it.

#include <string_view>

#include "server/http_message.h"

namespace dynarocks::server {

/// Why the request is refused, as one line; empty when it is not.
///  - It must come over the loopback interface.
///  - Its Host must name this machine as such. A page of a site whose name resolves to 127.0.0.1
///    (DNS rebinding) is sent with that site's name.
///  - It must have no Origin, which browsers add to whatever a page may change something with.
[[nodiscard]] std::string_view admin_refusal(const HttpRequest& request);

}  // namespace dynarocks::server
