#include "wire/request.h"

#include "wire/boolean_text.h"

namespace dynarocks::wire {

std::optional<std::string_view> Request::string(std::string_view name) const {
  const auto value = member(name);
  if (!value || value->type() != JsonType::string) return std::nullopt;
  return value->as_string();
}

std::optional<std::int64_t> Request::integer(std::string_view name) const {
  const auto value = member(name);
  if (!value) return std::nullopt;
  const JsonType type = value->type();
  if (type != JsonType::integer && type != JsonType::decimal) return std::nullopt;
  return value->as_int();
}

std::optional<bool> Request::boolean(std::string_view name) const {
  const auto value = member(name);
  if (!value) return std::nullopt;
  if (value->type() == JsonType::boolean) return value->as_bool();
  if (value->type() == JsonType::string) return boolean_from_text(value->as_string());
  return std::nullopt;
}

std::optional<Request> Request::structure(std::string_view name) const {
  const auto value = member(name);
  if (!value || value->type() != JsonType::object) return std::nullopt;
  return Request(*value);
}

}  // namespace dynarocks::wire
