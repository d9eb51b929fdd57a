#include "auth/assume_role.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "auth/arn_text.h"
#include "auth/identity.h"
#include "auth/policy_parser.h"
#include "auth/role_arn.h"
#include "auth/secret_random.h"
#include "auth/session_token.h"
#include "base/base64.h"

namespace dynarocks::auth {
namespace {

constexpr std::int64_t default_duration_seconds = 3600;
constexpr std::int64_t shortest_duration_seconds = 900;
constexpr std::int64_t longest_duration_seconds = 43'200;
constexpr std::int64_t longest_chained_seconds = 3600;
constexpr std::size_t min_arn_bytes = 20;
constexpr std::size_t max_arn_bytes = 2048;
constexpr std::size_t min_session_name_bytes = 2;
constexpr std::size_t max_session_name_bytes = 64;
constexpr std::size_t max_policy_bytes = 2048;
constexpr std::size_t max_tag_key_bytes = 128;
constexpr std::size_t max_tag_value_bytes = 256;
constexpr std::size_t max_token_bytes = 8 * 1024;  // half of what a request's head may be
constexpr std::size_t key_id_letters = 16;
constexpr std::size_t secret_key_bytes = 30;  // 40 letters of base64

auto refusal(int http_status, std::string code, std::string message) {
  return failure(StsError{http_status, std::move(code), std::move(message)});
}

/// STS says of the fault only what it is.
auto malformed_policy(const PolicyFault& fault) {
  constexpr std::string_view prefix = "Invalid policy document: ";
  const bool prefixed = fault.message.starts_with(prefix);
  return refusal(400, "MalformedPolicyDocument",
                 prefixed ? fault.message.substr(prefix.size()) : fault.message);
}

auto validation_error(std::string message) {
  return refusal(400, "ValidationError", std::move(message));
}

/// Collects what is wrong with the parameters, all of it.
class Constraints {
 public:
  void length(std::string_view name, const std::string& value, std::size_t least,
              std::size_t most) {
    if (value.size() < least) {
      add(name, value, "Member must have length greater than or equal to " + std::to_string(least));
    }
    if (value.size() > most) {
      add(name, value, "Member must have length less than or equal to " + std::to_string(most));
    }
  }

  void required(std::string_view name) { add_value(name, "null", "Member must not be null"); }

  void add(std::string_view name, const std::string& value, std::string_view constraint) {
    add_value(name, "'" + value + "'", constraint);
  }

  [[nodiscard]] Result<void, StsError> outcome() const {
    if (count_ == 0) return {};
    return validation_error(std::to_string(count_) +
                            (count_ == 1 ? " validation error" : " validation errors") +
                            " detected: " + faults_);
  }

 private:
  void add_value(std::string_view name, std::string_view value, std::string_view constraint) {
    if (count_++ > 0) faults_ += "; ";
    faults_.append("Value ").append(value).append(" at '").append(name);
    faults_.append("' failed to satisfy constraint: ").append(constraint);
  }

