#pragma once
// Certificates and keys from PEM files.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "server/openssl_types.h"

namespace dynarocks::server {

/// Errors continue a sentence that the file begins: "cannot be read: No such file or directory".
template <class T>
using PemResult = Result<T, std::string>;

/// All certificates of a file in their order, at least one.
[[nodiscard]] PemResult<std::vector<OpensslPtr<X509>>> read_certificates(const std::string& path);

/// The private key of a file, which must not be encrypted.
[[nodiscard]] PemResult<OpensslPtr<EVP_PKEY>> read_private_key(const std::string& path);

}  // namespace dynarocks::server
