#pragma once
// DynaRocks inside another program: a C++ test starts a server of its own, and stops it.
//
//   dynarocks::ServerOptions options;
//   options.in_memory = true;
//   options.port = 0;
//   std::string error;
//   auto server = dynarocks::Server::start(options, error);
//   if (!server) ...  // error says why
//   connect_to(server->port());

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace dynarocks {

/// What an acknowledged write survives.
enum class Durability : std::uint8_t {
  none,   // nothing: for data that may be lost
  wal,    // a kill of the process
  fsync,  // and a power loss
};

/// The wording of validation errors: DynamoDB's current one where it is rolled out, or the one
/// before for every operation.
enum class ValidationLayer : std::uint8_t { classic, current };

/// Whose requests are answered.
enum class AuthenticationMode : std::uint8_t {
  none,   // everybody's: a signature must be well formed, by any key
  sigv4,  // of those whose keys are known: signatures are verified
};

/// How long what shows a status other than ACTIVE lasts at least. Zero: as long as the work takes,
/// which for a table is no time.
struct StatusDurations {
  std::chrono::milliseconds creating{0};
  std::chrono::milliseconds updating{0};
  std::chrono::milliseconds deleting{0};
  /// Each of the two phases of an index that UpdateTable makes: before and while it is backfilled.
  std::chrono::milliseconds index_creating{0};
  std::chrono::milliseconds index_updating{0};
  std::chrono::milliseconds index_deleting{0};
  std::chrono::milliseconds sse_updating{0};
  /// Tags until they show: no status, but their table refuses other tags meanwhile.
  std::chrono::milliseconds tagging{0};
  /// A Kinesis destination that is enabled, disabled or updated.
  std::chrono::milliseconds kinesis{0};
};

/// HTTPS. It is on with a certificate, or with self_signed.
struct TlsOptions {
  /// PEM: the server's certificate with those that lead to its authority, and its private key.
  std::string certificate_file;
  std::string key_file;
  /// Instead of them: a certificate of the server's own, kept in self_signed_dir; empty: in the
  /// data directory, and when in_memory in a temporary one that goes with the server.
  bool self_signed = false;
  std::string self_signed_dir;
  /// PEM: the authorities that sign clients' certificates; empty: clients need none.
  std::string client_ca_file;
  /// HTTPS beside HTTP, 0: any free one; without it the server's one port speaks TLS alone.
  std::optional<std::uint16_t> port;

  [[nodiscard]] bool enabled() const { return self_signed || !certificate_file.empty(); }
};

struct ServerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8000;  // 0: any free one
  TlsOptions tls;

  std::string data_dir = "dynarocks-data";  // created when missing; unused when in_memory
  bool in_memory = false;                   // no file is written
  Durability durability = Durability::wal;
  /// A file with 32 random bytes, raw, as 64 hexadecimal digits or in base64: the key that the
  /// files of data_dir are encrypted under. Empty: they are not encrypted. Not for in_memory.
  std::string encryption_key_file;
  /// Memory that writes to all tables fill before they go to files; the log that a start reads is
  /// at most twice as long, or 64 MiB. At least 1 MiB.
  std::size_t write_buffer_bytes = std::size_t{64} << 20;

  unsigned threads = 0;  // 0: one per processor core
  std::size_t max_connections = 10'000;
  /// From a request's first byte to its last, and for a client that takes no byte of its answer.
  std::chrono::milliseconds request_timeout{60'000};
  /// Between two requests of a connection.
  std::chrono::milliseconds idle_timeout{300'000};

  AuthenticationMode authentication = AuthenticationMode::none;
  /// With sigv4: the keys, in the form of the AWS CLI's credentials file (docs/operating.md).
  std::string credentials_file;
  /// With sigv4: the IAM policies of users and roles (docs/operating.md). Empty: whoever has a key
  /// may do everything in its account.
  std::string policies_dir;
  bool trace_access = false;  // log which policy decides each request

  bool shared_db = false;  // all accounts and Regions see the same tables
  ValidationLayer validation_layer = ValidationLayer::current;
  std::string cors_origins = "*";  // or a comma-separated list

  /// Answers below /_dynarocks/ for programs on this machine: the clock, a reset
  /// (docs/operating.md).
  bool admin = false;

  StatusDurations status_durations;

  /// How long an expired item may stay: the pause between two rounds of time to live.
  std::chrono::milliseconds ttl_sweep_interval{1000};

  /// With how many shards a stream begins, 1 to 256.
  std::uint32_t stream_shards = 1;
  /// A shard that ends splits in two while a stream has fewer open shards than this, up to 256;
  /// otherwise it has one child.
  std::uint32_t stream_max_shards = 1;
  /// How long a shard stays open.
  std::chrono::milliseconds stream_shard_age = std::chrono::hours(4);

  /// A server that speaks Kinesis, "http://host:port", for the streaming destinations of tables;
  /// empty: none can be reached.
  std::string kinesis_endpoint;

  /// Enforce the limits on how often an account may do something.
  bool strict_quotas = false;
};

/// A running server. Its tables are stored before stop() or the destructor returns.
class Server {
 public:
  /// Accepts connections when it returns. On failure nothing, and `error` is one line that says
  /// what is wrong and what to do.
  [[nodiscard]] static std::unique_ptr<Server> start(const ServerOptions& options,
                                                     std::string& error);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// The port that speaks TLS; 0: none does. Without a port for it in the options it is port().
  [[nodiscard]] std::uint16_t tls_port() const;
  /// The file of the certificate that is shown, for clients to trust if it is self-signed; empty
  /// without TLS.
  [[nodiscard]] std::string certificate_file() const;

  /// Reads certificate, key and clients' authorities again. Connections that are open stay as they
  /// are. On failure nothing changes, and `error` is one line that says what is wrong and what to
  /// do.
  [[nodiscard]] bool reload_certificate(std::string& error);

  /// Reads the credentials file and the policies again. On failure all stay as they were, and
  /// `error` is one line that says what is wrong.
  [[nodiscard]] bool reload(std::string& error);

  /// Lets requests under way finish (for at most 8 s), ends all connections and closes the store.
  void stop();

 private:
  class Parts;
  explicit Server(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace dynarocks
