#include "server/tls_identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>

#include "base/clock.h"
#include "server/openssl_types.h"
#include "server/self_signed_certificate.h"
#include "server/self_signed_files.h"
#include "temporary_path.h"

namespace dynarocks::server {
namespace {

using testing::HasSubstr;

constexpr EpochMillis day = 24LL * 3'600'000;

/// The certificate that new connections are shown.
std::string shown(const TlsIdentity& identity) {
  const OpensslPtr<BIO> text(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(text.get(), SSL_CTX_get0_certificate(identity.current().get()));
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(text.get(), &bytes);
  return std::string(bytes, static_cast<std::size_t>(size));
}

std::string encrypted(const std::string& key_pem) {
  const OpensslPtr<BIO> from(BIO_new_mem_buf(key_pem.data(), static_cast<int>(key_pem.size())));
  const OpensslPtr<EVP_PKEY> key(PEM_read_bio_PrivateKey(from.get(), nullptr, nullptr, nullptr));
  const OpensslPtr<BIO> text(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(text.get(), key.get(), EVP_aes_256_cbc(), nullptr, 0, nullptr,
                           const_cast<char*>("secret"));
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(text.get(), &bytes);
  return std::string(bytes, static_cast<std::size_t>(size));
}

class TlsIdentityTest : public testing::Test {
 protected:
  void write(const CertificatePem& pem) const {
    (void)directory_.file("c.pem", pem.certificate);
    (void)directory_.file("k.pem", pem.key);
  }

  [[nodiscard]] static CertificatePem made(EpochMillis at) {
    return *make_self_signed({"localhost"}, at);
  }

  /// Why the files are refused.
  [[nodiscard]] std::string refusal() const {
    const auto loaded = TlsIdentity::load(source_);
    EXPECT_FALSE(loaded);
    return loaded ? std::string() : loaded.error();
  }

  TemporaryPath directory_;
  const EpochMillis now_ = SystemClock().now_millis();
  TlsSource source_{{directory_.of("c.pem"), directory_.of("k.pem"), {}}, {}};
};

TEST_F(TlsIdentityTest, ShowsTheCertificateOfItsFile) {
  const CertificatePem pem = made(now_);
  write(pem);
  const auto identity = TlsIdentity::load(source_);
  ASSERT_TRUE(identity) << identity.error();
  EXPECT_EQ(shown(**identity), pem.certificate);
}

TEST_F(TlsIdentityTest, SendsTheWholeChain) {
  const CertificatePem pem = made(now_);
  write({pem.certificate + "words between\n" + made(now_).certificate, pem.key});
  const auto identity = TlsIdentity::load(source_);
  ASSERT_TRUE(identity) << identity.error();
  STACK_OF(X509)* chain = nullptr;
  SSL_CTX_get0_chain_certs((*identity)->current().get(), &chain);
  EXPECT_EQ(sk_X509_num(chain), 1);
}

TEST_F(TlsIdentityTest, ReloadsAndKeepsWhatConnectionsHold) {
  const CertificatePem first = made(now_);
  write(first);
  const auto identity = *TlsIdentity::load(source_);
  const auto held = identity->current();
  const CertificatePem second = made(now_);
  write(second);
  EXPECT_EQ(shown(*identity), first.certificate);
  ASSERT_TRUE(identity->reload());
  EXPECT_EQ(shown(*identity), second.certificate);
  EXPECT_NE(identity->current(), held);
}

TEST_F(TlsIdentityTest, AFaultyFileChangesNothing) {
  const CertificatePem pem = made(now_);
  write(pem);
  const auto identity = *TlsIdentity::load(source_);
  (void)directory_.file("c.pem", "nonsense");
  const auto reloaded = identity->reload();
  ASSERT_FALSE(reloaded);
  EXPECT_THAT(reloaded.error(), HasSubstr("holds no PEM certificate"));
  EXPECT_EQ(shown(*identity), pem.certificate);
}

TEST_F(TlsIdentityTest, MakesItsOwnCertificate) {
  source_ = {self_signed_files(directory_.of("tls")), "127.0.0.1"};
  const auto identity = *TlsIdentity::load(source_);
  EXPECT_EQ(shown(*identity), text_of_file(directory_.of("tls/cert.pem")));
  ASSERT_TRUE(identity->reload());
  EXPECT_EQ(shown(*identity), text_of_file(directory_.of("tls/cert.pem")));
}

TEST_F(TlsIdentityTest, RefusesCertificateFiles) {
  write(made(now_));
  const std::string path = directory_.of("c.pem");
  const std::string advice =
      ". Give --tls-cert a PEM file with the server's certificate and its chain";
  std::filesystem::remove(path);
  EXPECT_EQ(refusal(), "the certificate file '" + path +
                           "' cannot be read: No such file or directory" + advice);
  (void)directory_.file("c.pem", "");
  EXPECT_EQ(refusal(), "the certificate file '" + path + "' holds no PEM certificate" + advice);
  (void)directory_.file("c.pem", made(now_).key);
  EXPECT_EQ(refusal(), "the certificate file '" + path + "' holds no PEM certificate" + advice);
  (void)directory_.file("c.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  EXPECT_THAT(refusal(),
              HasSubstr("the certificate file '" + path + "' holds a faulty certificate: "));
  (void)directory_.file("c.pem", std::string(5 << 20, 'x'));
  EXPECT_EQ(refusal(), "the certificate file '" + path + "' is too long" + advice);
  std::filesystem::remove(path);
  std::filesystem::create_directory(path);
  EXPECT_EQ(refusal(),
            "the certificate file '" + path + "' cannot be read: Is a directory" + advice);
}

TEST_F(TlsIdentityTest, RefusesKeyFiles) {
  const CertificatePem pem = made(now_);
  write(pem);
  const std::string path = directory_.of("k.pem");
  const std::string advice = ". Give --tls-key a PEM file with the certificate's private key";
  std::filesystem::remove(path);
  EXPECT_EQ(refusal(),
            "the key file '" + path + "' cannot be read: No such file or directory" + advice);
  (void)directory_.file("k.pem", pem.certificate);
  EXPECT_EQ(refusal(), "the key file '" + path + "' holds no PEM private key" + advice);
  (void)directory_.file("k.pem", encrypted(pem.key));
  EXPECT_EQ(refusal(), "the key file '" + path + "' is encrypted: openssl pkey -in " + path +
                           " -out FILE writes it without" + advice);
  (void)directory_.file("k.pem", made(now_).key);
  EXPECT_EQ(refusal(), "the key in '" + path + "' is not that of the certificate in '" +
                           directory_.of("c.pem") +
                           "'. Give --tls-cert and --tls-key what belongs together, the server's "
                           "own certificate first");
}

TEST_F(TlsIdentityTest, RefusesFilesOfClientsAuthorities) {
  write(made(now_));
  source_.files.client_ca = directory_.of("ca.pem");
  EXPECT_EQ(refusal(), "the file of clients' authorities '" + source_.files.client_ca +
                           "' cannot be read: No such file or directory. Give --tls-client-ca a "
                           "PEM file with the certificates that sign clients'");
  (void)directory_.file("ca.pem", made(now_).certificate);
  const auto identity = TlsIdentity::load(source_);
  ASSERT_TRUE(identity) << identity.error();
  EXPECT_EQ(SSL_CTX_get_verify_mode((*identity)->current().get()),
            SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT);
}

TEST_F(TlsIdentityTest, WarnsOfDates) {
  const auto warned = [&](EpochMillis made_at) {
    write(made(made_at));
    testing::internal::CaptureStderr();
    EXPECT_TRUE(TlsIdentity::load(source_));
    return testing::internal::GetCapturedStderr();
  };
  EXPECT_EQ(warned(now_), "");
  EXPECT_THAT(warned(now_ - 400 * day),
              testing::ContainsRegex("the certificate in '.*c.pem' expired at 20.*Z; clients will "
                                     "refuse it. Put another in its place and send SIGHUP"));
  EXPECT_THAT(warned(now_ + 2 * day),
              testing::ContainsRegex("the certificate in '.*c.pem' is not valid before 20.*Z; "
                                     "clients will refuse it"));
}

}  // namespace
}  // namespace dynarocks::server
