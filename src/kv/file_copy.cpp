#include "kv/file_copy.h"

#include <fcntl.h>

#include <cerrno>
#include <optional>
#include <string_view>
#include <utility>

#include "kv/durable_file.h"
#include "kv/file_cipher.h"

namespace dynarocks::kv {
namespace {

constexpr std::size_t step_bytes = std::size_t{1} << 20;

StoreError io_error(int error_number) {
  return StoreError{StoreError::Kind::io, error_text(error_number)};
}

template <class T>
StoreResult<T> io_result(FileResult<T> result) {
  if (!result) return failure(io_error(result.error()));
  if constexpr (std::is_void_v<T>) {
    return {};
  } else {
    return std::move(*result);
  }
}

StoreResult<FileForm> form_of(const std::string& path, const DataKeys& keys) {
  DYNAROCKS_ASSIGN(const auto start, io_result(read_start(path, FileCipher::prefix_bytes)));
  if (!start) return failure(io_error(ENOENT));
  return form_of_file(*start, keys);
}

}  // namespace

StoreResult<bool> needs_copy(const std::string& path, const DataKeys& keys) {
  DYNAROCKS_ASSIGN(const FileForm form, form_of(path, keys));
  switch (form.kind) {
    case FileForm::Kind::empty:
      return !keys.write;  // what there is of a prefix has no place in a file without one
    case FileForm::Kind::plain:
      return keys.write.has_value();
    case FileForm::Kind::encrypted:
      return keys.write != form.encrypted->key;
  }
  return true;
}

StoreResult<void> copy_file(const std::string& source, const std::string& target,
                            const DataKeys& keys,
                            const std::function<void(std::uint64_t)>& copied) {
  DYNAROCKS_ASSIGN(const FileForm form, form_of(source, keys));
  const File from(source, O_RDONLY);
  if (!from.is_open()) return failure(io_error(errno));
  const File to(target, O_WRONLY | O_CREAT | O_TRUNC);
  if (!to.is_open()) return failure(io_error(errno));
  std::string buffer(step_bytes, '\0');
  if (form.encrypted) {
    DYNAROCKS_TRY(io_result(from.read(buffer.data(), FileCipher::prefix_bytes)));
  }
  std::optional<EncryptedFile> written;
  if (keys.write) {
    DYNAROCKS_ASSIGN(written, EncryptedFile::create(*keys.write, keys.keys.at(*keys.write)));
    DYNAROCKS_TRY(io_result(to.write(written->prefix)));
  }
  if (form.kind == FileForm::Kind::empty) return io_result(to.sync());
  for (std::uint64_t offset = 0;;) {
    DYNAROCKS_ASSIGN(const std::size_t size, io_result(from.read(buffer.data(), buffer.size())));
    if (size == 0) break;
    if ((form.encrypted &&
         !form.encrypted->cipher.apply(offset, buffer.data(), buffer.data(), size)) ||
        (written && !written->cipher.apply(offset, buffer.data(), buffer.data(), size))) {
      return failure(cryptography_failed());
    }
    DYNAROCKS_TRY(io_result(to.write(std::string_view(buffer).substr(0, size))));
    offset += size;
    copied(size);
  }
  return io_result(to.sync());
}

}  // namespace dynarocks::kv
