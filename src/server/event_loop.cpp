#include "server/event_loop.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <utility>
#include <vector>

#include "base/logging.h"

namespace dynarocks::server {
namespace {

/// Deadlines are kept by looking at every session this often instead of by a timer for each read
/// and write: they are long, and so a request sets and cancels no timer at all.
constexpr std::chrono::milliseconds longest_sweep_interval{1'000};
constexpr std::chrono::milliseconds shortest_sweep_interval{20};

std::chrono::milliseconds sweep_interval(const SessionTimeouts& timeouts) {
  const auto shortest = std::min({timeouts.request, timeouts.idle, timeouts.write});
  return std::clamp(shortest / 4, shortest_sweep_interval, longest_sweep_interval);
}

}  // namespace

EventLoop::EventLoop(const RequestPipeline& pipeline, const Clock& clock, SessionTimeouts timeouts,
                     ConnectionCount& connections, const std::atomic<bool>& stopping)
    : environment_{pipeline, clock, timeouts, stopping, {}, {}, -1, {}},
      connections_(connections),
      sweep_interval_(sweep_interval(timeouts)) {}

EventLoop::~EventLoop() { join(); }

void EventLoop::start() {
  asio::co_spawn(context_, sweep(), asio::detached);
  thread_ = std::thread([this] { context_.run(); });
}

void EventLoop::serve(Socket socket, std::shared_ptr<SSL_CTX> tls) {
  asio::co_spawn(context_, serve_session(std::move(socket), std::move(tls)),
                 [this](std::exception_ptr bug) {
                   connections_.close();
                   if (!bug) return;
                   try {
                     std::rethrow_exception(bug);
                   } catch (const std::exception& thrown) {
                     log::error(std::string("a connection was dropped: ") + thrown.what());
                   }
                 });
}

Task<void> EventLoop::serve_session(Socket socket, std::shared_ptr<SSL_CTX> tls) {
  HttpSession session(std::move(socket), tls.get(), environment_);
  co_await session.run();
}

Task<void> EventLoop::sweep() {
  Timer timer(context_);
  while (true) {
    timer.expires_after(sweep_interval_);
    error_code error;
    co_await timer.async_wait(resume_with(error));
    const auto now = std::chrono::steady_clock::now();
    // Ending a session's socket only schedules its coroutine, so the set does not change here.
    for (HttpSession* session : environment_.sessions) session->expire(now);
  }
}

void EventLoop::finish() {
  asio::post(context_, [this] {
    for (HttpSession* session : environment_.sessions) session->end_if_idle();
  });
}

void EventLoop::abort() {
  asio::post(context_, [this] {
    for (HttpSession* session : environment_.sessions) session->abort();
  });
}

void EventLoop::join() {
  if (!thread_.joinable()) return;
  context_.stop();
  thread_.join();
}

}  // namespace dynarocks::server
