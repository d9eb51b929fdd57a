#include "server/self_signed_certificate.h"

#include <openssl/pem.h>
#include <openssl/rand.h>

#include <array>
#include <ctime>
#include <string_view>
#include <utility>

#include "server/openssl_types.h"

namespace dynarocks::server {
namespace {

constexpr std::time_t seconds_before_now = 3600;
constexpr std::time_t lifetime_seconds = 365L * 24 * 3600;
constexpr const char* common_name = "DynaRocks";

bool set_serial(X509& certificate) {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), bytes.size()) != 1) return false;
  bytes[0] = static_cast<unsigned char>((bytes[0] & 0x3f) | 0x40);  // positive, and of full length
  BIGNUM* const number = BN_bin2bn(bytes.data(), bytes.size(), nullptr);
  const bool set = number != nullptr &&
                   BN_to_ASN1_INTEGER(number, X509_get_serialNumber(&certificate)) != nullptr;
  BN_free(number);
  return set;
}

bool set_names(X509& certificate) {
  X509_NAME* const subject = X509_get_subject_name(&certificate);
  return X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                                    reinterpret_cast<const unsigned char*>(common_name), -1, -1,
                                    0) == 1 &&
         X509_set_issuer_name(&certificate, subject) == 1;
}

bool add_alternative_name(GENERAL_NAMES& names, const std::string& text) {
  ASN1_OCTET_STRING* const address = a2i_IPADDRESS(text.c_str());
  ASN1_STRING* const value = address != nullptr ? address : ASN1_IA5STRING_new();
  GENERAL_NAME* const name = GENERAL_NAME_new();
  const bool made = value != nullptr && name != nullptr &&
                    (address != nullptr ||
                     ASN1_STRING_set(value, text.data(), static_cast<int>(text.size())) == 1);
  if (made) GENERAL_NAME_set0_value(name, address != nullptr ? GEN_IPADD : GEN_DNS, value);
  if (made && sk_GENERAL_NAME_push(&names, name) > 0) return true;
  if (!made) ASN1_STRING_free(value);
  GENERAL_NAME_free(name);
  return false;
}

bool add_alternative_names(X509& certificate, const std::vector<std::string>& names) {
  const OpensslPtr<GENERAL_NAMES> all(GENERAL_NAMES_new());
  if (!all) return false;
  for (const std::string& name : names) {
    if (!add_alternative_name(*all, name)) return false;
  }
  return X509_add1_ext_i2d(&certificate, NID_subject_alt_name, all.get(), 0, X509V3_ADD_DEFAULT) ==
         1;
}

bool add_extension(X509& certificate, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, &certificate, &certificate, nullptr, nullptr, 0);
  const OpensslPtr<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  return extension && X509_add_ext(&certificate, extension.get(), -1) == 1;
}

bool fill(X509& certificate, EVP_PKEY& key, const std::vector<std::string>& names,
          EpochMillis now) {
  const std::time_t from = static_cast<std::time_t>(now / 1000) - seconds_before_now;
  return X509_set_version(&certificate, X509_VERSION_3) == 1 && set_serial(certificate) &&
         set_names(certificate) &&
         ASN1_TIME_set(X509_getm_notBefore(&certificate), from) != nullptr &&
         ASN1_TIME_set(X509_getm_notAfter(&certificate), from + lifetime_seconds) != nullptr &&
         X509_set_pubkey(&certificate, &key) == 1 && add_alternative_names(certificate, names) &&
         add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
         add_extension(certificate, NID_key_usage, "critical,digitalSignature") &&
         add_extension(certificate, NID_ext_key_usage, "serverAuth") &&
         add_extension(certificate, NID_subject_key_identifier, "hash") &&
         X509_sign(&certificate, &key, EVP_sha256()) != 0;
}

std::string text_of(BIO& memory) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(&memory, &bytes);
  return std::string(bytes, static_cast<std::size_t>(size));
}

}  // namespace

Result<CertificatePem, std::string> make_self_signed(const std::vector<std::string>& names,
                                                     EpochMillis now) {
  ERR_clear_error();
  const OpensslPtr<EVP_PKEY> key(EVP_EC_gen("P-256"));
  const OpensslPtr<X509> certificate(X509_new());
  const OpensslPtr<BIO> certificate_pem(BIO_new(BIO_s_mem()));
  const OpensslPtr<BIO> key_pem(BIO_new(BIO_s_mem()));
  if (!key || !certificate || !certificate_pem || !key_pem ||
      !fill(*certificate, *key, names, now) ||
      PEM_write_bio_X509(certificate_pem.get(), certificate.get()) != 1 ||
      PEM_write_bio_PrivateKey(key_pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) !=
          1) {
    return failure(openssl_error());
  }
  return CertificatePem{text_of(*certificate_pem), text_of(*key_pem)};
}

bool is_self_made(const X509& certificate) {
  X509_NAME* const subject = X509_get_subject_name(&certificate);
  std::array<char, 64> name{};
  const int size = X509_NAME_get_text_by_NID(subject, NID_commonName, name.data(), name.size());
  return size > 0 && std::string_view(name.data()) == common_name &&
         X509_NAME_cmp(subject, X509_get_issuer_name(&certificate)) == 0;
}

}  // namespace dynarocks::server
