"""The tables that crash rounds write to: with indexes of both kinds, streams of every view type, time to live."""

from indexes import definitions, index
from table_factory import table_parameters

PLAIN = "plain"  # gets and loses indexes while it is written
INDEXED = "indexed"
EXPIRING = "expiring"
STREAMED = {"keys": "KEYS_ONLY", "new": "NEW_IMAGE", "old": "OLD_IMAGE"}
SWITCHED = "switched"  # gets a stream, and loses it
SHORT_LIVED = ["short-0", "short-1", "short-2"]  # created and deleted all the time
TYPES = {"color": "S", "weight": "N"}


def parameters(name, keys, types="", view_type=None, **indexes):
    request = table_parameters(name, *keys)
    request["AttributeDefinitions"] += definitions(types)
    request |= {member: each for member, each in indexes.items() if each}
    if view_type:
        request["StreamSpecification"] = {"StreamEnabled": True, "StreamViewType": view_type}
    return request


def lasting_tables():
    yield parameters(PLAIN, ["pk:S"])
    yield parameters(
        INDEXED,
        ["pk:S", "sk:N"],
        "color:S weight:N",
        "NEW_AND_OLD_IMAGES",
        LocalSecondaryIndexes=[index("by_weight", "pk", "weight"), index("by_color", "pk", "color", "made")],
        GlobalSecondaryIndexes=[index("colors", "color", "weight"), index("weights", "weight", project="KEYS_ONLY")],
    )
    yield parameters(
        EXPIRING,
        ["pk:S"],
        "color:S",
        "NEW_AND_OLD_IMAGES",
        GlobalSecondaryIndexes=[index("colors", "color", project="made tally")],
    )
    for name, view_type in STREAMED.items():
        yield parameters(name, ["pk:S"], view_type=view_type)
    yield parameters(SWITCHED, ["pk:S"])


def short_lived_table(name, random):
    view_type = random.choice([None, "NEW_AND_OLD_IMAGES", *STREAMED.values()])
    indexes = [index("weights", "weight")] if random.random() < 0.5 else []
    return parameters(name, ["pk:S"], "weight:N" if indexes else "", view_type, GlobalSecondaryIndexes=indexes)


def new_index(name, random):
    """(the index, the definitions of its attributes)"""
    keys = random.choice([["color"], ["weight"], ["color", "weight"], ["weight", "color"]])
    made = index(name, *keys, project=random.choice(["ALL", "KEYS_ONLY", "tally"]))
    return made, definitions(" ".join(f"{key}:{TYPES[key]}" for key in keys))
