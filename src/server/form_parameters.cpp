#include "server/form_parameters.h"

#include <algorithm>
#include <cstddef>

#include "auth/percent_encoding.h"

namespace dynarocks::server {
namespace {

constexpr std::size_t max_parameters = 1000;

}  // namespace

FormParameters::FormParameters(std::string_view text) {
  const auto cut = [](std::string_view& rest, char separator) {
    const std::string_view part = rest.substr(0, rest.find(separator));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    return part;
  };
  while (!text.empty() && parameters_.size() < max_parameters) {
    std::string_view value = cut(text, '&');
    auto& [name, decoded] = parameters_.emplace_back();
    auth::append_percent_decoded(cut(value, '='), name);
    auth::append_percent_decoded(value, decoded);
  }
}

std::optional<std::string> FormParameters::find(std::string_view name) const {
  for (const auto& [of, value] : parameters_) {
    if (of == name) return value;
  }
  return std::nullopt;
}

std::string_view FormParameters::first_of(std::initializer_list<std::string_view> names) const {
  for (const auto& [of, value] : parameters_) {
    for (const std::string_view name : names) {
      const bool is_member = of.size() > name.size() && of[name.size()] == '.';
      if (of.starts_with(name) && (of.size() == name.size() || is_member)) return name;
    }
  }
  return {};
}

}  // namespace dynarocks::server
