#include "app/tls_flags.h"

#include <gtest/gtest.h>

#include "app/command_line.h"

namespace dynarocks::app {
namespace {

CommandLine parse(const std::vector<std::string>& arguments) {
  return parse_command_line(arguments, [](const std::string&) { return std::nullopt; });
}

TlsOptions options_of(const std::vector<std::string>& arguments) {
  const CommandLine parsed = parse(arguments);
  EXPECT_TRUE(parsed.serve) << parsed.error;
  return parsed.serve ? parsed.serve->server.tls : TlsOptions();
}

TEST(TlsFlags, AreOffUnlessGiven) {
  const TlsOptions tls = options_of({});
  EXPECT_FALSE(tls.enabled());
  EXPECT_FALSE(tls.port);
}

TEST(TlsFlags, TakeACertificate) {
  const TlsOptions tls = options_of(
      {"--tls-cert=c.pem", "--tls-key=k.pem", "--tls-port=8443", "--tls-client-ca=ca.pem"});
  EXPECT_TRUE(tls.enabled());
  EXPECT_EQ(tls.certificate_file, "c.pem");
  EXPECT_EQ(tls.key_file, "k.pem");
  EXPECT_EQ(tls.client_ca_file, "ca.pem");
  EXPECT_EQ(tls.port, 8443);
  EXPECT_FALSE(tls.self_signed);
}

TEST(TlsFlags, TakeTheServersOwn) {
  const TlsOptions tls = options_of({"--tls-self-signed", "--tls-dir=/d", "--tls-port=0"});
  EXPECT_TRUE(tls.enabled());
  EXPECT_TRUE(tls.self_signed);
  EXPECT_EQ(tls.self_signed_dir, "/d");
  EXPECT_EQ(tls.port, 0);
}

TEST(TlsFlags, LetBothPortsBeAnyFreeOnes) {
  EXPECT_TRUE(options_of({"--tls-self-signed", "--port=0", "--tls-port=0"}).enabled());
}

struct Refused {
  std::vector<std::string> arguments;
  std::string error;
};

class RefusedTlsFlags : public testing::TestWithParam<Refused> {};

TEST_P(RefusedTlsFlags, AreToldInOneLine) {
  const CommandLine parsed = parse(GetParam().arguments);
  EXPECT_FALSE(parsed.serve);
  EXPECT_EQ(parsed.exit_code, 2);
  EXPECT_EQ(parsed.error, "dynarocks: " + GetParam().error + ". See dynarocks --help");
}

constexpr const char* pair = "--tls-cert and --tls-key belong together; give both or neither";

INSTANTIATE_TEST_SUITE_P(
    Combinations, RefusedTlsFlags,
    testing::Values(
        Refused{{"--tls-cert=c"}, pair}, Refused{{"--tls-key=k"}, pair},
        Refused{{"--tls-self-signed", "--tls-key=k"}, pair},
        Refused{{"--tls-self-signed", "--tls-cert=c", "--tls-key=k"},
                "--tls-self-signed and --tls-cert exclude each other; give one of them"},
        Refused{{"--tls-dir=d"},
                "--tls-dir is for the certificate of --tls-self-signed; give that, too"},
        Refused{{"--tls-dir=d", "--tls-cert=c", "--tls-key=k"},
                "--tls-dir is for the certificate of --tls-self-signed; give that, too"},
        Refused{{"--tls-port=8443"},
                "--tls-port needs a certificate; give --tls-cert and --tls-key, or "
                "--tls-self-signed"},
        Refused{{"--tls-client-ca=ca"},
                "--tls-client-ca needs a certificate; give --tls-cert and --tls-key, or "
                "--tls-self-signed"},
        Refused{{"--tls-self-signed", "--tls-port=8000"},
                "--port and --tls-port are the same; give two ports, or one of them without "
                "--tls-port"}));

TEST(TlsFlags, RefuseAWrongPort) {
  for (const char* flag : {"--tls-port=x", "--tls-port=65536", "--tls-port=-1"}) {
    EXPECT_EQ(parse({"--tls-self-signed", flag}).exit_code, 2) << flag;
  }
}

}  // namespace
}  // namespace dynarocks::app
