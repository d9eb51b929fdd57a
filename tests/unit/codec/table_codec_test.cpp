#include "codec/table_codec.h"

#include <gtest/gtest.h>

#include "codec/tagged_fields.h"

namespace dynarocks::codec {
namespace {

TableRecord full_record() {
  TableRecord record;
  record.space = 0xFFFFFFFFFFFFFFFE;
  model::TableDescription& table = record.description;
  table.key = {{"123456789012", "eu-west-1"}, "Music"};
  table.table_id = "0f7c8a3e-1111-4222-8333-444455556666";
  table.status = model::TableStatus::UPDATING;
  table.creation_time = 1'700'000'000'123;
  table.attribute_definitions = {{"artist", model::AttributeType::S},
                                 {"cover", model::AttributeType::B},
                                 {"year", model::AttributeType::N}};
  table.key_schema = {{"artist", model::KeyType::HASH}, {"year", model::KeyType::RANGE}};
  table.billing_mode = model::BillingMode::PAY_PER_REQUEST;
  table.last_update_to_pay_per_request = 1;
  table.provisioned_throughput = {5, 6, 7, 8, -9};
  table.warm_throughput = {12000, 4000};
  table.on_demand_throughput = {10, 20};
  table.table_class = model::TableClass::STANDARD_INFREQUENT_ACCESS;
  table.table_class_update = 2;
  table.deletion_protection_enabled = true;
  table.tags = {{"team", "blue"}, {"empty", ""}};
  table.local_secondary_indexes = {
      {1, "by-year", {{"artist", model::KeyType::HASH}, {"label", model::KeyType::RANGE}}, {}}};
  model::GlobalSecondaryIndex global;
  global.index = {7,
                  "by-label",
                  {{"label", model::KeyType::HASH}},
                  {model::ProjectionType::INCLUDE, {"price", "title"}}};
  global.status = model::IndexStatus::CREATING;
  global.backfilling = false;
  global.provisioned_throughput = {1, 2, 3, 4, 5};
  global.warm_throughput = {6, 7};
  global.on_demand_throughput = {8, std::nullopt};
  table.global_secondary_indexes = {global, global};
  table.global_secondary_indexes.back().index.id = 9;
  table.global_secondary_indexes.back().backfilling.reset();
  table.last_index_id = 9;
  table.time_to_live = {"expires", 1'700'000'000'123, false};
  table.kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/k";
  table.change_history = {1, 2, 3, 4, 5};
  table.kinesis_destinations = {{"arn", model::DestinationStatus::ACTIVE, "", {}},
                                {"other", model::DestinationStatus::ENABLE_FAILED, "why",
                                 model::CreationTimePrecision::MICROSECOND}};
  table.delivery_label = "2023-11-14T22:13:20.000";
  table.resource_policy = {R"({"Statement":[]})", 1'700'000'000'123};
  return record;
}

void expect_equal(const model::SecondaryIndex& x, const model::SecondaryIndex& y) {
  EXPECT_EQ(x.id, y.id);
  EXPECT_EQ(x.name, y.name);
  EXPECT_EQ(x.key_schema, y.key_schema);
  EXPECT_EQ(x.projection.type, y.projection.type);
  EXPECT_EQ(x.projection.non_key_attributes, y.projection.non_key_attributes);
}

void expect_equal(const model::GlobalSecondaryIndex& x, const model::GlobalSecondaryIndex& y) {
  expect_equal(x.index, y.index);
  EXPECT_EQ(x.status, y.status);
  EXPECT_EQ(x.backfilling, y.backfilling);
  EXPECT_EQ(x.provisioned_throughput.read_capacity_units,
            y.provisioned_throughput.read_capacity_units);
  EXPECT_EQ(x.provisioned_throughput.last_decrease, y.provisioned_throughput.last_decrease);
  EXPECT_EQ(x.warm_throughput.write_units_per_second, y.warm_throughput.write_units_per_second);
  EXPECT_EQ(x.on_demand_throughput.max_read_request_units,
            y.on_demand_throughput.max_read_request_units);
  EXPECT_EQ(x.on_demand_throughput.max_write_request_units,
            y.on_demand_throughput.max_write_request_units);
}

void expect_equal(const TableRecord& a, const TableRecord& b) {
  EXPECT_EQ(a.space, b.space);
  const model::TableDescription& x = a.description;
  const model::TableDescription& y = b.description;
  EXPECT_EQ(x.key, y.key);
  EXPECT_EQ(x.table_id, y.table_id);
  EXPECT_EQ(x.status, y.status);
  EXPECT_EQ(x.creation_time, y.creation_time);
  EXPECT_EQ(x.attribute_definitions, y.attribute_definitions);
  EXPECT_EQ(x.key_schema, y.key_schema);
  EXPECT_EQ(x.billing_mode, y.billing_mode);
  EXPECT_EQ(x.last_update_to_pay_per_request, y.last_update_to_pay_per_request);
  EXPECT_EQ(x.provisioned_throughput.read_capacity_units,
            y.provisioned_throughput.read_capacity_units);
  EXPECT_EQ(x.provisioned_throughput.write_capacity_units,
            y.provisioned_throughput.write_capacity_units);
  EXPECT_EQ(x.provisioned_throughput.number_of_decreases_today,
            y.provisioned_throughput.number_of_decreases_today);
  EXPECT_EQ(x.provisioned_throughput.last_increase, y.provisioned_throughput.last_increase);
  EXPECT_EQ(x.provisioned_throughput.last_decrease, y.provisioned_throughput.last_decrease);
  EXPECT_EQ(x.warm_throughput.read_units_per_second, y.warm_throughput.read_units_per_second);
  EXPECT_EQ(x.warm_throughput.write_units_per_second, y.warm_throughput.write_units_per_second);
  EXPECT_EQ(x.on_demand_throughput.max_read_request_units,
            y.on_demand_throughput.max_read_request_units);
  EXPECT_EQ(x.on_demand_throughput.max_write_request_units,
            y.on_demand_throughput.max_write_request_units);
  EXPECT_EQ(x.table_class, y.table_class);
  EXPECT_EQ(x.table_class_update, y.table_class_update);
  EXPECT_EQ(x.deletion_protection_enabled, y.deletion_protection_enabled);
  ASSERT_EQ(x.tags.size(), y.tags.size());
  for (std::size_t i = 0; i < x.tags.size(); ++i) {
    EXPECT_EQ(x.tags[i].key, y.tags[i].key);
    EXPECT_EQ(x.tags[i].value, y.tags[i].value);
  }
  ASSERT_EQ(x.local_secondary_indexes.size(), y.local_secondary_indexes.size());
  for (std::size_t i = 0; i < x.local_secondary_indexes.size(); ++i) {
    expect_equal(x.local_secondary_indexes[i], y.local_secondary_indexes[i]);
  }
  ASSERT_EQ(x.global_secondary_indexes.size(), y.global_secondary_indexes.size());
  for (std::size_t i = 0; i < x.global_secondary_indexes.size(); ++i) {
    expect_equal(x.global_secondary_indexes[i], y.global_secondary_indexes[i]);
  }
  EXPECT_EQ(x.last_index_id, y.last_index_id);
  EXPECT_EQ(x.time_to_live, y.time_to_live);
  EXPECT_EQ(x.kms_key_arn, y.kms_key_arn);
  EXPECT_EQ(x.change_history, y.change_history);
  EXPECT_EQ(x.kinesis_destinations, y.kinesis_destinations);
  EXPECT_EQ(x.delivery_label, y.delivery_label);
  EXPECT_EQ(x.resource_policy, y.resource_policy);
}

TableRecord least_record() {
  TableRecord record;
  record.space = 1;
  record.description.key = {{"000000000000", "us-east-1"}, "t"};
  record.description.table_id = "id";
  record.description.key_schema = {{"pk", model::KeyType::HASH}};
  return record;
}

TEST(TableCodec, EveryFieldRoundTrips) {
  const auto decoded = decode_table_record(encode_table_record(full_record()));
  ASSERT_TRUE(decoded.has_value());
  expect_equal(*decoded, full_record());
}

TEST(TableCodec, DisabledTimeToLiveRoundTrips) {
  TableRecord record = least_record();
  record.description.time_to_live = {std::nullopt, 5, true};
  const auto decoded = decode_table_record(encode_table_record(record));
  ASSERT_TRUE(decoded.has_value());
  expect_equal(*decoded, record);
}

TEST(TableCodec, ADeletedPolicyRoundTrips) {
  TableRecord record = least_record();
  record.description.resource_policy = {"", 5};
  const auto decoded = decode_table_record(encode_table_record(record));
  ASSERT_TRUE(decoded.has_value());
  expect_equal(*decoded, record);
}

TEST(TableCodec, AbsentFieldsStayAbsent) {
  const auto decoded = decode_table_record(encode_table_record(least_record()));
  ASSERT_TRUE(decoded.has_value());
  expect_equal(*decoded, least_record());
}

TEST(TableCodec, UnknownFieldsAreSkipped) {
  std::string bytes = encode_table_record(full_record());
  FieldWriter(bytes).text(1000, "from a newer program");
  const auto decoded = decode_table_record(bytes);
  ASSERT_TRUE(decoded.has_value());
  expect_equal(*decoded, full_record());
}

TEST(TableCodec, FieldsOfAnOlderProgramSuffice) {
  std::string bytes(1, table_record_version);
  FieldWriter fields(bytes);
  fields.integer(1, 7);
  fields.text(2, "000000000000");
  fields.text(3, "us-east-1");
  fields.text(4, "t");
  fields.text(5, "id");
  fields.text(9, std::string("\x01\x02pk", 4));  // its key type left at HASH
  const auto decoded = decode_table_record(bytes);
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(decoded->space, 7U);
  EXPECT_EQ(decoded->description.key_schema,
            (std::vector<model::KeySchemaElement>{{"pk", model::KeyType::HASH}}));
  EXPECT_EQ(decoded->description.status, model::TableStatus::ACTIVE);
}

TEST(TableCodec, OtherVersionsAreRefused) {
  std::string bytes = encode_table_record(full_record());
  bytes[0] = table_record_version + 1;
  EXPECT_FALSE(decode_table_record(bytes).has_value());
  EXPECT_FALSE(decode_table_record("").has_value());
}

TEST(TableCodec, BytesCutShortAreRefusedOrLackOnlyLateFields) {
  const std::string bytes = encode_table_record(full_record());
  std::size_t readable = 0;
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    readable += decode_table_record(std::string_view(bytes).substr(0, length)) ? 1 : 0;
  }
  // Only where it is cut exactly between two fields, after those that identify the table.
  EXPECT_LT(readable, 23U);
}

TEST(TableCodec, WhatIdentifiesATableIsRequired) {
  const auto refused = [](auto change) {
    TableRecord record = least_record();
    change(record);
    return !decode_table_record(encode_table_record(record)).has_value();
  };
  EXPECT_TRUE(refused([](TableRecord& r) { r.space = 0; }));
  EXPECT_TRUE(refused([](TableRecord& r) { r.description.key.owner.account_id.clear(); }));
  EXPECT_TRUE(refused([](TableRecord& r) { r.description.key.owner.region.clear(); }));
  EXPECT_TRUE(refused([](TableRecord& r) { r.description.key.table_name.clear(); }));
  EXPECT_TRUE(refused([](TableRecord& r) { r.description.table_id.clear(); }));
  EXPECT_TRUE(refused([](TableRecord& r) { r.description.key_schema.clear(); }));
}

struct BadField {
  std::uint32_t number;
  std::string bytes;
};

class BadTableField : public testing::TestWithParam<BadField> {};

TEST_P(BadTableField, IsRefused) {
  std::string bytes = encode_table_record(least_record());
  FieldWriter(bytes).text(GetParam().number, GetParam().bytes);
  EXPECT_FALSE(decode_table_record(bytes).has_value());
}

std::string eight(char low) { return std::string(1, low) + std::string(7, '\0'); }

INSTANTIATE_TEST_SUITE_P(Fields, BadTableField,
                         testing::Values(BadField{1, "short"}, BadField{6, eight(4)},
                                         BadField{6, std::string(8, '\xFF')}, BadField{7, ""},
                                         BadField{8, "\x01"}, BadField{8, "\x02\x01\x01"},
                                         BadField{8, "\x02\x08" + eight(3)},
                                         BadField{9, "\x02\x08" + eight(2)}, BadField{10, eight(2)},
                                         BadField{12, "\x01\x01x"}, BadField{12, "\x80"},
                                         BadField{15, eight(2)}, BadField{17, eight(2)},
                                         BadField{18, "\x01\x05x"}, BadField{34, "\x02\x01x"}));

}  // namespace
}  // namespace dynarocks::codec
