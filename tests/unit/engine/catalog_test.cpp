#include "engine/catalog.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "codec/layout.h"
#include "codec/table_codec.h"
#include "kv/rocksdb_store.h"

namespace dynarocks::engine {
namespace {

using Names = std::vector<std::string>;

const model::AccountRegion owner{"000000000000", "us-east-1"};

model::TableDescription described(const std::string& name, const model::AccountRegion& of = owner) {
  model::TableDescription description;
  description.key = {of, name};
  description.table_id = "id of " + name;
  description.attribute_definitions = {{"pk", model::AttributeType::N},
                                       {"sk", model::AttributeType::B}};
  description.key_schema = {{"pk", model::KeyType::HASH}, {"sk", model::KeyType::RANGE}};
  return description;
}

model::ApiResult<void> allow(const model::TableDescription& /*description*/) { return {}; }

/// A catalog over a store in memory. A restart is a second opening of the catalog on that store;
/// that the store itself survives one is shown in unit/kv.
class CatalogTest : public ::testing::Test {
 protected:
  void SetUp() override {
    kv::StoreOptions options;
    options.in_memory = true;
    auto store = kv::open_rocksdb(options);
    ASSERT_TRUE(store) << store.error().message;
    store_ = std::move(*store);
    ASSERT_NO_FATAL_FAILURE(restart());
  }

  void restart() {
    catalog_.reset();
    auto catalog = Catalog::open(*store_, clock_);
    ASSERT_TRUE(catalog) << catalog.error().message;
    catalog_ = std::move(*catalog);
  }

  std::shared_ptr<Table> create(const std::string& name, const model::AccountRegion& of = owner) {
    const auto table = catalog_->create(described(name, of));
    EXPECT_TRUE(table) << table.error().message;
    return table.value_or(nullptr);
  }

  [[nodiscard]] std::shared_ptr<Table> find(const std::string& name,
                                            const model::AccountRegion& of = owner) const {
    return catalog_->find({of, name});
  }

  /// One batch on the store, which must take it.
  void write(const std::function<void(kv::Batch&)>& note) {
    const auto batch = store_->begin();
    note(*batch);
    const auto outcome = store_->commit(*batch);
    ASSERT_TRUE(outcome) << outcome.error().message;
  }

  ManualClock clock_{1'700'000'000'000};
  std::unique_ptr<kv::Store> store_;
  std::unique_ptr<Catalog> catalog_;
};

TEST_F(CatalogTest, FindsWhatWasCreated) {
  EXPECT_EQ(find("t"), nullptr);
  const auto table = create("t");
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(find("t"), table);
  EXPECT_EQ(table->description()->table_id, "id of t");
  EXPECT_EQ(table->hash_key().name, "pk");
  EXPECT_EQ(table->hash_key().type, model::AttributeType::N);
  ASSERT_NE(table->range_key(), nullptr);
  EXPECT_EQ(table->range_key()->name, "sk");
  EXPECT_EQ(table->item_count(), 0);
  EXPECT_EQ(table->size_bytes(), 0);
  EXPECT_FALSE(table->dropped());
}

TEST_F(CatalogTest, TableNamesAreCaseSensitive) {
  (void)create("Table");
  EXPECT_EQ(find("table"), nullptr);
  EXPECT_NE(create("table"), nullptr);
}

TEST_F(CatalogTest, AccountsAndRegionsHaveTablesOfTheirOwn) {
  const model::AccountRegion other_region{"000000000000", "eu-west-1"};
  const model::AccountRegion other_account{"111111111111", "us-east-1"};
  const auto table = create("t");
  EXPECT_EQ(find("t", other_region), nullptr);
  EXPECT_NE(create("t", other_region)->space(), table->space());
  EXPECT_NE(create("t", other_account)->space(), table->space());
  EXPECT_EQ(find("t"), table);
}

TEST_F(CatalogTest, AnExistingNameIsRefused) {
  const auto table = create("t");
  const auto second = catalog_->create(described("t"));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, model::ErrorCode::resource_in_use);
  EXPECT_EQ(second.error().message, "Table already exists: t");
  EXPECT_EQ(find("t"), table);
}

TEST_F(CatalogTest, ATableThatIsNotAdmittedIsNotMade) {
  create("t");
  int asked = 0;
  const auto refuse = [&](const model::TableDescription& table) -> model::ApiResult<void> {
    ++asked;
    return failure(model::validation_error("no room for " + table.key.table_name));
  };
  EXPECT_EQ(catalog_->create(described("t"), refuse).error().message, "Table already exists: t");
  EXPECT_EQ(asked, 0) << "the name comes first";
  EXPECT_EQ(catalog_->create(described("u"), refuse).error().message, "no room for u");
  EXPECT_EQ(find("u"), nullptr);
}

TEST_F(CatalogTest, TheNameOfATableBeingCreatedIsRefusedInOtherWords) {
  model::TableDescription description = described("t");
  description.status = model::TableStatus::CREATING;
  ASSERT_TRUE(catalog_->create(description));
  const auto second = catalog_->create(description);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, model::ErrorCode::resource_in_use);
  EXPECT_EQ(second.error().message,
            "Attempt to change a resource which is still in use: Table is being created: t");
}

