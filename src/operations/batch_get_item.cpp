#include "operations/batch_get_item.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "engine/capacity.h"
#include "engine/item_key.h"
#include "engine/item_reader.h"
#include "expression/projection.h"
#include "model/limits.h"
#include "operations/consumed_capacity_json.h"
#include "operations/expression_parameters.h"
#include "operations/legacy_projection.h"
#include "operations/table_identifier.h"
#include "wire/attribute_value_reader.h"
#include "wire/json_copy.h"
#include "wire/json_writer.h"

namespace dynarocks::operations {

using codec::ItemView;
using expression::Projection;
using model::ApiResult;
using model::validation_error;
using wire::JsonValue;

namespace {

/// Bytes one call returns of one partition (observed on the service).
constexpr std::size_t partition_bytes = model::limits::page_bytes + model::limits::item_bytes - 3;

struct KeyToGet {
  JsonValue json;   // as sent, for UnprocessedKeys
  std::string key;  // encoded
  std::string row;
};

/// What is asked of one table.
struct TableKeys {
  std::string_view identifier;
  wire::Request request;
  std::vector<KeyToGet> keys;
  std::optional<Projection> projection;
  bool consistent = false;
  bool has_duplicates = false;
  std::shared_ptr<engine::Table> table;
  std::vector<JsonValue> unprocessed;
  model::ConsumedCapacity capacity;
};

/// Finds keys that were given twice. What counts is how numbers are written: 1 and 1.0 are two
/// keys.
class GivenKeys {
 public:
  void add(JsonValue key) {
    attributes_.clear();
    key.for_each_member([&](std::string_view name, JsonValue value) {
      value.for_each_member([&](std::string_view type, JsonValue scalar) {
        if (scalar.type() == wire::JsonType::string) {
          attributes_.push_back({name, type, scalar.as_string()});
        }
        return true;
      });
      return true;
    });
    if (attributes_.size() > 1) {
      std::stable_sort(attributes_.begin(), attributes_.end(),
                       [](const Attribute& a, const Attribute& b) { return a.name < b.name; });
    }
    for (std::size_t i = 0; i < attributes_.size(); ++i) {
      // Of a name given twice the last stands.
      if (i + 1 < attributes_.size() && attributes_[i].name == attributes_[i + 1].name) continue;
      append(attributes_[i]);
    }
    ends_.push_back(texts_.size());
  }

  [[nodiscard]] bool has_duplicates() const {
    std::vector<std::string_view> keys;
    keys.reserve(ends_.size());
    std::size_t start = 0;
    for (const std::size_t end : ends_) {
      keys.push_back(std::string_view(texts_).substr(start, end - start));
      start = end;
    }
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
  }

 private:
  struct Attribute {
    std::string_view name;
    std::string_view type;
    std::string_view scalar;
  };

  void append(const Attribute& attribute) {
    for (const std::string_view part : {attribute.name, attribute.type, attribute.scalar}) {
      texts_.append(std::to_string(part.size())).append(1, ':').append(part);
    }
  }

  std::vector<Attribute> attributes_;  // of the key that is being added
  std::string texts_;                  // of all keys, one behind the other
  std::vector<std::size_t> ends_;
};

ApiResult<void> check_mixing(const wire::Request& request_items) {
  bool attributes_to_get = false;
  bool projection_expression = false;
  request_items.json().for_each_member([&](std::string_view, JsonValue keys_and_attributes) {
    if (keys_and_attributes.is_null()) return true;
    const wire::Request options(keys_and_attributes);
    attributes_to_get |= options.has("AttributesToGet");
    projection_expression |= options.has("ProjectionExpression");
    return true;
  });
  if (!attributes_to_get || !projection_expression) return {};
  return failure(validation_error(
      "Can not use both expression and non-expression parameters in the same request: "
      "Non-expression parameters: {AttributesToGet} Expression parameters: "
      "{ProjectionExpression}"));
}

/// Duplicates are noted only: they are told when every table has been read.
ApiResult<void> read_keys(const OperationContext& context, TableKeys& table_keys) {
  GivenKeys given;
  ApiResult<void> outcome;
  table_keys.request.member("Keys")->for_each_element([&](JsonValue json) {
    KeyToGet key{json, {}, {}};
    outcome = wire::read_item(json, context.layer, key.key);
    given.add(json);
    table_keys.keys.push_back(std::move(key));
    return outcome.has_value();
  });
  table_keys.has_duplicates = given.has_duplicates();
  return outcome;
}

ApiResult<TableKeys> read_table_keys(const OperationContext& context, std::string_view identifier,
                                     wire::Request request) {
  TableKeys table_keys{identifier, request, {}, {}, false, false, nullptr, {}, {}};
  DYNAROCKS_TRY(check_placeholders_have_expressions(request, {"ProjectionExpression"}, {}, ""));
  DYNAROCKS_ASSIGN(table_keys.projection, read_attributes_to_get(request));
  DYNAROCKS_ASSIGN(auto placeholders, read_placeholders(context, request));
  if (const auto text = request.string("ProjectionExpression")) {
    DYNAROCKS_ASSIGN(table_keys.projection, Projection::parse(*text, placeholders));
  }
  DYNAROCKS_TRY(placeholders.check_all_used());
  DYNAROCKS_TRY(read_keys(context, table_keys));
  table_keys.consistent = request.boolean("ConsistentRead").value_or(false);
  return table_keys;
}

/// Everything the request alone decides: one bad table rejects all.
ApiResult<std::vector<TableKeys>> read_input(const OperationContext& context,
                                             const wire::Request& request) {
  const wire::Request request_items = *request.structure("RequestItems");
  DYNAROCKS_TRY(check_mixing(request_items));
  std::vector<TableKeys> tables;
  ApiResult<void> outcome;
  request_items.json().for_each_member([&](std::string_view identifier, JsonValue options) {
    if (options.is_null()) return true;
    auto table_keys = read_table_keys(context, identifier, wire::Request(options));
    if (!table_keys) {
      outcome = failure(std::move(table_keys).error());
      return false;
    }
    tables.push_back(std::move(*table_keys));
    return true;
  });
  DYNAROCKS_TRY(outcome);
  const bool duplicates =
      std::any_of(tables.begin(), tables.end(),
                  [](const TableKeys& table_keys) { return table_keys.has_duplicates; });
  if (duplicates) {
    return failure(validation_error("Provided list of item keys contains duplicates"));
  }
  return tables;
}

ApiResult<void> locate(const OperationContext& context, std::vector<TableKeys>& tables) {
  for (TableKeys& table_keys : tables) {
    DYNAROCKS_ASSIGN(table_keys.table, find_table_for_data(context, table_keys.identifier));
  }
  for (TableKeys& table_keys : tables) {
    const auto& key_attributes = table_keys.table->key_attributes();
    for (KeyToGet& key : table_keys.keys) {
      DYNAROCKS_ASSIGN(key.row, engine::row_of_key(key_attributes, ItemView(key.key)));
    }
  }
  for (const TableKeys& table_keys : tables) {
    if (!table_keys.projection) continue;
    DYNAROCKS_TRY(check_key_paths_are_scalar(*table_keys.table, table_keys.projection->paths()));
  }
  return {};
}

/// Writes a table's items until the answer, or a partition's share of it, is full.
class BatchReader {
 public:
  BatchReader(const OperationContext& context, wire::JsonWriter& json)
      : context_(context), json_(json) {}

