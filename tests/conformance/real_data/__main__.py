"""Loads real data into any DynamoDB endpoint, asks it questions and checks the answers:

    python3 tests/conformance/real_data --endpoint-url http://localhost:8000

Without --endpoint-url it talks to AWS. Needs boto3 and Debian's iso-codes package.
"""

import argparse
import os
import pathlib
import sys
import time

import boto3

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from real_data.checks import CHECKS  # noqa: E402 - found through the line above
from real_data.world import World  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description="Loads real data into a DynamoDB endpoint and checks its answers.")
    parser.add_argument("--endpoint-url")
    parser.add_argument("--region", default=os.environ.get("AWS_REGION", "us-east-1"))
    parser.add_argument("--keep", action="store_true", help="do not delete the tables at the end")
    arguments = parser.parse_args()
    credentials = {}
    if arguments.endpoint_url and "AWS_ACCESS_KEY_ID" not in os.environ:
        credentials = {"aws_access_key_id": "dummy", "aws_secret_access_key": "dummy"}
    resource = boto3.resource(
        "dynamodb", endpoint_url=arguments.endpoint_url, region_name=arguments.region, **credentials
    )
    world = World(resource)
    failed = 0
    try:
        started = time.monotonic()
        world.load()
        total = sum(map(len, world.records.values()))
        print(f"loaded {total} records in {time.monotonic() - started:.1f} s")
        for check in CHECKS:
            started = time.monotonic()
            try:
                check(world)
                outcome = "ok"
            except Exception as error:  # an error answer is a failed check like a wrong one
                outcome = f"FAILED {type(error).__name__} {str(error)[:500]}"
                failed += 1
            print(f"{check.__name__.replace('_', ' ')}: {outcome} ({time.monotonic() - started:.1f} s)")
    finally:
        if not arguments.keep:
            world.remove()
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
