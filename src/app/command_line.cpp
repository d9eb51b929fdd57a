#include "app/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <sstream>
#include <string_view>

#include "app/local_flags.h"
#include "app/status_durations.h"
#include "app/tls_flags.h"
#include "base/time_text.h"
#include "dynarocks/version.h"
#include "server/http_client.h"

namespace dynarocks::app {
namespace {

constexpr int usage_error = 2;
constexpr double shortest_timeout_seconds = 0.01;
constexpr double longest_timeout_seconds = 86'400;
constexpr int longest_ttl_sweep_interval_millis = 86'400'000;
constexpr int most_write_buffer_mib = 65'536;
constexpr int most_stream_shards = 256;
constexpr std::chrono::milliseconds shortest_shard_age(100);
constexpr std::chrono::milliseconds longest_shard_age = std::chrono::hours(24 * 30);

/// Settings as their flags have them, before they are turned into types of the server.
struct Flags {
  std::string host = ServerOptions().host;
  std::uint16_t port = ServerOptions().port;
  TlsOptions tls;
  std::string data_dir = ServerOptions().data_dir;
  bool in_memory = false;
  std::string durability = "wal";
  std::string encryption_key_file;
  unsigned write_buffer_mib = 64;
  unsigned threads = 0;
  std::size_t max_connections = ServerOptions().max_connections;
  double request_timeout_seconds = 60;
  double idle_timeout_seconds = 300;
  std::string auth = "none";
  std::string credentials;
  std::string policies;
  bool auth_trace = false;
  bool shared_db = false;
  std::string validation_layer = "current";
  std::string cors = "*";
  bool admin = false;
  bool delay_transient_statuses = false;
  std::string transient_status_millis = "1000";
  unsigned ttl_sweep_interval_millis = 1000;
  unsigned stream_shards = 1;
  unsigned stream_max_shards = 1;
  std::string stream_shard_age = "4h";
  std::string kinesis_endpoint;
  bool strict_quotas = false;
  std::string log_level = "info";
  std::string log_format = "text";
};

/// CLI11's check of a number's range lets "nan" through.
std::string timeout_fault(const std::string& text) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error == std::errc() && end == text.data() + text.size() &&
      seconds >= shortest_timeout_seconds && seconds <= longest_timeout_seconds) {
    return {};
  }
  return text + " is not between 0.01 and 86400 seconds";
}

/// A stream keeps its records for a day, and with them every shard: the shortest age bounds how
/// many there are.
std::string shard_age_fault(const std::string& text) {
  const auto age = parse_duration(text);
  if (age && *age >= shortest_shard_age && *age <= longest_shard_age) return {};
  return text + " is not a duration from 100ms to 30d";
}

/// Requests are signed, but with a key of no worth: so there is no https.
std::string endpoint_fault(const std::string& text) {
  return server::parse_endpoint(text) ? std::string() : text + " is not http://host:port";
}

std::string status_durations_fault(const std::string& text) {
  const auto durations = read_status_durations(text);
  return durations ? std::string() : durations.error();
}

