#pragma once
// The flags of DynamoDB Local, so that DynaRocks can stand in for it in a compose file or a script
// whose command line stays as it is.

#include <string>
#include <vector>

namespace dynarocks::app {

struct TranslatedFlags {
  std::vector<std::string> arguments;  // with DynaRocks' own flags
  /// Lines for the user about flags that are accepted and change nothing.
  std::vector<std::string> notes;
};

/// Replaces DynamoDB Local's flags (-inMemory, -dbPath DIR, ...) by DynaRocks' own and drops what
/// was for Java ("java -Xmx1g -Djava.library.path=... -jar DynamoDBLocal.jar"). Everything else
/// stays as it is. A flag without its value is left for the parser of the result to complain about.
[[nodiscard]] TranslatedFlags translate_local_flags(const std::vector<std::string>& arguments);

}  // namespace dynarocks::app