TEST_F(CatalogTest, AnUpdateReplacesTheDescription) {
  const auto table = create("t");
  const auto before = table->description();
  const auto after = catalog_->update({owner, "t"}, [](model::TableDescription& description) {
    description.deletion_protection_enabled = true;
    return model::ApiResult<void>{};
  });
  ASSERT_TRUE(after);
  EXPECT_TRUE((*after)->deletion_protection_enabled);
  EXPECT_EQ(table->description(), *after);
  EXPECT_FALSE(before->deletion_protection_enabled) << "who holds the old state keeps it";
}

TEST_F(CatalogTest, ARefusedUpdateChangesNothing) {
  const auto table = create("t");
  const auto outcome = catalog_->update({owner, "t"}, [](model::TableDescription& description) {
    description.deletion_protection_enabled = true;
    return model::ApiResult<void>(failure(model::validation_error("no")));
  });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().message, "no");
  EXPECT_FALSE(table->description()->deletion_protection_enabled);
}

TEST_F(CatalogTest, UpdateAndDropOfAMissingTableAreRefused) {
  const auto update = catalog_->update(
      {owner, "t"}, [](model::TableDescription&) { return model::ApiResult<void>{}; });
  ASSERT_FALSE(update);
  EXPECT_EQ(update.error().code, model::ErrorCode::resource_not_found);
  EXPECT_EQ(update.error().message, "Requested resource not found: Table: t not found");
  const auto drop = catalog_->drop({owner, "t"}, allow);
  ASSERT_FALSE(drop);
  EXPECT_EQ(drop.error().code, model::ErrorCode::resource_not_found);
  EXPECT_EQ(drop.error().message, "Requested resource not found: Table: t not found");
}

TEST_F(CatalogTest, ADroppedTableIsGoneWithItsSpace) {
  const auto table = create("t");
  write([&](kv::Batch& batch) { batch.put(table->space(), "I", "item"); });
  const auto dropped = catalog_->drop({owner, "t"}, allow);
  ASSERT_TRUE(dropped);
  EXPECT_EQ(*dropped, table);
  EXPECT_TRUE(table->dropped());
  EXPECT_EQ(find("t"), nullptr);
  EXPECT_FALSE(kv::get_copy(*store_, table->space(), "I"));
}

