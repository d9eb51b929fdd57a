#include "codec/item_view.h"

#include "codec/bytes.h"

namespace dynarocks::codec {

static_assert(item_header_bytes == 1 + 2 * u32_bytes);

std::size_t ItemView::size() const { return bytes_.empty() ? 0 : load_u32(bytes_.data() + 1); }

MapView ItemView::attributes() const {
  if (bytes_.empty()) return {};
  return MapView(bytes_.substr(item_header_bytes), load_u32(bytes_.data() + 1 + u32_bytes));
}

}  // namespace dynarocks::codec
