"""Short ways to write the indexes of CreateTable and UpdateTable."""

from table_factory import table_parameters

OMITTED = object()


def definition(name, kind="S"):
    return {"AttributeName": name, "AttributeType": kind}


def key_schema(*keys):
    """"a", "b:RANGE" -> KeySchema; HASH where nothing is said."""
    return [
        {"AttributeName": name, "KeyType": role or "HASH"} for name, _, role in (key.partition(":") for key in keys)
    ]


def index(name, *keys, **changes):
    """An index that projects everything; `changes` replaces members."""
    body = {"IndexName": name, "KeySchema": key_schema(*keys), "Projection": {"ProjectionType": "ALL"}}
    body.update(changes)
    return {member: value for member, value in body.items() if value is not OMITTED}


def projection(kind, *names):
    return {"ProjectionType": kind, **({"NonKeyAttributes": list(names)} if names else {})}


def units(read, write):
    return {"ReadCapacityUnits": read, "WriteCapacityUnits": write}


def table_with(name, **changes):
    """CreateTable with the keys pk and sk, and a definition of g beside them."""
    body = table_parameters(name, "pk:S", "sk:S")
    body["AttributeDefinitions"].append(definition("g"))
    body.update(changes)
    return {member: value for member, value in body.items() if value is not OMITTED}


def without_identity(table):
    """A TableDescription without what differs from table to table."""
    return {
        member: value
        for member, value in table.items()
        if member not in ("TableName", "TableArn", "TableId", "CreationDateTime")
    }
