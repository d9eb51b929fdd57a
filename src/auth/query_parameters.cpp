#include "auth/query_parameters.h"

#include <array>
#include <cstddef>
#include <optional>

#include "auth/percent_encoding.h"

namespace dynarocks::auth {
namespace {

struct Slot {
  std::string_view name;
  std::string_view QueryParameters::*value;
};

constexpr std::array<Slot, 7> slots{{
    {"X-Amz-Algorithm", &QueryParameters::algorithm},
    {"X-Amz-Credential", &QueryParameters::credential},
    {"X-Amz-Date", &QueryParameters::date},
    {"X-Amz-SignedHeaders", &QueryParameters::signed_headers},
    {"X-Amz-Signature", &QueryParameters::signature},
    {"X-Amz-Expires", &QueryParameters::expires},
    {"X-Amz-Security-Token", &QueryParameters::security_token},
}};

struct Span {
  std::size_t begin;
  std::size_t size;
};

}  // namespace

QueryParameters parse_query_parameters(std::string_view query) {
  QueryParameters parameters;
  if (query.empty()) return parameters;

  std::string decoded;
  std::array<std::optional<Span>, slots.size()> found;
  std::string name;
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);

    const std::size_t equals = pair.find('=');
    name.clear();
    append_percent_decoded(pair.substr(0, equals), name);
    for (std::size_t i = 0; i < slots.size(); ++i) {
      if (slots[i].name != name || found[i]) continue;
      const std::size_t begin = decoded.size();
      if (equals != std::string_view::npos)
        append_percent_decoded(pair.substr(equals + 1), decoded);
      found[i] = Span{begin, decoded.size() - begin};
    }
  }

  parameters.presigned = found[0].has_value();
  parameters.decoded = std::make_unique<const std::string>(std::move(decoded));
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (!found[i]) continue;
    parameters.*slots[i].value =
        std::string_view(*parameters.decoded).substr(found[i]->begin, found[i]->size);
  }
  return parameters;
}

}  // namespace dynarocks::auth
