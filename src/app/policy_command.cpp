#include "app/policy_command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>

#include "auth/access_denied.h"
#include "auth/arn_text.h"
#include "auth/policy_directory.h"
#include "auth/policy_parser.h"
#include "auth/principal_arn.h"
#include "auth/principal_context.h"
#include "base/result.h"

namespace dynarocks::app {
namespace {

constexpr int usage_error = 2;
constexpr int denied = 3;

/// One that goes wrong is told in these words.
template <class T>
using Told = Result<T, std::string>;

struct Arguments {
  std::string policies;
  std::string principal;
  std::string action;
  std::string resource;
  std::vector<std::string> context;
  std::string resource_policy;
  std::string session_policy;
};

void declare_simulate(CLI::App& app, Arguments& arguments) {
  CLI::App* const policy = app.add_subcommand("policy", "Work with access policies");
  policy->require_subcommand(1);
  CLI::App* const simulate = policy->add_subcommand(
      "simulate", "Tell whether policies allow a request: exit code 0 when they do, 3 when not");
  simulate->add_option("--policies", arguments.policies, "Directory with users/ and roles/")
      ->required();
  simulate
      ->add_option("--principal", arguments.principal,
                   "ARN of a root, a user or a session of a role (assumed-role/<role>/<session>)")
      ->required();
  simulate->add_option("--action", arguments.action, "Such as dynamodb:GetItem")->required();
  simulate->add_option("--resource", arguments.resource, "ARN of a table or an index, or *")
      ->required();
  simulate->add_option("--context", arguments.context,
                       "key=value of a condition key; once more for each further value. The "
                       "principal's own keys are there already");
  simulate->add_option("--resource-policy", arguments.resource_policy,
                       "File with the policy of the resource");
  simulate->add_option("--session-policy", arguments.session_policy,
                       "File with the policy of the session");
}

PolicyCommandLine usage_failure(std::string message) {
  std::replace(message.begin(), message.end(), '\n', ' ');
  while (message.ends_with(' ') || message.ends_with('.')) message.pop_back();
  return {usage_error, {}, "dynarocks: " + message + ". See dynarocks policy simulate --help"};
}

PolicyCommandLine file_failure(const std::vector<std::string>& faults) {
  std::string lines;
  for (const std::string& fault : faults) {
    lines += (lines.empty() ? "" : "\n") + ("dynarocks: " + fault);
  }
  return {usage_error, {}, std::move(lines)};
}

/// The policy in a file; nothing when no file is named.
Told<std::optional<auth::Policy>> read_policy(const std::string& path, auth::PolicyKind kind) {
  if (path.empty()) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  std::string text;
  // More than any policy may have, so that the parser sees that it is too much.
  text.resize(auth::max_identity_policy_bytes + 1);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.bad()) return failure(path + ": cannot be read");
  text.resize(static_cast<std::size_t>(file.gcount()));
  auto policy = auth::parse_policy(text, kind);
  if (!policy) return failure(path + ": " + policy.error().message);
  policy->name = path;
  return std::move(*policy);
}

/// "key=value"s, of which a key that comes more than once has a list of values.
Told<void> add_context(const std::vector<std::string>& pairs, auth::ConditionContext& context) {
  std::vector<std::pair<std::string_view, std::string_view>> values;
  for (const std::string_view pair : pairs) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      return failure("--context must be key=value, not '" + std::string(pair) + "'");
    }
    values.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
  }
  std::stable_sort(values.begin(), values.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto& [key, value] = values[i];
    const bool again = i > 0 && values[i - 1].first == key;
    const bool more = i + 1 < values.size() && values[i + 1].first == key;
    if (again) {
      context.add(value);
    } else if (more) {
      context.begin_list(key);
      context.add(value);
    } else {
      context.set(key, value);
    }
  }
  return {};
}

/// The account of the resource; the principal's own where the ARN has none.
std::string_view account_of(std::string_view resource, const auth::Principal& principal) {
  const auto parts = auth::split_arn(resource);
  return parts && !(*parts)[4].empty() ? (*parts)[4] : std::string_view(principal.account_id);
}

const char* reason_of(const auth::Decision& decision) {
  if (decision.statement == nullptr) return "the root of the resource's account needs no policy";
  return decision.source == auth::PolicySource::resource ? "a resource-based policy allows it"
                                                         : "an identity-based policy allows it";
}

PolicyCommandLine tell(const auth::Decision& decision, const auth::AccessRequest& request) {
  std::ostringstream lines;
  lines << (decision.allowed() ? "allowed" : "denied") << "\nreason: "
        << (decision.allowed() ? reason_of(decision)
                               : auth::access_denied_message(request, decision))
        << '\n';
  if (decision.statement != nullptr) {
    lines << "statement: " << decision.statement - decision.policy->statements.data() + 1;
    if (!decision.statement->sid.empty()) lines << " (" << decision.statement->sid << ")";
    lines << " of " << decision.policy->name << '\n';
  }
  return {decision.allowed() ? 0 : denied, lines.str(), {}};
}

PolicyCommandLine simulate(const Arguments& arguments) {
  const auto principal = auth::parse_principal_arn(arguments.principal);
  if (!principal) {
    return usage_failure(
        "--principal must be the ARN of a root, a user or a session of a role, not '" +
        arguments.principal + "'");
  }
  if (arguments.resource != "*" && !auth::split_arn(arguments.resource)) {
    return usage_failure("--resource must be an ARN or *, not '" + arguments.resource + "'");
  }
  auth::ConditionContext context;
  auth::add_principal(*principal, context);
  if (const auto added = add_context(arguments.context, context); !added) {
    return usage_failure(added.error());
  }
  const auto directory = auth::PolicyDirectory::load(arguments.policies);
  if (!directory) return file_failure(directory.error());
  const auto resource = read_policy(arguments.resource_policy, auth::PolicyKind::resource);
  if (!resource) return file_failure({resource.error()});
  const auto session = read_policy(arguments.session_policy, auth::PolicyKind::identity);
  if (!session) return file_failure({session.error()});

  auth::ApplicablePolicies policies = directory->policies_of(*principal);
  if (*resource) policies.resource = &**resource;
  if (*session) policies.session = &**session;
  const auth::AccessRequest request{*principal, arguments.action, arguments.resource,
                                    account_of(arguments.resource, *principal), context};
  return tell(auth::evaluate(policies, request), request);
}

}  // namespace

bool is_policy_command(const std::vector<std::string>& arguments) {
  return !arguments.empty() && arguments.front() == "policy";
}

PolicyCommandLine run_policy_command(const std::vector<std::string>& arguments) {
  CLI::App app("DynaRocks: a server that speaks Amazon DynamoDB's protocol, on RocksDB.",
               "dynarocks");
  Arguments given;
  declare_simulate(app, given);
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0) return usage_failure(error.what());
    std::ostringstream output;
    std::ostringstream unused;
    (void)app.exit(error, output, unused);
    return {0, output.str(), {}};
  }
  return simulate(given);
}

}  // namespace dynarocks::app
