#pragma once
// What goes wrong again and again, said now and then.

#include <string>

namespace dynarocks::log {

/// Logs the line as an error, unless it was logged within the last minute.
void error_rarely(const std::string& line);

}  // namespace dynarocks::log
