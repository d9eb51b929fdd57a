#include "app/repair_command.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "app/finding_text.h"
#include "app/progress_line.h"
#include "app/subcommand_line.h"
#include "base/logging.h"
#include "engine/store_salvage.h"
#include "kv/durable_file.h"
#include "kv/rocksdb_store.h"

namespace dynarocks::app {
namespace {

constexpr int something_lost = 1;
constexpr int nothing_done = 2;  // also: the command line is wrong

int refuse(const std::string& message) {
  std::fprintf(stderr, "dynarocks: %s\n", message.c_str());
  return nothing_done;
}

std::string text_of(const engine::SavedItems& items) {
  std::string text = std::to_string(items.saved) + (items.saved == 1 ? " item" : " items");
  if (items.is_everything()) return text + ", none lost";
  if (items.undecodable != 0) {
    text += ", LOST " + std::to_string(items.undecodable) + " that cannot be decoded";
  }
  for (const auto& [begin, end] : items.gaps) {
    text += ", LOST what was from row " + printable(begin) +
            (end.empty() ? " to the end" : " up to " + printable(end));
  }
  return text;
}

class Repair {
 public:
  Repair(kv::Inspection& damaged, const RepairRequest& request)
      : damaged_(damaged), request_(request), partial_(request.to + ".partial") {}

  [[nodiscard]] int run() {
    std::error_code error;
    for (const std::string& path : {request_.to, partial_}) {
      if (std::filesystem::exists(path, error)) {
        return refuse("'" + path +
                      "' exists already; name a new directory with --to, or remove it");
      }
    }
    if (const auto opened = damaged_.open_store(); !opened) {
      return refuse(
          "nothing can be saved without the files that say what belongs to what (CURRENT, "
          "MANIFEST-...): " +
          opened.error().message);
    }
    if (const auto saved = save(); !saved) return refuse(saved.error().message);
    std::filesystem::rename(partial_, request_.to, error);
    if (error) return refuse("'" + partial_ + "' cannot be renamed: " + error.message());
    const auto parent = std::filesystem::absolute(request_.to, error).parent_path().string();
    (void)kv::flush_directory(parent);
    say("saved to '" + request_.to + "'" + (lost_ ? ", with losses" : ", nothing was lost"));
    return lost_ ? something_lost : 0;
  }

 private:
  void say(const std::string& text) {
    line_.clear();
    std::printf("%s\n", text.c_str());
  }
  void tell_loss(const std::string& text) {
    lost_ = true;
    say(text);
  }

  [[nodiscard]] kv::StoreResult<void> save() {
    kv::StoreOptions options;
    options.data_dir = partial_;
    options.encryption_key_file = request_.damaged.encryption_key_file;
    // All is in files of rows, and flushed, when it is closed.
    options.durability = kv::Durability::none;
    DYNAROCKS_ASSIGN(const auto store, kv::open_rocksdb(options));
    DYNAROCKS_TRY(tell_files());
    return engine::save_store(
        damaged_.store(), damaged_.spaces(), *store,
        {[&](const std::string& subject, const engine::SavedItems& items) {
           lost_ = lost_ || !items.is_everything();
           say(subject + ": " + text_of(items));
         },
         [&](const std::string& subject, std::uint64_t records, bool is_whole) {
           if (is_whole)
             return say(subject + ": " + std::to_string(records) + " records, none lost");
           tell_loss(subject + ": LOST, since it is not whole; its table has none any more");
         },
         [&](const engine::Finding& finding) { tell_loss(text_of_loss(finding)); },
         [&](std::uint64_t rows) {
           rows_ += rows;
           line_.show("rows: " + std::to_string(rows_));
         }});
  }

  [[nodiscard]] static std::string text_of_loss(const engine::Finding& finding) {
    return app::text_of(finding) + ": not saved";
  }

  /// What is damaged, before what that means for tables.
  [[nodiscard]] kv::StoreResult<void> tell_files() {
    DYNAROCKS_ASSIGN(const kv::LogState logs, damaged_.check_logs());
    for (const kv::LogFault& fault : logs.faults) tell_loss(app::text_of(fault));
    (void)damaged_.check_table_files(
        [&](const kv::TableFileFault& fault) { tell_loss(app::text_of(fault)); },
        [](std::uint64_t, std::uint64_t) {});
    if (lost_) {
      say("what the damaged parts held is lost: items, and changes and deletions of items, which "
          "may be back as they were before");
    }
    return {};
  }

  kv::Inspection& damaged_;
  const RepairRequest& request_;
  std::string partial_;
  ProgressLine line_;
  std::uint64_t rows_ = 0;
  bool lost_ = false;
};

}  // namespace

bool is_repair_command(const std::vector<std::string>& arguments) {
  return !arguments.empty() && arguments.front() == "repair";
}

RepairCommandLine parse_repair_command(const std::vector<std::string>& arguments) {
  CLI::App app(
      "Saves what can be read of a damaged data directory into a new one, which is sound: items,\n"
      "with indexes and counters made anew, and streams that are whole. The server must be "
      "stopped;\n"
      "the damaged directory is not changed. Exit code 0: all was saved, 1: not all, 2: nothing.",
      "dynarocks repair");
  RepairRequest request;
  app.add_option("--data-dir", request.damaged.data_dir, "The damaged data directory")->required();
  app.add_option("--to", request.to, "The new directory, which must not be there yet")->required();
  app.add_option("--encryption-key-file", request.damaged.encryption_key_file,
                 "File with the key of both; none when they are not encrypted");
  if (auto answer = parse_subcommand(app, arguments, nothing_done)) {
    return {std::nullopt, answer->exit_code, std::move(answer->output), std::move(answer->error)};
  }
  RepairCommandLine parsed;
  parsed.request = std::move(request);
  return parsed;
}

int run_repair_command(const RepairRequest& request) {
  // What the stores say while they are read and written, each line here says better.
  log::configure(log::Level::off, log::Format::text);
  const auto damaged = kv::inspect_rocksdb(request.damaged);
  if (!damaged) return refuse(damaged.error().message);
  return Repair(**damaged, request).run();
}

}  // namespace dynarocks::app
