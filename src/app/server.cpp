#include "dynarocks/server.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "app/tls_setup.h"
#include "auth/credential_store.h"
#include "auth/credentials_file.h"
#include "auth/policy_directory.h"
#include "base/clock.h"
#include "base/logging.h"
#include "base/movable_clock.h"
#include "base/result.h"
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
#include "model/validation_layer.h"
#include "operations/authorizer.h"
#include "operations/operation_context.h"
#include "operations/operation_table.h"
#include "server/admin_surface.h"
#include "server/authentication.h"
#include "server/http_server.h"
#include "server/kinesis_http_client.h"
#include "server/request_pipeline.h"
#include "server/tls_identity.h"

namespace dynarocks {
namespace {

kv::Durability store_durability(Durability durability) {
  switch (durability) {
    case Durability::none:
      return kv::Durability::none;
    case Durability::wal:
      return kv::Durability::wal;
    case Durability::fsync:
      return kv::Durability::fsync;
  }
  return kv::Durability::wal;
}

kv::StoreOptions store_options(const ServerOptions& options) {
  kv::StoreOptions store;
  store.data_dir = options.data_dir;
  store.in_memory = options.in_memory;
  store.durability = store_durability(options.durability);
  store.encryption_key_file = options.encryption_key_file;
  store.write_buffer_bytes = options.write_buffer_bytes;
  return store;
}

/// The first listener has the port that callers ask for; the last one speaks TLS if any does.
std::vector<server::HttpListener> listeners(const ServerOptions& options,
                                            const server::TlsIdentity* tls) {
  if (!options.tls.port) return {{.tls = tls, .port = options.port}};
  return {{.port = options.port},
          {.tls = tls, .port = *options.tls.port, .port_flag = "--tls-port"}};
}

server::HttpServerOptions http_options(const ServerOptions& options,
                                       const server::TlsIdentity* tls) {
  server::HttpServerOptions http;
  http.host = options.host;
  http.listeners = listeners(options, tls);
  http.threads =
      options.threads != 0 ? options.threads : std::max(std::thread::hardware_concurrency(), 1u);
  http.max_connections = options.max_connections;
  http.timeouts = {options.request_timeout, options.idle_timeout, options.request_timeout};
  return http;
}

model::ValidationLayer layer(ValidationLayer layer) {
  return layer == ValidationLayer::classic ? model::ValidationLayer::classic
                                           : model::ValidationLayer::current;
}

engine::IndexDelays index_delays(const ServerOptions& options) {
  const StatusDurations& last = options.status_durations;
  return {.allocation = last.index_creating,
          .backfill = last.index_creating,
          .deletion = last.index_deleting,
          .update = last.index_updating};
}

engine::TableDelays table_delays(const ServerOptions& options) {
  const StatusDurations& last = options.status_durations;
  return {.creation = last.creating,
          .update = last.updating,
          .deletion = last.deleting,
          .encryption = last.sse_updating,
          .tags = last.tagging,
          .destination = last.kinesis};
}

engine::StreamShape stream_shape(const ServerOptions& options) {
  return {.first_shards = options.stream_shards,
          .most_shards = std::max(options.stream_shards, options.stream_max_shards),
          .shard_age = options.stream_shard_age};
}

/// Null without an endpoint; what names none was refused before.
std::unique_ptr<engine::KinesisClient> kinesis_client(const ServerOptions& options,
                                                      const Clock& clock) {
  const auto endpoint = server::parse_endpoint(options.kinesis_endpoint);
  return endpoint ? std::make_unique<server::KinesisHttpClient>(*endpoint, clock) : nullptr;
}

/// What every part tells the time by.
struct Clocks {
  SystemClock system;
  MovableClock movable{system};
};

/// The keys that may sign; none are needed where signatures are not checked.
Result<std::vector<auth::Credential>, std::string> read_credentials(const ServerOptions& options) {
  if (options.authentication == AuthenticationMode::none) return {};
  return auth::read_credentials_file(options.credentials_file);
}

/// What says who may do what.
struct AccessRules {
  std::vector<auth::Credential> credentials;
  auth::PolicyDirectory policies;
};

Result<auth::PolicyDirectory, std::string> read_policies(const std::string& directory) {
  if (directory.empty()) return {};
  auto policies = auth::PolicyDirectory::load(directory);
  if (policies) return std::move(*policies);
  std::string fault = policies.error().front();
  if (const auto others = policies.error().size() - 1; others != 0) {
    fault += " (and " + std::to_string(others) + " more)";
  }
  return failure(std::move(fault));
}

Result<AccessRules, std::string> read_access_rules(const ServerOptions& options) {
  AccessRules rules;
  DYNAROCKS_ASSIGN(rules.credentials, read_credentials(options));
  DYNAROCKS_ASSIGN(rules.policies, read_policies(options.policies_dir));
  return rules;
}

template <class T>
Result<T, std::string> message_of(kv::StoreResult<T> result) {
  if (!result) return failure(std::move(result).error().message);
  return std::move(*result);
}

}  // namespace

/// Every object of a running server, each given what it needs by constructor; destroyed from the
/// bottom of the list up, the store last.
class Server::Parts {
 public:
  Parts(const ServerOptions& options, AccessRules rules, std::unique_ptr<Clocks> clocks,
        std::unique_ptr<kv::Store> store, std::unique_ptr<engine::Catalog> catalog,
        std::unique_ptr<engine::KmsKeys> kms_keys)
      : options_(options),
        credentials_(std::move(rules.credentials)),
        authorizer_(std::move(rules.policies), options.trace_access),
        clocks_(std::move(clocks)),
        store_(std::move(store)),
        catalog_(std::move(catalog)),
        kms_keys_(std::move(kms_keys)),
        item_reader_(*store_),
        item_writer_(*store_),
        range_reader_(*store_),
        item_transactions_(*store_, item_writer_),
        request_tokens_(*store_, clock_),
        index_builder_(*store_, *catalog_, item_writer_.row_locks(), clock_, index_delays(options)),
        ttl_switch_(*store_, *catalog_, item_writer_.row_locks()),
        ttl_sweeper_(*store_, item_writer_.row_locks(), clock_),
        ttl_worker_(*catalog_, ttl_switch_, ttl_sweeper_, options.ttl_sweep_interval),
        stream_reader_(*store_),
        stream_trimmer_(*store_, catalog_->streams(), clock_),
        stream_worker_(*store_, catalog_->streams(), stream_trimmer_),
        table_transitions_(*catalog_, clock_, table_delays(options)),
        kinesis_worker_(*store_, *catalog_, table_transitions_, stream_worker_,
                        kinesis_client(options, clocks_->system)),
        services_{clock_,
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
                  *kms_keys_,
                  layer(options.validation_layer),
                  options.strict_quotas,
                  options.policies_dir.empty() ? nullptr : &authorizer_},
        admin_({*store_, *catalog_, index_builder_, request_tokens_, clock_},
               {options.admin, options.in_memory ? "memory" : "disk"}),
        authentication_(options.authentication == AuthenticationMode::sigv4
                            ? server::Authentication(credentials_, clock_)
                            : server::Authentication()),
        pipeline_(services_, operations::find_operation, authentication_,
                  {options.shared_db, options.cors_origins}, &admin_) {}

