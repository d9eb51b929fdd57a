#include "server/request_pipeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "auth/canonical_request.h"
#include "auth/credential_store.h"
#include "auth/hmac.h"
#include "auth/identity.h"
#include "auth/request_age.h"
#include "auth/session_token.h"
#include "auth/signing_key.h"
#include "base/clock.h"
#include "base/crc32.h"
#include "base/hex.h"
#include "codec/digest.h"
#include "engine/catalog.h"
#include "engine/index_builder.h"
#include "engine/item_reader.h"
#include "engine/item_transaction.h"
#include "engine/item_writer.h"
#include "engine/kinesis_worker.h"
#include "engine/kms_keys.h"
#include "engine/range_reader.h"
#include "engine/request_tokens.h"
#include "engine/stream_reader.h"
#include "engine/stream_trimmer.h"
#include "engine/stream_worker.h"
#include "engine/table_transitions.h"
#include "engine/ttl_sweeper.h"
#include "engine/ttl_switch.h"
#include "engine/ttl_worker.h"
#include "kv/rocksdb_store.h"
#include "server/content_coding.h"

namespace dynarocks::server {
namespace {

using operations::Operation;
using operations::OperationContext;
using testing::HasSubstr;
using testing::MatchesRegex;

// --- a table of operations for these tests -------------------------------------------------------

/// Answers who calls, and what it was sent.
model::ApiResult<void> echo(const OperationContext& context, wire::Request request,
                            std::string& response) {
  response += "{\"account\":\"" + context.caller.account_id + "\",\"region\":\"" +
              context.caller.region + "\",\"text\":\"" +
              std::string(request.string("Text").value_or("")) + "\"}";
  return {};
}

/// Answers {"Text": "aaa..."} of Bytes bytes in all.
model::ApiResult<void> long_answer(const OperationContext&, wire::Request request,
                                   std::string& response) {
  constexpr std::size_t frame_bytes = 11;
  const auto bytes = static_cast<std::size_t>(request.integer("Bytes").value_or(0));
  response += "{\"Text\":\"" + std::string(bytes - frame_bytes, 'a') + "\"}";
  return {};
}

/// Answers what a policy would be asked about.
model::ApiResult<void> echo_principal(const OperationContext& context, wire::Request,
                                      std::string& response) {
  const operations::RequestOrigin& origin = context.origin;
  response = context.principal != nullptr ? auth::principal_arn(*context.principal) : "nobody";
  response.append(" ").append(context.session_policy).append(" ").append(origin.source_ip);
  response.append(" ").append(origin.user_agent).append(origin.secure_transport ? " TLS" : "");
  return {};
}

model::ApiResult<void> empty_answer(const OperationContext&, wire::Request, std::string&) {
  return {};
}

model::ApiResult<void> failing(const OperationContext&, wire::Request, std::string& response) {
  response += "{\"half";
  return failure(model::ApiError{
      model::ErrorCode::resource_not_found, "Requested resource not found", {}, {}, true});
}

model::ApiResult<void> broken_store(const OperationContext&, wire::Request, std::string&) {
  return failure(model::ApiError{});
}

model::ApiResult<void> throwing(const OperationContext&, wire::Request, std::string&) {
  throw std::runtime_error("a bug");
}

/// Nothing in this table is a policy's matter.
void ask_nothing(const OperationContext&, std::string_view, const wire::Request&,
                 operations::AccessList&) {}

const wire::Shape text_shape{.kind = wire::ShapeKind::string};
const wire::Shape bytes_shape{.kind = wire::ShapeKind::integer};
const wire::Member members[] = {{"Text", &text_shape, false}, {"Bytes", &bytes_shape, false}};
const wire::Shape input{
    .kind = wire::ShapeKind::structure, .type_name = "EchoInput", .members = members};
const wire::OperationShape shape{"Echo", &input, wire::ConstraintStyle::classic};

const Operation* find_test_operation(std::string_view name) {
  static const auto row = [](std::string_view of, operations::Handler handler,
                             std::string_view api = operations::dynamodb_api) {
    return Operation{of,
                     operations::OperationKind::read,
                     model::ValidationLayer::current,
                     &shape,
                     handler,
                     ask_nothing,
                     api};
  };
  static const Operation table[] = {
      row("Echo", echo),        row("Who", echo_principal),
      row("Long", long_answer), row("Empty", empty_answer),
      row("Fail", failing),     row("Broken", broken_store),
      row("Throw", throwing),   row("EchoStream", echo, operations::streams_api)};
  for (const Operation& operation : table) {
    if (operation.name == name) return &operation;
  }
  return nullptr;
}

// --- the pipeline under test ---------------------------------------------------------------------

constexpr std::string_view serialization_error =
    R"({"__type":"com.amazon.coral.service#SerializationException"})";
constexpr std::string_view unknown_operation_error =
    R"({"__type":"com.amazon.coral.service#UnknownOperationException"})";
constexpr std::string_view not_found_page = "<UnknownOperationException/>\n";
constexpr std::string_view authorization =
    "AWS4-HMAC-SHA256 Credential=AKIA/20260102/eu-west-1/dynamodb/aws4_request, "
    "SignedHeaders=host, Signature=abc";

class RequestPipelineTest : public testing::Test {
 protected:
  RequestPipelineTest() { set_up({}); }

