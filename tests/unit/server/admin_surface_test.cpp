#include "server/admin_surface.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "codec/digest.h"
#include "engine/row_locks.h"
#include "kv/rocksdb_store.h"

namespace dynarocks::server {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

class AdminSurfaceTest : public testing::Test {
 protected:
  AdminSurfaceTest() { set_up({.enabled = true, .storage = "memory"}); }

  void set_up(AdminOptions options) {
    admin_ = std::make_unique<AdminSurface>(
        AdminParts{*store_, *catalog_, index_builder_, request_tokens_, clock_}, options);
  }

  static HttpRequest request(std::string_view method, std::string_view body = "") {
    HttpRequest made;
    made.method = method;
    made.body = body;
    made.headers.add("Host", "localhost:8000");
    made.from_loopback = true;
    return made;
  }

  const HttpResponse& answer(const HttpRequest& request, std::string_view name) {
    response_.clear();
    const std::string path = "/_dynarocks/" + std::string(name);
    EXPECT_TRUE(AdminSurface::has(path));
    admin_->answer(request, path, response_);
    EXPECT_EQ(response_.content_type, "application/json");
    return response_;
  }

  void expect_error(const HttpRequest& request, std::string_view name, int status,
                    const std::string& message) {
    answer(request, name);
    EXPECT_EQ(response_.status, status) << response_.body;
    EXPECT_EQ(response_.body, R"({"error":")" + message + R"("})");
  }

  void expect_clock(std::string_view change, std::string_view clock) {
    answer(request("POST", change), "clock");
    EXPECT_EQ(response_.status, 200);
    EXPECT_EQ(response_.body, clock);
  }

  void create_table(const std::string& name, const std::string& account = "000000000000",
                    const std::string& region = "us-east-1", bool is_protected = false) {
    model::TableDescription table;
    table.key = {{account, region}, name};
    table.table_id = name + "-id";
    table.attribute_definitions = {{"pk", model::AttributeType::S}};
    table.key_schema = {{"pk", model::KeyType::HASH}};
    table.status = model::TableStatus::ACTIVE;
    table.deletion_protection_enabled = is_protected;
    ASSERT_TRUE(catalog_->create(table));
  }

  void expect_reset(std::string_view body, int dropped) {
    answer(request("POST", body), "reset");
    EXPECT_EQ(response_.status, 200);
    EXPECT_EQ(response_.body, R"({"droppedTables":)" + std::to_string(dropped) + "}");
  }

