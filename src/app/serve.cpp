#include "app/serve.h"

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>

#include "base/logging.h"
#include "dynarocks/version.h"

namespace dynarocks::app {
namespace {

constexpr int runtime_error = 1;

/// Every connection and every table's files need descriptors; the soft limit is often 1024.
void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
  limit.rlim_cur = limit.rlim_max;
  (void)setrlimit(RLIMIT_NOFILE, &limit);
}

/// Large allocations, as the files of --in-memory, are the operating system's again when they are
/// freed. Without a threshold of its own malloc raises it to the largest that was freed, up to
/// 32 MiB, and keeps all of that: two thirds more memory than data.
void give_large_memory_back() {
  constexpr int large = 8 * 1024 * 1024;  // less costs more page faults, more keeps more memory
  (void)mallopt(M_MMAP_THRESHOLD, large);
  (void)mallopt(M_TRIM_THRESHOLD, large);  // would follow the other one if that were not fixed
}

/// SIGTERM and SIGINT end the server. SIGHUP does, too, unless there are files to be read again.
sigset_t awaited_signals(const ServerOptions& options) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  if (options.authentication == AuthenticationMode::sigv4 || options.tls.enabled()) {
    sigaddset(&signals, SIGHUP);
  }
  return signals;
}

void reload_access(Server& server) {
  std::string error;
  if (server.reload(error)) {
    log::info("credentials and policies are read again");
  } else {
    log::error("credentials and policies stay as they were: " + error);
  }
}

void reload_certificate(Server& server) {
  std::string error;
  if (server.reload_certificate(error)) {
    log::info("the certificate is read again, for new connections");
  } else {
    log::error("the certificate stays as it was: " + error);
  }
}

/// What was changed on disk counts from now on.
void reload(Server& server, const ServerOptions& options) {
  if (options.authentication == AuthenticationMode::sigv4) reload_access(server);
  if (options.tls.enabled()) reload_certificate(server);
}

/// Waits for the first signal to end; from then on the next one ends the program at once. An own
/// handler and not the default one, which the kernel does not apply to a container's first process.
void wait_for_the_end(const sigset_t& signals, Server& server, const ServerOptions& options) {
  int signal_number = 0;
  while (sigwait(&signals, &signal_number) != 0 || signal_number == SIGHUP) {
    if (signal_number == SIGHUP) reload(server, options);
  }
  struct sigaction at_once {};
  at_once.sa_handler = [](int) { _exit(runtime_error); };
  sigaction(SIGTERM, &at_once, nullptr);
  sigaction(SIGINT, &at_once, nullptr);
  if (sigismember(&signals, SIGHUP) == 1) std::signal(SIGHUP, SIG_IGN);
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

std::string data_line(const ServerOptions& options) {
  if (options.in_memory) return "Data: in memory, gone when the server stops";
  std::error_code unknown;
  const auto path = std::filesystem::absolute(options.data_dir, unknown);
  std::string where = "Data: " + (unknown ? options.data_dir : path.string());
  if (!options.encryption_key_file.empty()) where += ", encrypted";
  switch (options.durability) {
    case Durability::wal:
      return where + ", written before each answer";
    case Durability::fsync:
      return where + ", synced before each answer";
    case Durability::none:
      return where + ", WITHOUT durability: a crash may lose what was acknowledged";
  }
  return where;
}

std::string credentials_line(const ServerOptions& options) {
  if (options.authentication == AuthenticationMode::none) {
    return "Credentials: any are accepted, signatures are not checked";
  }
  std::string line =
      "Credentials: those of " + options.credentials_file + ", signatures are checked";
  if (options.policies_dir.empty()) return line + ", no policies";
  return line + ", policies of " + options.policies_dir + " are enforced";
}

/// A host as it stands in a URL.
std::string url_host(const std::string& host) {
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

/// Where clients find the server: HTTP before HTTPS if there are both.
std::string urls(const ServerOptions& options, const Server& server) {
  const std::string host = url_host(options.host) + ":";
  std::string https = "https://" + host + std::to_string(server.tls_port());
  if (server.tls_port() == server.port()) return https;
  const std::string http = "http://" + host + std::to_string(server.port());
  return server.tls_port() == 0 ? http : http + " and " + https;
}

void say(const std::string& line) {
  std::fputs((line + "\n").c_str(), stdout);
  std::fflush(stdout);
}

/// How clients get to trust the server, and it them.
void say_tls(const TlsOptions& tls, const Server& server) {
  if (!tls.enabled()) return;
  std::error_code unknown;
  const auto absolute = std::filesystem::absolute(server.certificate_file(), unknown);
  const std::string path = unknown ? server.certificate_file() : absolute.string();
  if (tls.self_signed) {
    say("TLS: self-signed certificate; AWS clients trust it after: export AWS_CA_BUNDLE=" + path);
  } else {
    say("TLS: certificate " + path);
  }
  if (!tls.client_ca_file.empty()) {
    say("TLS: clients need a certificate signed by " + tls.client_ca_file);
  }
}

}  // namespace

int serve(const Settings& settings) {
  log::configure(settings.log_level, settings.log_format);
  std::signal(SIGPIPE, SIG_IGN);
  // A file that becomes larger than ulimit -f permits is an error like a full disk.
  std::signal(SIGXFSZ, SIG_IGN);
  raise_descriptor_limit();
  give_large_memory_back();
  // Before any thread exists, so that all inherit it and only wait_for_the_end sees the signals.
  const sigset_t signals = awaited_signals(settings.server);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  std::string error;
  const std::unique_ptr<Server> server = Server::start(settings.server, error);
  if (!server) {
    std::fputs(("dynarocks: " + error + "\n").c_str(), stderr);
    return runtime_error;
  }
  say(data_line(settings.server));
  say(credentials_line(settings.server));
  if (settings.server.admin)
    say("Admin: programs on this machine may move the clock and drop tables");
  for (const std::string& note : settings.notes) say("Note: " + note);
  say_tls(settings.server.tls, *server);
  say("DynaRocks " + std::string(version) + " listening on " + urls(settings.server, *server));

  wait_for_the_end(signals, *server, settings.server);
  log::info("stopping: requests under way are finished first");
  server->stop();
  log::info("stopped");
  return 0;
}

}  // namespace dynarocks::app
