#pragma once
// A table with indexes whose items expire, and what its expiry rows must be: computed from the
// items alone, in decimal text, without the code that keeps the rows.

#include <atomic>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "base/clock.h"
#include "engine/ttl_sweeper.h"
#include "engine/ttl_switch.h"
#include "index_fixture.h"

namespace dynarocks::engine {

class TtlTest : public IndexTest {
 protected:
  static constexpr std::int64_t now_second = 1'700'000'000;

  void SetUp() override {
    IndexTest::SetUp();
    ttl_switch_ = std::make_unique<TtlSwitch>(*store_, *catalog_, writer_->row_locks());
    sweeper_ = std::make_unique<TtlSweeper>(*store_, writer_->row_locks(), clock_);
  }

  model::ApiResult<void> turn(std::optional<std::string> attribute_name) {
    const auto any = [](const model::TableDescription&) -> model::ApiResult<void> { return {}; };
    return ttl_switch_->turn(*table_, any, std::move(attribute_name), clock_.now_millis());
  }
  std::size_t sweep() {
    const auto removed = sweeper_->sweep(*table_, never_);
    EXPECT_TRUE(removed.has_value());
    return removed.value_or(0);
  }

  static model::AttributeValue decimal(const std::string& text) {
    return model::AttributeValue(*model::Number::parse(text));
  }
  /// An item in every index, with this value of attribute t.
  static std::string expiring(int sk, const model::AttributeValue& value) {
    return encoded({{"pk", text("p" + std::to_string(sk % 7))},
                    {"sk", number(sk)},
                    {"a", text("a")},
                    {"c", bytes("c")},
                    {"g", text("g" + std::to_string(sk % 3))},
                    {"n", number(sk)},
                    {"t", value}});
  }
  [[nodiscard]] bool stored(int sk) const {
    return get("p" + std::to_string(sk % 7), sk).has_value();
  }

  /// The row of every item whose `attribute` is a number, by the floor of its plain decimal text.
  [[nodiscard]] std::set<std::string> expected_expiry_rows(const std::string& attribute) const {
    std::set<std::string> expected;
    for (const auto& [row, item] : stored_rows("I")) {
      const model::AttributeMap attributes = codec::decode_item(codec::ItemView(item));
      const model::AttributeValue* value = attributes.find(attribute);
      if (value == nullptr || value->type() != model::AttributeType::N) continue;
      const std::string plain = std::get<model::Number>(value->variant()).to_string();
      const std::size_t point = plain.find('.');
      const std::string whole = plain.substr(0, point);
      if (whole.size() > 19) continue;  // beyond 64 bits, in these tests
      std::int64_t second = std::stoll(whole);
      if (plain.front() == '-' && point != std::string::npos) --second;
      expected.insert(codec::expiry_row(second, row));
    }
    return expected;
  }
  void expect_expiry_rows(const std::optional<std::string>& attribute) const {
    std::set<std::string> found;
    for (const auto& [row, value] : stored_rows(codec::expiry_rows)) {
      found.insert(row);
      EXPECT_EQ(value, "");
    }
    EXPECT_EQ(found, attribute ? expected_expiry_rows(*attribute) : std::set<std::string>());
  }

  const std::atomic<bool> never_ = false;
  std::unique_ptr<TtlSwitch> ttl_switch_;
  std::unique_ptr<TtlSweeper> sweeper_;
};

}  // namespace dynarocks::engine
