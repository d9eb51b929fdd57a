#include "engine/item_transaction.h"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>
#include <vector>

#include "engine_fixture.h"
#include "expression/condition.h"
#include "expression/update.h"

namespace dynarocks::engine {
namespace {

using codec::ItemView;
using ::testing::ElementsAre;

std::vector<std::string> codes(const model::ApiError& error) {
  std::vector<std::string> codes;
  for (const auto& reason : error.cancellation_reasons) codes.push_back(reason.code);
  return codes;
}

class ItemTransactionTest : public EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    other_ = create_table("other");
    transactions_ = std::make_unique<ItemTransactions>(*store_, *writer_);
  }

  static expression::Condition condition(std::string_view text) {
    expression::Placeholders placeholders;
    return *expression::Condition::parse(text, expression::ConditionKind::condition,
                                         model::ValidationLayer::current, placeholders);
  }

  static expression::Update add(int amount) {
    expression::Placeholders placeholders;
    placeholders.set_value(
        ":v", codec::encode_value(model::AttributeValue(model::Number::from_int(amount))));
    return *expression::Update::parse("ADD balance :v", placeholders);
  }

  static std::int64_t balance(ItemView item) {
    const auto value = item.find("balance");
    if (!value) return 0;
    return std::stoll(codec::decode_value(*value).get_if<model::Number>()->to_string());
  }

  std::shared_ptr<Table> other_;
  std::unique_ptr<ItemTransactions> transactions_;
};

TEST_F(ItemTransactionTest, WritesItemsAndCountersOfSeveralTablesTogether) {
  ASSERT_TRUE(put(item("gone", 1, "12345")));
  const std::string a = item("a", 1, "1");
  const std::string b = item("b", 1, "22");
  const std::string a_row = row(a);
  const std::string b_row = row(b);
  const std::string gone_row = row(item("gone", 1));
  const auto results = transactions_->commit(
      std::vector<TransactionWrite>{{table_.get(), {a_row, nullptr, ReplaceItem{a}, false}},
                                    {other_.get(), {b_row, nullptr, ReplaceItem{b}, false}},
                                    {table_.get(), {gone_row, nullptr, RemoveItem{}, false}}});
  ASSERT_TRUE(results.has_value());
  ASSERT_EQ(results->size(), 3u);
  EXPECT_EQ((*results)[0].new_item, a);
  EXPECT_EQ((*results)[2].old_item, item("gone", 1, "12345"));
  EXPECT_EQ(get("a", 1), a);
  EXPECT_EQ(get("gone", 1), std::nullopt);

  const auto reopened = Catalog::open(*store_, clock_);
  ASSERT_TRUE(reopened.has_value());
  for (const auto& [table, stored] : {std::pair(table_, a), std::pair(other_, b)}) {
    const auto again = (*reopened)->find(table->description()->key);
    EXPECT_EQ(table->item_count(), 1);
    EXPECT_EQ(again->item_count(), 1);
    EXPECT_EQ(table->size_bytes(), static_cast<std::int64_t>(ItemView(stored).size()));
    EXPECT_EQ(again->size_bytes(), table->size_bytes());
  }
}

