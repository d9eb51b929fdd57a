#include "server/sts_endpoint.h"

#include <string>
#include <utility>

#include "base/ascii_case.h"
#include "base/random.h"
#include "base/time_text.h"
#include "codec/digest.h"
#include "server/xml_writer.h"

namespace dynarocks::server {
namespace {

using auth::StsError;

constexpr std::string_view api_version = "2011-06-15";
constexpr std::string_view form_type = "application/x-www-form-urlencoded";
constexpr std::string_view xml_type = "text/xml";
constexpr std::string_view name_space = R"( xmlns="https://sts.amazonaws.com/doc/2011-06-15/")";

auto sts_error(int http_status, std::string code, std::string message) {
  return failure(StsError{http_status, std::move(code), std::move(message)});
}

/// The same fault in the words of the query protocol.
StsError sts_error(const model::ApiError& error) {
  switch (error.code) {
    case model::ErrorCode::missing_authentication_token:
      return {403, "MissingAuthenticationToken", error.message};
    case model::ErrorCode::incomplete_signature:
      return {400, "IncompleteSignature", error.message};
    case model::ErrorCode::invalid_signature:
      return {403, "SignatureDoesNotMatch", error.message};
    case model::ErrorCode::unrecognized_client:
      return {403, "InvalidClientTokenId", error.message};
    case model::ErrorCode::expired_token:
      return {403, "ExpiredToken", error.message};
    default:
      return {500, "InternalFailure", error.message};
  }
}

/// <ActionResponse><ActionResult>, and the end of both with the request's id.
class Answer {
 public:
  Answer(std::string_view action, HttpResponse& response)
      : response_name_(std::string(action) + "Response"),
        result_name_(std::string(action) + "Result"),
        request_id_(response.request_id),
        xml_(response.body) {
    xml_.begin(response_name_, name_space).begin(result_name_);
  }

  [[nodiscard]] XmlWriter& xml() { return xml_; }

  void end() { xml_.end().begin("ResponseMetadata").element("RequestId", request_id_).end().end(); }

 private:
  std::string response_name_;
  std::string result_name_;
  const std::string& request_id_;
  XmlWriter xml_;
};

void answer_identity(const auth::Principal& who, HttpResponse& response) {
  Answer answer("GetCallerIdentity", response);
  answer.xml()
      .element("Arn", auth::principal_arn(who))
      .element("UserId", who.unique_id)
      .element("Account", who.account_id);
  answer.end();
}

/// "2026-01-01T00:00:00Z"
std::string second_time(EpochMillis time) {
  std::string text = iso_time(time);
  return text.erase(text.find('.')) + "Z";
}

/// Tags.member.1.Key and so on, up to the first number that is not there.
std::vector<model::Tag> tags_of(const FormParameters& parameters) {
  std::vector<model::Tag> tags;
  while (tags.size() <= auth::max_session_tags) {  // one too many is told
    const std::string member = "Tags.member." + std::to_string(tags.size() + 1) + ".";
    auto key = parameters.find(member + "Key");
    if (!key) break;
    tags.push_back({std::move(*key), parameters.find(member + "Value").value_or(std::string())});
  }
  return tags;
}

}  // namespace

std::optional<FormParameters> StsEndpoint::parameters_of(const HttpRequest& request,
                                                         std::string_view path,
                                                         std::string_view query) {
  if (path != "/") return std::nullopt;
  std::string_view text;
  if (request.method == "GET") {
    text = query;
  } else if (request.method == "POST") {
    const auto type = request.headers.find("Content-Type").value_or(std::string_view());
    if (equal_ignoring_case(trim(type.substr(0, type.find(';'))), form_type)) text = request.body;
  }
  if (text.empty()) return std::nullopt;
  FormParameters parameters(text);
  const bool is_call = parameters.find("Action") && parameters.find("Version") == api_version;
  return is_call ? std::optional(std::move(parameters)) : std::nullopt;
}

void StsEndpoint::answer(const HttpRequest& request, std::string_view query,
                         const FormParameters& parameters, HttpResponse& response) const {
  response.request_id = random_uuid();
  response.content_type = xml_type;
  const auto outcome = run(request, query, parameters, response);
  if (outcome) return;
  const StsError& error = outcome.error();
  response.status = error.http_status;
  XmlWriter xml(response.body);
  xml.begin("ErrorResponse", name_space).begin("Error");
  xml.element("Type", error.http_status < 500 ? "Sender" : "Receiver");
  xml.element("Code", error.code).element("Message", error.message).end();
  xml.element("RequestId", response.request_id).end();
}

Result<void, StsError> StsEndpoint::run(const HttpRequest& request, std::string_view query,
                                        const FormParameters& parameters,
                                        HttpResponse& response) const {
  const std::string action = parameters.find("Action").value_or(std::string());
  const bool assumes = action == "AssumeRole";
  if (!assumes && action != "GetCallerIdentity") {
    return sts_error(400, "InvalidAction",
                     "Could not find operation " + action + " for version 2011-06-15");
  }
  const std::string digest =
      authentication_.checks_signatures() ? codec::digest(request.body) : std::string();
  const auto signer = authentication_.signer_of(request, query, digest, auth::sts_service);
  if (!signer) return failure(sts_error(signer.error()));
  if (assumes) return assume_role(*signer->credential, parameters, response);
  answer_identity(signer->credential->principal, response);
  return {};
}

Result<void, StsError> StsEndpoint::assume_role(const auth::Credential& caller,
                                                const FormParameters& parameters,
                                                HttpResponse& response) const {
  const std::string_view unsupported =
      parameters.first_of({"PolicyArns", "TransitiveTagKeys", "SourceIdentity", "SerialNumber",
                           "TokenCode", "ProvidedContexts"});
  if (!unsupported.empty()) {
    return sts_error(400, "ValidationError", std::string(unsupported) + " is not supported yet");
  }
  const auto issuer_secret = authentication_.issuer_secret(caller);
  if (!issuer_secret) {  // taken away just now
    return sts_error(403, "InvalidClientTokenId",
                     "The security token included in the request is invalid.");
  }
  DYNAROCKS_ASSIGN(
      const auth::Credential session,
      auth::assume_role(
          {parameters.find("RoleArn"), parameters.find("RoleSessionName"),
           parameters.find("DurationSeconds"), parameters.find("Policy"), tags_of(parameters)},
          caller, *issuer_secret, clock_.now_millis(), may_assume_));
  Answer answer("AssumeRole", response);
  answer.xml()
      .begin("AssumedRoleUser")
      .element("AssumedRoleId", session.principal.unique_id)
      .element("Arn", auth::principal_arn(session.principal))
      .end()
      .begin("Credentials")
      .element("AccessKeyId", session.access_key_id)
      .element("SecretAccessKey", session.secret_access_key)
      .element("SessionToken", session.session_token)
      .element("Expiration", second_time(session.expires_at.value_or(0)))
      .end();
  answer.end();
  return {};
}

}  // namespace dynarocks::server