  void set_up(PipelineOptions options) {
    pipeline_ =
        std::make_unique<RequestPipeline>(services_, find_test_operation, authentication_, options);
  }

  /// A good call; tests spoil what they are about.
  static HttpRequest call(std::string_view operation = "Echo",
                          std::string_view body = R"({"Text":"hi"})") {
    HttpRequest request = post(body);
    request.headers.add("X-Amz-Target", "DynamoDB_20120810." + std::string(operation));
    sign(request);
    return request;
  }

  static HttpRequest post(std::string_view body,
                          std::string_view type = "application/x-amz-json-1.0") {
    HttpRequest request = plain("POST", "/");
    if (!type.empty()) request.headers.add("Content-Type", type);
    request.body = body;
    return request;
  }

  static HttpRequest plain(std::string_view method, std::string_view target) {
    HttpRequest request;
    request.method = method;
    request.target = target;
    request.headers.add("Host", "localhost");
    return request;
  }

  static void sign(HttpRequest& request, std::string_view header = authorization) {
    request.headers.add("Authorization", header);
    request.headers.add("X-Amz-Date", "20260102T030405Z");
  }

  const HttpResponse& answer(HttpRequest request) {
    pipeline_->answer(request, response_);
    if (response_.status != 413) {
      EXPECT_THAT(response_.request_id, MatchesRegex("[0-9A-Z]{52}"));
      EXPECT_EQ(response_.crc32, crc32(response_.body));
    }
    return response_;
  }

  void answer_raw(HttpRequest request) { pipeline_->answer(request, response_); }

