"""Short ways to ask for secondary indexes."""


def index(name, hash_keys, range_keys="", project="ALL"):
    """index("by_color", "color", "weight", project="v w"): key attributes and projected ones by their names."""
    schema = [{"AttributeName": key, "KeyType": "HASH"} for key in hash_keys.split()]
    schema += [{"AttributeName": key, "KeyType": "RANGE"} for key in range_keys.split()]
    projection = {"ProjectionType": project}
    if project not in ("ALL", "KEYS_ONLY"):
        projection = {"ProjectionType": "INCLUDE", "NonKeyAttributes": project.split()}
    return {"IndexName": name, "KeySchema": schema, "Projection": projection}


def with_indexes(request, types="", local=(), everywhere=()):
    """A CreateTable request with local indexes, and global ones; `types`: "color:S weight:N"."""
    if local:
        request["LocalSecondaryIndexes"] = list(local)
    if everywhere:
        request["GlobalSecondaryIndexes"] = list(everywhere)
    request["AttributeDefinitions"] += definitions(types)
    return request


def definitions(types):
    pairs = [pair.split(":") for pair in types.split()]
    return [{"AttributeName": name, "AttributeType": kind} for name, kind in pairs]
