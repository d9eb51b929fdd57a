"""Which shards there are, who reads them and how far: kept outlasting the workers that share it."""

import sqlite3

TRIM_HORIZON, SHARD_END = "TRIM_HORIZON", "SHARD_END"


class Leases:
    """A checkpoint is TRIM_HORIZON, the last number that was dealt with, or SHARD_END."""

    def __init__(self, path):
        self.database = sqlite3.connect(path, isolation_level=None, timeout=30)
        # A worker that is killed loses nothing; the machine is not.
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("PRAGMA synchronous = OFF")
        self.database.execute(
            "CREATE TABLE IF NOT EXISTS leases (shard TEXT PRIMARY KEY, parent TEXT, owner TEXT, checkpoint TEXT)"
        )

    def add(self, shards):
        """The shards of a whole listing: none must be known without its parent."""
        self.database.execute("BEGIN IMMEDIATE")
        for shard in shards:
            row = (shard["ShardId"], shard.get("ParentShardId"), TRIM_HORIZON)
            self.database.execute("INSERT OR IGNORE INTO leases VALUES (?, ?, NULL, ?)", row)
        self.database.execute("COMMIT")

    def take(self, owner):
        """(shard, checkpoint) of a shard that nobody reads, and whose parent has been read if it is known; or None."""
        taken = self.database.execute(
            """UPDATE leases SET owner = ? WHERE shard =
                 (SELECT child.shard FROM leases child LEFT JOIN leases parent ON parent.shard = child.parent
                  WHERE child.owner IS NULL AND child.checkpoint != ?
                    AND (parent.shard IS NULL OR parent.checkpoint = ?)
                  ORDER BY child.shard LIMIT 1)
               RETURNING shard, checkpoint""",
            (owner, SHARD_END, SHARD_END),
        ).fetchall()
        return taken[0] if taken else None

    def checkpoint(self, shard, number):
        self.database.execute("UPDATE leases SET checkpoint = ? WHERE shard = ?", (number, shard))

    def release(self, owner):
        """The owner is no more: others may go on where it checkpointed last."""
        self.database.execute("UPDATE leases SET owner = NULL WHERE owner = ?", (owner,))

    def unfinished(self):
        query = "SELECT count(*) FROM leases WHERE checkpoint != ?"
        return self.database.execute(query, (SHARD_END,)).fetchone()[0]
