#include "server/kinesis_http_client.h"

#include <optional>
#include <utility>

#include "auth/request_age.h"
#include "auth/request_signer.h"
#include "base/base64.h"
#include "wire/json_value.h"
#include "wire/json_writer.h"

namespace dynarocks::server {

using engine::KinesisFailure;
using engine::KinesisRecord;

namespace {

constexpr std::string_view service = "kinesis";
constexpr std::string_view target_prefix = "Kinesis_20131202.";
/// Of no worth: services that run beside DynaRocks do not look at it.
constexpr std::string_view secret_key = "dynarocks";
/// A server that stops waits for a request under way.
constexpr HttpClientLimits client_limits{std::chrono::seconds(2), std::chrono::seconds(5),
                                         4 * 1024 * 1024};

/// arn:aws:kinesis:<region>:<account>:stream/<name>
struct StreamArn {
  std::string region;
  std::string account_id;
  std::string name;
};

bool is_word(std::string_view text) {
  return !text.empty() && text.find_first_not_of(
                              "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                              "_.-") == std::string_view::npos;
}

std::optional<StreamArn> parse_stream_arn(std::string_view arn) {
  constexpr std::string_view prefix = "arn:aws:kinesis:";
  constexpr std::string_view resource = "stream/";
  if (!arn.starts_with(prefix)) return std::nullopt;
  arn.remove_prefix(prefix.size());
  const auto region_end = arn.find(':');
  if (region_end == std::string_view::npos) return std::nullopt;
  const auto account_end = arn.find(':', region_end + 1);
  if (account_end == std::string_view::npos) return std::nullopt;
  std::string_view name = arn.substr(account_end + 1);
  if (!name.starts_with(resource)) return std::nullopt;
  name.remove_prefix(resource.size());
  const std::string_view region = arn.substr(0, region_end);
  const std::string_view account = arn.substr(region_end + 1, account_end - region_end - 1);
  if (!is_word(region) || !is_word(account) || !is_word(name)) return std::nullopt;
  return StreamArn{std::string(region), std::string(account), std::string(name)};
}

KinesisFailure no_stream_arn(const std::string& arn) {
  return {arn + " is no ARN of a Kinesis stream", false};
}

/// The error's name, whatever namespace stands before it.
std::string error_name(std::string_view body) {
  wire::JsonDocument document;
  const auto parsed = document.parse(body);
  const auto type = parsed ? parsed->find("__type") : std::nullopt;
  if (!type) return {};
  const std::string_view name = type->as_string();
  return std::string(name.substr(name.find_last_of("#.") + 1));
}

KinesisFailure refusal(std::string_view operation, const HttpAnswer& answer) {
  const std::string name = error_name(answer.body);
  std::string message = "Kinesis answers " + std::string(operation) + " with HTTP ";
  message.append(std::to_string(answer.status)).append(name.empty() ? "" : " ").append(name);
  return {std::move(message), name == "ValidationException" || name == "InvalidArgumentException" ||
                                  answer.status == 413};
}

std::string named(std::string_view stream_name) {
  std::string body;
  wire::JsonWriter(body).begin_object().key("StreamName").string(stream_name).end_object();
  return body;
}

std::string put_records_body(std::string_view stream_name, std::span<const KinesisRecord> records) {
  std::string body;
  std::string data;
  wire::JsonWriter json(body);
  json.begin_object().key("StreamName").string(stream_name).key("Records").begin_array();
  for (const KinesisRecord& record : records) {
    data.clear();
    append_base64(record.data, data);
    json.begin_object().key("Data").string(data);
    json.key("PartitionKey").string(record.partition_key).end_object();
  }
  json.end_array().end_object();
  return body;
}

/// The StreamStatus in what one of the two describing operations answers.
std::string stream_status(std::string_view answer, std::string_view member) {
  wire::JsonDocument document;
  const auto parsed = document.parse(answer);
  const auto description = parsed ? parsed->find(member) : std::nullopt;
  const auto status = description ? description->find("StreamStatus") : std::nullopt;
  return status ? std::string(status->as_string()) : std::string();
}

}  // namespace

Result<std::string, KinesisFailure> KinesisHttpClient::call(const std::string& region,
                                                            const std::string& account_id,
                                                            std::string_view operation,
                                                            std::string_view body) const {
  const EpochMillis now = clock_.now_millis();
  ClientHeaders headers{{"content-type", "application/x-amz-json-1.1"},
                        {"host", endpoint_.authority},
                        {"x-amz-date", auth::basic_time(now)},
                        {"x-amz-target", std::string(target_prefix).append(operation)}};
  std::string authorization = auth::authorization_header(
      {region, service, body, headers}, {account_id, std::string(secret_key)}, now);
  headers.emplace_back("authorization", std::move(authorization));
  // The client writes the host itself.
  std::erase_if(headers, [](const auto& header) { return header.first == "host"; });
  auto answer = http_call(endpoint_, "POST", "/", body, client_limits, headers);
  if (!answer) return failure(KinesisFailure{std::move(answer).error(), false});
  if (answer->status != 200) return failure(refusal(operation, *answer));
  return std::move(answer->body);
}

Result<void, KinesisFailure> KinesisHttpClient::check(const std::string& stream_arn) {
  const auto arn = parse_stream_arn(stream_arn);
  if (!arn) return failure(no_stream_arn(stream_arn));
  const std::string body = named(arn->name);
  std::string status;
  if (const auto summary = call(arn->region, arn->account_id, "DescribeStreamSummary", body)) {
    status = stream_status(*summary, "StreamDescriptionSummary");
  } else {
    DYNAROCKS_ASSIGN(const std::string whole,
                     call(arn->region, arn->account_id, "DescribeStream", body));
    status = stream_status(whole, "StreamDescription");
  }
  if (status == "ACTIVE" || status == "UPDATING") return {};
  return failure(KinesisFailure{"stream " + arn->name + " is not ACTIVE", false});
}

Result<std::vector<bool>, KinesisFailure> KinesisHttpClient::put_records(
    const std::string& stream_arn, std::span<const KinesisRecord> records) {
  const auto arn = parse_stream_arn(stream_arn);
  if (!arn) return failure(no_stream_arn(stream_arn));
  DYNAROCKS_ASSIGN(const std::string answer, call(arn->region, arn->account_id, "PutRecords",
                                                  put_records_body(arn->name, records)));
  wire::JsonDocument document;
  const auto parsed = document.parse(answer);
  const auto results = parsed ? parsed->find("Records") : std::nullopt;
  std::vector<bool> taken;
  if (results) {
    results->for_each_element([&](wire::JsonValue result) {
      taken.push_back(!result.find("ErrorCode"));
      return true;
    });
  }
  if (taken.size() == records.size()) return taken;
  return failure(
      KinesisFailure{"Kinesis answers PutRecords without a result for each record", false});
}

}  // namespace dynarocks::server
