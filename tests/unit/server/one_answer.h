#pragma once
// A server for one request.

#include <boost/asio/buffer.hpp>
#include <boost/asio/completion_condition.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "server/http_client.h"

namespace dynarocks::server {

/// Answers one connection with fixed bytes, and keeps what it was sent.
class OneAnswer {
 public:
  explicit OneAnswer(std::string answer) : answer_(std::move(answer)) {
    thread_ = std::thread([this] {
      boost::asio::ip::tcp::socket socket(context_);
      acceptor_.accept(socket);
      const auto buffer = boost::asio::dynamic_buffer(request);
      const std::size_t head = boost::asio::read_until(socket, buffer, "\r\n\r\n");
      const std::string_view length = "Content-Length: ";
      const std::size_t size =
          head + std::stoul(request.substr(request.find(length) + length.size()));
      if (request.size() < size) {
        boost::asio::read(socket, buffer, boost::asio::transfer_exactly(size - request.size()));
      }
      boost::asio::write(socket, boost::asio::buffer(answer_));
    });
  }
  ~OneAnswer() { finish(); }
  OneAnswer(const OneAnswer&) = delete;
  OneAnswer& operator=(const OneAnswer&) = delete;

  void finish() {
    if (thread_.joinable()) thread_.join();
  }
  [[nodiscard]] Endpoint endpoint() const {
    return *parse_endpoint("http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()));
  }

  std::string request;

 private:
  std::string answer_;
  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_{
      context_, boost::asio::ip::tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)};
  std::thread thread_;
};

}  // namespace dynarocks::server
