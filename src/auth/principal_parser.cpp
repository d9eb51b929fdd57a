#include "auth/principal_parser.h"

#include <algorithm>
#include <array>

#include "auth/arn_text.h"

namespace dynarocks::auth {
namespace {

using Kind = PrincipalPattern::Kind;

/// The texts of one that stands alone, or of a list; nothing when something else is among them.
std::optional<std::vector<std::string_view>> texts_of(const PolicyJson& json) {
  if (json.kind == PolicyJson::Kind::string) return std::vector<std::string_view>{json.text};
  if (json.kind != PolicyJson::Kind::list) return std::nullopt;
  std::vector<std::string_view> texts;
  for (const PolicyJson& element : json.elements) {
    if (element.kind != PolicyJson::Kind::string) return std::nullopt;
    texts.push_back(element.text);
  }
  return texts;
}

/// "user/alice", "role/path/name", "assumed-role/name/session": a name behind the first slash.
bool names_identity(std::string_view service, std::string_view resource) {
  constexpr std::array<std::string_view, 2> of_iam{"user/", "role/"};
  constexpr std::array<std::string_view, 2> of_sts{"assumed-role/", "federated-user/"};
  const auto& types = service == "iam" ? of_iam : of_sts;
  return std::any_of(types.begin(), types.end(), [&](std::string_view type) {
    return resource.starts_with(type) && resource.size() > type.size();
  });
}

}  // namespace

std::optional<PrincipalPattern> parse_aws_principal(std::string_view text) {
  if (text == "*") return PrincipalPattern{Kind::everyone, {}};
  if (is_account_id(text)) return PrincipalPattern{Kind::account, std::string(text)};
  if (text.find_first_of("*?") != std::string_view::npos) return std::nullopt;
  const auto parts = split_arn(text);
  if (!parts) return std::nullopt;
  const auto& [arn, partition, service, region, account, resource] = *parts;
  const bool well_formed = arn == "arn" && partition.starts_with("aws") &&
                           (service == "iam" || service == "sts") && region.empty() &&
                           is_account_id(account);
  if (!well_formed) return std::nullopt;
  if (service == "iam" && resource == "root") {
    return PrincipalPattern{Kind::account, std::string(account)};
  }
  if (!names_identity(service, resource)) return std::nullopt;
  return PrincipalPattern{Kind::identity, std::string(text)};
}

std::optional<std::vector<PrincipalPattern>> parse_principals(const PolicyJson& json) {
  if (json.kind == PolicyJson::Kind::string && json.text == "*") {
    return std::vector<PrincipalPattern>{{Kind::everyone, {}}};
  }
  if (json.kind != PolicyJson::Kind::object) return std::nullopt;
  std::vector<PrincipalPattern> principals;
  for (const auto& [type, value] : json.members) {
    const auto texts = texts_of(value);
    if (!texts || texts->empty()) return std::nullopt;
    const bool foreign = type == "Service" || type == "Federated" || type == "CanonicalUser";
    if (type != "AWS" && !foreign) return std::nullopt;
    for (const std::string_view text : *texts) {
      auto principal =
          foreign ? PrincipalPattern{Kind::foreign, std::string(text)} : parse_aws_principal(text);
      if (!principal || (foreign && text.empty())) return std::nullopt;
      principals.push_back(std::move(*principal));
    }
  }
  if (principals.empty()) return std::nullopt;
  return principals;
}

}  // namespace dynarocks::auth
