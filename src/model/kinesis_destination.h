#pragma once
// Where a table's changes go besides its stream: a Kinesis data stream, and how that stands.
// Source: reference "streams", section 7.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dynarocks::model {

enum class DestinationStatus : std::uint8_t {
  ENABLING,
  ACTIVE,
  DISABLING,
  DISABLED,
  ENABLE_FAILED,
  UPDATING
};

/// Of ApproximateCreationDateTime in records.
enum class CreationTimePrecision : std::uint8_t { MILLISECOND, MICROSECOND };

/// Where records are passed on to, and how they are written.
struct DeliveryTarget {
  std::string stream_arn;
  std::optional<CreationTimePrecision> precision;
  friend bool operator==(const DeliveryTarget&, const DeliveryTarget&) = default;
};

struct KinesisDestination {
  std::string stream_arn;
  DestinationStatus status = DestinationStatus::ENABLING;
  /// Why enabling failed; empty otherwise.
  std::string status_description;
  /// As it was asked for; nothing means milliseconds.
  std::optional<CreationTimePrecision> precision;
  friend bool operator==(const KinesisDestination&, const KinesisDestination&) = default;
};

/// Whether changes of the table are recorded for the destination.
[[nodiscard]] inline bool takes_changes(const KinesisDestination& destination) {
  return destination.status == DestinationStatus::ACTIVE ||
         destination.status == DestinationStatus::UPDATING;
}

/// Whether it is one of the past: another one may be enabled, or this one again.
[[nodiscard]] inline bool is_past(const KinesisDestination& destination) {
  return destination.status == DestinationStatus::DISABLED ||
         destination.status == DestinationStatus::ENABLE_FAILED;
}

/// "ACTIVE"
[[nodiscard]] std::string_view status_name(DestinationStatus status);
/// "MILLISECOND"
[[nodiscard]] std::string_view precision_name(CreationTimePrecision precision);

}  // namespace dynarocks::model