TEST_F(ItemTransactionTest, EveryFailingConditionIsNamedAndNothingHappens) {
  const std::string stored = item("a", 1, "stored");
  ASSERT_TRUE(put(stored));
  const auto must_be_new = condition("attribute_not_exists(pk)");
  const auto must_exist = condition("attribute_exists(pk)");
  const std::string fresh = item("b", 1);
  const std::string fresh_row = row(fresh);
  const std::string stored_row = row(stored);
  const std::string missing_row = row(item("c", 1));
  const auto outcome = transactions_->commit(
      std::vector<TransactionWrite>{{table_.get(), {fresh_row, nullptr, ReplaceItem{fresh}, false}},
                                    {table_.get(), {stored_row, &must_be_new, RemoveItem{}, true}},
                                    {other_.get(), {missing_row, &must_exist, KeepItem{}, true}}});
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, model::ErrorCode::transaction_canceled);
  EXPECT_EQ(outcome.error().message,
            "Transaction cancelled, please refer cancellation reasons for specific reasons [None, "
            "ConditionalCheckFailed, ConditionalCheckFailed]");
  const auto& reasons = outcome.error().cancellation_reasons;
  ASSERT_EQ(reasons.size(), 3u);
  EXPECT_EQ(reasons[0].message, "");
  EXPECT_EQ(reasons[1].message, "The conditional request failed");
  EXPECT_EQ(reasons[1].item, stored);
  EXPECT_EQ(reasons[2].item, "");
  EXPECT_EQ(get("a", 1), stored);
  EXPECT_EQ(get("b", 1), std::nullopt);
  EXPECT_EQ(table_->item_count(), 1);
}

TEST_F(ItemTransactionTest, ConditionsSeeTheStateBefore) {
  const auto must_be_new = condition("attribute_not_exists(pk)");
  const std::string a = item("a", 1);
  const std::string b = item("b", 1);
  const std::string a_row = row(a);
  const std::string b_row = row(b);
  ASSERT_TRUE(transactions_->commit(
      std::vector<TransactionWrite>{{table_.get(), {a_row, &must_be_new, ReplaceItem{a}, false}},
                                    {table_.get(), {b_row, &must_be_new, ReplaceItem{b}, false}}}));
  EXPECT_EQ(table_->item_count(), 2);
}

TEST_F(ItemTransactionTest, FirstWriteThatCannotBeComputedComesBeforeConditions) {
  model::AttributeMap map = attributes("a", 1);
  map.set("balance", model::AttributeValue(std::string("text")));
  ASSERT_TRUE(put(codec::encode_item(map)));
  const auto fails = condition("attribute_exists(pk)");
  const auto update = add(1);
  const std::string key = item("a", 1);
  const std::string a_row = row(key);
  const std::string missing_row = row(item("b", 1));
  const auto outcome = transactions_->commit(std::vector<TransactionWrite>{
      {table_.get(), {missing_row, &fails, KeepItem{}, false}},
      {table_.get(), {a_row, nullptr, UpdateItem{&update, key}, false}}});
  ASSERT_FALSE(outcome.has_value());
  EXPECT_THAT(codes(outcome.error()), ElementsAre("None", "ValidationError"));
  EXPECT_NE(outcome.error().cancellation_reasons[1].message, "");
}

TEST_F(ItemTransactionTest, CheckAloneChangesNothing) {
  ASSERT_TRUE(put(item("a", 1, "kept")));
  const auto must_exist = condition("attribute_exists(pk)");
  const std::string a_row = row(item("a", 1));
  ASSERT_TRUE(transactions_->commit(
      std::vector<TransactionWrite>{{table_.get(), {a_row, &must_exist, KeepItem{}, false}}}));
  EXPECT_EQ(get("a", 1), item("a", 1, "kept"));
  EXPECT_EQ(table_->item_count(), 1);
}

TEST_F(ItemTransactionTest, TransactionThatMeetsAnotherIsCancelled) {
  const std::string a = item("a", 1);
  const std::string b = item("b", 1);
  const std::string a_row = row(a);
  const std::string b_row = row(b);
  const std::vector<TransactionWrite> first{
      {table_.get(), {a_row, nullptr, ReplaceItem{a}, false}}};
  const std::vector<TransactionWrite> second{
      {table_.get(), {b_row, nullptr, ReplaceItem{b}, false}},
      {table_.get(), {a_row, nullptr, RemoveItem{}, false}},
      {other_.get(), {a_row, nullptr, RemoveItem{}, false}}};
  bool met = false;
  ASSERT_TRUE(transactions_->commit(first, [&](kv::Batch&, const TransactionResults&) {
    const auto outcome = transactions_->commit(second);
    ASSERT_FALSE(outcome.has_value());
    EXPECT_THAT(codes(outcome.error()), ElementsAre("None", "TransactionConflict", "None"));
    EXPECT_EQ(outcome.error().cancellation_reasons[1].message,
              "Transaction is ongoing for the item");
    met = true;
  }));
  EXPECT_TRUE(met);
  EXPECT_TRUE(transactions_->commit(second)) << "the rows are free again";
  EXPECT_EQ(get("a", 1), std::nullopt);
}

