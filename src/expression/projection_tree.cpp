#include "expression/projection_tree.h"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace dynarocks::expression {

ProjectionTree::ProjectionTree(std::span<const DocumentPath> paths) {
  for (const DocumentPath& path : paths) add(root_, path.elements);
}

void ProjectionTree::add(Node& node, std::span<const PathElement> elements) {
  Node* current = &node;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    auto& children = current->children;
    auto child = std::lower_bound(
        children.begin(), children.end(), elements[i],
        [](const Node::Child& a, const PathElement& element) { return a.element < element; });
    const bool is_new = child == children.end() || child->element != elements[i];
    if (is_new) child = children.insert(child, Node::Child{elements[i], {}});
    // A shorter path asked for all of it already.
    if (!is_new && child->node.children.empty()) return;
    if (i + 1 == elements.size()) child->node.children.clear();
    current = &child->node;
  }
}

template <class Visit>
bool ProjectionTree::any_entry(const Node& node, const codec::MapView& map, Visit visit) {
  // Entries and children are both in byte order of their names: one walk over each.
  auto child = node.children.begin();
  auto entries = map.entries();
  std::optional<codec::AttributeView> entry = entries.next();
  while (entry && child != node.children.end()) {
    const auto* name = std::get_if<std::string>(&child->element);
    if (name == nullptr) return false;  // indexes follow the names
    const int order = entry->name.compare(*name);
    if (order == 0 && visit(*child, entry->value)) return true;
    if (order >= 0) ++child;
    if (order <= 0) entry = entries.next();
  }
  return false;
}

template <class Visit>
bool ProjectionTree::any_element(const Node& node, const codec::ListView& list, Visit visit) {
  auto child = std::find_if(node.children.begin(), node.children.end(), [](const auto& candidate) {
    return std::holds_alternative<std::uint32_t>(candidate.element);
  });
  auto elements = list.elements();
  for (std::uint32_t index = 0; child != node.children.end(); ++index) {
    const std::optional<codec::ValueView> element = elements.next();
    if (!element) return false;
    if (std::get<std::uint32_t>(child->element) != index) continue;
    if (visit(*child, *element)) return true;
    ++child;
  }
  return false;
}

bool ProjectionTree::matches(const Node& node, codec::ValueView value) {
  if (node.children.empty()) return true;
  const auto visit = [](const Node::Child& child, codec::ValueView inner) {
    return matches(child.node, inner);
  };
  switch (value.type()) {
    case model::AttributeType::M:
      return any_entry(node, value.map(), visit);
    case model::AttributeType::L:
      return any_element(node, value.list(), visit);
    default:
      return false;
  }
}

void ProjectionTree::write_entries(const Node& node, const codec::MapView& map,
                                   codec::ValueEncoder& encoder) {
  any_entry(node, map, [&encoder](const Node::Child& child, codec::ValueView value) {
    if (matches(child.node, value)) {
      encoder.name(std::get<std::string>(child.element));
      write(child.node, value, encoder);
    }
    return false;
  });
}

void ProjectionTree::write(const Node& node, codec::ValueView value, codec::ValueEncoder& encoder) {
  if (node.children.empty()) {
    encoder.value(value);
  } else if (value.type() == model::AttributeType::M) {
    encoder.begin_map();
    write_entries(node, value.map(), encoder);
    encoder.end_map();
  } else {  // a list: nothing else matches a node with children
    encoder.begin_list();
    any_element(node, value.list(), [&encoder](const Node::Child& child, codec::ValueView element) {
      if (matches(child.node, element)) write(child.node, element, encoder);
      return false;
    });
    encoder.end_list();
  }
}

std::string ProjectionTree::apply(codec::ItemView item) const {
  std::string encoded;
  codec::ValueEncoder encoder(encoded);
  encoder.begin_item();
  write_entries(root_, item.attributes(), encoder);
  encoder.end_item();
  return encoded;
}

}  // namespace dynarocks::expression
