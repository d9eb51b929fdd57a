#include "app/rekey_command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <sstream>
#include <utility>

#include "app/progress_line.h"

namespace dynarocks::app {
namespace {

constexpr int runtime_error = 1;
constexpr int usage_error = 2;
constexpr double bytes_per_megabyte = 1e6;

RekeyCommandLine usage_failure(std::string message) {
  std::replace(message.begin(), message.end(), '\n', ' ');
  while (message.ends_with(' ') || message.ends_with('.')) message.pop_back();
  RekeyCommandLine failed;
  failed.exit_code = usage_error;
  failed.error = "dynarocks: " + message + ". See dynarocks rekey --help";
  return failed;
}

std::string progress_text(std::uint64_t done, std::uint64_t all) {
  char text[64];
  std::snprintf(text, sizeof(text), "%d %% of %.0f MB",
                all == 0 ? 100 : static_cast<int>(done * 100 / all),
                static_cast<double>(all) / bytes_per_megabyte);
  return text;
}

void tell(const kv::RekeyRequest& request, const kv::RekeyOutcome& outcome, double seconds) {
  const bool encrypted = !request.new_key_file.empty();
  if (outcome.already) {
    std::printf("nothing to do: '%s' is %s\n", request.data_dir.c_str(),
                encrypted ? ("encrypted with the key in '" + request.new_key_file + "'").c_str()
                          : "not encrypted");
    return;
  }
  std::printf("%s '%s': %zu files, %.1f MB in %.1f s\n", encrypted ? "encrypted" : "decrypted",
              request.data_dir.c_str(), outcome.files,
              static_cast<double>(outcome.bytes) / bytes_per_megabyte, seconds);
}

}  // namespace

bool is_rekey_command(const std::vector<std::string>& arguments) {
  return !arguments.empty() && arguments.front() == "rekey";
}

RekeyCommandLine parse_rekey_command(const std::vector<std::string>& arguments) {
  CLI::App app(
      "Encrypts a data directory, gives it another key, or decrypts it: writes its files anew.\n"
      "The server must be stopped. When it is interrupted, repeat it.",
      "dynarocks rekey");
  kv::RekeyRequest request;
  bool decrypt = false;
  app.add_option("--data-dir", request.data_dir, "The data directory")->required();
  app.add_option("--old-key-file", request.old_key_file,
                 "File with its key; none when it is not encrypted");
  CLI::Option* const new_key =
      app.add_option("--new-key-file", request.new_key_file,
                     "File with the key it shall get: 32 random bytes, raw, in hexadecimal or in "
                     "base64 (openssl rand -hex 32 > key)");
  app.add_flag("--decrypt", decrypt, "It shall not be encrypted any more")->excludes(new_key);
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend() - 1));
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0) return usage_failure(error.what());
    std::ostringstream output;
    std::ostringstream unused;
    (void)app.exit(error, output, unused);
    RekeyCommandLine told;
    told.output = output.str();
    return told;
  }
  if (request.new_key_file.empty() && !decrypt) {
    return usage_failure("--new-key-file or --decrypt is required");
  }
  if (decrypt && request.old_key_file.empty()) {
    return usage_failure("--decrypt needs --old-key-file");
  }
  RekeyCommandLine parsed;
  parsed.request = std::move(request);
  return parsed;
}

int run_rekey_command(const kv::RekeyRequest& request) {
  const auto begin = std::chrono::steady_clock::now();
  ProgressLine line;
  const auto outcome = kv::rekey(
      request, [&](std::uint64_t done, std::uint64_t all) { line.show(progress_text(done, all)); });
  line.clear();
  if (!outcome) {
    std::fprintf(stderr, "dynarocks: %s\n", outcome.error().message.c_str());
    return runtime_error;
  }
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  tell(request, *outcome, taken.count());
  return 0;
}

}  // namespace dynarocks::app
