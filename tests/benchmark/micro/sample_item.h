#pragma once
// The items that parts are measured with, as JSON and as stored.

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "model/api_error.h"
#include "model/validation_layer.h"
#include "wire/attribute_value_reader.h"
#include "wire/json_value.h"

namespace dynarocks::micro {

/// 1 KB, nearly all of it one string: what loads usually write.
inline std::string one_string() {
  return R"({"pk":{"S":"key-000001"},"data":{"S":")" + std::string(1008, 'x') + R"("}})";
}

/// Twelve attributes of about 20 bytes.
inline std::string many_attributes() {
  return R"({"pk":{"S":"customer#000001"},"sk":{"S":"order#2026-01-01"},"status":{"S":"SHIPPED"},)"
         R"("total":{"N":"1234.56"},"count":{"N":"17"},"paid":{"BOOL":true},"note":{"NULL":true},)"
         R"("created":{"N":"1767225600"},"city":{"S":"Rotterdam"},"tags":{"SS":["a","b","c"]},)"
         R"("sizes":{"NS":["1","2.5","30"]},"digest":{"B":"AAECAwQFBgcICQ=="}})";
}

/// Ten lines of an order as maps in a list.
inline std::string nested() {
  std::string item = R"({"pk":{"S":"order#1"},"lines":{"L":[)";
  for (int i = 0; i < 10; ++i) {
    item += i == 0 ? "" : ",";
    item += R"({"M":{"sku":{"S":"sku-)" + std::to_string(1000 + i) + R"("},"price":{"N":"9.95"},)" +
            R"("count":{"N":"2"}}})";
  }
  return item + "]}}";
}

/// What is measured has to work.
inline void must(const model::ApiResult<void>& result) {
  if (!result) throw std::logic_error(result.error().message);
}
template <class T>
T must(model::ApiResult<T> result) {
  if (!result) throw std::logic_error(result.error().message);
  return std::move(*result);
}

/// The stored form of an item that is valid.
inline std::string stored(std::string_view json) {
  wire::JsonDocument document;
  std::string bytes;
  must(wire::read_item(document.parse(json).value(), model::ValidationLayer::current, bytes));
  return bytes;
}

/// The stored form of an attribute value that is valid.
inline std::string stored_value(std::string_view json) {
  wire::JsonDocument document;
  std::string bytes;
  must(wire::read_value(document.parse(json).value(), model::ValidationLayer::current, bytes));
  return bytes;
}

}  // namespace dynarocks::micro
