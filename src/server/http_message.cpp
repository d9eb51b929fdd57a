#include "server/http_message.h"

#include <algorithm>

#include "base/ascii_case.h"

namespace dynarocks::server {
namespace {

/// Kept by a connection for its next request; a large one should not cost it that much for ever.
constexpr std::size_t kept_body_bytes = 16 * 1024;

}  // namespace

void HttpHeaders::add(std::string_view name, std::string_view value) {
  fields_.push_back({static_cast<std::uint32_t>(text_.size()),
                     static_cast<std::uint32_t>(name.size()),
                     static_cast<std::uint32_t>(value.size())});
  text_.append(name).append(value);
}

std::optional<std::string_view> HttpHeaders::find(std::string_view name) const {
  const std::string_view text = text_;
  for (const Field& field : fields_) {
    if (equal_ignoring_case(text.substr(field.begin, field.name_bytes), name)) {
      return text.substr(field.begin + field.name_bytes, field.value_bytes);
    }
  }
  return std::nullopt;
}

std::size_t HttpHeaders::count(std::string_view name) const {
  const std::string_view text = text_;
  return static_cast<std::size_t>(
      std::count_if(fields_.begin(), fields_.end(), [&](const Field& field) {
        return equal_ignoring_case(text.substr(field.begin, field.name_bytes), name);
      }));
}

std::string_view HttpHeaders::name(std::size_t field) const {
  return std::string_view(text_).substr(fields_[field].begin, fields_[field].name_bytes);
}

std::string_view HttpHeaders::value(std::size_t field) const {
  const Field& of = fields_[field];
  return std::string_view(text_).substr(of.begin + of.name_bytes, of.value_bytes);
}

void HttpHeaders::clear() {
  text_.clear();
  fields_.clear();
}

void HttpRequest::clear() {
  method.clear();
  target.clear();
  version = 11;
  headers.clear();
  release_body();
}

void HttpRequest::release_body() {
  // An empty string that is assigned would leave the memory where it is.
  if (body.capacity() > kept_body_bytes) std::string().swap(body);
  body.clear();
}

void HttpResponse::clear() {
  status = 200;
  request_id.clear();
  content_type = {};
  content_coding = {};
  extra_headers.clear();
  body.clear();
  crc32.reset();
  chunked = false;
  close = false;
}

}  // namespace dynarocks::server