  SystemClock clock_;
  std::unique_ptr<kv::Store> store_ = kv::open_rocksdb({.data_dir = {}, .in_memory = true}).value();
  std::unique_ptr<engine::Catalog> catalog_ = engine::Catalog::open(*store_, clock_).value();
  engine::ItemReader item_reader_{*store_};
  engine::ItemWriter item_writer_{*store_};
  engine::RangeReader range_reader_{*store_};
  engine::ItemTransactions item_transactions_{*store_, item_writer_};
  engine::RequestTokens request_tokens_{*store_, clock_};
  engine::IndexBuilder index_builder_{*store_, *catalog_, item_writer_.row_locks(), clock_};
  engine::TtlSwitch ttl_switch_{*store_, *catalog_, item_writer_.row_locks()};
  engine::TtlSweeper ttl_sweeper_{*store_, item_writer_.row_locks(), clock_};
  engine::TtlWorker ttl_worker_{*catalog_, ttl_switch_, ttl_sweeper_, std::chrono::hours(1)};
  engine::TableTransitions table_transitions_{*catalog_, clock_};
  engine::StreamReader stream_reader_{*store_};
  engine::StreamTrimmer stream_trimmer_{*store_, catalog_->streams(), clock_};
  engine::StreamWorker stream_worker_{*store_, catalog_->streams(), stream_trimmer_};
  engine::KinesisWorker kinesis_worker_{*store_, *catalog_, table_transitions_, stream_worker_,
                                        nullptr};
  std::unique_ptr<engine::KmsKeys> kms_keys_ = engine::KmsKeys::open(*store_, clock_).value();
  operations::Services services_{clock_,
                                 *catalog_,
                                 item_reader_,
                                 item_writer_,
                                 range_reader_,
                                 item_transactions_,
                                 request_tokens_,
                                 index_builder_,
                                 ttl_switch_,
                                 ttl_worker_,
                                 stream_reader_,
                                 stream_worker_,
                                 table_transitions_,
                                 kinesis_worker_,
                                 *kms_keys_};
  Authentication authentication_;
  std::unique_ptr<RequestPipeline> pipeline_;
  HttpResponse response_;
};

TEST_F(RequestPipelineTest, AnswersACall) {
  answer(call());
  EXPECT_EQ(response_.status, 200);
  EXPECT_EQ(response_.content_type, "application/x-amz-json-1.0");
  EXPECT_EQ(response_.body, R"({"account":"000000000000","region":"eu-west-1","text":"hi"})");
  EXPECT_EQ(response_.content_coding, "");
  EXPECT_EQ(response_.extra_headers, "");
  EXPECT_FALSE(response_.close);
}

TEST_F(RequestPipelineTest, LeavesNothingOfOneAnswerInTheNext) {
  answer(call("Fail"));
  const std::string first_id = response_.request_id;
  answer(call());
  EXPECT_EQ(response_.status, 200);
  EXPECT_NE(response_.request_id, first_id);
  EXPECT_THAT(response_.body, MatchesRegex(R"(\{"account.*hi"\})"));
}

TEST_F(RequestPipelineTest, AnswersAnEmptyBodyWithNothing) {
  answer(call("Empty"));
  EXPECT_EQ(response_.status, 200);
  EXPECT_EQ(response_.body, "");
  EXPECT_EQ(response_.crc32, 0u);
}

// --- step 1 --------------------------------------------------------------------------------------

TEST_F(RequestPipelineTest, RefusesTwoHosts) {
  HttpRequest request = call();
  EXPECT_FALSE(RequestPipeline::refuse_head(request, response_));
  request.headers.add("HOST", "localhost");
  EXPECT_TRUE(RequestPipeline::refuse_head(request, response_));
  EXPECT_EQ(response_.status, 400);
  EXPECT_TRUE(response_.close);
  EXPECT_EQ(response_.body, "");
  EXPECT_EQ(response_.request_id, "");
}

// --- step 4 --------------------------------------------------------------------------------------

constexpr std::string_view cors_lines =
    "Access-Control-Allow-Origin: *\r\n"
    "Access-Control-Expose-Headers: x-amzn-RequestId,x-amzn-ErrorType,x-amz-crc32,Date\r\n";

TEST_F(RequestPipelineTest, AddsCorsHeadersForAnOrigin) {
  for (HttpRequest request : {call(), call("Fail"), plain("GET", "/"), plain("PUT", "/")}) {
    request.headers.add("Origin", "http://a.example");
    request.headers.add("Access-Control-Request-Method", "PUT");
    EXPECT_EQ(answer(request).extra_headers, cors_lines);
  }
}

TEST_F(RequestPipelineTest, AnswersThePreflight) {
  HttpRequest request = plain("OPTIONS", "/any");
  request.headers.add("Origin", "http://a.example");
  request.headers.add("Access-Control-Request-Headers", "x-amz-target");
  answer(request);
  EXPECT_EQ(response_.status, 200);
  EXPECT_EQ(response_.body, "");
  EXPECT_EQ(response_.extra_headers, std::string(cors_lines) +
                                         "Access-Control-Max-Age: 172800\r\n"
                                         "Access-Control-Allow-Headers: x-amz-target\r\n");
}

TEST_F(RequestPipelineTest, HasNoCorsForOriginsThatAreNotListed) {
  set_up({.shared_db = false, .cors_origins = "http://a.example"});
  HttpRequest preflight = plain("OPTIONS", "/");
  preflight.headers.add("Origin", "http://b.example");
  EXPECT_EQ(answer(preflight).status, 404);
  EXPECT_EQ(response_.extra_headers, "");
}

// --- steps 5 and 6 -------------------------------------------------------------------------------

TEST_F(RequestPipelineTest, IsHealthy) {
  for (const char* target : {"/", "/?a=b", "http://localhost:8000/", "http://localhost:8000"}) {
    answer(plain("GET", target));
    EXPECT_EQ(response_.status, 200);
    EXPECT_EQ(response_.body, "healthy: dynamodb.us-east-1.amazonaws.com ");
    EXPECT_EQ(response_.crc32, 3128867991u);
  }
}

TEST_F(RequestPipelineTest, KnowsNoOtherPathsAndMethods) {
  for (const auto& request :
       {plain("GET", "/shell"), plain("GET", "//"), plain("OPTIONS", "/"), plain("PUT", "/"),
        plain("DELETE", "/"), plain("HEAD", "/"), plain("post", "/"), plain("POST", "/x"),
        plain("POST", "*"), plain("PURGE", "")}) {
    answer(request);
    EXPECT_EQ(response_.status, 404) << request.method << " " << request.target;
    EXPECT_EQ(response_.body, not_found_page);
    EXPECT_EQ(response_.crc32, 3552371480u);
  }
}

TEST_F(RequestPipelineTest, AcceptsTwoContentTypes) {
  for (const auto& [sent, answered] : std::initializer_list<std::pair<const char*, const char*>>{
           {"application/x-amz-json-1.0", "application/x-amz-json-1.0"},
           {"application/json", "application/json"},
           {" application/json ; charset=utf-8", "application/json"},
           {"application/x-amz-json-1.0;a", "application/x-amz-json-1.0"}}) {
    answer(post("{}", sent));
    EXPECT_EQ(response_.status, 400);
    EXPECT_EQ(response_.content_type, answered);
    EXPECT_EQ(response_.body, unknown_operation_error);
  }
  for (const char* type :
       {"", ";", "application/x-amz-json-1.1", "application/jsonasdf", "text/plain", "json"}) {
    // Judged before the body, which is no JSON here.
    EXPECT_EQ(answer(post("{", type)).status, 404) << type;
    EXPECT_EQ(response_.body, not_found_page);
  }
}

TEST_F(RequestPipelineTest, NeedsNoContentTypeForAnEmptyBody) {
  answer(post("", ""));
  EXPECT_EQ(response_.status, 400);
  EXPECT_EQ(response_.content_type, "application/json");
  EXPECT_EQ(response_.body, unknown_operation_error);
}

// --- steps 7 to 13 -------------------------------------------------------------------------------

TEST_F(RequestPipelineTest, JudgesTheJsonBeforeTheTarget) {
  for (const char* body : {"{", "hello", " ", "{\"a\":1}}", "\xff", "{\"a\":\"\xff\"}"}) {
    answer(post(body));
    EXPECT_EQ(response_.status, 400) << body;
    EXPECT_EQ(response_.body, serialization_error) << body;
  }
  EXPECT_EQ(answer(post("[]")).body, unknown_operation_error);
}

TEST_F(RequestPipelineTest, JudgesTheTargetBeforeTheSignature) {
  for (const char* target :
       {"", "Echo", "DynamoDB_20120810", "DynamoDB_20120810.", "DynamoDB_20120810.echo",
        "dynamodb_20120810.Echo", "DynamoDB_20111205.Echo", "DynamoDB_20120810.Echo.x",
        "DynamoDBStreams_20120810.Echo", "DynamoDB_20120810.EchoStream",
        "DynamoDBStreams_20120810.ListStreams", "DynamoDBStreams_20120810.EchoStream.x",
        "DynamoDB_20120810.DescribeTables"}) {
    HttpRequest request = post("{}");
    request.headers.add("X-Amz-Target", target);
    EXPECT_EQ(answer(request).body, unknown_operation_error) << target;
  }
}

TEST_F(RequestPipelineTest, EachApiHasItsOwnTargetPrefix) {
  HttpRequest request = post(R"({"Text":"hi"})");
  request.headers.add("X-Amz-Target", "DynamoDBStreams_20120810.EchoStream");
  sign(request);
  EXPECT_THAT(answer(request).body, HasSubstr(R"("text":"hi")"));
}

TEST_F(RequestPipelineTest, JudgesTheSignatureBeforeTheBodysShape) {
  for (const char* body : {"", "[]", "null", "{\"Text\":1}"}) {
    HttpRequest request = post(body);
    request.headers.add("X-Amz-Target", "DynamoDB_20120810.Echo");
    answer(request);
    EXPECT_EQ(response_.status, 400);
    EXPECT_EQ(response_.body,
              R"({"__type":"com.amazon.coral.service#MissingAuthenticationTokenException",)"
              R"("message":"Request is missing Authentication Token"})");
  }
}

TEST_F(RequestPipelineTest, TakesAPresignedCall) {
  HttpRequest request = post(R"({"Text":"hi"})");
  request.target =
      "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=123456789012%2F20260102%2Flocal"
      "%2Fdynamodb%2Faws4_request&X-Amz-Date=20260102T030405Z&X-Amz-SignedHeaders=host&"
      "X-Amz-Signature=ff";
  request.headers.add("X-Amz-Target", "DynamoDB_20120810.Echo");
  EXPECT_EQ(answer(request).body, R"({"account":"123456789012","region":"local","text":"hi"})");
}

TEST_F(RequestPipelineTest, NeedsAnObject) {
  for (const char* body : {"", "[]", "1", "\"a\"", "null"}) {
    EXPECT_EQ(answer(call("Echo", body)).body, serialization_error) << body;
    EXPECT_EQ(response_.status, 400);
  }
}

TEST_F(RequestPipelineTest, ChecksTypes) {
  EXPECT_THAT(answer(call("Echo", R"({"Text":1})")).body,
              HasSubstr("NUMBER_VALUE cannot be converted to String"));
}

TEST_F(RequestPipelineTest, AnswersErrorsOfTheOperation) {
  answer(call("Fail"));
  EXPECT_EQ(response_.status, 400);
  EXPECT_EQ(response_.content_type, "application/x-amz-json-1.0");
  EXPECT_EQ(response_.body,
            R"({"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",)"
            R"("message":"Requested resource not found"})");
  answer(call("Broken"));
  EXPECT_EQ(response_.status, 500);
  EXPECT_THAT(response_.body, HasSubstr("InternalServerError"));
}

TEST_F(RequestPipelineTest, OutlivesABugInAnOperation) {
  answer(call("Throw"));
  EXPECT_EQ(response_.status, 500);
  EXPECT_EQ(response_.body, R"({"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError",)"
                            R"("message":"Internal server error"})");
}

TEST_F(RequestPipelineTest, TakesAccountAndRegionFromTheCredential) {
  HttpRequest request = post("{}");
  request.headers.add("X-Amz-Target", "DynamoDB_20120810.Echo");
  sign(request,
       "AWS4-HMAC-SHA256 Credential=123456789012/20260102/local/dynamodb/aws4_request, "
       "SignedHeaders=host, Signature=abc");
  EXPECT_EQ(answer(request).body, R"({"account":"123456789012","region":"local","text":""})");

  set_up({.shared_db = true, .cors_origins = "*"});
  EXPECT_EQ(answer(request).body, R"({"account":"000000000000","region":"us-east-1","text":""})");
}

// --- signatures ----------------------------------------------------------------------------------

class SignedPipelineTest : public RequestPipelineTest {
 protected:
  SignedPipelineTest() {
    auth::Credential alice;
    alice.access_key_id = "AKIDEXAMPLE";
    alice.secret_access_key = "secret";
    alice.principal = *auth::parse_identity("user/alice", "111122223333");
    alice.session_policy = "{}";
    credentials_.replace({alice});
    set_up({});
  }

