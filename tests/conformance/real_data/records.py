"""The records: Debian's iso-codes package, about 13,000 countries, subdivisions and languages."""

import json
import pathlib

DIRECTORY = pathlib.Path("/usr/share/iso-codes/json")


def _read(number):
    return json.loads((DIRECTORY / f"iso_{number}.json").read_text())[number]


def countries():
    """ISO 3166-1: alpha_2, alpha_3, numeric, name, flag, some official_name, common_name."""
    return [{**record, "numeric": int(record["numeric"])} for record in _read("3166-1")]


def subdivisions():
    """ISO 3166-2: country (from the code's first half), code, name, type, some parent."""
    return [{"country": record["code"].split("-")[0], **record} for record in _read("3166-2")]


def languages():
    """ISO 639-3: alpha_3, name, scope, type, some alpha_2, common_name, inverted_name; added are the
    set of words of the name and its length."""
    return [
        {**record, "words": set(record["name"].split()), "length": len(record["name"])} for record in _read("639-3")
    ]
