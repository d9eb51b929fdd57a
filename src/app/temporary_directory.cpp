#include "app/temporary_directory.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace dynarocks {

Result<std::unique_ptr<TemporaryDirectory>, std::string> TemporaryDirectory::make() {
  const char* const chosen = std::getenv("TMPDIR");
  const std::string parent = chosen != nullptr && *chosen != '\0' ? chosen : "/tmp";
  std::string path = parent + "/dynarocks-XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) {
    return failure("cannot make a temporary directory in '" + parent +
                   "': " + std::generic_category().message(errno) +
                   ". Give --tls-dir a directory where this user may write");
  }
  return std::unique_ptr<TemporaryDirectory>(new TemporaryDirectory(std::move(path)));
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace dynarocks
