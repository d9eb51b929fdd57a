#pragma once
// What a stream's records show of a change.

#include <cstdint>

namespace dynarocks::model {

enum class StreamViewType : std::uint8_t { KEYS_ONLY, NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES };

[[nodiscard]] constexpr bool shows_new_image(StreamViewType view_type) {
  return view_type == StreamViewType::NEW_IMAGE || view_type == StreamViewType::NEW_AND_OLD_IMAGES;
}
[[nodiscard]] constexpr bool shows_old_image(StreamViewType view_type) {
  return view_type == StreamViewType::OLD_IMAGE || view_type == StreamViewType::NEW_AND_OLD_IMAGES;
}

}  // namespace dynarocks::model
