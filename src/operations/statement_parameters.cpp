#include "operations/statement_parameters.h"

#include <utility>

#include "codec/digest.h"
#include "wire/attribute_value_reader.h"

namespace dynarocks::operations {

using model::ApiResult;

std::vector<ApiResult<std::string>> read_parameters(const wire::Request& request) {
  std::vector<ApiResult<std::string>> parameters;
  const auto given = request.member("Parameters");
  if (!given) return parameters;
  given->for_each_element([&parameters](wire::JsonValue value) {
    std::string encoded;
    const ApiResult<void> read = wire::read_parameter(value, encoded);
    if (read) {
      parameters.emplace_back(std::move(encoded));
    } else {
      parameters.emplace_back(failure(read.error()));
    }
    return true;
  });
  return parameters;
}

std::string digest_of(std::string_view statement, partiql::Parameters parameters) {
  std::string bytes = std::to_string(statement.size()) + ":";
  bytes += statement;
  for (const ApiResult<std::string>& parameter : parameters) bytes += *parameter;
  return codec::digest(bytes);
}

}  // namespace dynarocks::operations
