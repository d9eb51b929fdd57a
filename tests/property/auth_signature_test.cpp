// Law: a request that its key has signed is verified, and none is once a bit of its body, of a
// signed header's value, of its query, its date or its signature is another.
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "auth/identity.h"
#include "auth/signature_check.h"
#include "codec/digest.h"

namespace dynarocks::auth {
namespace {

constexpr int cases = 100'000;
constexpr EpochMillis now = 1'800'000'000'000;  // 2027-01-15T08:00:00Z
constexpr const char* date = "20270115T080000Z";
constexpr const char* day = "20270115";

// --- a client of its own: nothing below knows the server's code for what is signed
// -----------------

std::string hmac(const std::string& key, const std::string& text) {
  unsigned char sum[32];
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), sum, nullptr);
  return {reinterpret_cast<const char*>(sum), 32};
}

std::string hexadecimal(const std::string& bytes) {
  std::string text;
  for (const char byte : bytes) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned char>(byte));
    text += digits;
  }
  return text;
}

std::string sha256(const std::string& text) {
  unsigned char sum[32];
  EVP_Digest(text.data(), text.size(), sum, nullptr, EVP_sha256(), nullptr);
  return hexadecimal({reinterpret_cast<const char*>(sum), 32});
}

std::string quoted(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.' || c == '_' ||
        c == '~') {
      out += c;
    } else {
      char escape[4];
      std::snprintf(escape, sizeof escape, "%%%02X", static_cast<unsigned char>(c));
      out += escape;
    }
  }
  return out;
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Client {
  std::string id = "AKIDEXAMPLE";
  std::string secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
};

/// A request as its client means it: names of headers are in lower case and values without blanks.
struct Meant {
  std::string body;
  std::map<std::string, std::string> headers;  // all of them signed
  Pairs query;                                 // decoded
  bool presigned = false;
  std::string signature;
  std::string request_date = date;
};

std::string signed_names(const Meant& meant) {
  std::string names;
  for (const auto& [name, value] : meant.headers) names += (names.empty() ? "" : ";") + name;
  return names;
}

std::string scope_of(const Client& client) {
  return client.id + "/" + day + "/eu-west-1/dynamodb/aws4_request";
}

void sign(const Client& client, Meant& meant) {
  if (meant.presigned) {
    meant.query.emplace_back("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
    meant.query.emplace_back("X-Amz-Credential", scope_of(client));
    meant.query.emplace_back("X-Amz-Date", date);
    meant.query.emplace_back("X-Amz-Expires", "900");
    meant.query.emplace_back("X-Amz-SignedHeaders", signed_names(meant));
  } else {
    meant.headers["x-amz-date"] = date;
  }
  Pairs sorted;
  for (const auto& [name, value] : meant.query) sorted.emplace_back(quoted(name), quoted(value));
  std::sort(sorted.begin(), sorted.end());
  std::string canonical = "POST\n/\n";
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    canonical += (i > 0 ? "&" : "") + sorted[i].first + "=" + sorted[i].second;
  }
  canonical += "\n";
  for (const auto& [name, value] : meant.headers) canonical += name + ":" + value + "\n";
  canonical += "\n" + signed_names(meant) + "\n" + sha256(meant.body);
  const std::string to_sign = std::string("AWS4-HMAC-SHA256\n") + date + "\n" + day +
                              "/eu-west-1/dynamodb/aws4_request\n" + sha256(canonical);
  const std::string key =
      hmac(hmac(hmac(hmac("AWS4" + client.secret, day), "eu-west-1"), "dynamodb"), "aws4_request");
  meant.signature = hexadecimal(hmac(key, to_sign));
}

// --- what is sent
// ----------------------------------------------------------------------------------

class Random {
 public:
  std::size_t below(std::size_t bound) { return engine_() % bound; }
  bool one_in(std::size_t n) { return below(n) == 0; }
  /// Visible ASCII, first and last no blank, no two blanks together.
  std::string value() {
    std::string text(1 + below(20), ' ');
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool blank = i > 0 && i + 1 < text.size() && text[i - 1] != ' ' && one_in(6);
      text[i] = blank ? ' ' : static_cast<char>('!' + below('~' - '!' + 1));
    }
    return text;
  }
  std::string bytes(std::size_t most) {
    std::string text(below(most + 1), '\0');
    for (char& c : text) c = static_cast<char>(below(256));
    return text;
  }
  std::string name() {
    std::string text(1 + below(8), 'a');
    for (char& c : text) c = static_cast<char>('a' + below(26));
    return text;
  }

 private:
  std::mt19937_64 engine_{4711};
};

