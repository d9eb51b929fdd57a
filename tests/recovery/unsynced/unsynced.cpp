// Preloaded (LD_PRELOAD) into a server, it writes down what the server does to the files of one
// directory, so that after a kill everything can be taken back that a power loss would have taken:
// crash_power_loss.py reads the journal and does so. Syncs are only written down, not done: nothing
// but the machine's own end could tell the difference.
//
//   UNSYNCED_DIRECTORY  what happens in it and below it is written down
//   UNSYNCED_JOURNAL    the journal, outside of it
//   UNSYNCED_GRAVE      a directory, on the same file system, that keeps what is removed
//   UNSYNCED_MICROS     how long a sync takes, as it would with a disk
//
// A line of the journal is one write, so that a kill leaves whole lines alone; its fields end with
// tabs:
//
//   sync <inode> <bytes>                the file's content is durable up to there
//   cut <inode> <bytes>                 the file has been shortened
//   syncdir <path>                      names in this directory are durable
//   create <path>
//   mkdir <path>
//   rename <inode> <from> <to> <grave>  the grave holds what was at <to>, if anything was
//   unlink <path> <grave>
//   unknown <what>                      something that this library cannot take back
//
// Changes of names are written down before they are made, syncs after the length was asked for and
// before they are answered.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// The function of the C library that one of ours stands in front of.
template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

class Journal {
 public:
  static Journal& get() {
    static Journal journal;
    return journal;
  }

  [[nodiscard]] bool covers(const std::string& path) const {
    return path.compare(0, directory_.size(), directory_) == 0 &&
           (path.size() == directory_.size() || path[directory_.size()] == '/');
  }

  void add(const std::string& kind, std::initializer_list<std::string> fields) const {
    std::string line = kind + "\t";
    for (const std::string& field : fields) line += field + "\t";
    line += "\n";
    if (::write(file_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::abort();
  }

  void wait_for_disk() const {
    if (sync_micros_ > 0) ::usleep(sync_micros_);
  }

  /// Keeps the file at the path under a name of its own, which is answered; "" when there is none.
  [[nodiscard]] std::string bury(const std::string& path) {
    const std::string grave =
        grave_ + "/" + std::to_string(::getpid()) + "-" + std::to_string(last_grave_++);
    return ::link(path.c_str(), grave.c_str()) == 0 ? grave : "";
  }

 private:
  Journal()
      : directory_(environment("UNSYNCED_DIRECTORY")),
        grave_(environment("UNSYNCED_GRAVE")),
        sync_micros_(static_cast<useconds_t>(std::atoi(environment("UNSYNCED_MICROS").c_str()))),
        file_(next<int(const char*, int, ...)>("open")(environment("UNSYNCED_JOURNAL").c_str(),
                                                       O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC,
                                                       0644)) {
    if (file_ < 0 || directory_.empty() || grave_.empty()) std::abort();
  }

  const std::string directory_;
  const std::string grave_;
  const useconds_t sync_micros_;
  const int file_;
  std::atomic<int> last_grave_ = 0;
};

std::string path_of(int descriptor) {
  char path[PATH_MAX];
  const ssize_t length =
      ::readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), path, sizeof path);
  return length < 0 ? "" : std::string(path, static_cast<std::size_t>(length));
}

/// The path as the journal writes it: absolute and without doubled or trailing slashes.
std::string normal(const char* path) {
  std::string result;
  if (path[0] != '/') {
    char directory[PATH_MAX];
    if (::getcwd(directory, sizeof directory) == nullptr) std::abort();
    result = directory;
    result += '/';
  }
  for (const char* at = path; *at != '\0'; ++at) {
    if (*at != '/' || result.empty() || result.back() != '/') result += *at;
  }
  while (result.size() > 1 && result.back() == '/') result.pop_back();
  return result;
}

bool exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

int sync(int descriptor) {
  const std::string path = path_of(descriptor);
  Journal& journal = Journal::get();
  if (!journal.covers(path)) return 0;
  struct stat state {};
  if (::fstat(descriptor, &state) != 0) return -1;
  journal.wait_for_disk();
  if (S_ISDIR(state.st_mode)) {
    journal.add("syncdir", {path});
  } else {
    journal.add("sync", {std::to_string(state.st_ino), std::to_string(state.st_size)});
  }
  return 0;
}