  int count_ = 0;
  std::string faults_;
};

bool is_session_name(std::string_view name) {
  return name.empty() || name.size() > max_name_bytes || is_iam_name(name);
}

Result<std::int64_t, StsError> duration_of(const AssumeRoleRequest& request) {
  if (!request.duration_seconds) return default_duration_seconds;
  const std::string& text = *request.duration_seconds;
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size()) {
    return refusal(400, "MalformedInput", "");
  }
  return seconds;
}

Result<void, StsError> check_constraints(const AssumeRoleRequest& request, std::int64_t seconds) {
  Constraints constraints;
  if (!request.role_arn) constraints.required("roleArn");
  if (request.role_arn) {
    constraints.length("roleArn", *request.role_arn, min_arn_bytes, max_arn_bytes);
  }
  if (!request.session_name) constraints.required("roleSessionName");
  if (request.session_name) {
    const std::string& name = *request.session_name;
    constraints.length("roleSessionName", name, min_session_name_bytes, max_session_name_bytes);
    if (!is_session_name(name)) {
      constraints.add("roleSessionName", name,
                      "Member must satisfy regular expression pattern: [\\w+=,.@-]*");
    }
  }
  if (request.duration_seconds && seconds < shortest_duration_seconds) {
    constraints.add("durationSeconds", *request.duration_seconds,
                    "Member must have value greater than or equal to 900");
  }
  if (request.duration_seconds && seconds > longest_duration_seconds) {
    constraints.add("durationSeconds", *request.duration_seconds,
                    "Member must have value less than or equal to 43200");
  }
  if (request.policy) constraints.length("policy", *request.policy, 1, max_policy_bytes);
  if (request.tags.size() > max_session_tags) {
    constraints.add("tags", std::to_string(request.tags.size()) + " tags",
                    "Member must have length less than or equal to 50");
  }
  for (std::size_t i = 0; i < std::min(request.tags.size(), max_session_tags); ++i) {
    const std::string name = "tags." + std::to_string(i + 1) + ".member.";
    constraints.length(name + "key", request.tags[i].key, 1, max_tag_key_bytes);
    constraints.length(name + "value", request.tags[i].value, 0, max_tag_value_bytes);
  }
  return constraints.outcome();
}

bool has_a_key_twice(const std::vector<model::Tag>& tags) {
  for (std::size_t i = 0; i < tags.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (tags[i].key == tags[j].key) return true;
    }
  }
  return false;
}

}  // namespace

bool is_role_of_own_account(const Principal& principal, std::string_view role_arn) {
  const auto role = parse_role_arn(role_arn);
  return role && role->account_id == principal.account_id;
}

Result<Credential, StsError> assume_role(const AssumeRoleRequest& request, const Credential& caller,
                                         std::string_view issuer_secret, EpochMillis now,
                                         const MayAssume& may_assume) {
  DYNAROCKS_ASSIGN(const std::int64_t seconds, duration_of(request));
  DYNAROCKS_TRY(check_constraints(request, seconds));
  const std::string& arn = *request.role_arn;
  const auto role = parse_role_arn(arn);
  if (!role) {
    return validation_error(arn.starts_with("arn:") ? "Request ARN is invalid"
                                                    : arn + " is invalid");
  }
  if (caller.principal.kind == PrincipalKind::assumed_role && seconds > longest_chained_seconds) {
    return validation_error(
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role "
        "chaining");
  }
  if (request.policy) {
    const auto policy = parse_policy(*request.policy, PolicyKind::identity);
    if (!policy) return malformed_policy(policy.error());
  }
  if (has_a_key_twice(request.tags)) {
    return refusal(400, "InvalidParameterValue",
                   "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  }
  if (!may_assume(caller.principal, arn)) {
    return refusal(403, "AccessDenied",
                   "User: " + principal_arn(caller.principal) +
                       " is not authorized to perform: sts:AssumeRole on resource: " + arn);
  }

  Credential session;
  session.access_key_id =
      std::string(temporary_key_prefix) + base32_letters(secret_bytes(key_id_letters));
  append_base64(secret_bytes(secret_key_bytes), session.secret_access_key);
  session.expires_at = (now / 1000 + seconds) * 1000;
  session.principal =
      session_of_role(role->account_id, role->path, role->name, *request.session_name);
  session.principal.tags = request.tags;
  session.session_policy = request.policy.value_or(std::string());
  session.issuer = caller.issuer;
  session.session_token = seal_session(session, issuer_secret);
  if (const std::size_t bytes = session.session_token.size(); bytes > max_token_bytes) {
    return refusal(400, "PackedPolicyTooLarge",
                   "Packed size of session tags consumes " +
                       std::to_string(bytes * 100 / max_token_bytes) + "% of allotted space.");
  }
  return session;
}

}  // namespace dynarocks::auth