  [[nodiscard]] static Result<std::unique_ptr<Parts>, std::string> build(
      const ServerOptions& options) {
    DYNAROCKS_ASSIGN(auto rules, read_access_rules(options));
    const std::string& kinesis = options.kinesis_endpoint;
    if (!kinesis.empty() && !server::parse_endpoint(kinesis)) {
      return failure(kinesis + " is no Kinesis endpoint: it must be http://host:port");
    }
    DYNAROCKS_ASSIGN(auto store, message_of(kv::open_rocksdb(store_options(options))));
    auto clocks = std::make_unique<Clocks>();
    DYNAROCKS_ASSIGN(auto catalog, message_of(engine::Catalog::open(*store, clocks->movable,
                                                                    stream_shape(options))));
    DYNAROCKS_ASSIGN(auto kms_keys, message_of(engine::KmsKeys::open(*store, clocks->movable)));
    auto parts = std::make_unique<Parts>(options, std::move(rules), std::move(clocks),
                                         std::move(store), std::move(catalog), std::move(kms_keys));
    parts->table_transitions_.resume();
    parts->index_builder_.resume();
    parts->ttl_worker_.wake();
    parts->stream_worker_.wake();
    parts->kinesis_worker_.resume();
    parts->clock_.on_change([&builder = parts->index_builder_] { builder.catch_up(); });
    parts->clock_.on_change([&transitions = parts->table_transitions_] { transitions.end_due(); });
    parts->clock_.on_change([&worker = parts->ttl_worker_] { worker.sweep_now(); });
    // After time to live, whose deletions are records too.
    parts->clock_.on_change([&worker = parts->stream_worker_] { worker.catch_up(); });
    DYNAROCKS_TRY(parts->listen(options));
    return parts;
  }