void declare_flags(CLI::App& app, Flags& flags) {
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  app.add_option("--host", flags.host, "Address to listen on")->capture_default_str();
  app.add_option("--port", flags.port, "Port to listen on; 0 picks a free one")
      ->capture_default_str();
  declare_tls_flags(app, flags.tls);
  app.add_option("--data-dir", flags.data_dir, "Where tables are stored; created when missing")
      ->capture_default_str();
  app.add_flag("--in-memory", flags.in_memory, "Keep tables in memory alone; no file is written");
  app.add_option("--durability", flags.durability,
                 "What an acknowledged write survives: wal (a kill of the server), fsync (and a "
                 "power loss), none (nothing)")
      ->check(CLI::IsMember({"wal", "fsync", "none"}))
      ->capture_default_str();
  app.add_option("--auth", flags.auth,
                 "Whose requests are answered: none (everybody's, signatures are not checked) or "
                 "sigv4 (of the keys in --credentials)")
      ->check(CLI::IsMember({"none", "sigv4"}))
      ->capture_default_str();
  app.add_option("--credentials", flags.credentials,
                 "File with the keys that may sign, as the AWS CLI's; read again on SIGHUP");
  app.add_option(
      "--policies", flags.policies,
      "Directory with the IAM policies of users and roles, which are enforced; read again "
      "on SIGHUP");
  app.add_flag("--auth-trace", flags.auth_trace,
               "Log which policy and statement decides each request");
  app.add_option("--encryption-key-file", flags.encryption_key_file,
                 "File with the key that the data directory is encrypted under: 32 random bytes, "
                 "raw, in hexadecimal or in base64");
  app.add_option("--write-buffer-mib", flags.write_buffer_mib,
                 "MiB of memory that writes fill before they go to files")
      ->check(CLI::Range(1, most_write_buffer_mib))
      ->capture_default_str();
  app.add_flag("--shared-db", flags.shared_db, "All accounts and Regions see the same tables");
  app.add_option("--cors", flags.cors, "Origins browsers may call from: *, or a list with commas")
      ->capture_default_str();
  app.add_option("--validation-layer", flags.validation_layer,
                 "Wording of validation errors: current (as DynamoDB answers now) or classic")
      ->check(CLI::IsMember({"current", "classic"}))
      ->capture_default_str();
  app.add_option("--threads", flags.threads, "Event loops; 0 is one per processor core")
      ->check(CLI::Range(0, 256))
      ->capture_default_str();
  app.add_option("--max-connections", flags.max_connections, "Connections open at once")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  app.add_option("--request-timeout", flags.request_timeout_seconds,
                 "Seconds a request may take to arrive, and a client to take its answer")
      ->check(timeout_fault)
      ->capture_default_str();
  app.add_option("--idle-timeout", flags.idle_timeout_seconds,
                 "Seconds a connection may wait between requests")
      ->check(timeout_fault)
      ->capture_default_str();
  app.add_flag("--admin", flags.admin,
               "Let programs on this machine move the clock and drop all tables (/_dynarocks/)");
  app.add_flag("--delay-transient-statuses", flags.delay_transient_statuses,
               "Let CREATING, UPDATING and DELETING last as on DynamoDB, and changes of tags");
  app.add_option("--transient-status-millis", flags.transient_status_millis,
                 "How long each of them lasts with --delay-transient-statuses, or some of them: "
                 "CREATING=2000,INDEX_CREATING=0,500")
      ->check(status_durations_fault)
      ->capture_default_str();
  app.add_option("--ttl-sweep-interval-millis", flags.ttl_sweep_interval_millis,
                 "Pause between two deletions of expired items (time to live)")
      ->check(CLI::Range(1, longest_ttl_sweep_interval_millis))
      ->capture_default_str();
  app.add_option("--stream-shards", flags.stream_shards, "Shards a stream begins with")
      ->check(CLI::Range(1, most_stream_shards))
      ->capture_default_str();
  app.add_option("--stream-max-shards", flags.stream_max_shards,
                 "Open shards up to which a shard that ends splits in two")
      ->check(CLI::Range(1, most_stream_shards))
      ->capture_default_str();
  app.add_option("--stream-shard-age", flags.stream_shard_age,
                 "How long a shard of a stream stays open")
      ->check(shard_age_fault)
      ->capture_default_str();
  app.add_option("--kinesis-endpoint", flags.kinesis_endpoint,
                 "Server that speaks Kinesis, http://host:port, for streaming destinations")
      ->check(endpoint_fault);
  app.add_flag("--strict-quotas", flags.strict_quotas,
               "Enforce DynamoDB's limits on how often a table may be changed and on how many "
               "tables and units an account has");
  app.add_option("--log-level", flags.log_level, "Least important lines in the log")
      ->check(CLI::IsMember({"debug", "info", "warn", "error", "off"}))
      ->capture_default_str();
  app.add_option("--log-format", flags.log_format, "Form of the log, on standard error")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  app.set_config("--config", "", "File with settings: lines such as port = 8000");
  app.allow_config_extras(false);
  app.set_version_flag("--version", "dynarocks " + std::string(version));
}

