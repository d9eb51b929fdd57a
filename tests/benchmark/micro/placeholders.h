#pragma once
// The names and values that the measured expressions use.

#include "expression/placeholders.h"
#include "sample_item.h"

namespace dynarocks::micro {

inline expression::Placeholders placeholders() {
  expression::Placeholders made;
  must(made.set_names({{"#status", "status"}, {"#count", "count"}, {"#total", "total"}}));
  made.set_value(":shipped", stored_value(R"({"S":"SHIPPED"})"));
  made.set_value(":hundred", stored_value(R"({"N":"100"})"));
  made.set_value(":one", stored_value(R"({"N":"1"})"));
  made.set_value(":pk", stored_value(R"({"S":"customer#000001"})"));
  made.set_value(":sk", stored_value(R"({"S":"order#2026"})"));
  return made;
}

}  // namespace dynarocks::micro
