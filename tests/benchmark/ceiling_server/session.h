#pragma once
// One connection: requests are answered one after the other on the thread of its event loop.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "worker.h"

namespace ceiling {

using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

/// Serves the connection until either side ends it.
[[nodiscard]] boost::asio::awaitable<void, Executor> serve(Socket socket, Worker& worker);

}  // namespace ceiling
