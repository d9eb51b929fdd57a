#include "expression/path_overlap.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace dynarocks::expression {

namespace {

enum class Relation : std::uint8_t { apart, overlap, conflict };

Relation relation(const DocumentPath& a, const DocumentPath& b) {
  const std::size_t shorter = std::min(a.elements.size(), b.elements.size());
  for (std::size_t i = 0; i < shorter; ++i) {
    if (a.elements[i].index() != b.elements[i].index()) return Relation::conflict;
    if (a.elements[i] != b.elements[i]) return Relation::apart;
  }
  return Relation::overlap;
}

Result<void, std::string> check_no(Relation relation_sought, std::string_view verb,
                                   std::span<const DocumentPath> paths) {
  for (std::size_t later = 1; later < paths.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      if (relation(paths[earlier], paths[later]) != relation_sought) continue;
      return failure("Two document paths " + std::string(verb) +
                     " with each other; must remove or rewrite one of these paths; path one: " +
                     paths[earlier].to_string() + ", path two: " + paths[later].to_string());
    }
  }
  return {};
}

}  // namespace

Result<void, std::string> check_paths_apart(std::span<const DocumentPath> paths) {
  DYNAROCKS_TRY(check_no(Relation::overlap, "overlap", paths));
  return check_no(Relation::conflict, "conflict", paths);
}

}  // namespace dynarocks::expression