  ManualClock base_{1'700'000'000'250};  // 2023-11-14T22:13:20.250Z
  MovableClock clock_{base_};
  std::unique_ptr<kv::Store> store_ = kv::open_rocksdb({.data_dir = {}, .in_memory = true}).value();
  std::unique_ptr<engine::Catalog> catalog_ = engine::Catalog::open(*store_, clock_).value();
  engine::RowLocks row_locks_;
  engine::IndexBuilder index_builder_{*store_, *catalog_, row_locks_, clock_};
  engine::RequestTokens request_tokens_{*store_, clock_};
  std::unique_ptr<AdminSurface> admin_;
  HttpResponse response_;
};

TEST_F(AdminSurfaceTest, IsBelowItsPathAlone) {
  EXPECT_TRUE(AdminSurface::has("/_dynarocks/clock"));
  EXPECT_FALSE(AdminSurface::has("/_dynarocks"));
  EXPECT_FALSE(AdminSurface::has("/"));
  EXPECT_FALSE(AdminSurface::has("/x/_dynarocks/clock"));
}

TEST_F(AdminSurfaceTest, ShowsTheClock) {
  answer(request("GET"), "clock");
  EXPECT_EQ(response_.body,
            R"({"now":"2023-11-14T22:13:20.250Z","epochMillis":1700000000250,"frozen":false,)"
            R"("scale":1,"offsetMillis":0})");
}

TEST_F(AdminSurfaceTest, ChangesTheClock) {
  expect_clock(R"({"advance":"25h"})",
               R"({"now":"2023-11-15T23:13:20.250Z","epochMillis":1700090000250,"frozen":false,)"
               R"("scale":1,"offsetMillis":90000000})");
  expect_clock(R"({"set":"2026-01-01T00:00:00Z","freeze":true})",
               R"({"now":"2026-01-01T00:00:00.000Z","epochMillis":1767225600000,"frozen":true,)"
               R"("scale":1,"offsetMillis":67225599750})");
  expect_clock(R"({"set":1000,"scale":2.5,"freeze":false})",
               R"({"now":"1970-01-01T00:00:01.000Z","epochMillis":1000,"frozen":false,)"
               R"("scale":2.5,"offsetMillis":-1699999999250})");
  expect_clock(R"({"reset":true})",
               R"({"now":"2023-11-14T22:13:20.250Z","epochMillis":1700000000250,"frozen":false,)"
               R"("scale":1,"offsetMillis":0})");
}

TEST_F(AdminSurfaceTest, RefusesWhatIsNoChangeOfAClock) {
  const std::string no_object =
      R"(the body must be a JSON object such as {\"advance\": \"25h\"}: advance, set, freeze, scale )"
      "or reset";
  for (const char* body : {"", "{}", "[]", "1", "{\"advance\":", "advance=25h"}) {
    expect_error(request("POST", body), "clock", 400, no_object);
  }
  const std::string no_duration = "advance must be a duration such as 500ms, 90s, 15m, 25h or 30d";
  for (const char* body : {R"({"advance":"25"})", R"({"advance":25})", R"({"advance":null})"}) {
    expect_error(request("POST", body), "clock", 400, no_duration);
  }
  const std::string no_time =
      "set must be a time such as 2026-01-01T00:00:00Z, or milliseconds since 1970";
  for (const char* body : {R"({"set":"now"})", R"({"set":1.5})", R"({"set":true})"}) {
    expect_error(request("POST", body), "clock", 400, no_time);
  }
  expect_error(request("POST", R"({"freeze":"true"})"), "clock", 400,
               "freeze must be true or false");
  expect_error(request("POST", R"({"scale":"2"})"), "clock", 400,
               "scale must be a number from 0.001 to 1000000");
  expect_error(request("POST", R"({"reset":false})"), "clock", 400, "reset must be true");
  expect_error(request("POST", R"({"Advance":"1h"})"), "clock", 400,
               "unknown member 'Advance': there are advance, set, freeze, scale and reset");
  const std::string out_of_bounds =
      "out of bounds: times lie between the years 1970 and 9999, scales between 0.001 and 1000000";
  for (const char* body : {R"({"set":-1})", R"({"scale":0})", R"({"scale":1000001})",
                           R"({"advance":"3660000d"})", R"({"advance":"1h","scale":-1})"}) {
    expect_error(request("POST", body), "clock", 400, out_of_bounds);
  }
  EXPECT_EQ(clock_.now_millis(), base_.now_millis());
}

TEST_F(AdminSurfaceTest, ResetDropsAllTables) {
  create_table("one");
  create_table("two", "111111111111", "eu-west-1");
  create_table("kept", "000000000000", "us-east-1", true);
  expect_reset("", 3);
  EXPECT_TRUE(catalog_->tables().empty());
  expect_reset("{}", 0);
}

TEST_F(AdminSurfaceTest, ResetIsLimitedByWhatIsGiven) {
  create_table("a-one");
  create_table("a-two", "111111111111");
  create_table("a-three", "000000000000", "eu-west-1");
  create_table("b");
  expect_reset(R"({"prefix":"a-","account":"000000000000","region":"us-east-1"})", 1);
  expect_reset(R"({"region":"eu-west-1"})", 1);
  expect_reset(R"({"account":"111111111111"})", 1);
  expect_reset(R"({"prefix":"a-"})", 0);
  expect_reset(R"({"prefix":""})", 1);
}

TEST_F(AdminSurfaceTest, ResetOfEverythingForgetsRequestTokens) {
  const model::AccountRegion owner{"000000000000", "us-east-1"};
  const auto is_remembered = [&] {
    return request_tokens_.claim(owner, "token", codec::digest("request"))
        .value()
        .completed_read_blocks()
        .has_value();
  };
  {
    const auto claim = request_tokens_.claim(owner, "token", codec::digest("request")).value();
    const auto batch = store_->begin();
    claim.remember(*batch, {1});
    ASSERT_TRUE(store_->commit(*batch));
  }
  expect_reset(R"({"prefix":""})", 0);
  EXPECT_TRUE(is_remembered());
  expect_reset("", 0);
  EXPECT_FALSE(is_remembered());
}

TEST_F(AdminSurfaceTest, RefusesWhatIsNoReset) {
  create_table("kept");
  for (const char* body : {"[]", "x", "{"}) {
    expect_error(request("POST", body), "reset", 400,
                 "the body must be empty or a JSON object: prefix, account, region");
  }
  expect_error(request("POST", R"({"prefix":1})"), "reset", 400, "prefix must be a string");
  expect_error(request("POST", R"({"prefix":null})"), "reset", 400, "prefix must be a string");
  expect_error(request("POST", R"({"table":"x"})"), "reset", 400,
               "unknown member 'table': there are prefix, account and region");
  EXPECT_EQ(catalog_->tables().size(), 1u);
}

TEST_F(AdminSurfaceTest, TellsWhatItRunsOn) {
  create_table("one");
  catalog_->tables().front()->add_counters(7, 100);
  answer(request("GET"), "info");
  EXPECT_THAT(
      response_.body,
      MatchesRegex(R"(\{"version":"[0-9.]+","storage":"memory","tables":1,"items":7,)"
                   R"("uptimeMillis":[0-9]+,"clock":\{"now":"2023-11-14T22:13:20.250Z",.*\}\})"));
}

TEST_F(AdminSurfaceTest, KnowsItsPathsAndMethods) {
  expect_error(request("GET"), "Clock", 404,
               "unknown path: there are clock, reset, info and health below /_dynarocks/");
  expect_error(request("GET"), "reset", 405, "the methods here are: POST");
  EXPECT_EQ(response_.extra_headers, "Allow: POST\r\n");
  expect_error(request("POST"), "info", 405, "the methods here are: GET");
  expect_error(request("PUT"), "clock", 405, "the methods here are: GET, POST");
  expect_error(request("POST"), "health", 405, "the methods here are: GET, HEAD");
  EXPECT_EQ(response_.extra_headers, "Allow: GET, HEAD\r\n");
}

TEST_F(AdminSurfaceTest, HealthIsForEveryone) {
  set_up({.enabled = false, .storage = "disk"});
  HttpRequest from_elsewhere = request("GET");
  from_elsewhere.from_loopback = false;
  answer(from_elsewhere, "health");
  EXPECT_EQ(response_.status, 200);
  EXPECT_EQ(response_.body, R"({"status":"ready"})");
}

TEST_F(AdminSurfaceTest, IsOffUnlessItIsAllowed) {
  create_table("kept");
  set_up({.enabled = false, .storage = "disk"});
  for (const char* name : {"clock", "info", "reset", "x"}) {
    expect_error(request("POST", R"({"advance":"1h"})"), name, 404,
                 "the admin surface is off: start the server with --admin");
  }
  EXPECT_EQ(catalog_->tables().size(), 1u);
  EXPECT_EQ(clock_.now_millis(), base_.now_millis());
}

TEST_F(AdminSurfaceTest, IsForThisMachineAlone) {
  create_table("kept");
  HttpRequest foreign = request("POST");
  foreign.from_loopback = false;
  expect_error(foreign, "reset", 403, "only programs on the server's machine may do this");

  const auto with_host = [](std::string_view host) {
    HttpRequest made;
    made.method = "GET";
    made.from_loopback = true;
    if (!host.empty()) made.headers.add("Host", host);
    return made;
  };
  for (const char* host : {"", "evil.example", "evil.example:8000", "localhost.evil.example",
                           "127.0.0.1.evil.example", "127.0.0.256", "127.0.0", "127.0.0.1.1",
                           "127..0.1", "[::2]", "[::1", "10.0.0.1", "127.0.0.x"}) {
    expect_error(with_host(host), "clock", 403,
                 "the Host header must name localhost, 127.0.0.1 or [::1]");
  }
  for (const char* host :
       {"localhost", "LocalHost:1", "127.0.0.1", "127.1.2.255:8000", "[::1]", "[::1]:8000"}) {
    EXPECT_EQ(answer(with_host(host), "clock").status, 200) << host;
  }
  for (const char* origin : {"http://localhost:8000", "null"}) {
    HttpRequest page = request("POST");
    page.headers.add("Origin", origin);
    expect_error(page, "reset", 403, "web pages may not do this: there is an Origin header");
  }
  EXPECT_EQ(catalog_->tables().size(), 1u);
}

}  // namespace
}  // namespace dynarocks::server
