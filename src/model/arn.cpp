#include "model/arn.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace dynarocks::model {
namespace {

constexpr std::size_t account_digits = 12;

/// Takes the text before `separator` off the front, and the separator; nothing without one.
std::optional<std::string_view> take_until(std::string_view& text, char separator) {
  const std::size_t at = text.find(separator);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(at + 1);
  return part;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_region(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-' ||
           c == '_' || c == '.';
  });
}

bool is_account(std::string_view text) {
  return text.size() == account_digits && std::all_of(text.begin(), text.end(), is_digit);
}

std::optional<ArnKind> kind_of(std::string_view word) {
  if (word == "index") return ArnKind::index;
  if (word == "stream") return ArnKind::stream;
  if (word == "backup") return ArnKind::backup;
  if (word == "export") return ArnKind::export_;
  if (word == "import") return ArnKind::import;
  return std::nullopt;
}

/// `resource` is what follows "table/".
Result<void, ArnFault> read_resource(std::string_view resource, ParsedArn& arn) {
  const auto table_name = take_until(resource, '/');
  arn.table.table_name = table_name.value_or(resource);
  if (arn.table.table_name.empty()) return failure(ArnFault::format);
  if (!table_name) return {};
  const auto word = take_until(resource, '/');
  const auto kind = word ? kind_of(*word) : std::nullopt;
  if (!kind || resource.empty()) return failure(ArnFault::format);
  arn.kind = *kind;
  arn.detail = resource;
  return {};
}

}  // namespace

bool looks_like_arn(std::string_view text) { return text.starts_with("arn:"); }

Result<ParsedArn, ArnFault> parse_arn(std::string_view text) {
  // The resource is the rest: stream labels contain colons.
  std::array<std::string_view, 5> parts;  // "arn", partition, service, region, account
  for (auto& part : parts) {
    const auto taken = take_until(text, ':');
    if (!taken) return failure(ArnFault::format);
    part = *taken;
  }
  const auto& [prefix, partition, service, region, account] = parts;
  if (prefix != "arn") return failure(ArnFault::format);
  if (partition != "aws") return failure(ArnFault::partition);
  if (service != "dynamodb") return failure(ArnFault::service);
  if (!is_region(region)) return failure(ArnFault::region);
  if (!is_account(account)) return failure(ArnFault::format);
  if (!text.starts_with("table/")) return failure(ArnFault::resource_type);

  ParsedArn arn;
  arn.table.owner = {std::string(account), std::string(region)};
  DYNAROCKS_TRY(read_resource(text.substr(std::string_view("table/").size()), arn));
  return arn;
}

}  // namespace dynarocks::model
