#include "kv/rocksdb_logs.h"

#include <rocksdb/file_system.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "kv/log_scan.h"
#include "kv/rocksdb_status.h"

namespace dynarocks::kv {
namespace {

constexpr std::string_view extension = ".log";

struct LogFile {
  std::uint64_t number = 0;
  std::string name;
  LogScan scan;
};

/// "000012.log"; nothing for another name.
std::optional<std::uint64_t> log_number(std::string_view name) {
  if (!name.ends_with(extension)) return std::nullopt;
  const char* const end = name.data() + name.size() - extension.size();
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(name.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

StoreResult<std::vector<LogFile>> list_logs(rocksdb::Env& env, const std::string& store_path) {
  std::vector<std::string> names;
  DYNAROCKS_TRY(
      store_result(env.GetChildren(store_path, &names), "look into '" + store_path + "'"));
  std::vector<LogFile> logs;
  for (std::string& name : names) {
    if (const auto number = log_number(name)) logs.push_back({*number, std::move(name), {}});
  }
  std::sort(logs.begin(), logs.end(),
            [](const LogFile& a, const LogFile& b) { return a.number < b.number; });
  return logs;
}

class FileSource final : public LogSource {
 public:
  explicit FileSource(std::unique_ptr<rocksdb::SequentialFile> file) : file_(std::move(file)) {}

  [[nodiscard]] Result<std::size_t, std::string> read(char* to, std::size_t size) override {
    std::size_t total = 0;
    while (total < size) {
      rocksdb::Slice piece;
      const rocksdb::Status status = file_->Read(size - total, &piece, to + total);
      if (!status.ok()) return failure(status.ToString());
      if (piece.empty()) break;
      if (piece.data() != to + total) std::copy_n(piece.data(), piece.size(), to + total);
      total += piece.size();
    }
    return total;
  }

 private:
  std::unique_ptr<rocksdb::SequentialFile> file_;
};

Result<LogScan, std::string> scan_file(rocksdb::Env& env, const std::string& path) {
  std::unique_ptr<rocksdb::SequentialFile> file;
  const rocksdb::Status opened = env.NewSequentialFile(path, &file, rocksdb::EnvOptions());
  if (!opened.ok()) return failure(opened.ToString());
  FileSource source(std::move(file));
  return scan_log(source);
}

/// Whether the log goes on in `next` where it ended, or behind the record that a failed write left.
bool continues(std::optional<std::uint64_t> end, const LogScan::Tail& tail, const LogScan& next) {
  return !end || next.first_sequence == end || next.first_sequence == tail.next_sequence;
}

/// What is wrong with the ends of the files: whether each goes on where the one before it ended.
void check_ends(const std::vector<LogFile>& logs, LogState& state) {
  std::optional<std::uint64_t> end;  // behind the last whole record
  for (std::size_t i = 0; i < logs.size(); ++i) {
    const LogScan& scan = logs[i].scan;
    if (scan.next_sequence) end = scan.next_sequence;
    if (!scan.tail) continue;
    std::uint64_t records_behind = 0;
    const LogScan* next = nullptr;
    for (std::size_t j = i + 1; j < logs.size(); ++j) {
      records_behind += logs[j].scan.records;
      if (next == nullptr && logs[j].scan.first_sequence) next = &logs[j].scan;
    }
    if (next == nullptr) {
      if (scan.tail->is_long_enough) {
        state.faults.push_back({LogFault::Kind::bad_tail, logs[i].name, scan.tail->offset, 0, {}});
      }
    } else if (continues(end, *scan.tail, *next)) {
      state.is_torn_inside = true;
    } else {
      state.faults.push_back(
          {LogFault::Kind::lost_end, logs[i].name, scan.tail->offset, records_behind, {}});
    }
  }
}

}  // namespace

StoreResult<LogState> check_logs(rocksdb::Env& env, const std::string& store_path) {
  DYNAROCKS_ASSIGN(std::vector<LogFile> logs, list_logs(env, store_path));
  LogState state;
  state.files = logs.size();
  for (LogFile& log : logs) {
    auto scan = scan_file(env, store_path + "/" + log.name);
    if (!scan) {
      state.faults.push_back({LogFault::Kind::unreadable, log.name, 0, 0, scan.error()});
      continue;
    }
    log.scan = *scan;
    state.bytes += scan->bytes;
    state.records += scan->records;
  }
  for (std::size_t i = 0; i < logs.size(); ++i) {
    const LogScan& scan = logs[i].scan;
    if (!scan.damage) continue;
    std::uint64_t records_behind = scan.records_behind_damage;
    for (std::size_t j = i + 1; j < logs.size(); ++j) records_behind += logs[j].scan.records;
    state.faults.push_back(
        {LogFault::Kind::damage, logs[i].name, *scan.damage, records_behind, {}});
  }
  check_ends(logs, state);
  return state;
}

}  // namespace dynarocks::kv
