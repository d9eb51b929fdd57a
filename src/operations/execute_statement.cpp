#include "operations/execute_statement.h"

#include <string_view>
#include <utility>
#include <vector>

#include "codec/digest.h"
#include "operations/statement_read.h"
#include "operations/statement_write.h"
#include "partiql/bound_statement.h"
#include "partiql/statement_parser.h"
#include "wire/attribute_value_reader.h"

namespace dynarocks::operations {

using model::ApiResult;

namespace {

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

/// What is asked for, whatever the page: two requests that differ in it have different digests.
std::string digest_of(std::string_view statement, partiql::Parameters parameters) {
  std::string bytes = std::to_string(statement.size()) + ":";
  bytes += statement;
  for (const ApiResult<std::string>& parameter : parameters) bytes += *parameter;
  return codec::digest(bytes);
}

}  // namespace

ApiResult<void> execute_statement(const OperationContext& context, wire::Request request,
                                  std::string& response) {
  const std::string_view text = *request.string("Statement");
  DYNAROCKS_ASSIGN(const auto parsed, partiql::parse_statement(text));
  const std::vector<ApiResult<std::string>> parameters = read_parameters(request);
  DYNAROCKS_ASSIGN(const auto bound, partiql::bind_statement(parsed, parameters));
  if (const auto* select = std::get_if<partiql::BoundSelect>(&bound)) {
    return answer_select(context, request, *select, digest_of(text, parameters), response);
  }
  if (const auto* insert = std::get_if<partiql::BoundInsert>(&bound)) {
    return answer_insert(context, request, *insert, response);
  }
  if (const auto* modification = std::get_if<partiql::BoundModification>(&bound)) {
    return answer_modification(context, request, *modification, response);
  }
  return failure(model::validation_error("EXISTS() is only supported in ExecuteTransaction"));
}

}  // namespace dynarocks::operations
