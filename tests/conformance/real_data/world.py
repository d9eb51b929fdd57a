"""The tables the records live in, and how they get there."""

import uuid

from real_data import records

DESIGN = {
    "countries": ("alpha_2", None),
    "subdivisions": ("country", "code"),
    # A few large partitions: living languages alone are more than 7,000.
    "languages": ("type", "alpha_3"),
}


class World:
    """The records in DynamoDB tables, and beside them in Python: world.table["countries"] and
    world.records["countries"]."""

    def __init__(self, resource):
        self.resource = resource
        self.client = resource.meta.client
        self.records = {name: getattr(records, name)() for name in DESIGN}
        suffix = uuid.uuid4().hex[:12]
        self.table = {name: resource.Table(f"real-data-{name}-{suffix}") for name in DESIGN}

    def load(self):
        for name, (hash_key, range_key) in DESIGN.items():
            keys = [(hash_key, "HASH")] + ([(range_key, "RANGE")] if range_key else [])
            self.resource.create_table(
                TableName=self.table[name].name,
                BillingMode="PAY_PER_REQUEST",
                KeySchema=[{"AttributeName": key, "KeyType": role} for key, role in keys],
                AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key, _ in keys],
            )
        for name in DESIGN:
            self.client.get_waiter("table_exists").wait(TableName=self.table[name].name, WaiterConfig={"Delay": 1})
            with self.table[name].batch_writer() as batch:
                for record in self.records[name]:
                    batch.put_item(Item=record)

    def remove(self):
        for table in self.table.values():
            table.delete()

    def key(self, name, record):
        """The key attributes of a record."""
        return {attribute: record[attribute] for attribute in DESIGN[name] if attribute}

    def sorted(self, name, selected):
        """Records in one order for comparison: by key, byte-wise."""
        return sorted(selected, key=lambda record: [value.encode() for value in self.key(name, record).values()])
