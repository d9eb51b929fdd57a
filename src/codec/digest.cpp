#include "codec/digest.h"

#include <openssl/sha.h>

namespace dynarocks::codec {

static_assert(digest_bytes == SHA256_DIGEST_LENGTH);

std::string digest(std::string_view bytes) {
  unsigned char sum[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), sum);
  return {reinterpret_cast<const char*>(sum), sizeof sum};
}

}  // namespace dynarocks::codec