TEST_F(ItemTransactionTest, SingleWriteThatMeetsATransactionFails) {
  const std::string a = item("a", 1);
  const std::string a_row = row(a);
  const std::vector<TransactionWrite> writes{
      {table_.get(), {a_row, nullptr, ReplaceItem{a}, false}}};
  bool met = false;
  ASSERT_TRUE(transactions_->commit(writes, [&](kv::Batch&, const TransactionResults&) {
    const auto outcome = put(item("a", 1, "meanwhile"));
    ASSERT_FALSE(outcome.has_value());
    EXPECT_EQ(outcome.error().code, model::ErrorCode::transaction_conflict);
    EXPECT_EQ(outcome.error().message, "Transaction is ongoing for the item");
    EXPECT_FALSE(writer_->rows_in_transaction().contains({table_->space(), "another row"}));
    EXPECT_FALSE(writer_->rows_in_transaction().contains({other_->space(), a_row}));
    met = true;
  }));
  EXPECT_TRUE(met);
  EXPECT_TRUE(put(item("a", 1, "later"))) << "the row is free again";
  EXPECT_EQ(get("a", 1), item("a", 1, "later"));
}

TEST_F(ItemTransactionTest, CompanionIsStoredWithTheItemsOrNotAtAll) {
  const std::string a = item("a", 1);
  const std::string a_row = row(a);
  const auto must_be_new = condition("attribute_not_exists(pk)");
  const std::vector<TransactionWrite> writes{
      {table_.get(), {a_row, &must_be_new, ReplaceItem{a}, false}}};
  const auto note = [](std::string_view value) {
    return [value](kv::Batch& batch, const TransactionResults& results) {
      EXPECT_EQ(results.size(), 1u);
      batch.put(kv::catalog_space, "note", value);
    };
  };
  ASSERT_TRUE(transactions_->commit(writes, note("first")));
  EXPECT_FALSE(transactions_->commit(writes, note("second")));
  EXPECT_EQ(*kv::get_copy(*store_, kv::catalog_space, "note"), "first");
}

TEST_F(ItemTransactionTest, DroppedTableRefusesAll) {
  const std::string a = item("a", 1);
  const std::string a_row = row(a);
  ASSERT_TRUE(catalog_->drop(other_->description()->key,
                             [](const auto&) { return model::ApiResult<void>(); }));
  const auto outcome = transactions_->commit(
      std::vector<TransactionWrite>{{table_.get(), {a_row, nullptr, ReplaceItem{a}, false}},
                                    {other_.get(), {a_row, nullptr, ReplaceItem{a}, false}}});
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, model::ErrorCode::resource_not_found);
  EXPECT_EQ(get("a", 1), std::nullopt);
}

TEST_F(ItemTransactionTest, TableDroppedDuringTheTransactionRefusesAll) {
  const std::string a = item("a", 1);
  const std::string a_row = row(a);
  const auto outcome = transactions_->commit(
      std::vector<TransactionWrite>{{table_.get(), {a_row, nullptr, ReplaceItem{a}, false}},
                                    {other_.get(), {a_row, nullptr, ReplaceItem{a}, false}}},
      [&](kv::Batch&, const TransactionResults&) {
        ASSERT_TRUE(catalog_->drop(other_->description()->key,
                                   [](const auto&) { return model::ApiResult<void>(); }));
      });
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, model::ErrorCode::resource_not_found);
  EXPECT_EQ(get("a", 1), std::nullopt);
  EXPECT_EQ(table_->item_count(), 0);
}

