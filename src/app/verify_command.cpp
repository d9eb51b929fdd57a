#include "app/verify_command.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "app/finding_text.h"
#include "app/progress_line.h"
#include "app/subcommand_line.h"
#include "base/logging.h"
#include "engine/store_verifier.h"

namespace dynarocks::app {
namespace {

constexpr int unsound = 1;
constexpr int unknown = 2;  // also: the command line is wrong
constexpr double bytes_per_megabyte = 1e6;

class Verification {
 public:
  explicit Verification(kv::Inspection& inspection) : inspection_(inspection) {}

  [[nodiscard]] int run() {
    check_logs();
    if (inspection_.has_store()) {
      if (const auto opened = inspection_.open_store(); opened) {
        check_files();
        check_rows();
      } else {
        tell("store: " + opened.error().message);
      }
    }
    line_.clear();
    for (const std::string& remainder : repeated_.remainders()) say(remainder);
    say(summary());
    return findings_ == 0 ? 0 : unsound;
  }

 private:
  static void say(const std::string& text) { std::printf("%s\n", text.c_str()); }

  void tell(const std::string& text) {
    ++findings_;
    line_.clear();
    say(text);
  }

  void check_logs() {
    const auto logs = inspection_.check_logs();
    if (!logs) return tell("log: " + logs.error().message);
    for (const kv::LogFault& fault : logs->faults) tell(text_of(fault));
    files_.files += logs->files;
    files_.bytes += logs->bytes;
  }

  void check_files() {
    const auto checked = inspection_.check_table_files(
        [&](const kv::TableFileFault& fault) { tell(text_of(fault)); },
        [&](std::uint64_t done, std::uint64_t all) {
          line_.show("files: " + std::to_string(all == 0 ? 100 : done * 100 / all) + " %");
        });
    files_.files += checked.files;
    files_.bytes += checked.bytes;
  }

  void check_rows() {
    totals_ = engine::verify_store(
        inspection_.store(), inspection_.spaces(),
        [&](const engine::Finding& finding) {
          if (repeated_.is_told(finding)) return tell(text_of(finding));
          ++findings_;
        },
        [&](std::uint64_t rows) {
          rows_ += rows;
          line_.show("rows: " + std::to_string(rows_));
        });
  }

  [[nodiscard]] std::string summary() const {
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin_;
    char text[64];
    std::snprintf(text, sizeof(text), "%.1f MB in %.1f s",
                  static_cast<double>(files_.bytes) / bytes_per_megabyte, taken.count());
    const auto count = [](std::uint64_t number, const char* one, const char* many) {
      return std::to_string(number) + " " + (number == 1 ? one : many);
    };
    return (findings_ == 0 ? "sound: " : count(findings_, "finding: ", "findings: ")) +
           count(totals_.tables, "table, ", "tables, ") +
           count(totals_.items, "item, ", "items, ") +
           count(totals_.index_entries, "index entry, ", "index entries, ") +
           count(totals_.stream_records, "stream record, ", "stream records, ") +
           count(files_.files, "file, ", "files, ") + text;
  }

  kv::Inspection& inspection_;
  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  ProgressLine line_;
  RepeatedFindings repeated_;
  kv::FileTotals files_;
  engine::StoreTotals totals_;
  std::uint64_t rows_ = 0;
  std::uint64_t findings_ = 0;
};

}  // namespace

bool is_verify_command(const std::vector<std::string>& arguments) {
  return !arguments.empty() && arguments.front() == "verify";
}

VerifyCommandLine parse_verify_command(const std::vector<std::string>& arguments) {
  CLI::App app(
      "Checks a data directory: files, log, and whether rows, indexes, counters and streams "
      "agree.\n"
      "The server must be stopped; nothing is changed. Exit code 0: sound, 1: not, 2: not known.",
      "dynarocks verify");
  kv::InspectionRequest request;
  app.add_option("--data-dir", request.data_dir, "The data directory")->required();
  app.add_option("--encryption-key-file", request.encryption_key_file,
                 "File with its key; none when it is not encrypted");
  if (auto answer = parse_subcommand(app, arguments, unknown)) {
    return {std::nullopt, answer->exit_code, std::move(answer->output), std::move(answer->error)};
  }
  VerifyCommandLine parsed;
  parsed.request = std::move(request);
  return parsed;
}

int run_verify_command(const kv::InspectionRequest& request) {
  // What the store says while it reads, each finding says better.
  log::configure(log::Level::off, log::Format::text);
  const auto inspection = kv::inspect_rocksdb(request);
  if (!inspection) {
    std::fprintf(stderr, "dynarocks: %s\n", inspection.error().message.c_str());
    return unknown;
  }
  return Verification(**inspection).run();
}

}  // namespace dynarocks::app
