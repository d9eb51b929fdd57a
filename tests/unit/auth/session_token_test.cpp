#include "auth/session_token.h"

#include <gtest/gtest.h>

#include "auth/identity.h"
#include "base/base64.h"

namespace dynarocks::auth {
namespace {

Credential a_session() {
  Credential session;
  session.access_key_id = "ASIAEXAMPLE";
  session.secret_access_key = "temporary";
  session.issuer = "AKIDEXAMPLE";
  session.expires_at = 1'440'938'160'123;
  session.principal = session_of_role("111122223333", "/division/", "Reader", "tests");
  session.principal.tags = {{"team", "blue"}, {"odd", "\xff"}};
  session.session_policy = R"({"Version":"2012-10-17"})";
  return session;
}

TEST(SessionToken, HasTheSessionInIt) {
  const Credential session = a_session();
  const std::string token = seal_session(session, "secret");
  EXPECT_EQ(issuer_of(token), "AKIDEXAMPLE");
  const auto opened = open_session(token, "secret");
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->access_key_id, session.access_key_id);
  EXPECT_EQ(opened->secret_access_key, session.secret_access_key);
  EXPECT_EQ(opened->session_token, token);
  EXPECT_EQ(opened->expires_at, session.expires_at);
  EXPECT_EQ(opened->principal, session.principal);
  EXPECT_EQ(opened->session_policy, session.session_policy);
  EXPECT_EQ(opened->issuer, session.issuer);
}

TEST(SessionToken, IsReadableForNobodyElse) {
  const std::string token = seal_session(a_session(), "secret");
  EXPECT_FALSE(open_session(token, "other"));
  EXPECT_FALSE(open_session(token, ""));
  EXPECT_EQ(decode_base64(token)->find("temporary"), std::string::npos);
  EXPECT_NE(seal_session(a_session(), "secret"), token);
}

TEST(SessionToken, IsNothingOnceABitIsChanged) {
  const std::string bytes = *decode_base64(seal_session(a_session(), "secret"));
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    std::string changed = bytes;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
    std::string token;
    append_base64(changed, token);
    ASSERT_FALSE(open_session(token, "secret")) << "bit " << bit;
  }
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    std::string token;
    append_base64(std::string_view(bytes).substr(0, size), token);
    ASSERT_FALSE(open_session(token, "secret")) << size << " bytes";
  }
}

TEST(SessionToken, IsNoOtherText) {
  for (const char* text : {"", "a", "AQ==", "Af8=", "not base64!", "AQEB"}) {
    EXPECT_EQ(issuer_of(text), std::nullopt) << text;
    EXPECT_FALSE(open_session(text, "secret")) << text;
  }
}

}  // namespace
}  // namespace dynarocks::auth
