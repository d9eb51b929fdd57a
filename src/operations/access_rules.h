#pragma once
// What the operations that are about no item ask for.

#include "operations/access.h"

namespace dynarocks::operations {

/// Of the account as a whole: resource "*".
void access_to_account(const OperationContext&, std::string_view operation, const wire::Request&,
                       AccessList&);
/// Of the table in TableName; creating one with tags also asks for TagResource.
void access_to_table(const OperationContext&, std::string_view operation, const wire::Request&,
                     AccessList&);
/// Of what ResourceArn names: a table or a stream.
void access_to_resource(const OperationContext&, std::string_view operation, const wire::Request&,
                        AccessList&);
/// Of the stream in StreamArn.
void access_to_stream(const OperationContext&, std::string_view operation, const wire::Request&,
                      AccessList&);
/// Of the stream a ShardIterator is of.
void access_to_records(const OperationContext&, std::string_view operation, const wire::Request&,
                       AccessList&);
/// Of all streams of a table, or of all tables.
void access_to_streams(const OperationContext&, std::string_view operation, const wire::Request&,
                       AccessList&);

}  // namespace dynarocks::operations