void note_cut(const struct stat& state, off_t length) {
  if (length < state.st_size) {
    Journal::get().add("cut", {std::to_string(state.st_ino), std::to_string(length)});
  }
}

void note_open(const std::string& path, int flags) {
  Journal& journal = Journal::get();
  if (!journal.covers(path)) return;
  struct stat state {};
  if (::stat(path.c_str(), &state) != 0) {
    if ((flags & O_CREAT) != 0) journal.add("create", {path});
  } else if ((flags & O_TRUNC) != 0) {
    note_cut(state, 0);
  }
}

int open_noted(const char* name, const char* path, int flags, mode_t mode) {
  if ((flags & (O_CREAT | O_TRUNC)) != 0) note_open(normal(path), flags);
  return next<int(const char*, int, ...)>(name)(path, flags, mode);
}

int cut(const char* name, int descriptor, off_t length) {
  struct stat state {};
  if (Journal::get().covers(path_of(descriptor)) && ::fstat(descriptor, &state) == 0) {
    note_cut(state, length);
  }
  return next<int(int, off_t)>(name)(descriptor, length);
}

void note_unlink(const std::string& path) {
  Journal& journal = Journal::get();
  if (journal.covers(path) && exists(path)) journal.add("unlink", {path, journal.bury(path)});
}

/// Overwriting in place cannot be taken back, only what was added at the end.
void note_write_at(int descriptor, off_t offset) {
  struct stat state {};
  const std::string path = path_of(descriptor);
  if (Journal::get().covers(path) && ::fstat(descriptor, &state) == 0 && offset < state.st_size) {
    Journal::get().add("unknown", {"pwrite " + path});
  }
}

void refuse(const char* what, const char* path) {
  if (Journal::get().covers(normal(path)))
    Journal::get().add("unknown", {std::string(what) + " " + path});
}

}  // namespace

extern "C" {

int fsync(int descriptor) { return sync(descriptor); }
int fdatasync(int descriptor) { return sync(descriptor); }
// Begins to write, and promises nothing.
int sync_file_range(int, off64_t, off64_t, unsigned) { return 0; }

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  return open_noted("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  return open_noted("open64", path, flags, mode);
}

int ftruncate(int descriptor, off_t length) { return cut("ftruncate", descriptor, length); }
int ftruncate64(int descriptor, off64_t length) { return cut("ftruncate64", descriptor, length); }

int mkdir(const char* path, mode_t mode) {
  const std::string full = normal(path);
  if (Journal::get().covers(full) && !exists(full)) Journal::get().add("mkdir", {full});
  return next<int(const char*, mode_t)>("mkdir")(path, mode);
}

int rename(const char* from, const char* to) {
  const std::string source = normal(from);
  const std::string target = normal(to);
  struct stat state {};
  Journal& journal = Journal::get();
  if (journal.covers(target) && ::stat(from, &state) == 0) {
    journal.add("rename", {std::to_string(state.st_ino), source, target, journal.bury(target)});
  }
  return next<int(const char*, const char*)>("rename")(from, to);
}

int unlink(const char* path) {
  note_unlink(normal(path));
  return next<int(const char*)>("unlink")(path);
}

int remove(const char* path) {
  note_unlink(normal(path));
  return next<int(const char*)>("remove")(path);
}

ssize_t pwrite(int descriptor, const void* data, size_t size, off_t offset) {
  note_write_at(descriptor, offset);
  return next<ssize_t(int, const void*, size_t, off_t)>("pwrite")(descriptor, data, size, offset);
}

ssize_t pwrite64(int descriptor, const void* data, size_t size, off64_t offset) {
  note_write_at(descriptor, offset);
  return next<ssize_t(int, const void*, size_t, off64_t)>("pwrite64")(descriptor, data, size,
                                                                      offset);
}

int truncate(const char* path, off_t length) {
  refuse("truncate", path);
  return next<int(const char*, off_t)>("truncate")(path, length);
}

int link(const char* from, const char* to) {
  refuse("link", to);
  return next<int(const char*, const char*)>("link")(from, to);
}

int rmdir(const char* path) {
  refuse("rmdir", path);
  return next<int(const char*)>("rmdir")(path);
}

int msync(void* address, size_t length, int flags) {
  Journal::get().add("unknown", {"msync"});
  return next<int(void*, size_t, int)>("msync")(address, length, flags);
}

}  // extern "C"
