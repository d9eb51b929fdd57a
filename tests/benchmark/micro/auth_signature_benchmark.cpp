// A signature of a PutItem of 1 KB: its body's digest, and the check.

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "auth/credential_store.h"
#include "auth/identity.h"
#include "auth/request_signer.h"
#include "auth/signature_check.h"
#include "base/clock.h"
#include "codec/digest.h"
#include "sample_item.h"

namespace dynarocks::micro {
namespace {

constexpr EpochMillis now = 1'767'225'600'000;  // 2026-01-01T00:00:00Z

auth::Credential credential() {
  auth::Credential made;
  made.access_key_id = "AKIDEXAMPLE";
  made.secret_access_key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  made.principal = auth::root_of("111122223333");
  made.issuer = made.access_key_id;
  return made;
}

void body_digest(benchmark::State& state) {
  const std::string body = one_string();
  for (auto _ : state) benchmark::DoNotOptimize(codec::digest(body));
}

void verify_signature(benchmark::State& state) {
  const std::string body = one_string();
  const std::string digest = codec::digest(body);
  const auth::Credential key = credential();
  const std::string authorization =
      auth::authorization_header({"us-east-1",
                                  "dynamodb",
                                  body,
                                  {{"host", "localhost:8000"},
                                   {"x-amz-date", "20260101T000000Z"},
                                   {"x-amz-target", "DynamoDB_20120810.PutItem"}}},
                                 {key.access_key_id, key.secret_access_key}, now);
  const std::vector<auth::HeaderField> headers{{"Host", "localhost:8000"},
                                               {"X-Amz-Date", "20260101T000000Z"},
                                               {"X-Amz-Target", "DynamoDB_20120810.PutItem"},
                                               {"Authorization", authorization}};
  const ManualClock clock(now);
  const auth::CredentialStore credentials({key});
  const auth::SignatureCheck check(credentials, clock);
  for (auto _ : state) {
    const auto signer = check.verify({"POST", "", headers, digest}, "dynamodb");
    if (!signer) state.SkipWithError(signer.error().message.c_str());
    benchmark::DoNotOptimize(signer);
  }
}

BENCHMARK(body_digest);
BENCHMARK(verify_signature);

}  // namespace
}  // namespace dynarocks::micro
