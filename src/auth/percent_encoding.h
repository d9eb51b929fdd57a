#pragma once
// Text in query strings and form bodies.

#include <string>
#include <string_view>

namespace dynarocks::auth {

/// Appends `text` with %XX and '+' decoded; a '%' that starts no escape stands for itself.
void append_percent_decoded(std::string_view text, std::string& out);

/// Appends `text` as Signature Version 4 writes it: everything but A-Z a-z 0-9 - . _ ~ becomes %XX
/// with upper-case digits. Source: RFC 3986, section 2.3.
void append_percent_encoded(std::string_view text, std::string& out);

}  // namespace dynarocks::auth
