#include "codec/transition_fields.h"

#include <gtest/gtest.h>

#include "codec/table_codec.h"
#include "codec/tagged_fields.h"

namespace dynarocks::codec {
namespace {

using namespace model;

/// What the catalog reads of a table with the change.
std::optional<TableTransition> stored(const TableTransition& transition) {
  TableRecord record;
  record.space = 1;
  record.description.key = {{"000000000000", "us-east-1"}, "t"};
  record.description.table_id = "id";
  record.description.key_schema = {{"pk", KeyType::HASH}};
  record.description.transitions = {{1, EncryptionChange{}}, transition};
  const auto decoded = decode_table_record(encode_table_record(record));
  if (!decoded || decoded->description.transitions.size() != 2) return std::nullopt;
  return decoded->description.transitions[1];
}

template <class Change>
std::optional<Change> stored_change(const Change& change) {
  const auto transition = stored({1'700'000'000'123, change});
  if (!transition || transition->ends_at != 1'700'000'000'123) return std::nullopt;
  const auto* read = std::get_if<Change>(&transition->change);
  return read != nullptr ? std::optional(*read) : std::nullopt;
}

TEST(TransitionFields, ChangesWithoutValuesRoundTrip) {
  EXPECT_TRUE(stored_change(TableCreation{}));
  EXPECT_TRUE(stored_change(TableDeletion{}));
}

TEST(TransitionFields, ThroughputRoundTrips) {
  const ThroughputChange change{BillingMode::PROVISIONED,
                                BillingMode::PAY_PER_REQUEST,
                                EpochMillis(3),
                                {5, 6, 7, 8, -9},
                                {12000, 4000}};
  const auto read = stored_change(change);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->old_mode, change.old_mode);
  EXPECT_EQ(read->billing_mode, change.billing_mode);
  EXPECT_EQ(read->last_update_to_pay_per_request, 3);
  EXPECT_EQ(read->provisioned_throughput, change.provisioned_throughput);
  EXPECT_EQ(read->warm_throughput, change.warm_throughput);
  EXPECT_EQ(stored_change(ThroughputChange{})->last_update_to_pay_per_request, std::nullopt);
}

TEST(TransitionFields, EncryptionRoundTrips) {
  EXPECT_EQ(stored_change(EncryptionChange{"arn"})->kms_key_arn, "arn");
  EXPECT_EQ(stored_change(EncryptionChange{})->kms_key_arn, std::nullopt);
}

TEST(TransitionFields, DestinationsRoundTrip) {
  const KinesisDestination destination{"arn", DestinationStatus::ENABLE_FAILED, "why",
                                       CreationTimePrecision::MICROSECOND};
  const auto read = stored_change(DestinationChange{destination});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->destination, destination);
  EXPECT_EQ(stored_change(DestinationChange{})->destination, KinesisDestination{});
}

TEST(TransitionFields, StreamsClassesAndTagsRoundTrip) {
  const auto toggle = stored_change(StreamToggle{false});
  ASSERT_TRUE(toggle);
  EXPECT_FALSE(toggle->enabling);
  const auto class_change = stored_change(ClassChange{TableClass::STANDARD_INFREQUENT_ACCESS, 42});
  ASSERT_TRUE(class_change);
  EXPECT_EQ(class_change->table_class, TableClass::STANDARD_INFREQUENT_ACCESS);
  EXPECT_EQ(class_change->update, 42);
  const auto tags = stored_change(TagsChange{{{"a", "1"}, {"b", ""}}});
  ASSERT_TRUE(tags);
  EXPECT_EQ(tags->tags, (std::vector<Tag>{{"a", "1"}, {"b", ""}}));
}

TEST(TransitionFields, PendingThroughputOfAnIndexRoundTrips) {
  TableRecord record;
  record.space = 1;
  record.description.key = {{"000000000000", "us-east-1"}, "t"};
  record.description.table_id = "id";
  record.description.key_schema = {{"pk", KeyType::HASH}};
  GlobalSecondaryIndex index;
  index.index = {1, "by-g", {{"g", KeyType::HASH}}, {}};
  index.pending = IndexThroughput{{1, 2, 3, 4, 5}, {6, 7}, {8, std::nullopt}};
  record.description.global_secondary_indexes = {index};
  const auto decoded = decode_table_record(encode_table_record(record));
  ASSERT_TRUE(decoded.has_value());
  const auto& pending = decoded->description.global_secondary_indexes.at(0).pending;
  ASSERT_TRUE(pending.has_value());
  EXPECT_EQ(pending->provisioned_throughput, index.pending->provisioned_throughput);
  EXPECT_EQ(pending->warm_throughput, index.pending->warm_throughput);
  EXPECT_EQ(pending->on_demand_throughput, index.pending->on_demand_throughput);
}

TEST(TransitionFields, UnknownKindsAreRefusedAndUnknownFieldsSkipped) {
  TableTransition transition;
  for (const std::int64_t kind : {std::int64_t{-1}, std::int64_t{8}}) {
    std::string bytes;
    FieldWriter(bytes).integer(2, kind);
    EXPECT_FALSE(decode(bytes, transition)) << kind;
  }
  std::string bytes = encode(TableTransition{5, StreamToggle{false}});
  FieldWriter(bytes).text(1000, "from a newer program");
  EXPECT_TRUE(decode(bytes, transition));
  EXPECT_FALSE(std::get<StreamToggle>(transition.change).enabling);
}

}  // namespace
}  // namespace dynarocks::codec