std::string environment_name(std::string_view flag) {
  std::string name = "DYNAROCKS_";
  for (const char c : flag) {
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

/// The environment's settings as arguments. Put before the command line's, whose values then count,
/// the last ones: CLI11's own reading of the environment would come after the configuration file.
std::vector<std::string> environment_arguments(const CLI::App& app,
                                               const Environment& environment) {
  std::vector<std::string> arguments;
  for (const CLI::Option* option : app.get_options()) {
    const std::string flag = option->get_single_name();
    if (flag == "help" || flag == "version") continue;
    const auto value = environment(environment_name(flag));
    if (value && !value->empty()) arguments.push_back("--" + flag + "=" + *value);
  }
  return arguments;
}

/// What one source (flags, environment) says about where tables are kept.
struct StorageChoice {
  bool data_dir = false;
  bool in_memory = false;
  [[nodiscard]] bool made() const { return data_dir || in_memory; }
};

StorageChoice storage_choice(const std::vector<std::string>& arguments) {
  StorageChoice choice;
  for (const std::string_view argument : arguments) {
    const std::string_view flag = argument.substr(0, argument.find('='));
    if (flag == "--data-dir") choice.data_dir = true;
    if (flag == "--in-memory" && argument != "--in-memory=false") choice.in_memory = true;
  }
  return choice;
}

std::chrono::milliseconds milliseconds(double seconds) {
  return std::chrono::milliseconds(std::llround(seconds * 1000));
}

log::Level log_level(std::string_view name) {
  if (name == "debug") return log::Level::debug;
  if (name == "warn") return log::Level::warn;
  if (name == "error") return log::Level::error;
  return name == "off" ? log::Level::off : log::Level::info;
}

Settings settings_of(const Flags& flags) {
  Settings settings;
  ServerOptions& server = settings.server;
  server.host = flags.host;
  server.port = flags.port;
  server.tls = flags.tls;
  server.data_dir = flags.data_dir;
  server.in_memory = flags.in_memory;
  server.durability = flags.durability == "fsync"  ? Durability::fsync
                      : flags.durability == "none" ? Durability::none
                                                   : Durability::wal;
  server.encryption_key_file = flags.encryption_key_file;
  server.write_buffer_bytes = std::size_t{flags.write_buffer_mib} << 20;
  server.threads = flags.threads;
  server.max_connections = flags.max_connections;
  server.request_timeout = milliseconds(flags.request_timeout_seconds);
  server.idle_timeout = milliseconds(flags.idle_timeout_seconds);
  server.authentication =
      flags.auth == "sigv4" ? AuthenticationMode::sigv4 : AuthenticationMode::none;
  server.credentials_file = flags.credentials;
  server.policies_dir = flags.policies;
  server.trace_access = flags.auth_trace;
  server.shared_db = flags.shared_db;
  server.validation_layer =
      flags.validation_layer == "classic" ? ValidationLayer::classic : ValidationLayer::current;
  server.cors_origins = flags.cors;
  server.admin = flags.admin;
  if (flags.delay_transient_statuses) {
    // Its check has let it through.
    server.status_durations =
        read_status_durations(flags.transient_status_millis).value_or(StatusDurations());
  }
  server.ttl_sweep_interval = std::chrono::milliseconds(flags.ttl_sweep_interval_millis);
  server.stream_shards = flags.stream_shards;
  server.stream_max_shards = flags.stream_max_shards;
  server.stream_shard_age = *parse_duration(flags.stream_shard_age);
  server.kinesis_endpoint = flags.kinesis_endpoint;
  server.strict_quotas = flags.strict_quotas;
  settings.log_level = log_level(flags.log_level);
  settings.log_format = flags.log_format == "json" ? log::Format::json : log::Format::text;
  return settings;
}

CommandLine usage_failure(std::string message) {
  std::replace(message.begin(), message.end(), '\n', ' ');
  while (message.ends_with(' ') || message.ends_with('.')) message.pop_back();
  CommandLine failed;
  failed.exit_code = usage_error;
  failed.error = "dynarocks: " + message + ". See dynarocks --help";
  return failed;
}

CommandLine both_storages() {
  return usage_failure("--data-dir and --in-memory exclude each other; give one of them");
}

/// Help and version reach here as "errors" of exit code 0.
CommandLine ended_by(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() != 0) return usage_failure(error.what());
  std::ostringstream output;
  std::ostringstream unused;
  (void)app.exit(error, output, unused);
  CommandLine told;
  told.output = output.str();
  return told;
}

}  // namespace