Meant meant_by(Random& random) {
  Meant meant;
  meant.body = random.bytes(200);
  meant.presigned = random.one_in(3);
  meant.headers["host"] = random.name() + ".example:8000";
  for (std::size_t i = random.below(4); i > 0; --i)
    meant.headers["x-" + random.name()] = random.value();
  for (std::size_t i = random.below(4); i > 0; --i) {
    meant.query.emplace_back("p" + random.name(), random.bytes(10));
  }
  return meant;
}

/// Writes names in any case, values with blanks around and more blanks inside, headers in any
/// order among unsigned ones, and the query in any order with more escapes than it needs.
struct Sent {
  Sent(const Client& client, const Meant& meant, Random& random)
      : body_digest(codec::digest(meant.body)) {
    for (const auto& [name, value] : meant.headers) {
      std::string any_case = name;
      for (char& c : any_case) {
        if (random.one_in(2)) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      }
      std::string spaced;
      for (const char c : value) spaced.append(c == ' ' ? 1 + random.below(3) : 1, c);
      const bool date_header = name == "x-amz-date";
      texts.emplace_back(any_case, date_header ? meant.request_date : "  " + spaced + " ");
    }
    texts.emplace_back("Z-Unsigned", random.value());
    Pairs query = meant.query;
    if (meant.presigned) {
      for (auto& [name, value] : query) {
        if (name == "X-Amz-Date") value = meant.request_date;
      }
      query.emplace_back("X-Amz-Signature", meant.signature);
    } else {
      texts.emplace_back("Authorization", "AWS4-HMAC-SHA256 Credential=" + scope_of(client) +
                                              ",SignedHeaders=" + signed_names(meant) +
                                              ",Signature=" + meant.signature);
    }
    for (std::size_t i = query.size(); i > 1; --i) std::swap(query[i - 1], query[random.below(i)]);
    for (std::size_t i = texts.size(); i > 1; --i) std::swap(texts[i - 1], texts[random.below(i)]);
    for (const auto& [name, value] : query) {
      if (!target.empty()) target += '&';
      target += quoted(name) + "=";
      for (const char c : value) {
        char escape[4];
        std::snprintf(escape, sizeof escape, "%%%02x", static_cast<unsigned char>(c));
        target += random.one_in(5) ? std::string(escape) : quoted(std::string(1, c));
      }
    }
    for (const auto& [name, value] : texts) headers.push_back({name, value});
  }
  Sent(const Sent&) = delete;
  Sent& operator=(const Sent&) = delete;

  [[nodiscard]] ReceivedRequest request() const { return {"POST", target, headers, body_digest}; }

  std::string body_digest;
  std::string target;
  Pairs texts;
  std::vector<HeaderField> headers;
};

void flip_a_bit(std::string& text, Random& random) {
  char& c = text[random.below(text.size())];
  c = static_cast<char>(c ^ (1 << random.below(8)));
}

/// Spoils one part; answers which.
const char* spoil(Meant& meant, Random& random) {
  switch (random.below(5)) {
    case 0:
      if (meant.body.empty())
        meant.body = "x";
      else
        flip_a_bit(meant.body, random);
      return "body";
    case 1: {
      auto field = meant.headers.begin();
      std::advance(field, random.below(meant.headers.size()));
      if (field->first == "x-amz-date") field = meant.headers.find("host");
      flip_a_bit(field->second, random);
      return "header";
    }
    case 2: {
      auto any = std::find_if(meant.query.begin(), meant.query.end(), [](const auto& parameter) {
        return parameter.first.starts_with("p") && !parameter.second.empty();
      });
      if (any == meant.query.end())
        meant.query.emplace_back("more", "");
      else
        flip_a_bit(random.one_in(2) ? any->first : any->second, random);
      return "query";
    }
    case 3:
      flip_a_bit(meant.request_date, random);
      return "date";
    default:
      flip_a_bit(meant.signature, random);
      return "signature";
  }
}

TEST(Signatures, OfTheKeyAreVerifiedAndNoOthers) {
  const Client client;
  Credential credential;
  credential.access_key_id = client.id;
  credential.secret_access_key = client.secret;
  credential.principal = root_of("111122223333");
  const CredentialStore credentials({credential});
  const ManualClock clock(now);
  const SignatureCheck check(credentials, clock);
  Random random;
  for (int i = 0; i < cases; ++i) {
    Meant meant = meant_by(random);
    sign(client, meant);
    {
      const Sent sent(client, meant, random);
      const auto signer = check.verify(sent.request(), "dynamodb");
      ASSERT_TRUE(signer) << "case " << i << ": " << signer.error().message;
    }
    const char* const part = spoil(meant, random);
    const Sent sent(client, meant, random);
    ASSERT_FALSE(check.verify(sent.request(), "dynamodb")) << "case " << i << ", " << part;
  }
}

}  // namespace
}  // namespace dynarocks::auth
