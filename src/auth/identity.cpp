#include "auth/identity.h"

#include <algorithm>
#include <cstddef>

#include "auth/secret_random.h"
#include "codec/digest.h"

namespace dynarocks::auth {
namespace {

constexpr std::size_t unique_id_letters = 17;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "AIDA" or "AROA" and letters that follow from who it is.
std::string unique_id(std::string_view prefix, std::string_view arn) {
  return std::string(prefix) + base32_letters(codec::digest(arn).substr(0, unique_id_letters));
}

/// A path between slashes: visible ASCII.
bool is_path(std::string_view path) {
  return path.size() <= max_path_bytes && path.find("//") == std::string_view::npos &&
         std::all_of(path.begin(), path.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

/// Cuts the last element of "a/b/c" off, and leaves "a/b".
std::string_view cut_last(std::string_view& path) {
  const std::size_t slash = path.rfind('/');
  const std::size_t begin = slash == std::string_view::npos ? 0 : slash + 1;
  const std::string_view last = path.substr(begin);
  path = path.substr(0, begin == 0 ? 0 : slash);
  return last;
}

std::string path_of(std::string_view elements) {
  return elements.empty() ? "/" : "/" + std::string(elements) + "/";
}

}  // namespace

bool is_iam_name(std::string_view name) {
  return !name.empty() && name.size() <= max_name_bytes &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ||
                  std::string_view("_+=,.@-").find(c) != std::string_view::npos;
         });
}

Principal root_of(std::string_view account_id) {
  Principal root;
  root.account_id = account_id;
  root.unique_id = account_id;
  return root;
}

Principal session_of_role(std::string_view account_id, std::string_view path, std::string_view role,
                          std::string_view session) {
  Principal principal;
  principal.kind = PrincipalKind::assumed_role;
  principal.account_id = account_id;
  principal.path = path;
  principal.name = role;
  principal.session_name = session;
  principal.unique_id = unique_id("AROA", identity_arn(principal)) + ":" + std::string(session);
  return principal;
}

std::optional<Principal> parse_identity(std::string_view text, std::string_view account_id) {
  if (text == "root") return root_of(account_id);
  const bool is_role = text.starts_with("role/");
  if (!is_role && !text.starts_with("user/")) return std::nullopt;
  text.remove_prefix(5);
  if (text.starts_with('/')) return std::nullopt;
  const std::string_view session = is_role ? cut_last(text) : std::string_view();
  const std::string_view name = cut_last(text);
  const std::string path = path_of(text);
  if (!is_iam_name(name) || (is_role && !is_iam_name(session)) || !is_path(path)) {
    return std::nullopt;
  }
  if (is_role) return session_of_role(account_id, path, name, session);
  Principal user;
  user.kind = PrincipalKind::user;
  user.account_id = account_id;
  user.path = path;
  user.name = name;
  user.unique_id = unique_id("AIDA", identity_arn(user));
  return user;
}

}  // namespace dynarocks::auth
