#pragma once
// The inputs of the streams API, members in declared order.

#include "wire/shape.h"

namespace dynarocks::wire {

extern const OperationShape list_streams_shape;
extern const OperationShape describe_stream_shape;
extern const OperationShape get_shard_iterator_shape;
extern const OperationShape get_records_shape;

}  // namespace dynarocks::wire