/// Money moves between accounts by transactions, and single writes touch the same items; whoever
/// reads all accounts in one snapshot finds the same sum, and nothing is lost.
TEST_F(ItemTransactionTest, TransfersKeepTheSum) {
  constexpr int accounts = 5;
  constexpr int start = 1000;
  for (int i = 0; i < accounts; ++i) {
    model::AttributeMap map = attributes("account", i);
    map.set("balance", model::AttributeValue(model::Number::from_int(start)));
    ASSERT_TRUE(put(codec::encode_item(map)));
  }
  const auto key_of = [](int account) { return item("account", account); };
  std::atomic<int> single_additions = 0;
  std::atomic<int> transfers = 0;
  std::atomic<bool> done = false;

  const auto transfer = [&](int seed) {
    const auto more = add(1);
    const auto less = add(-1);
    for (int step = 0; step < 400; ++step) {
      const int from = (seed + step) % accounts;
      const int to = (from + 1 + (seed + step / 3) % (accounts - 1)) % accounts;
      const std::string from_key = key_of(from);
      const std::string to_key = key_of(to);
      const std::string from_row = row(from_key);
      const std::string to_row = row(to_key);
      const auto outcome = transactions_->commit(std::vector<TransactionWrite>{
          {table_.get(), {from_row, nullptr, UpdateItem{&less, from_key}, false}},
          {table_.get(), {to_row, nullptr, UpdateItem{&more, to_key}, false}}});
      if (outcome) {
        ++transfers;
      } else {
        EXPECT_EQ(outcome.error().code, model::ErrorCode::transaction_canceled);
      }
    }
  };
  const auto single = [&] {
    // Adds an attribute of its own, so that the sum stays.
    expression::Placeholders placeholders;
    placeholders.set_value(":v",
                           codec::encode_value(model::AttributeValue(model::Number::from_int(1))));
    const auto touch = *expression::Update::parse("ADD touched :v", placeholders);
    for (int step = 0; step < 400; ++step) {
      const std::string key = key_of(step % accounts);
      const std::string key_row = row(key);
      while (true) {
        const auto outcome =
            writer_->write(*table_, {key_row, nullptr, UpdateItem{&touch, key}, false});
        if (outcome) break;
        EXPECT_EQ(outcome.error().code, model::ErrorCode::transaction_conflict);
      }
      ++single_additions;
    }
  };
  const auto read = [&] {
    while (!done) {
      const auto snapshot = reader_->snapshot();
      std::int64_t sum = 0;
      for (int i = 0; i < accounts; ++i) {
        const std::string account_row = row(key_of(i));
        EXPECT_TRUE(reader_->get(*table_, account_row, snapshot.get(),
                                 [&](ItemView view) { sum += balance(view); }));
      }
      EXPECT_EQ(sum, accounts * start);
    }
  };
  std::thread reader(read);
  {
    std::vector<std::thread> threads;
    for (int seed = 0; seed < 3; ++seed) threads.emplace_back(transfer, seed);
    threads.emplace_back(single);
    for (auto& thread : threads) thread.join();
  }
  done = true;
  reader.join();
  EXPECT_GT(transfers, 0);
  EXPECT_EQ(single_additions, 400);
  std::int64_t sum = 0;
  std::int64_t touched = 0;
  for (int i = 0; i < accounts; ++i) {
    const std::string account = *get("account", i);
    sum += balance(ItemView(account));
    touched += std::stoll(codec::decode_value(*ItemView(account).find("touched"))
                              .get_if<model::Number>()
                              ->to_string());
  }
  EXPECT_EQ(sum, accounts * start);
  EXPECT_EQ(touched, 400);
  EXPECT_EQ(table_->item_count(), accounts);
}

}  // namespace
}  // namespace dynarocks::engine