  void set_up(PipelineOptions options) {
    pipeline_ =
        std::make_unique<RequestPipeline>(services_, find_test_operation, checking_, options);
  }

  /// Signed at `now_` by `secret`; `body` is what is sent.
  HttpRequest signed_call(std::string_view operation, std::string_view body,
                          std::string_view secret = "secret") {
    HttpRequest request = post(body);
    const std::string date = auth::basic_time(now_.now_millis());
    request.headers.add("X-Amz-Target", "DynamoDB_20120810." + std::string(operation));
    request.headers.add("X-Amz-Date", date);
    request.headers.add("User-Agent", "tests/1");
    request.peer_address = "192.0.2.7";
    const std::vector<auth::HeaderField> fields{{"host", "localhost"}, {"x-amz-date", date}};
    const std::string digest = codec::digest(body);
    const std::string day = date.substr(0, 8);
    const std::string scope = day + "/eu-west-1/dynamodb/aws4_request";
    const std::string to_sign = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" +
                                hex(codec::digest(auth::canonical_request(
                                    {"POST", "", fields, digest}, "host;x-amz-date")));
    const std::string key = auth::derive_signing_key({secret, day, "eu-west-1", "dynamodb"});
    request.headers.add("Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/" + scope +
                                             ", SignedHeaders=host;x-amz-date, Signature=" +
                                             hex(auth::hmac_sha256(key, to_sign)));
    return request;
  }

