#include "server/self_signed_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <vector>

#include "base/logging.h"
#include "server/certificate_dates.h"
#include "server/openssl_types.h"
#include "server/pem_file.h"
#include "server/self_signed_certificate.h"

namespace dynarocks::server {
namespace {

constexpr std::chrono::milliseconds renewal_before_end = std::chrono::hours(24 * 30);
constexpr mode_t key_mode = 0600;
constexpr mode_t certificate_mode = 0644;

/// An address that stands for all of them names no server.
bool is_wildcard(const std::string& host) { return host == "0.0.0.0" || host == "::"; }

std::vector<std::string> names_for(const std::string& host) {
  std::vector<std::string> names{"localhost", "127.0.0.1", "::1"};
  if (!is_wildcard(host) && std::find(names.begin(), names.end(), host) == names.end()) {
    names.push_back(host);
  }
  return names;
}

bool covers(X509& certificate, const std::string& name) {
  return X509_check_ip_asc(&certificate, name.c_str(), 0) == 1 ||
         X509_check_host(&certificate, name.data(), name.size(), 0, nullptr) == 1;
}

/// Why there have to be new files; empty when there need not.
std::string fault_of(X509& certificate, const TlsFiles& files,
                     const std::vector<std::string>& names, EpochMillis now) {
  const auto key = read_private_key(files.key);
  if (!key) return "'" + files.key + "' " + key.error();
  const bool matches = X509_check_private_key(&certificate, key->get()) == 1;
  const bool names_all = std::all_of(names.begin(), names.end(), [&](const std::string& name) {
    return covers(certificate, name);
  });
  ERR_clear_error();
  if (!matches) return "key and certificate do not belong together";
  if (!names_all) return "the certificate does not name the host";
  const CertificateDates dates = dates_of(certificate);
  if (now + renewal_before_end.count() > dates.until) return "the certificate is about to expire";
  return {};
}

bool is_there(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

auto not_ours(const std::string& what) {
  return failure("the certificate '" + what +
                 ", not one that this server has made. Remove it and key.pem, or give --tls-dir "
                 "another directory");
}

/// All or nothing: readers see the old file or the whole new one, which never had another mode.
Result<void, std::string> replace_file(const std::string& path, mode_t mode,
                                       const std::string& text) {
  const std::string unfinished = path + ".new";
  (void)::unlink(unfinished.c_str());
  const int file = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  bool written = file >= 0 &&
                 ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                 ::fsync(file) == 0;
  int error_number = errno;
  if (file >= 0) ::close(file);
  if (written && std::rename(unfinished.c_str(), path.c_str()) != 0) {
    written = false;
    error_number = errno;
  }
  if (written) return {};
  return failure("cannot write the self-signed certificate's '" + path +
                 "': " + std::generic_category().message(error_number) +
                 ". Give --tls-dir a directory where this user may write");
}

}  // namespace

TlsFiles self_signed_files(const std::string& directory) {
  return {directory + "/cert.pem", directory + "/key.pem", {}};
}

Result<void, std::string> keep_self_signed_files(const TlsFiles& files, const std::string& host,
                                                 EpochMillis now) {
  const std::vector<std::string> names = names_for(host);
  if (is_there(files.certificate) || is_there(files.key)) {
    const auto certificates = read_certificates(files.certificate);
    if (!certificates) return not_ours(files.certificate + "' " + certificates.error());
    if (!is_self_made(*certificates->front())) {
      return not_ours(files.certificate + "' is somebody else's");
    }
    const std::string fault = fault_of(*certificates->front(), files, names, now);
    if (fault.empty()) return {};
    log::warn("a new self-signed certificate is made: " + fault + ". Clients must trust it anew");
  }
  const auto made = make_self_signed(names, now);
  if (!made) return failure("cannot make a certificate: " + made.error());
  std::error_code ignored;  // shows when the files are written
  std::filesystem::create_directories(std::filesystem::path(files.key).parent_path(), ignored);
  // In this order, so that a key without a certificate is not ours, whatever interrupts us.
  DYNAROCKS_TRY(replace_file(files.certificate, certificate_mode, made->certificate));
  return replace_file(files.key, key_mode, made->key);
}

}  // namespace dynarocks::server