TEST_F(CatalogTest, ADroppedNameIsFreeForAnEmptyTable) {
  const auto first = create("t");
  write([&](kv::Batch& batch) { batch.put(first->space(), "I", "item"); });
  ASSERT_TRUE(catalog_->drop({owner, "t"}, allow));
  const auto second = create("t");
  EXPECT_NE(second->space(), first->space());
  EXPECT_EQ(kv::get_copy(*store_, second->space(), "I").value(), std::nullopt);
  EXPECT_FALSE(second->dropped());
}

TEST_F(CatalogTest, ARefusedDropKeepsTheTable) {
  const auto table = create("t");
  const auto outcome = catalog_->drop({owner, "t"}, [](const model::TableDescription& description) {
    return model::ApiResult<void>(
        failure(model::validation_error(description.key.table_name + " is protected")));
  });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().message, "t is protected");
  EXPECT_EQ(find("t"), table);
  EXPECT_FALSE(table->dropped());
  write([&](kv::Batch& batch) { batch.put(table->space(), "I", "item"); });
}

TEST_F(CatalogTest, ListsNamesByBytesUpperCaseFirst) {
  for (const char* name : {"beta", "Alpha", "alpha", "Zulu", "_x", "0"}) (void)create(name);
  const Catalog::Page page = catalog_->list(owner, std::nullopt, 100);
  EXPECT_EQ(page.names, (Names{"0", "Alpha", "Zulu", "_x", "alpha", "beta"}));
  EXPECT_FALSE(page.more);
}

TEST_F(CatalogTest, ListsThePlaceOfTheCallerAlone) {
  (void)create("mine");
  (void)create("before", {"000000000000", "eu-west-1"});
  (void)create("after", {"000000000001", "us-east-1"});
  EXPECT_EQ(catalog_->list(owner, std::nullopt, 100).names, Names{"mine"});
  EXPECT_TRUE(catalog_->list({"999999999999", "us-east-1"}, std::nullopt, 100).names.empty());
}

TEST_F(CatalogTest, ListsPageByPage) {
  for (const char* name : {"aaa", "bbb", "ccc", "ddd"}) (void)create(name);
  const Catalog::Page first = catalog_->list(owner, std::nullopt, 2);
  EXPECT_EQ(first.names, (Names{"aaa", "bbb"}));
  EXPECT_TRUE(first.more);
  const Catalog::Page second = catalog_->list(owner, "bbb", 2);
  EXPECT_EQ(second.names, (Names{"ccc", "ddd"}));
  EXPECT_FALSE(second.more) << "the page ends exactly at the last name";
  EXPECT_EQ(catalog_->list(owner, "bbbb", 2).names, (Names{"ccc", "ddd"}))
      << "the start need not exist";
  EXPECT_TRUE(catalog_->list(owner, "ddd", 2).names.empty());
}

TEST_F(CatalogTest, TablesAndCountersSurviveARestart) {
  const auto table = create("t");
  (void)create("other", {"111111111111", "eu-west-1"});
  const kv::SpaceId space = table->space();
  write([&](kv::Batch& batch) {
    batch.put(space, "I", "item");
    batch.add(space, codec::counters_row, 3, 700);
    batch.add(space, codec::counters_row, -1, -200);
  });
  ASSERT_TRUE(catalog_->update({owner, "t"}, [](model::TableDescription& description) {
    description.tags = {{"key", "value"}};
    return model::ApiResult<void>{};
  }));

  ASSERT_NO_FATAL_FAILURE(restart());
  const auto found = find("t");
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->space(), space);
  EXPECT_EQ(found->item_count(), 2);
  EXPECT_EQ(found->size_bytes(), 500);
  EXPECT_EQ(found->description()->table_id, "id of t");
  ASSERT_EQ(found->description()->tags.size(), 1U);
  EXPECT_EQ(found->description()->tags[0].value, "value");
  EXPECT_EQ(found->hash_key().type, model::AttributeType::N);
  EXPECT_EQ(kv::get_copy(*store_, space, "I").value(), "item");
  EXPECT_NE(find("other", {"111111111111", "eu-west-1"}), nullptr);
}

