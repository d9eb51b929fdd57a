#include "server/request_parser.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <optional>

#include "base/ascii_case.h"
#include "model/limits.h"

namespace dynarocks::server {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

/// Room made for a body at once; what a client merely announces costs no more than this.
constexpr std::size_t first_body_bytes = 64 * 1024;

std::string_view view(string_view text) { return {text.data(), text.size()}; }

/// Receives what Beast recognises.
class Receiver final : public http::basic_parser<true> {
 public:
  explicit Receiver(HttpRequest& request) : request_(request) {
    header_limit(model::limits::request_header_bytes);
    body_limit(model::limits::request_body_bytes);
  }

 private:
  void on_request_impl(http::verb, string_view method, string_view target, int version,
                       error_code&) override {
    request_.method = view(method);
    request_.target = view(target);
    request_.version = version;
  }

  void on_response_impl(int, string_view, int, error_code&) override {}

  void on_field_impl(http::field field, string_view name, string_view value,
                     error_code& error) override {
    // Trailers of a chunked body may not add to the head that was judged.
    if (is_header_done()) return;
    // Beast's limit is on what it has not consumed yet; this one is on the whole head.
    constexpr std::size_t separators = 4;
    head_bytes_ += name.size() + value.size() + separators;
    if (head_bytes_ + request_.target.size() > model::limits::request_header_bytes) {
      error = http::error::header_limit;
      return;
    }
    if (field == http::field::transfer_encoding) transfer_encoded_ = true;
    request_.headers.add(view(name), view(value));
  }

  void on_header_impl(error_code& error) override {
    // A coding other than chunked leaves the body's end unknown.
    if (transfer_encoded_ && !chunked()) error = http::error::bad_transfer_encoding;
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
    const std::uint64_t announced = length ? *length : 0;
    request_.body.reserve(
        static_cast<std::size_t>(std::min<std::uint64_t>(announced, first_body_bytes)) +
        body_padding_bytes);
  }

  std::size_t on_body_impl(string_view bytes, error_code&) override {
    request_.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}

  std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&) override {
    request_.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  void on_finish_impl(error_code&) override {
    if (request_.body.empty()) return;
    request_.body.reserve(request_.body.size() + body_padding_bytes);
  }

  HttpRequest& request_;
  std::size_t head_bytes_ = 0;
  bool transfer_encoded_ = false;
};

}  // namespace

/// Beast's parsers serve one message each: a fresh one per request, in the same place.
class RequestParser::Grammar {
 public:
  std::optional<Receiver> receiver;
};

RequestParser::RequestParser(HttpRequest& request)
    : request_(request), grammar_(std::make_unique<Grammar>()) {
  restart();
}
RequestParser::~RequestParser() = default;

void RequestParser::restart() {
  request_.clear();
  grammar_->receiver.emplace(request_);
}

ParseOutcome RequestParser::parse(std::string_view bytes, std::size_t& consumed) {
  Receiver& receiver = *grammar_->receiver;
  const bool head_was_done = receiver.is_header_done();
  // Not eager: one stage per call, which ends the call after the head.
  receiver.eager(head_was_done);
  consumed = 0;
  while (true) {
    error_code error;
    const std::size_t taken = receiver.put(
        boost::asio::const_buffer(bytes.data() + consumed, bytes.size() - consumed), error);
    consumed += taken;
    if (error == http::error::body_limit) return ParseOutcome::body_too_large;
    if (error && error != http::error::need_more) return ParseOutcome::malformed;
    if (receiver.is_done()) return ParseOutcome::complete;
    if (receiver.is_header_done() && !head_was_done) return ParseOutcome::need_more;
    if (error || consumed == bytes.size() || taken == 0) break;
  }
  // Chunk headers and trailers are kept until they are whole, so they need a bound as the head
  // does.
  return bytes.size() - consumed > model::limits::request_header_bytes ? ParseOutcome::malformed
                                                                       : ParseOutcome::need_more;
}

bool RequestParser::head_done() const { return grammar_->receiver->is_header_done(); }
bool RequestParser::complete() const { return grammar_->receiver->is_done(); }
bool RequestParser::keep_alive() const { return grammar_->receiver->keep_alive(); }

bool RequestParser::expects_continue() const {
  const auto expected = request_.headers.find("Expect");
  return request_.version >= 11 && expected && equal_ignoring_case(*expected, "100-continue");
}

}  // namespace dynarocks::server