  ApiResult<void> read(TableKeys& table_keys) {
    std::unordered_map<std::string_view, std::size_t> partitions;
    partitions.reserve(table_keys.keys.size());
    json_.key(table_keys.identifier).begin_array();
    for (const KeyToGet& key : table_keys.keys) {
      const auto hash = ItemView(key.key).find(table_keys.table->hash_key().name);
      std::size_t& partition = partitions[hash->scalar()];
      DYNAROCKS_TRY(read_one(table_keys, key, partition));
    }
    json_.end_array();
    return {};
  }

 private:
  ApiResult<void> read_one(TableKeys& table_keys, const KeyToGet& key, std::size_t& partition) {
    std::size_t read_bytes = 0;
    bool fits = true;
    const auto show = [&](ItemView item) {
      read_bytes = item.size();
      fits = answer_bytes_ + read_bytes <= model::limits::batch_response_bytes &&
             partition + read_bytes <= partition_bytes;
      if (!fits) return;
      if (table_keys.projection) {
        json_.item(ItemView(table_keys.projection->apply(item)));
      } else {
        json_.item(item);
      }
    };
    DYNAROCKS_TRY(context_.services.item_reader.get(*table_keys.table, key.row, show));
    if (!fits) {
      table_keys.unprocessed.push_back(key.json);
      return {};
    }
    answer_bytes_ += read_bytes;
    partition += read_bytes;
    table_keys.capacity.add_table(engine::read_units(read_bytes, table_keys.consistent));
    return {};
  }

  const OperationContext& context_;
  wire::JsonWriter& json_;
  std::size_t answer_bytes_ = 0;
};

void write_unprocessed_keys(wire::JsonWriter& json, const std::vector<TableKeys>& tables) {
  json.key("UnprocessedKeys").begin_object();
  for (const TableKeys& table_keys : tables) {
    if (table_keys.unprocessed.empty()) continue;
    json.key(table_keys.identifier).begin_object();
    json.key("Keys").begin_array();
    for (const JsonValue key : table_keys.unprocessed) wire::copy_json(key, json);
    json.end_array();
    for (const std::string_view option : {"ConsistentRead", "AttributesToGet",
                                          "ProjectionExpression", "ExpressionAttributeNames"}) {
      if (const auto value = table_keys.request.member(option)) {
        json.key(option);
        wire::copy_json(*value, json);
      }
    }
    json.end_object();
  }
  json.end_object();
}

}  // namespace

ApiResult<void> batch_get_item(const OperationContext& context, wire::Request request,
                               std::string& response) {
  DYNAROCKS_ASSIGN(auto tables, read_input(context, request));
  DYNAROCKS_TRY(locate(context, tables));

  wire::JsonWriter json(response);
  json.begin_object().key("Responses").begin_object();
  BatchReader reader(context, json);
  for (TableKeys& table_keys : tables) DYNAROCKS_TRY(reader.read(table_keys));
  json.end_object();
  write_unprocessed_keys(json, tables);
  const auto detail = return_consumed_capacity(request);
  if (detail != ReturnConsumedCapacity::none) {
    json.key("ConsumedCapacity").begin_array();
    for (const TableKeys& table_keys : tables) {
      write_consumed_capacity(json, detail, table_keys.identifier, table_keys.capacity);
    }
    json.end_array();
  }
  json.end_object();
  return {};
}

}  // namespace dynarocks::operations