TEST_F(CatalogTest, ADropSurvivesARestart) {
  (void)create("gone");
  (void)create("kept");
  ASSERT_TRUE(catalog_->drop({owner, "gone"}, allow));
  ASSERT_NO_FATAL_FAILURE(restart());
  EXPECT_EQ(catalog_->list(owner, std::nullopt, 100).names, Names{"kept"});
}

TEST_F(CatalogTest, ASpaceWithoutATableIsDroppedAtTheNextStart) {
  const kv::SpaceId kept = create("t")->space();
  const auto orphan = store_->create_space();
  ASSERT_TRUE(orphan);
  write([&](kv::Batch& batch) { batch.put(*orphan, "I", "item"); });
  ASSERT_NO_FATAL_FAILURE(restart());
  EXPECT_FALSE(kv::get_copy(*store_, *orphan, "I"));
  EXPECT_TRUE(kv::get_copy(*store_, kept, "I"));
}

TEST_F(CatalogTest, ATableWithoutItsSpaceIsRemovedAtTheNextStart) {
  (void)create("kept");
  ASSERT_TRUE(store_->drop_space(create("half dropped")->space()));
  ASSERT_NO_FATAL_FAILURE(restart());
  EXPECT_EQ(catalog_->list(owner, std::nullopt, 100).names, Names{"kept"});
  EXPECT_EQ(
      kv::get_copy(*store_, kv::catalog_space, codec::table_row({owner, "half dropped"})).value(),
      std::nullopt);
  EXPECT_NE(create("half dropped"), nullptr);
}

TEST_F(CatalogTest, ADamagedRowIsReportedAndNothingIsDropped) {
  const kv::SpaceId space = create("t")->space();
  write([&](kv::Batch& batch) {
    batch.put(space, "I", "item");
    batch.put(kv::catalog_space, codec::table_row({owner, "t"}), "damaged");
  });
  const auto catalog = Catalog::open(*store_, clock_);
  ASSERT_FALSE(catalog);
  EXPECT_EQ(catalog.error().kind, kv::StoreError::Kind::corrupt);
  EXPECT_EQ(catalog.error().message,
            "the catalog holds a table this program cannot read; restore the data directory from a "
            "backup or start with an empty one");
  EXPECT_EQ(kv::get_copy(*store_, space, "I").value(), "item");
}

TEST_F(CatalogTest, ARowUnderAnotherTablesKeyIsDamage) {
  const kv::SpaceId space = create("t")->space();
  write([&](kv::Batch& batch) {
    batch.put(kv::catalog_space, codec::table_row({owner, "u"}),
              codec::encode_table_record({space, described("t")}));
  });
  EXPECT_FALSE(Catalog::open(*store_, clock_));
}

TEST_F(CatalogTest, DamagedCountersAreReported) {
  const kv::SpaceId space = create("t")->space();
  write([&](kv::Batch& batch) { batch.put(space, codec::counters_row, "short"); });
  const auto catalog = Catalog::open(*store_, clock_);
  ASSERT_FALSE(catalog);
  EXPECT_EQ(catalog.error().kind, kv::StoreError::Kind::corrupt);
  EXPECT_EQ(catalog.error().message,
            "the counters of table t cannot be read; restore the data directory from a backup or "
            "start with an empty one");
}

TEST_F(CatalogTest, OfManyThreadsOneCreatesATable) {
  constexpr int rounds = 10;
  for (int round = 0; round < rounds; ++round) {
    std::atomic<int> created = 0;
    std::atomic<int> refused = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        const auto table = catalog_->create(described("contended"));
        ++(table ? created : refused);
        (void)catalog_->list(owner, std::nullopt, 100);
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(created, 1);
    EXPECT_EQ(refused, 3);
    ASSERT_TRUE(catalog_->drop({owner, "contended"}, allow));
  }
}

}  // namespace
}  // namespace dynarocks::engine
