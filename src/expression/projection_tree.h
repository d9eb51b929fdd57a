#pragma once
// Document paths merged into one tree, so that an item is walked once however many of its parts are
// asked for.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/item_view.h"
#include "codec/value_encoder.h"
#include "expression/document_path.h"

namespace dynarocks::expression {

class ProjectionTree {
 public:
  explicit ProjectionTree(std::span<const DocumentPath> paths);

  /// The parts of `item` the paths lead to, encoded as an item.
  [[nodiscard]] std::string apply(codec::ItemView item) const;

 private:
  /// One position. Without children, everything below it is wanted.
  struct Node {
    struct Child;
    std::vector<Child> children;  // sorted by element: names, then indexes ascending
  };

  static void add(Node& node, std::span<const PathElement> elements);
  /// Calls `visit(child, value)` for each child that exists in the map or list, in order, until one
  /// answers true. Answers whether one did.
  template <class Visit>
  static bool any_entry(const Node& node, const codec::MapView& map, Visit visit);
  template <class Visit>
  static bool any_element(const Node& node, const codec::ListView& list, Visit visit);
  [[nodiscard]] static bool matches(const Node& node, codec::ValueView value);
  static void write(const Node& node, codec::ValueView value, codec::ValueEncoder& encoder);
  static void write_entries(const Node& node, const codec::MapView& map,
                            codec::ValueEncoder& encoder);

  Node root_;
};

struct ProjectionTree::Node::Child {
  PathElement element;
  Node node;
};

}  // namespace dynarocks::expression