  [[nodiscard]] const server::HttpServer& http() const { return *http_; }
  [[nodiscard]] server::TlsIdentity* tls() const { return tls_ ? &tls_->identity() : nullptr; }

  [[nodiscard]] Result<void, std::string> reload() {
    DYNAROCKS_ASSIGN(AccessRules rules, read_access_rules(options_));
    credentials_.replace(std::move(rules.credentials));
    authorizer_.replace_policies(std::move(rules.policies));
    return {};
  }

 private:
  [[nodiscard]] Result<void, std::string> listen(const ServerOptions& options) {
    DYNAROCKS_ASSIGN(tls_, TlsSetup::load(options));
    DYNAROCKS_ASSIGN(http_,
                     server::HttpServer::start(http_options(options, tls()), pipeline_, clock_));
    if (!http_->on_loopback() && !tls_ && !authentication_.checks_signatures()) {
      log::warn(
          "every program that reaches this server from another machine may use it, and what is "
          "sent can be read on its way. Give --auth=sigv4, or --tls-self-signed, or --tls-cert and "
          "--tls-key, or --host 127.0.0.1");
    }
    return {};
  }

  ServerOptions options_;
  auth::CredentialStore credentials_;
  operations::Authorizer authorizer_;
  std::unique_ptr<Clocks> clocks_;
  MovableClock& clock_ = clocks_->movable;
  std::unique_ptr<kv::Store> store_;
  std::unique_ptr<engine::Catalog> catalog_;
  std::unique_ptr<engine::KmsKeys> kms_keys_;
  engine::ItemReader item_reader_;
  engine::ItemWriter item_writer_;
  engine::RangeReader range_reader_;
  engine::ItemTransactions item_transactions_;
  engine::RequestTokens request_tokens_;
  engine::IndexBuilder index_builder_;
  engine::TtlSwitch ttl_switch_;
  engine::TtlSweeper ttl_sweeper_;
  engine::TtlWorker ttl_worker_;
  engine::StreamReader stream_reader_;
  engine::StreamTrimmer stream_trimmer_;
  engine::StreamWorker stream_worker_;
  engine::TableTransitions table_transitions_;
  engine::KinesisWorker kinesis_worker_;
  operations::Services services_;
  server::AdminSurface admin_;
  server::Authentication authentication_;
  server::RequestPipeline pipeline_;
  std::unique_ptr<TlsSetup> tls_;  // null without TLS
  std::unique_ptr<server::HttpServer> http_;
};

std::unique_ptr<Server> Server::start(const ServerOptions& options, std::string& error) {
  auto parts = Parts::build(options);
  if (!parts) {
    error = std::move(parts).error();
    return nullptr;
  }
  return std::unique_ptr<Server>(new Server(std::move(*parts)));
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Server::~Server() = default;

std::uint16_t Server::port() const { return parts_ ? parts_->http().ports().front() : 0; }

std::uint16_t Server::tls_port() const {
  return parts_ && parts_->tls() != nullptr ? parts_->http().ports().back() : 0;
}

std::string Server::certificate_file() const {
  return parts_ && parts_->tls() != nullptr ? parts_->tls()->files().certificate : "";
}

bool Server::reload_certificate(std::string& error) {
  if (!parts_ || parts_->tls() == nullptr) return true;
  const auto outcome = parts_->tls()->reload();
  if (!outcome) error = outcome.error();
  return outcome.has_value();
}

bool Server::reload(std::string& error) {
  const auto outcome = parts_ ? parts_->reload() : Result<void, std::string>();
  if (!outcome) error = outcome.error();
  return outcome.has_value();
}

void Server::stop() { parts_.reset(); }

}  // namespace dynarocks
