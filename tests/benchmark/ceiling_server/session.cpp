#include "session.h"

#include <algorithm>
#include <array>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstddef>
#include <memory_resource>
#include <string>
#include <tuple>
#include <utility>

namespace ceiling {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

/// Header fields come from memory that is given back all at once.
using FieldMemory = std::pmr::polymorphic_allocator<char>;
using Parser = http::request_parser<http::string_body, FieldMemory>;

constexpr std::size_t read_bytes = 64 * 1024;
constexpr std::size_t body_limit = 16 * 1024 * 1024;

auto resume_with(error_code& error) {
  return asio::redirect_error(asio::use_awaitable_t<Executor>(), error);
}

/// Reads until the parser has its request. Not so: the connection is over.
asio::awaitable<bool, Executor> receive(Socket& socket, boost::beast::flat_buffer& input,
                                        Parser& parser) {
  error_code error;
  while (true) {
    if (input.size() != 0) {
      input.consume(parser.put(input.data(), error));
      if (error && error != http::error::need_more) co_return false;
      if (parser.is_done()) co_return true;
    }
    input.commit(co_await socket.async_read_some(input.prepare(read_bytes), resume_with(error)));
    if (error) co_return false;
  }
}

void write_head(int status, bool keep_alive, std::size_t body_bytes, std::string& head) {
  head = status == 200 ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 400 Bad Request\r\n";
  if (!keep_alive) head += "Connection: close\r\n";
  head += "Content-Type: application/x-amz-json-1.0\r\nContent-Length: ";
  head.append(std::to_string(body_bytes)).append("\r\n\r\n");
}

}  // namespace

asio::awaitable<void, Executor> serve(Socket socket, Worker& worker) {
  error_code error;
  socket.set_option(asio::ip::tcp::no_delay(true), error);
  socket.non_blocking(true, error);
  boost::beast::flat_buffer input;
  std::array<std::byte, 4096> fields;
  std::pmr::monotonic_buffer_resource field_memory(fields.data(), fields.size());
  std::string body;
  std::string head;
  std::string out;
  while (true) {
    body.clear();
    field_memory.release();
    Parser parser(std::piecewise_construct, std::make_tuple(std::move(body)),
                  std::make_tuple(FieldMemory(&field_memory)));
    parser.eager(true);
    parser.body_limit(body_limit);
    if (!co_await receive(socket, input, parser)) co_return;

    auto& request = parser.get();
    body = std::move(request.body());
    body.reserve(body.size() + simdjson::SIMDJSON_PADDING);
    // While another connection's answer is on its way there is none to take.
    out.swap(worker.spare_answer);
    out.clear();
    int status = 200;
    if (request.method() == http::verb::post) {
      status = answer(worker, request["X-Amz-Target"], body, out);
    }
    const bool keep_alive = request.keep_alive();
    write_head(status, keep_alive, out.size(), head);
    // Most answers fit into the socket's empty buffer at once.
    std::array<asio::const_buffer, 2> parts{asio::buffer(head), asio::buffer(out)};
    const std::size_t sent = socket.write_some(parts, error);
    if (sent < head.size() + out.size() && (!error || error == asio::error::would_block)) {
      const std::size_t of_head = std::min(sent, head.size());
      parts[0] += of_head;
      parts[1] += sent - of_head;
      co_await asio::async_write(socket, parts, resume_with(error));
    }
    if (out.capacity() > worker.spare_answer.capacity()) out.swap(worker.spare_answer);
    if (error || !keep_alive) co_return;
  }
}

}  // namespace ceiling
