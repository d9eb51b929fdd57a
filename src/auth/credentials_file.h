#pragma once
// Which keys there are: a file in the form of the AWS CLI's credentials file, with whose each key
// is beside it.
//
//   [alice]
//   aws_access_key_id = AKIAIOSFODNN7EXAMPLE
//   aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
//   account = 111122223333
//   identity = user/division/alice
//   tags = team=blue, cost=12

#include <string>
#include <string_view>
#include <vector>

#include "auth/credential.h"
#include "base/result.h"

namespace dynarocks::auth {

/// The credentials of a file's text. The error is one line, "<file>:<line>: <what is wrong>", and
/// has no secret in it.
[[nodiscard]] Result<std::vector<Credential>, std::string> parse_credentials(
    std::string_view text, std::string_view file_name);

/// As parse_credentials; a file that cannot be read is an error, too.
[[nodiscard]] Result<std::vector<Credential>, std::string> read_credentials_file(
    const std::string& path);

}  // namespace dynarocks::auth
