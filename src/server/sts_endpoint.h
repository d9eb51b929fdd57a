#pragma once
// The Security Token Service on the same port, as far as DynamoDB's callers need it:
// GetCallerIdentity and AssumeRole, in AWS's query protocol, with XML answers.

#include <optional>
#include <string_view>

#include "auth/assume_role.h"
#include "base/clock.h"
#include "server/authentication.h"
#include "server/form_parameters.h"
#include "server/http_message.h"

namespace dynarocks::server {

/// Safe to use from several threads at once.
class StsEndpoint {
 public:
  /// References must outlive it.
  StsEndpoint(const Authentication& authentication, const Clock& clock,
              auth::MayAssume may_assume = auth::is_role_of_own_account)
      : authentication_(authentication), clock_(clock), may_assume_(std::move(may_assume)) {}

  /// The parameters of a call of STS: a form that is posted to "/", or the query of a GET, with an
  /// Action of version 2011-06-15. Nothing when the request is anything else.
  [[nodiscard]] static std::optional<FormParameters> parameters_of(const HttpRequest& request,
                                                                   std::string_view path,
                                                                   std::string_view query);

  /// `query` is that of the request's target.
  void answer(const HttpRequest& request, std::string_view query, const FormParameters& parameters,
              HttpResponse& response) const;

 private:
  [[nodiscard]] Result<void, auth::StsError> run(const HttpRequest& request, std::string_view query,
                                                 const FormParameters& parameters,
                                                 HttpResponse& response) const;
  [[nodiscard]] Result<void, auth::StsError> assume_role(const auth::Credential& caller,
                                                         const FormParameters& parameters,
                                                         HttpResponse& response) const;

  const Authentication& authentication_;
  const Clock& clock_;
  auth::MayAssume may_assume_;
};

}  // namespace dynarocks::server
