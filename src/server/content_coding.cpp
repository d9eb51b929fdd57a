#include "server/content_coding.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/ascii_case.h"

namespace dynarocks::server {
namespace {

constexpr int gzip_window_bits = 15 + 16;
constexpr int zlib_window_bits = 15;
/// The cheapest level: the network behind a local server is fast, its cores are busy.
constexpr int compression_level = 1;

// --- negotiation ---------------------------------------------------------------------------------

/// A q value: above 1 counts as 1, what is no number counts as 1.
double quality(std::string_view text) {
  double q = 1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), q);
  if (error != std::errc() || end != text.data() + text.size() || std::isnan(q)) return 1;
  return std::min(q, 1.0);
}

/// What a client says about one coding.
struct Offer {
  std::optional<double> quality;
  std::size_t position = 0;  // in the list
};

struct AcceptedCodings {
  Offer gzip;
  Offer deflate;
  std::optional<double> any;  // of "*"
};

AcceptedCodings read_accept_encoding(std::string_view header) {
  AcceptedCodings accepted;
  for (std::size_t position = 0; !header.empty(); ++position) {
    std::string_view element = header.substr(0, header.find(','));
    header.remove_prefix(std::min(element.size() + 1, header.size()));

    const std::string_view name = trim(element.substr(0, element.find(';')));
    element.remove_prefix(std::min(element.find(';'), element.size()));
    double q = 1;
    while (!element.empty()) {
      element.remove_prefix(1);  // ';'
      const std::string_view parameter = trim(element.substr(0, element.find(';')));
      element.remove_prefix(std::min(element.find(';'), element.size()));
      if (parameter.size() < 2 || !equal_ignoring_case(parameter.substr(0, 2), "q=")) continue;
      q = quality(trim(parameter.substr(2)));
      break;
    }

    if (name == "*") {
      if (!accepted.any) accepted.any = q;
      continue;
    }
    Offer* offer = equal_ignoring_case(name, "gzip")      ? &accepted.gzip
                   : equal_ignoring_case(name, "deflate") ? &accepted.deflate
                                                          : nullptr;
    if (offer != nullptr && !offer->quality) *offer = Offer{q, position};
  }
  return accepted;
}

// --- zlib ----------------------------------------------------------------------------------------

/// A z_stream that ends itself.
struct Deflater {
  z_stream stream{};
  bool ready = false;
  explicit Deflater(int window_bits)
      : ready(deflateInit2(&stream, compression_level, Z_DEFLATED, window_bits, 8,
                           Z_DEFAULT_STRATEGY) == Z_OK) {}
  ~Deflater() {
    if (ready) deflateEnd(&stream);
  }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;
};

struct Inflater {
  z_stream stream{};
  bool ready = false;
  explicit Inflater(int window_bits) : ready(inflateInit2(&stream, window_bits) == Z_OK) {}
  ~Inflater() {
    if (ready) inflateEnd(&stream);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
};

/// zlib promises not to change its input, but is not declared so.
Bytef* input_of(std::string_view bytes) {
  return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
}

}  // namespace

std::string_view coding_name(ContentCoding coding) {
  return coding == ContentCoding::gzip ? "gzip" : "deflate";
}

std::optional<ContentCoding> negotiate_coding(std::string_view accept_encoding) {
  const AcceptedCodings accepted = read_accept_encoding(accept_encoding);
  const double gzip = accepted.gzip.quality.value_or(accepted.any.value_or(0));
  const double deflate = accepted.deflate.quality.value_or(accepted.any.value_or(0));
  if (gzip <= 0 && deflate <= 0) return std::nullopt;
  if (gzip != deflate) return gzip > deflate ? ContentCoding::gzip : ContentCoding::deflate;
  // A tie: a listed coding before one that "*" stands for, then the first listed.
  if (accepted.gzip.quality && accepted.deflate.quality) {
    return accepted.gzip.position < accepted.deflate.position ? ContentCoding::gzip
                                                              : ContentCoding::deflate;
  }
  return accepted.deflate.quality ? ContentCoding::deflate : ContentCoding::gzip;
}

bool compress(ContentCoding coding, std::string_view bytes, std::string& out) {
  Deflater deflater(coding == ContentCoding::gzip ? gzip_window_bits : zlib_window_bits);
  if (!deflater.ready) return false;
  z_stream& stream = deflater.stream;
  const std::size_t begin = out.size();
  const std::size_t bound = deflateBound(&stream, bytes.size());
  out.resize(begin + bound);
  stream.next_in = input_of(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data() + begin);
  stream.avail_out = static_cast<uInt>(bound);
  const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(done ? begin + stream.total_out : begin);
  return done;
}

DecodeOutcome decode_content(std::string_view coding, std::string_view bytes, std::size_t limit,
                             std::string& out) {
  const bool gzip = equal_ignoring_case(coding, "gzip");
  if (!gzip && !equal_ignoring_case(coding, "deflate")) return DecodeOutcome::corrupt;
  if (bytes.empty()) return DecodeOutcome::corrupt;

  Inflater inflater(gzip ? gzip_window_bits : zlib_window_bits);
  if (!inflater.ready) return DecodeOutcome::corrupt;
  z_stream& stream = inflater.stream;
  stream.next_in = input_of(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());

  const std::size_t begin = out.size();
  std::array<char, 16 * 1024> block;
  while (true) {
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = static_cast<uInt>(block.size());
    const int status = inflate(&stream, Z_NO_FLUSH);
    out.append(block.data(), block.size() - stream.avail_out);
    if (out.size() - begin > limit) return DecodeOutcome::too_large;

    if (status == Z_STREAM_END) {
      if (stream.avail_in == 0) return DecodeOutcome::ok;
      // What follows the end is another gzip member, or should not be there.
      if (!gzip || inflateReset(&stream) != Z_OK) return DecodeOutcome::corrupt;
      continue;
    }
    if (status != Z_OK) return DecodeOutcome::corrupt;  // Z_BUF_ERROR: the input ended too early
    if (stream.avail_in == 0 && stream.avail_out != 0) return DecodeOutcome::corrupt;
  }
}

}  // namespace dynarocks::server
