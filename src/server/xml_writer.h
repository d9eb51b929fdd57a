#pragma once
// XML as AWS's query protocol answers it: elements of text, indented by two spaces.

#include <string>
#include <string_view>
#include <vector>

namespace dynarocks::server {

/// Appends to `out`.
class XmlWriter {
 public:
  explicit XmlWriter(std::string& out) : out_(out) {}

  /// `attributes` are written as they are, with a blank before them.
  XmlWriter& begin(std::string_view name, std::string_view attributes = {});
  XmlWriter& end();
  XmlWriter& element(std::string_view name, std::string_view text);

 private:
  void indent() { out_.append(2 * open_.size(), ' '); }

  std::string& out_;
  std::vector<std::string_view> open_;
};

}  // namespace dynarocks::server
