#pragma once
// How far a long piece of work is, on a line of a terminal that is written over and over; nothing
// when standard error is no terminal.

#include <string>

namespace dynarocks::app {

class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const std::string& text);
  /// Takes the line away, for others to be written.
  void clear();

 private:
  bool terminal_;
  std::string shown_;
};

}  // namespace dynarocks::app
