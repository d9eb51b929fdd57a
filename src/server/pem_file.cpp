#include "server/pem_file.h"

#include <openssl/pem.h>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <system_error>
#include <utility>

namespace dynarocks::server {
namespace {

/// More than any chain or bundle of authorities in use.
constexpr std::size_t longest_file_bytes = 4 * 1024 * 1024;

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

PemResult<std::string> read_file(const std::string& path) {
  const auto unreadable = [] {
    return failure("cannot be read: " + std::generic_category().message(errno));
  };
  const std::unique_ptr<std::FILE, FileCloser> file(std::fopen(path.c_str(), "rbe"));
  if (!file) return unreadable();
  std::string text(longest_file_bytes, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  if (std::ferror(file.get()) != 0) return unreadable();
  if (text.size() == longest_file_bytes) return failure(std::string("is too long"));
  return text;
}

PemResult<OpensslPtr<BIO>> open_pem(const std::string& text) {
  ERR_clear_error();
  OpensslPtr<BIO> memory(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  if (!memory) return failure(openssl_error());
  return memory;
}

/// Stands in for the question for a passphrase, which nobody would answer; notes that it was asked.
int refuse_passphrase(char*, int, int, void* asked) {
  *static_cast<bool*>(asked) = true;
  return -1;
}

bool at_end_of_pem() { return ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE; }

}  // namespace

PemResult<std::vector<OpensslPtr<X509>>> read_certificates(const std::string& path) {
  DYNAROCKS_ASSIGN(const std::string text, read_file(path));
  DYNAROCKS_ASSIGN(const OpensslPtr<BIO> pem, open_pem(text));
  std::vector<OpensslPtr<X509>> certificates;
  while (true) {
    OpensslPtr<X509> certificate(PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr));
    if (!certificate) break;
    certificates.push_back(std::move(certificate));
  }
  if (!at_end_of_pem()) return failure("holds a faulty certificate: " + openssl_error());
  ERR_clear_error();
  if (certificates.empty()) return failure(std::string("holds no PEM certificate"));
  return certificates;
}

PemResult<OpensslPtr<EVP_PKEY>> read_private_key(const std::string& path) {
  DYNAROCKS_ASSIGN(const std::string text, read_file(path));
  DYNAROCKS_ASSIGN(const OpensslPtr<BIO> pem, open_pem(text));
  bool encrypted = false;
  OpensslPtr<EVP_PKEY> key(
      PEM_read_bio_PrivateKey(pem.get(), nullptr, refuse_passphrase, &encrypted));
  ERR_clear_error();
  if (encrypted) {
    return failure("is encrypted: openssl pkey -in " + path + " -out FILE writes it without");
  }
  if (!key) return failure(std::string("holds no PEM private key"));
  return key;
}

}  // namespace dynarocks::server
