#pragma once
// What the server answers below /_dynarocks/, apart from DynamoDB's API: its health, and for the
// programs on this machine, when --admin allows it, a clock that can be moved and a reset.
// docs/operating.md describes it to its users.

#include <chrono>
#include <string>
#include <string_view>

#include "base/movable_clock.h"
#include "engine/catalog.h"
#include "engine/index_builder.h"
#include "engine/request_tokens.h"
#include "kv/store.h"
#include "server/http_message.h"

namespace dynarocks::server {

/// What it shows and changes.
struct AdminParts {
  kv::Store& store;
  engine::Catalog& catalog;
  engine::IndexBuilder& index_builder;
  engine::RequestTokens& request_tokens;
  MovableClock& clock;
};

struct AdminOptions {
  bool enabled = false;
  std::string storage;  // as it is told: "memory", "disk"
};

/// Safe to use from several threads at once.
class AdminSurface {
 public:
  /// The parts must outlive it.
  AdminSurface(const AdminParts& parts, AdminOptions options)
      : parts_(parts), options_(std::move(options)) {}

  /// Whether the path is below /_dynarocks/.
  [[nodiscard]] static bool has(std::string_view path);

  /// `response` is as cleared, but for its request id.
  void answer(const HttpRequest& request, std::string_view path, HttpResponse& response) const;

 private:
  void answer_health(const HttpRequest& request, HttpResponse& response) const;
  void answer_info(const HttpRequest& request, HttpResponse& response) const;
  void answer_clock(const HttpRequest& request, HttpResponse& response) const;
  void answer_reset(const HttpRequest& request, HttpResponse& response) const;

  AdminParts parts_;
  AdminOptions options_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace dynarocks::server
