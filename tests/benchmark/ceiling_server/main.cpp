// ceiling_server: the speed that this stack (Boost.Beast, simdjson, RocksDB) has when nothing of
// DynamoDB is done but the rows of a benchmark's requests: no checks, no expressions, no capacity.
// tests/benchmark/workloads.py has the forms of requests it understands.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "session.h"

namespace {

namespace asio = boost::asio;
namespace kv = dynarocks::kv;
using asio::ip::tcp;
using ceiling::Executor;

/// One thread with the connections it serves.
struct EventLoop {
  explicit EventLoop(ceiling::Database& database) : worker(database) {}

  ceiling::Worker worker;
  asio::io_context context{1};
  asio::executor_work_guard<Executor> work{context.get_executor()};
};

using Loops = std::vector<std::unique_ptr<EventLoop>>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;

asio::awaitable<void, Executor> accept_connections(Acceptor& acceptor, Loops& loops) {
  for (std::size_t next = 0;; next = (next + 1) % loops.size()) {
    EventLoop& loop = *loops[next];
    ceiling::Socket socket = co_await acceptor.async_accept(loop.context.get_executor(),
                                                            asio::use_awaitable_t<Executor>());
    asio::co_spawn(loop.context, ceiling::serve(std::move(socket), loop.worker), asio::detached);
  }
}

void run(ceiling::Database& database, std::uint16_t port, unsigned threads) {
  Loops loops;
  for (unsigned i = 0; i < threads; ++i) loops.push_back(std::make_unique<EventLoop>(database));
  asio::io_context& first = loops.front()->context;
  Acceptor acceptor(first, tcp::endpoint(asio::ip::make_address("127.0.0.1"), port));
  asio::co_spawn(first, accept_connections(acceptor, loops), asio::detached);
  asio::signal_set signals(first, SIGTERM, SIGINT);
  signals.async_wait([&loops](const boost::system::error_code&, int) {
    for (const auto& loop : loops) loop->context.stop();
  });
  std::printf("listening on port %u\n", acceptor.local_endpoint().port());
  std::fflush(stdout);
  std::vector<std::jthread> running;
  for (const auto& loop : loops) running.emplace_back([&loop] { loop->context.run(); });
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("The ceiling of DynaRocks' stack");
  std::uint16_t port = 8000;
  unsigned threads = std::max(std::thread::hardware_concurrency(), 1u);
  bool fsync = false;
  kv::StoreOptions options;
  app.add_option("--port", port);
  app.add_option("--threads", threads, "event loops")->check(CLI::PositiveNumber);
  auto* data_dir = app.add_option("--data-dir", options.data_dir, "new; default: in memory");
  app.add_flag("--fsync", fsync, "sync each write")->needs(data_dir);
  CLI11_PARSE(app, argc, argv);
  options.in_memory = options.data_dir.empty();
  if (fsync) options.durability = kv::Durability::fsync;
  try {
    ceiling::Database database(options);
    run(database, port, threads);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "ceiling_server: %s\n", error.what());
    return 1;
  }
  return 0;
}
