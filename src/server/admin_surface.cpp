#include "server/admin_surface.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/logging.h"
#include "codec/layout.h"
#include "dynarocks/version.h"
#include "server/admin_guard.h"
#include "server/clock_request.h"
#include "wire/json_value.h"
#include "wire/json_writer.h"

namespace dynarocks::server {
namespace {

constexpr std::string_view root = "/_dynarocks/";
constexpr std::string_view json_type = "application/json";

void answer_error(int status, std::string_view message, HttpResponse& response) {
  response.status = status;
  response.content_type = json_type;
  wire::JsonWriter(response.body).begin_object().key("error").string(message).end_object();
}

/// `methods` are one or two names, as Allow lists them.
bool refuse_method(const HttpRequest& request, std::string_view methods, HttpResponse& response) {
  const auto comma = methods.find(", ");
  const bool second =
      comma != std::string_view::npos && request.method == methods.substr(comma + 2);
  if (second || request.method == methods.substr(0, comma)) return false;
  answer_error(405, "the methods here are: " + std::string(methods), response);
  response.extra_headers.append("Allow: ").append(methods).append("\r\n");
  return true;
}

/// Which tables a reset drops: those that have all that is given.
struct ResetScope {
  std::optional<std::string> prefix;
  std::optional<std::string> account;
  std::optional<std::string> region;

  [[nodiscard]] bool has(const model::TableKey& key) const {
    return (!prefix || key.table_name.starts_with(*prefix)) &&
           (!account || key.owner.account_id == *account) &&
           (!region || key.owner.region == *region);
  }
  [[nodiscard]] bool is_everything() const { return !prefix && !account && !region; }
};

/// An empty body stands for {}. The error is one line for the caller.
Result<ResetScope, std::string> read_reset(std::string_view body) {
  ResetScope scope;
  if (body.empty()) return scope;
  wire::JsonDocument document;
  const auto parsed = document.parse(body);
  if (!parsed || parsed->type() != wire::JsonType::object) {
    return failure(std::string("the body must be empty or a JSON object: prefix, account, region"));
  }
  std::string fault;
  parsed->for_each_member([&](std::string_view name, wire::JsonValue value) {
    std::optional<std::string>* const member = name == "prefix"    ? &scope.prefix
                                               : name == "account" ? &scope.account
                                               : name == "region"  ? &scope.region
                                                                   : nullptr;
    if (member == nullptr) {
      fault = "unknown member '" + std::string(name) + "': there are prefix, account and region";
    } else if (value.type() != wire::JsonType::string) {
      fault = std::string(name) + " must be a string";
    } else {
      *member = std::string(value.as_string());
    }
    return fault.empty();
  });
  if (!fault.empty()) return failure(std::move(fault));
  return scope;
}

}  // namespace

bool AdminSurface::has(std::string_view path) { return path.starts_with(root); }

void AdminSurface::answer(const HttpRequest& request, std::string_view path,
                          HttpResponse& response) const {
  const std::string_view name = path.substr(root.size());
  if (name == "health") return answer_health(request, response);
  if (!options_.enabled) {
    return answer_error(404, "the admin surface is off: start the server with --admin", response);
  }
  if (const auto refusal = admin_refusal(request); !refusal.empty()) {
    return answer_error(403, refusal, response);
  }
  if (name == "info") return answer_info(request, response);
  if (name == "clock") return answer_clock(request, response);
  if (name == "reset") return answer_reset(request, response);
  answer_error(404, "unknown path: there are clock, reset, info and health below /_dynarocks/",
               response);
}

void AdminSurface::answer_health(const HttpRequest& request, HttpResponse& response) const {
  if (refuse_method(request, "GET, HEAD", response)) return;
  // Any row will do: what counts is that the store answers.
  const auto found =
      parts_.store.get(kv::catalog_space, codec::table_rows, nullptr, [](std::string_view) {});
  if (!found) {
    log::error(found.error().message);
    return answer_error(503, "the store cannot be read; see the server's log", response);
  }
  response.content_type = json_type;
  wire::JsonWriter(response.body).begin_object().key("status").string("ready").end_object();
}

void AdminSurface::answer_info(const HttpRequest& request, HttpResponse& response) const {
  if (refuse_method(request, "GET", response)) return;
  const auto tables = parts_.catalog.tables();
  std::int64_t items = 0;
  for (const auto& table : tables) items += table->item_count();
  const auto uptime = std::chrono::steady_clock::now() - start_;
  response.content_type = json_type;
  wire::JsonWriter json(response.body);
  json.begin_object();
  json.key("version").string(version);
  json.key("storage").string(options_.storage);
  json.key("tables").integer(static_cast<std::int64_t>(tables.size()));
  json.key("items").integer(items);
  json.key("uptimeMillis")
      .integer(std::chrono::duration_cast<std::chrono::milliseconds>(uptime).count());
  json.key("clock");
  write_clock(json, parts_.clock.state());
  json.end_object();
}

void AdminSurface::answer_clock(const HttpRequest& request, HttpResponse& response) const {
  if (refuse_method(request, "GET, POST", response)) return;
  if (request.method == "POST") {
    const auto change = read_clock_change(request.body);
    if (!change) return answer_error(400, change.error(), response);
    if (!parts_.clock.change(*change)) {
      return answer_error(400,
                          "out of bounds: times lie between the years 1970 and 9999, scales "
                          "between 0.001 and 1000000",
                          response);
    }
  }
  response.content_type = json_type;
  wire::JsonWriter json(response.body);
  write_clock(json, parts_.clock.state());
}

void AdminSurface::answer_reset(const HttpRequest& request, HttpResponse& response) const {
  if (refuse_method(request, "POST", response)) return;
  const auto scope = read_reset(request.body);
  if (!scope) return answer_error(400, scope.error(), response);

  std::int64_t dropped = 0;
  bool failed = false;
  for (const auto& table : parts_.catalog.tables()) {
    const model::TableKey key = table->description()->key;
    if (!scope->has(key)) continue;
    // Protection against deletion and indexes that are being made do not count here.
    const auto outcome = parts_.catalog.drop(
        key, [](const model::TableDescription&) -> model::ApiResult<void> { return {}; });
    if (outcome) ++dropped;
    // Somebody else may have been faster.
    if (!outcome && outcome.error().code != model::ErrorCode::resource_not_found) failed = true;
  }
  parts_.index_builder.forget_dropped_tables();
  // A test suite that starts anew wants nothing of the last run, not even to read it.
  for (const auto& stream : parts_.catalog.streams().all()) {
    const bool left = stream->description().status == model::StreamStatus::DISABLED;
    if (!left || !scope->has(stream->key().table)) continue;
    if (const auto erased = parts_.catalog.streams().erase(*stream); !erased) {
      log::error(erased.error().message);
      failed = true;
    }
  }
  if (scope->is_everything()) {
    if (const auto forgotten = parts_.request_tokens.forget_all(); !forgotten) {
      log::error(forgotten.error().message);
      failed = true;
    }
  }
  if (failed) return answer_error(500, "the store failed; see the server's log", response);
  response.content_type = json_type;
  wire::JsonWriter(response.body).begin_object().key("droppedTables").integer(dropped).end_object();
}

}  // namespace dynarocks::server
