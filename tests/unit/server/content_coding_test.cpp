#include "server/content_coding.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <optional>
#include <string>
#include <tuple>

namespace dynarocks::server {
namespace {

constexpr std::size_t limit = 1 << 20;

struct Negotiation {
  std::string accept;
  std::string chosen;  // "" = none
};

class Negotiate : public testing::TestWithParam<Negotiation> {};

TEST_P(Negotiate, PicksDynamoDbsCoding) {
  const auto coding = negotiate_coding(GetParam().accept);
  EXPECT_EQ(coding ? std::string(coding_name(*coding)) : "", GetParam().chosen)
      << GetParam().accept;
}

INSTANTIATE_TEST_SUITE_P(
    AcceptEncoding, Negotiate,
    testing::Values(
        Negotiation{"", ""}, Negotiation{"identity", ""}, Negotiation{"br", ""},
        Negotiation{"gzip", "gzip"}, Negotiation{"deflate", "deflate"}, Negotiation{"GZip", "gzip"},
        // ties: the first listed
        Negotiation{"gzip, deflate", "gzip"}, Negotiation{"deflate, gzip", "deflate"},
        Negotiation{"deflate,gzip", "deflate"}, Negotiation{"br, deflate, gzip", "deflate"},
        // the highest q
        Negotiation{"gzip;q=0.5, deflate", "deflate"},
        Negotiation{"deflate;q=0.4, gzip;q=0.5", "gzip"},
        Negotiation{"gzip;q=0.5, deflate;q=0.5", "gzip"},
        // above 1 counts as 1, so this is a tie
        Negotiation{"gzip, deflate;q=5", "gzip"}, Negotiation{"deflate;q=2, gzip;q=3", "deflate"},
        // negative and zero exclude
        Negotiation{"gzip;q=0", ""}, Negotiation{"gzip;q=-1", ""}, Negotiation{"gzip;q=0.000", ""},
        Negotiation{"gzip;q=0, deflate;q=0.1", "deflate"}, Negotiation{"gzip;q=0, *", "deflate"},
        // what is no number counts as 1
        Negotiation{"gzip;q=a", "gzip"}, Negotiation{"gzip;q=, deflate;q=0.9", "gzip"},
        Negotiation{"gzip;q=nan, deflate;q=0.9", "gzip"},
        Negotiation{"deflate;q=0.5x, gzip;q=0.9", "deflate"},
        // the first q parameter wins
        Negotiation{"gzip;q=0;q=1", ""}, Negotiation{"gzip;a=b;q=0", ""},
        Negotiation{"gzip ; Q=0", ""},
        // "*" stands for the codings not listed
        Negotiation{"*", "gzip"}, Negotiation{"*;q=0", ""}, Negotiation{"*, deflate", "deflate"},
        Negotiation{"*, gzip;q=0.5", "deflate"}, Negotiation{"*, deflate;q=0.5", "gzip"},
        Negotiation{"identity, *;q=0.1", "gzip"},
        // identity never keeps a response from being compressed
        Negotiation{"identity, gzip;q=0.1", "gzip"},
        Negotiation{"identity;q=1, deflate", "deflate"},
        // other spellings are no codings
        Negotiation{"x-gzip", ""}, Negotiation{"\"gzip\"", ""}, Negotiation{"gz ip", ""},
        Negotiation{"gzip=1", ""}, Negotiation{",,;,", ""}, Negotiation{";q=1,gzip", "gzip"}));

TEST(ContentCoding, RoundTrips) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i);
  for (const auto coding : {ContentCoding::gzip, ContentCoding::deflate}) {
    std::string packed = "kept";
    ASSERT_TRUE(compress(coding, text, packed));
    EXPECT_LT(packed.size(), text.size());
    std::string plain = "kept";
    EXPECT_EQ(decode_content(coding_name(coding), packed.substr(4), limit, plain),
              DecodeOutcome::ok);
    EXPECT_EQ(plain, "kept" + text);
  }
}

std::string packed(ContentCoding coding, std::string_view text) {
  std::string out;
  EXPECT_TRUE(compress(coding, text, out));
  return out;
}

TEST(ContentCoding, DecodesEveryMemberOfAGzipBody) {
  std::string plain;
  const std::string two =
      packed(ContentCoding::gzip, "{\"a\":") + packed(ContentCoding::gzip, "1}");
  EXPECT_EQ(decode_content("GZIP", two, limit, plain), DecodeOutcome::ok);
  EXPECT_EQ(plain, "{\"a\":1}");
}

TEST(ContentCoding, RefusesDamage) {
  const std::string gzip = packed(ContentCoding::gzip, "hello");
  const std::string deflate = packed(ContentCoding::deflate, "hello");
  std::string altered = gzip;
  altered[altered.size() - 6] = static_cast<char>(altered[altered.size() - 6] ^ 1);  // checksum
  for (const auto& [coding, bytes] : std::initializer_list<std::tuple<std::string, std::string>>{
           {"gzip", ""},
           {"deflate", ""},
           {"gzip", "hello"},
           {"gzip", altered},
           {"gzip", gzip.substr(0, gzip.size() - 1)},
           {"gzip", gzip.substr(0, 12)},
           {"gzip", gzip + "x"},
           {"gzip", deflate},
           {"deflate", gzip},
           {"deflate", deflate + deflate},
           {"deflate", deflate.substr(0, deflate.size() - 1)},
           {"br", gzip},
           {"gzip, gzip", gzip}}) {
    std::string plain;
    EXPECT_EQ(decode_content(coding, bytes, limit, plain), DecodeOutcome::corrupt)
        << coding << " of " << bytes.size() << " bytes";
  }
}

TEST(ContentCoding, StopsAtTheLimit) {
  const std::string bomb = packed(ContentCoding::gzip, std::string(8 << 20, 'a'));
  std::string plain;
  EXPECT_EQ(decode_content("gzip", bomb, limit, plain), DecodeOutcome::too_large);
  EXPECT_LT(plain.size(), limit + (64 << 10));
  const std::string exact = packed(ContentCoding::gzip, std::string(limit, 'a'));
  plain.clear();
  EXPECT_EQ(decode_content("gzip", exact, limit, plain), DecodeOutcome::ok);
}

}  // namespace
}  // namespace dynarocks::server