CommandLine parse_command_line(const std::vector<std::string>& arguments,
                               const Environment& environment) {
  CLI::App app("DynaRocks: a server that speaks Amazon DynamoDB's protocol, on RocksDB.",
               "dynarocks");
  app.footer(
      "Every flag is also an environment variable (--data-dir: DYNAROCKS_DATA_DIR) and a line of "
      "the\n"
      "configuration file (data-dir = \"/data\"); a flag counts before the variable, the variable\n"
      "before the file. The flags of DynamoDB Local (-inMemory, -sharedDb, -dbPath, ...) work, "
      "too.\n"
      "dynarocks clock and dynarocks reset work on a running server: dynarocks clock --help.\n"
      "dynarocks policy simulate tells what access policies say to a request.\n"
      "dynarocks rekey encrypts a data directory, or decrypts it: dynarocks rekey --help.\n"
      "dynarocks verify tells whether a data directory is sound: dynarocks verify --help.\n"
      "dynarocks repair saves what can be saved of a damaged one: dynarocks repair --help.");
  Flags flags;
  declare_flags(app, flags);

  const TranslatedFlags given = translate_local_flags(arguments);
  std::vector<std::string> all = environment_arguments(app, environment);
  const StorageChoice by_flags = storage_choice(given.arguments);
  const StorageChoice choice = by_flags.made() ? by_flags : storage_choice(all);
  if (choice.data_dir && choice.in_memory) return both_storages();
  // A place for the data counts before the wish, in a lesser source, for none.
  if (choice.data_dir) all.emplace_back("--in-memory=false");
  all.insert(all.end(), given.arguments.begin(), given.arguments.end());

  try {
    std::reverse(all.begin(), all.end());  // as CLI11 wants them
    app.parse(all);
  } catch (const CLI::ParseError& error) {
    return ended_by(app, error);
  }
  if (!choice.made() && flags.in_memory && app.count("--data-dir") > 0) return both_storages();
  const bool checked = flags.auth == "sigv4";
  if (checked && flags.credentials.empty()) {
    return usage_failure("--auth=sigv4 needs the keys that may sign: --credentials FILE");
  }
  if (!checked && !flags.credentials.empty()) {
    return usage_failure("--credentials has no effect without --auth=sigv4; give both or none");
  }
  if (!checked && !flags.policies.empty()) {
    return usage_failure("--policies has no effect without --auth=sigv4; give both or none");
  }
  if (flags.policies.empty() && flags.auth_trace) {
    return usage_failure("--auth-trace has nothing to tell without --policies; give both or none");
  }
  if (auto fault = tls_flags_fault(flags.tls, flags.port); !fault.empty()) {
    return usage_failure(std::move(fault));
  }
  if (flags.in_memory && !flags.encryption_key_file.empty()) {
    return usage_failure(
        "--encryption-key-file is for a data directory, not for --in-memory; leave it out");
  }
  CommandLine parsed;
  parsed.serve = settings_of(flags);
  parsed.serve->notes = given.notes;
  return parsed;
}

}  // namespace dynarocks::app
