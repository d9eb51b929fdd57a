#include "server/self_signed_certificate.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>

#include "base/time_text.h"
#include "server/certificate_dates.h"
#include "server/openssl_types.h"

namespace dynarocks::server {
namespace {

constexpr EpochMillis hour = 3'600'000;
constexpr EpochMillis day = 24 * hour;

OpensslPtr<X509> parsed(const CertificatePem& pem) {
  const OpensslPtr<BIO> text(
      BIO_new_mem_buf(pem.certificate.data(), static_cast<int>(pem.certificate.size())));
  return OpensslPtr<X509>(PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr));
}

OpensslPtr<EVP_PKEY> key_of(const CertificatePem& pem) {
  const OpensslPtr<BIO> text(BIO_new_mem_buf(pem.key.data(), static_cast<int>(pem.key.size())));
  return OpensslPtr<EVP_PKEY>(PEM_read_bio_PrivateKey(text.get(), nullptr, nullptr, nullptr));
}

const EpochMillis now = *parse_iso_time("2026-03-01T12:00:00Z");

class SelfSignedCertificate : public testing::Test {
 protected:
  const CertificatePem pem_ = *make_self_signed({"localhost", "127.0.0.1", "::1"}, now);
  const OpensslPtr<X509> certificate_ = parsed(pem_);
};

TEST_F(SelfSignedCertificate, IsSignedByItsOwnKey) {
  ASSERT_TRUE(certificate_);
  const auto key = key_of(pem_);
  ASSERT_TRUE(key);
  EXPECT_EQ(X509_check_private_key(certificate_.get(), key.get()), 1);
  EXPECT_EQ(X509_verify(certificate_.get(), key.get()), 1);
  EXPECT_EQ(X509_get_version(certificate_.get()), X509_VERSION_3);
}

TEST_F(SelfSignedCertificate, LastsAYearFromAnHourAgo) {
  const CertificateDates dates = dates_of(*certificate_);
  EXPECT_EQ(dates.from, now - hour);
  EXPECT_EQ(dates.until, now - hour + 365 * day);
}

TEST_F(SelfSignedCertificate, NamesTheServerAndNobodyElse) {
  X509* const certificate = certificate_.get();
  EXPECT_EQ(X509_check_host(certificate, "localhost", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate, "127.0.0.1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate, "::1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate, "127.0.0.2", 0), 0);
  EXPECT_EQ(X509_check_host(certificate, "example.com", 0, 0, nullptr), 0);
  EXPECT_EQ(X509_check_host(certificate, "DynaRocks", 0, 0, nullptr), 0);
}

TEST_F(SelfSignedCertificate, IsAServersAndNoAuthority) {
  X509* const certificate = certificate_.get();
  EXPECT_EQ(X509_check_ca(certificate), 0);
  EXPECT_EQ(X509_check_purpose(certificate, X509_PURPOSE_SSL_SERVER, 0), 1);
  EXPECT_EQ(X509_check_purpose(certificate, X509_PURPOSE_SSL_CLIENT, 0), 0);
  EXPECT_EQ(X509_get_key_usage(certificate), static_cast<std::uint32_t>(KU_DIGITAL_SIGNATURE));
}

TEST_F(SelfSignedCertificate, HasAKeyAndANumberOfItsOwn) {
  const CertificatePem other = *make_self_signed({"localhost"}, now);
  EXPECT_NE(other.key, pem_.key);
  const auto certificate = parsed(other);
  EXPECT_NE(ASN1_INTEGER_cmp(X509_get0_serialNumber(certificate.get()),
                             X509_get0_serialNumber(certificate_.get())),
            0);
}

TEST(MakeSelfSigned, TakesAnyTextForAName) {
  const auto pem = make_self_signed({"a.example,DNS:evil.example", "host_1"}, now);
  ASSERT_TRUE(pem) << pem.error();
  const auto certificate = parsed(*pem);
  EXPECT_EQ(X509_check_host(certificate.get(), "evil.example", 0, 0, nullptr), 0);
  EXPECT_EQ(X509_check_host(certificate.get(), "host_1", 0, 0, nullptr), 1);
}

}  // namespace
}  // namespace dynarocks::server
