#pragma once
// Order-preserving bytes of key attribute values, and the scan-order hash of a partition key.
//
// A component is the value's scalar bytes (S: UTF-8, B: raw, N: ordered form) with every 0x00
// written 0x00 0xFF, followed by the terminator 0x00 0x01. So byte order is DynamoDB order, no
// component is a prefix of another, and components can be concatenated.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dynarocks::codec {

/// Appends one terminated component.
void append_key_component(std::string_view scalar, std::string& out);
/// Appends the component without its terminator: the common prefix of all components whose value
/// begins with `scalar_prefix` (for begins_with).
void append_key_component_prefix(std::string_view scalar_prefix, std::string& out);
/// Takes one component off the front of `bytes`; nothing when malformed.
[[nodiscard]] std::optional<std::string> take_key_component(std::string_view& bytes);

/// First 8 bytes of MD5("Outliers" + scalar), big-endian: Scan returns partitions in this order,
/// and parallel-scan segments are equal slices of its top 12 bits. (Order observed on the service.)
[[nodiscard]] std::uint64_t partition_hash(std::string_view scalar);

/// The smallest byte string greater than every string that starts with `prefix`; empty when there
/// is none (all 0xFF): then "no upper bound".
[[nodiscard]] std::string prefix_successor(std::string_view prefix);

}  // namespace dynarocks::codec
