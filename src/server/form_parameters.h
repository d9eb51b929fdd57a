#pragma once
// The parameters of AWS's query protocol: of a query string, or of a form as a body.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynarocks::server {

class FormParameters {
 public:
  /// "Action=GetCallerIdentity&Version=2011-06-15", percent-encoded. What comes after 1,000
  /// parameters is not read.
  explicit FormParameters(std::string_view text);

  /// The value of the first parameter of this name.
  [[nodiscard]] std::optional<std::string> find(std::string_view name) const;

  /// The first parameter whose name is one of these, or begins with one and a dot; empty when there
  /// is none.
  [[nodiscard]] std::string_view first_of(std::initializer_list<std::string_view> names) const;

 private:
  std::vector<std::pair<std::string, std::string>> parameters_;  // decoded
};

}  // namespace dynarocks::server
