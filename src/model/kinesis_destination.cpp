#include "model/kinesis_destination.h"

namespace dynarocks::model {

std::string_view status_name(DestinationStatus status) {
  switch (status) {
    case DestinationStatus::ENABLING:
      return "ENABLING";
    case DestinationStatus::ACTIVE:
      return "ACTIVE";
    case DestinationStatus::DISABLING:
      return "DISABLING";
    case DestinationStatus::DISABLED:
      return "DISABLED";
    case DestinationStatus::ENABLE_FAILED:
      return "ENABLE_FAILED";
    case DestinationStatus::UPDATING:
      break;
  }
  return "UPDATING";
}

std::string_view precision_name(CreationTimePrecision precision) {
  return precision == CreationTimePrecision::MILLISECOND ? "MILLISECOND" : "MICROSECOND";
}

}  // namespace dynarocks::model
