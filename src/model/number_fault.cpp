#include "model/number_fault.h"

namespace dynarocks::model {

std::string number_fault_message(NumberFault fault, std::string_view text, ValidationLayer layer) {
  switch (fault) {
    case NumberFault::overflow:
      return "Number overflow. Attempting to store a number with magnitude larger than supported "
             "range";
    case NumberFault::underflow:
      return "Number underflow. Attempting to store a number with magnitude smaller than supported "
             "range";
    case NumberFault::too_many_digits:
      return "Attempting to store more than 38 significant digits in a Number";
    case NumberFault::not_numeric:
      break;
  }
  std::string message = "The parameter cannot be converted to a numeric value";
  if (text.empty() && layer == ValidationLayer::classic) return message;
  message += ": ";
  message += text;
  return message;
}

}  // namespace dynarocks::model
