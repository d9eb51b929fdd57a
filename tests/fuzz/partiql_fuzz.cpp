// libFuzzer: any text as a statement, held against the laws of tests/property/partiql_laws.h.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "../property/partiql_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const dynarocks::partiql::testing::LawCheck check(text);
  if (check.broken().empty()) return 0;
  std::fprintf(stderr, "broken law: %s\n", check.broken().c_str());
  std::abort();
}
