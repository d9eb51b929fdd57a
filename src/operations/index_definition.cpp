#include "operations/index_definition.h"

#include <utility>

#include "operations/table_schema.h"
#include "operations/warm_throughput.h"

namespace dynarocks::operations {

IndexDefinition read_index_definition(const wire::Request& index) {
  IndexDefinition definition;
  definition.name = index.string("IndexName").value_or("");
  definition.key_schema = read_key_schema(index);
  definition.projection = read_projection(index);
  definition.provisioned = read_provisioned_throughput(index);
  definition.caps = read_on_demand_throughput(index);
  definition.warm = read_warm_throughput(index);
  return definition;
}

std::vector<IndexDefinition> read_index_definitions(const wire::Request& request,
                                                    std::string_view member) {
  std::vector<IndexDefinition> definitions;
  const auto list = request.member(member);
  if (!list) return definitions;
  list->for_each_element([&](wire::JsonValue element) {
    definitions.push_back(read_index_definition(wire::Request(element)));
    return true;
  });
  return definitions;
}

model::SecondaryIndex stored_index(IndexDefinition definition, std::uint32_t id) {
  return {id, std::move(definition.name), std::move(definition.key_schema),
          stored_projection(std::move(definition.projection))};
}

model::GlobalSecondaryIndex stored_global_index(IndexDefinition definition, std::uint32_t id) {
  model::GlobalSecondaryIndex stored;
  if (definition.provisioned) {
    stored.provisioned_throughput.read_capacity_units = definition.provisioned->read;
    stored.provisioned_throughput.write_capacity_units = definition.provisioned->write;
  }
  stored.warm_throughput = warm_throughput(definition.warm, definition.provisioned);
  stored.on_demand_throughput = definition.caps;
  stored.index = stored_index(std::move(definition), id);
  return stored;
}

}  // namespace dynarocks::operations
