#include "auth/canonical_request.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "auth/percent_encoding.h"
#include "base/hex.h"
#include "codec/digest.h"

namespace dynarocks::auth {
namespace {

/// Everything before the signature itself is part of what is signed.
constexpr std::string_view signature_parameter = "X-Amz-Signature";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

/// Cuts what stands before `separator`, or everything, from the front of `rest`.
std::string_view cut(std::string_view& rest, char separator) {
  const std::string_view part = rest.substr(0, rest.find(separator));
  rest.remove_prefix(std::min(part.size() + 1, rest.size()));
  return part;
}

void append_query(std::string_view query, std::string& out) {
  std::vector<std::pair<std::string, std::string>> parameters;
  std::string decoded;
  const auto encoded = [&decoded](std::string_view text) {
    decoded.clear();
    append_percent_decoded(text, decoded);
    std::string again;
    append_percent_encoded(decoded, again);
    return again;
  };
  while (!query.empty()) {
    std::string_view value = cut(query, '&');
    if (value.empty()) continue;
    std::string name = encoded(cut(value, '='));
    if (name != signature_parameter) parameters.emplace_back(std::move(name), encoded(value));
  }
  std::sort(parameters.begin(), parameters.end());
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (i > 0) out.push_back('&');
    out.append(parameters[i].first).append("=").append(parameters[i].second);
  }
}

/// Without blanks at either end, and runs of spaces as one.
void append_trimmed(std::string_view value, std::string& out) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = value.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return;
  value = value.substr(begin, value.find_last_not_of(blanks) - begin + 1);
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == ' ' && value[i - 1] == ' ') continue;  // never the first, which is no blank
    out.push_back(value[i]);
  }
}

std::vector<std::string> header_names(std::string_view signed_headers) {
  std::vector<std::string> names;
  while (!signed_headers.empty()) {
    std::string& name = names.emplace_back(cut(signed_headers, ';'));
    std::transform(name.begin(), name.end(), name.begin(), lower);
  }
  std::sort(names.begin(), names.end());
  // Nobody signs a field twice; a long list must not make a long text of a long value.
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

void append_header(std::span<const HeaderField> headers, std::string_view name, std::string& out) {
  out.append(name).push_back(':');
  bool first = true;
  for (const HeaderField& field : headers) {
    if (!equal_ignoring_case(field.name, name)) continue;
    if (!first) out.push_back(',');
    first = false;
    append_trimmed(field.value, out);
  }
  out.push_back('\n');
}

}  // namespace

std::string_view ReceivedRequest::header(std::string_view name) const {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const HeaderField& field) {
    return equal_ignoring_case(field.name, name);
  });
  return found == headers.end() ? std::string_view() : found->value;
}

std::string canonical_request(const ReceivedRequest& request, std::string_view signed_headers) {
  std::string text;
  text.reserve(512);
  text.append(request.method).append("\n/\n");
  append_query(request.query, text);
  text.push_back('\n');
  const std::vector<std::string> names = header_names(signed_headers);
  for (const std::string& name : names) append_header(request.headers, name, text);
  text.push_back('\n');
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text.push_back(';');
    text += names[i];
  }
  text.push_back('\n');
  text += hex(request.body_digest);
  return text;
}

std::string credential_scope(std::string_view date_time, std::string_view region,
                             std::string_view service) {
  std::string scope(date_time.substr(0, 8));
  return scope.append("/").append(region).append("/").append(service).append("/aws4_request");
}

std::string string_to_sign(std::string_view date_time, std::string_view region,
                           std::string_view service, std::string_view canonical) {
  std::string text(signing_algorithm);
  text.append("\n").append(date_time).append("\n");
  text.append(credential_scope(date_time, region, service)).append("\n");
  return text + hex(codec::digest(canonical));
}

}  // namespace dynarocks::auth
