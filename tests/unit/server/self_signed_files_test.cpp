#include "server/self_signed_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "server/self_signed_certificate.h"
#include "temporary_path.h"

namespace dynarocks::server {
namespace {

using testing::HasSubstr;

constexpr EpochMillis day = 24LL * 3'600'000;
constexpr EpochMillis now = 1'800'000'000'000;

mode_t mode_of(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777 : 0;
}

/// Self-signed, too.
constexpr const char* somebody_elses = R"(-----BEGIN CERTIFICATE-----
MIIBfjCCASWgAwIBAgIUOxZRXxX9nsNLeAhDl87BTwlQ6bwwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTE2MDAxM1oYDzIxMjYxMDI4
MTYwMDEzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQZ1uKFLWUFE1iLogHl/8nyIr3B9IeceMhsUAcgTpLeZlT1uv5r55TP
ZhVDj/5uU2r2sPUplrrzCvFaW4LYKZBxo1MwUTAdBgNVHQ4EFgQU9ni19TZGnOxN
dVYyv5SMGUbKWhAwHwYDVR0jBBgwFoAU9ni19TZGnOxNdVYyv5SMGUbKWhAwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBF9xvL1QvYD7xB8ZMGSgPr
p80xfXyZPGvqYWSysm6ARwIgGf4Kc/79lLKhi/2PNdyQx0oA24jNQgwDI/H9WUDL
RrE=
-----END CERTIFICATE-----
)";

class SelfSignedFiles : public testing::Test {
 protected:
  /// What is there after the files were kept; the log goes to log_.
  std::string kept(EpochMillis at, const std::string& host = "127.0.0.1") {
    testing::internal::CaptureStderr();
    const auto outcome = keep_self_signed_files(files_, host, at);
    log_ = testing::internal::GetCapturedStderr();
    EXPECT_TRUE(outcome) << outcome.error();
    return text_of_file(files_.certificate) + text_of_file(files_.key);
  }

  TemporaryPath directory_;
  const TlsFiles files_ = self_signed_files(directory_.of("a/tls"));
  std::string log_;
};

TEST_F(SelfSignedFiles, AreMadeOnce) {
  EXPECT_EQ(files_.certificate, directory_.of("a/tls/cert.pem"));
  EXPECT_EQ(files_.key, directory_.of("a/tls/key.pem"));
  const std::string first = kept(now);
  EXPECT_THAT(first, HasSubstr("-----BEGIN CERTIFICATE-----"));
  EXPECT_THAT(first, HasSubstr("-----BEGIN PRIVATE KEY-----"));
  EXPECT_EQ(log_, "");
  EXPECT_EQ(kept(now), first);
  EXPECT_EQ(kept(now + 330 * day), first);
}

TEST_F(SelfSignedFiles, LetNobodyElseReadTheKey) {
  (void)kept(now);
  EXPECT_EQ(mode_of(files_.key), 0600u);
  EXPECT_EQ(mode_of(files_.certificate) & 0444u, 0444u);
  EXPECT_FALSE(std::filesystem::exists(files_.key + ".new"));
}

TEST_F(SelfSignedFiles, AreRenewedAMonthBeforeTheyExpire) {
  const std::string first = kept(now);
  const std::string second = kept(now + 336 * day);
  EXPECT_NE(second, first);
  EXPECT_THAT(log_, HasSubstr("a new self-signed certificate is made: the certificate is about to "
                              "expire. Clients must trust it anew"));
  EXPECT_EQ(kept(now + 337 * day), second);
}

TEST_F(SelfSignedFiles, AreRenewedForAnotherHost) {
  const std::string first = kept(now);
  EXPECT_EQ(kept(now, "localhost"), first);
  EXPECT_EQ(kept(now, "0.0.0.0"), first);
  EXPECT_EQ(kept(now, "::"), first);
  const std::string second = kept(now, "db.example");
  EXPECT_NE(second, first);
  EXPECT_THAT(log_, HasSubstr("the certificate does not name the host"));
  EXPECT_EQ(kept(now, "db.example"), second);
  const std::string third = kept(now, "192.0.2.1");
  EXPECT_NE(third, second);
  EXPECT_EQ(kept(now, "192.0.2.1"), third);
  EXPECT_EQ(kept(now, "127.0.0.1"), third);
}

TEST_F(SelfSignedFiles, AreRenewedWhenTheyDoNotBelongTogether) {
  const std::string first = kept(now);
  std::ofstream(files_.key) << make_self_signed({"localhost"}, now)->key;
  EXPECT_NE(kept(now), first);
  EXPECT_THAT(log_, HasSubstr("key and certificate do not belong together"));
  EXPECT_EQ(mode_of(files_.key), 0600u);
}

TEST_F(SelfSignedFiles, AreRenewedWhenTheKeyIsDamagedOrGone) {
  const std::string first = kept(now);
  std::ofstream(files_.key) << "-----BEGIN PRIVATE KEY-----\nAAAA\n";
  const std::string second = kept(now);
  EXPECT_NE(second, first);
  EXPECT_THAT(log_, HasSubstr("key.pem' holds no PEM private key"));
  std::filesystem::remove(files_.key);
  EXPECT_NE(kept(now), second);
  EXPECT_THAT(log_, HasSubstr("key.pem' cannot be read: No such file or directory"));
}

TEST_F(SelfSignedFiles, AreNotMadeInPlaceOfOthers) {
  const auto refused = [&](const std::string& certificate, const std::string& why) {
    const TlsFiles files = self_signed_files(directory_.of("."));
    if (!certificate.empty()) (void)directory_.file("cert.pem", certificate);
    (void)directory_.file("key.pem", "a key");
    const auto outcome = keep_self_signed_files(files, "127.0.0.1", now);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error(), "the certificate '" + files.certificate + "' " + why +
                                   ", not one that this server has made. Remove it and key.pem, "
                                   "or give --tls-dir another directory");
    EXPECT_EQ(text_of_file(files.key), "a key");
  };
  refused({}, "cannot be read: No such file or directory");
  refused("not ours", "holds no PEM certificate");
  refused(somebody_elses, "is somebody else's");
}

TEST_F(SelfSignedFiles, SurviveWhatAnInterruptedStartLeft) {
  std::filesystem::create_directories(directory_.of("a/tls"));
  std::ofstream(files_.key + ".new") << "half a key";
  EXPECT_THAT(kept(now), HasSubstr("-----BEGIN PRIVATE KEY-----"));
}

TEST_F(SelfSignedFiles, SayWhereTheyCannotBeWritten) {
  const std::string blocked = directory_.file("file", "");
  const auto outcome = keep_self_signed_files(self_signed_files(blocked), "127.0.0.1", now);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error(), "cannot write the self-signed certificate's '" + blocked +
                                 "/cert.pem': Not a directory. Give --tls-dir a directory where "
                                 "this user may write");
}

}  // namespace
}  // namespace dynarocks::server