  ManualClock now_{1'767'323'045'000};
  auth::CredentialStore credentials_;
  Authentication checking_{credentials_, now_};
};

TEST_F(SignedPipelineTest, HandsOnWhoHasSigned) {
  EXPECT_EQ(answer(signed_call("Who", "{}")).body,
            "arn:aws:iam::111122223333:user/alice {} 192.0.2.7 tests/1");
  EXPECT_EQ(answer(signed_call("Echo", "{}")).body,
            R"({"account":"111122223333","region":"eu-west-1","text":""})");
  set_up({.shared_db = true, .cors_origins = "*"});
  EXPECT_EQ(answer(signed_call("Echo", "{}")).body,
            R"({"account":"000000000000","region":"us-east-1","text":""})");
}

TEST_F(SignedPipelineTest, RefusesWhatNobodyHasSigned) {
  EXPECT_THAT(answer(signed_call("Who", "{}", "wrong")).body,
              HasSubstr("service#InvalidSignatureException"));
  HttpRequest changed = signed_call("Who", "{}");
  changed.body = "{ }";
  EXPECT_THAT(answer(changed).body, HasSubstr("service#InvalidSignatureException"));
  EXPECT_EQ(response_.status, 400);
  // What comes before the signature still does.
  EXPECT_EQ(answer(signed_call("None", "{}", "wrong")).body, unknown_operation_error);
  EXPECT_EQ(answer(signed_call("Who", "{", "wrong")).body, serialization_error);
  EXPECT_THAT(answer(signed_call("Who", "[]", "wrong")).body, HasSubstr("InvalidSignature"));
}

TEST_F(SignedPipelineTest, ChecksTheBodyAsItWasReceived) {
  std::string packed;
  ASSERT_TRUE(compress(ContentCoding::gzip, R"({"Text":"packed"})", packed));
  HttpRequest request = signed_call("Echo", packed);
  request.headers.add("Content-Encoding", "gzip");
  EXPECT_THAT(answer(request).body, HasSubstr("\"packed\""));
}

TEST_F(SignedPipelineTest, AsksNothingOfItsCallersWithoutSignatures) {
  pipeline_ = std::make_unique<RequestPipeline>(services_, find_test_operation, authentication_,
                                                PipelineOptions());
  EXPECT_EQ(answer(signed_call("Who", "{}", "wrong")).body, "nobody   ");
}

TEST_F(SignedPipelineTest, AnswersStsBesideDynamoDb) {
  HttpRequest request = plain("GET", "/?Action=GetCallerIdentity&Version=2011-06-15");
  answer_raw(request);
  EXPECT_EQ(response_.status, 403);
  EXPECT_EQ(response_.content_type, "text/xml");
  EXPECT_THAT(response_.body, HasSubstr("<Code>MissingAuthenticationToken</Code>"));
}

TEST_F(RequestPipelineTest, FindsTheAccountOfASessionWithoutSignatures) {
  auth::Credential session;
  session.access_key_id = "ASIAEXAMPLE";
  session.principal = *auth::parse_identity("role/Reader/tests", "123456789012");
  HttpRequest request = post("{}");
  request.headers.add("X-Amz-Target", "DynamoDB_20120810.Echo");
  sign(request,
       "AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/20260102/local/dynamodb/aws4_request, "
       "SignedHeaders=host, Signature=abc");
  EXPECT_THAT(answer(request).body, HasSubstr(R"("account":"000000000000")"));
  request.headers.add("X-Amz-Security-Token", auth::seal_session(session, ""));
  EXPECT_THAT(answer(request).body, HasSubstr(R"("account":"123456789012")"));
}

// --- content coding ------------------------------------------------------------------------------

TEST_F(RequestPipelineTest, CompressesFrom4096BytesOn) {
  for (const auto& [bytes, accept, coding] :
       std::initializer_list<std::tuple<int, const char*, const char*>>{
           {4095, "gzip", ""},
           {4096, "gzip", "gzip"},
           {4096, "deflate", "deflate"},
           {4096, "identity", ""},
           {9999, "gzip;q=0", ""}}) {
    HttpRequest request = call("Long", "{\"Bytes\":" + std::to_string(bytes) + "}");
    request.headers.add("Accept-Encoding", accept);
    request.headers.add("Accept-Encoding", "gzip, deflate");  // only the first line counts
    answer(request);
    EXPECT_EQ(response_.content_coding, coding) << bytes << " " << accept;
    std::string plain = response_.body;
    if (*coding != '\0') {
      plain.clear();
      EXPECT_EQ(decode_content(coding, response_.body, 1 << 20, plain), DecodeOutcome::ok);
      EXPECT_LT(response_.body.size(), plain.size());
    }
    EXPECT_EQ(plain.size(), static_cast<std::size_t>(bytes));
  }
}

TEST_F(RequestPipelineTest, DecodesRequests) {
  for (const auto coding : {ContentCoding::gzip, ContentCoding::deflate}) {
    std::string packed;
    ASSERT_TRUE(compress(coding, R"({"Text":"packed"})", packed));
    HttpRequest request = call("Echo", packed);
    request.headers.add("Content-Encoding", coding_name(coding));
    EXPECT_THAT(answer(request).body, HasSubstr("\"packed\""));
  }
  HttpRequest identity = call();
  identity.headers.add("Content-Encoding", "Identity");
  EXPECT_EQ(answer(identity).status, 200);
}

TEST_F(RequestPipelineTest, FailsOnWhatItCannotDecode) {
  for (const auto& [coding, body] : std::initializer_list<std::pair<const char*, const char*>>{
           {"gzip", "{}"}, {"br", "{}"}, {"deflate", "x"}, {"gzip", ""}}) {
    HttpRequest request = call("Echo", body);
    request.headers.add("Content-Encoding", coding);
    answer(request);
    EXPECT_EQ(response_.status, 500) << coding;
    EXPECT_THAT(response_.body, HasSubstr("dynamodb.v20120810#InternalServerError"));
  }
}

TEST_F(RequestPipelineTest, BoundsTheDecodedBody) {
  std::string packed;
  ASSERT_TRUE(compress(ContentCoding::gzip, std::string((16 << 20) + 1, ' '), packed));
  HttpRequest request = call("Echo", packed);
  request.headers.add("Content-Encoding", "gzip");
  answer(request);
  EXPECT_EQ(response_.status, 413);
  EXPECT_TRUE(response_.chunked);
  EXPECT_TRUE(response_.close);
  EXPECT_EQ(response_.request_id, "");
  EXPECT_EQ(response_.crc32, std::nullopt);
  EXPECT_EQ(response_.body, "");
}

}  // namespace
}  // namespace dynarocks::server
