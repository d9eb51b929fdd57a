#include "auth/secret_random.h"

#include <openssl/rand.h>

#include <stdexcept>

namespace dynarocks::auth {

std::string secret_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1) {
    throw std::runtime_error("OpenSSL has no random bytes");
  }
  return bytes;
}

std::string base32_letters(std::string_view bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string letters;
  letters.reserve(bytes.size());
  for (const char byte : bytes) letters.push_back(alphabet[static_cast<unsigned char>(byte) & 31]);
  return letters;
}

}  // namespace dynarocks::auth
