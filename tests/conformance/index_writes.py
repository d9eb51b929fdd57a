"""A table with indexes of every kind, and the words for values that their keys cannot have."""

from indexed_tables import gsi, indexed, lsi
from values import INVALID

NOT_VALID = "One or more parameter values are not valid. "
CANNOT_BE_EMPTY = "The AttributeValue for a key attribute cannot contain an empty {} value."
UNSUPPORTED_TYPE = "The update expression attempted to update the secondary index key to unsupported type"
HASH_TOO_LONG = INVALID + "Size of hashkey has exceeded the maximum size limit of2048 bytes"
RANGE_TOO_LONG = INVALID + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes"

INDEXES = [
    lsi("by-a", "a:S"),
    lsi("by-c", "c:B", "KEYS_ONLY"),
    gsi("by-g", "g:S", project=["x"]),
    gsi("by-g-n", "g:S", "n:N"),
]


def new_indexed_table(new_table):
    """Key pk (S), sk (N). Local: by-a (S), all; by-c (B), keys. Global: by-g (S), with x; by-g-n
    (g, n: N), all."""
    return indexed(new_table, "pk:S", "sk:N", INDEXES)


def new_globally_indexed_table(new_table):
    """Key pk (S). Global: by-g (S), with x."""
    return indexed(new_table, indexes=[gsi("by-g", "g:S", project=["x"])])


def type_mismatch(attribute, expected, actual, index_name):
    return (
        INVALID + f"Type mismatch for Index Key {attribute} Expected: {expected} Actual: {actual}"
        f" IndexName: {index_name}"
    )


def empty_in_put(attribute, index_name, kind="string"):
    return (
        NOT_VALID + "A value specified for a secondary index key is not supported. "
        f"{CANNOT_BE_EMPTY.format(kind)} IndexName: {index_name}, IndexKey: {attribute}"
    )


def empty_in_update(kind="string"):
    return (
        NOT_VALID + "The update expression attempted to update a secondary index key to a value that is not supported. "
        + CANNOT_BE_EMPTY.format(kind)
    )


def nested_path(attribute, kind="IndexKey"):
    return (
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
        f"{kind}: {attribute}"
    )


def capacity(table, units, table_units, local=None, global_=None):
    """ConsumedCapacity of INDEXES."""

    def arms(member, of_indexes):
        return {member: {name: {"CapacityUnits": u} for name, u in of_indexes.items()}} if of_indexes else {}

    return {
        "TableName": table,
        "CapacityUnits": units,
        "Table": {"CapacityUnits": table_units},
        **arms("LocalSecondaryIndexes", local),
        **arms("GlobalSecondaryIndexes", global_),
    }


def transaction_capacity(table, units, table_units, local=None, global_=None, member="WriteCapacityUnits"):
    """ConsumedCapacity of INDEXES in a transaction: every number twice."""

    def twice(value):
        if isinstance(value, dict):
            doubled = {key: twice(inner) for key, inner in value.items()}
            if "CapacityUnits" in doubled:
                doubled[member] = doubled["CapacityUnits"]
            return doubled
        return value

    return twice(capacity(table, units, table_units, local, global_))


def metrics(hash_value, low=0, high=1, attribute="pk"):
    """ItemCollectionMetrics of one collection."""
    return {"ItemCollectionKey": {attribute: hash_value}, "SizeEstimateRangeGB": [low, high]}


# Items that no write may put: what is in them beside the key, and the text.
BAD_ITEMS = {
    "type": ({"a": {"N": "1"}}, type_mismatch("a", "S", "N", "by-a")),
    "first index by name": (
        {"n": {"S": "x"}, "c": {"S": "x"}, "g": {"N": "1"}},
        type_mismatch("c", "B", "S", "by-c"),
    ),
    "first index of one attribute": ({"g": {"BOOL": True}}, type_mismatch("g", "S", "BOOL", "by-g")),
    "second key of an index": ({"g": {"S": "x"}, "n": {"S": "1"}}, type_mismatch("n", "N", "S", "by-g-n")),
    "null": ({"g": {"NULL": True}}, type_mismatch("g", "S", "NULL", "by-g")),
    "list": ({"a": {"L": []}}, type_mismatch("a", "S", "L", "by-a")),
    "map": ({"a": {"M": {}}}, type_mismatch("a", "S", "M", "by-a")),
    "set": ({"n": {"NS": ["1"]}}, type_mismatch("n", "N", "NS", "by-g-n")),
    "long hash key": ({"g": {"S": "x" * 2049}}, HASH_TOO_LONG),
    "long range key": ({"a": {"S": "x" * 1025}}, RANGE_TOO_LONG),
    "long binary range key": ({"c": {"B": b"x" * 1025}}, RANGE_TOO_LONG),
}
# The same for empty values, which transactions refuse in another way.
EMPTY_ITEMS = {
    "empty range key": ({"a": {"S": ""}}, empty_in_put("a", "by-a")),
    "empty hash key": ({"g": {"S": ""}}, empty_in_put("g", "by-g")),
    "empty binary": ({"c": {"B": b""}}, empty_in_put("c", "by-c", "binary")),
}
