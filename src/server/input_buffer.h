#pragma once
// Received bytes that are not parsed yet, in one piece.

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace dynarocks::server {

class InputBuffer {
 public:
  [[nodiscard]] std::string_view bytes() const { return {memory_.get() + begin_, end_ - begin_}; }
  [[nodiscard]] bool empty() const { return begin_ == end_; }

  /// Room behind the bytes for at least `size` more; follow by commit.
  [[nodiscard]] char* prepare(std::size_t size) {
    if (capacity_ - end_ < size) make_room(size);
    return memory_.get() + end_;
  }
  [[nodiscard]] std::size_t room() const { return capacity_ - end_; }
  void commit(std::size_t size) { end_ += size; }

  void consume(std::size_t size) {
    begin_ += size;
    if (begin_ == end_) begin_ = end_ = 0;
  }

  /// Gives memory above `kept` bytes back while there is nothing in it.
  void release(std::size_t kept) {
    if (!empty() || capacity_ <= kept) return;
    memory_.reset();
    capacity_ = 0;
  }

 private:
  void make_room(std::size_t size) {
    const std::size_t used = end_ - begin_;
    if (capacity_ - used >= size) {
      std::memmove(memory_.get(), memory_.get() + begin_, used);
    } else {
      const std::size_t grown = std::max(used + size, capacity_ + capacity_ / 2);
      std::unique_ptr<char[]> larger(new char[grown]);  // left uninitialised on purpose
      if (used > 0) std::memcpy(larger.get(), memory_.get() + begin_, used);
      memory_ = std::move(larger);
      capacity_ = grown;
    }
    begin_ = 0;
    end_ = used;
  }

  std::unique_ptr<char[]> memory_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace dynarocks::server
