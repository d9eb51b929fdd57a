#include "dynarocks/server.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace dynarocks {
namespace {

ServerOptions any_ports() {
  ServerOptions options;
  options.in_memory = true;
  options.port = 0;
  options.threads = 1;
  return options;
}

TEST(Server, HasOnePortWithoutTls) {
  std::string error;
  const auto server = Server::start(any_ports(), error);
  ASSERT_TRUE(server) << error;
  EXPECT_NE(server->port(), 0);
  EXPECT_EQ(server->tls_port(), 0);
  EXPECT_EQ(server->certificate_file(), "");
  EXPECT_TRUE(server->reload_certificate(error)) << error;
}

TEST(Server, KeepsACertificateInMemoryForItsLifeAlone) {
  ServerOptions options = any_ports();
  options.tls.self_signed = true;
  std::string error;
  const auto server = Server::start(options, error);
  ASSERT_TRUE(server) << error;
  EXPECT_EQ(server->tls_port(), server->port());
  const std::filesystem::path certificate = server->certificate_file();
  EXPECT_TRUE(std::filesystem::exists(certificate));
  const auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
  EXPECT_EQ(std::filesystem::status(certificate.parent_path()).permissions() & others,
            std::filesystem::perms::none);
  EXPECT_TRUE(server->reload_certificate(error)) << error;
  server->stop();
  EXPECT_FALSE(std::filesystem::exists(certificate.parent_path()));
  EXPECT_EQ(server->tls_port(), 0);
  EXPECT_EQ(server->certificate_file(), "");
}

TEST(Server, HasTwoPorts) {
  ServerOptions options = any_ports();
  options.tls.self_signed = true;
  options.tls.port = 0;
  std::string error;
  const auto server = Server::start(options, error);
  ASSERT_TRUE(server) << error;
  EXPECT_NE(server->tls_port(), 0);
  EXPECT_NE(server->tls_port(), server->port());
}

TEST(Server, DoesNotStartWithoutItsCertificate) {
  ServerOptions options = any_ports();
  options.tls.certificate_file = options.tls.key_file = "/nowhere.pem";
  std::string error;
  EXPECT_FALSE(Server::start(options, error));
  EXPECT_EQ(error,
            "the certificate file '/nowhere.pem' cannot be read: No such file or directory. Give "
            "--tls-cert a PEM file with the server's certificate and its chain");
}

TEST(Server, DoesNotLeaveOutWhatItIsAskedFor) {
  ServerOptions options = any_ports();
  options.tls.client_ca_file = "ca.pem";
  std::string error;
  EXPECT_FALSE(Server::start(options, error));
  EXPECT_EQ(error,
            "--tls-client-ca needs a certificate; give --tls-cert and --tls-key, or "
            "--tls-self-signed");
}

}  // namespace
}  // namespace dynarocks
