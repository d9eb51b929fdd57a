"""What the loss of power would take from a directory whose server was only killed: the journal of unsynced/unsynced.cpp
says what was synced."""

import os
import pathlib
import shutil

from server_process import binary

BLOCK_BYTES = 512  # a disk's sector
NAMES = ("create", "mkdir", "rename", "unlink")  # changes of names


def library_of(binary_path):
    """Built beside the server with its tests."""
    return pathlib.Path(binary_path).parent / "tests/libunsynced.so"


class PowerLoss:
    """Watches one directory at a time, through a run of a program."""

    def __init__(self, scratch):
        self.library = library_of(binary())
        assert self.library.exists(), f"{self.library} is not built"
        self.journal = pathlib.Path(scratch) / "unsynced.journal"
        self.grave = pathlib.Path(scratch) / "unsynced.grave"
        self.directory = None

    def watch(self, directory):
        """To be called before a program runs with environment(); what is there is durable."""
        self.directory = pathlib.Path(directory)
        self.synced = {path.stat().st_ino: path.stat().st_size for path in self.files()}
        self.journal.write_text("")
        shutil.rmtree(self.grave, ignore_errors=True)
        self.grave.mkdir()

    def environment(self, sync_micros=0):
        return {
            "LD_PRELOAD": str(self.library),
            "UNSYNCED_DIRECTORY": str(self.directory),
            "UNSYNCED_JOURNAL": str(self.journal),
            "UNSYNCED_GRAVE": str(self.grave),
            "UNSYNCED_MICROS": str(sync_micros),
        }

    def strike(self, random):
        """Takes what the program had not synced, or a part of that; answers how many bytes and names."""
        names = self.read_journal()
        # Some changes of names may have got to the disk by themselves, in order.
        survivors = random.choice([0, random.randint(0, len(names))])
        for kind, *fields in reversed(names[survivors:]):
            getattr(self, f"undo_{kind}")(*fields)
        taken = sum(self.cut_tail(path, random) for path in self.files())
        return taken + len(names) - survivors

    def files(self):
        return [path for path in self.directory.rglob("*") if path.is_file()]

    def read_journal(self):
        """The changes of names that are not durable. What is synced of each file is in `synced`."""
        names = []
        for line in self.journal.read_text().splitlines():
            kind, *fields, _ = line.split("\t")
            if kind == "sync":
                inode, size = map(int, fields)
                self.synced[inode] = max(size, self.synced.get(inode, 0))
            elif kind == "cut":
                inode, size = map(int, fields)
                self.synced[inode] = min(size, self.synced.get(inode, 0))
            elif kind == "syncdir":
                names = [each for each in names if directory_of(each) != fields[0]]
            else:
                assert kind in NAMES, f"nothing that can be taken back: {line}"
                names.append((kind, *fields))
        return names

    def cut_tail(self, path, random):
        """Of what is not synced nothing stays, or a part, which may have holes."""
        synced, size = self.synced.get(path.stat().st_ino, 0), path.stat().st_size
        if size <= synced:
            return 0
        end = random.choice([synced, random.randint(synced, size)])
        os.truncate(path, end)
        if end - synced > BLOCK_BYTES and random.random() < 0.5:
            hole = random.randrange(synced, end - BLOCK_BYTES)
            with path.open("r+b") as file:
                file.seek(hole)
                file.write(bytes(BLOCK_BYTES))
        return size - end

    def undo_create(self, path):
        pathlib.Path(path).unlink(missing_ok=True)

    def undo_mkdir(self, path):
        shutil.rmtree(path, ignore_errors=True)

    def undo_unlink(self, path, grave):
        if grave and not os.path.exists(path):
            os.link(grave, path)

    def undo_rename(self, inode, source, target, grave):
        """Unless the kill came before it."""
        if os.path.exists(target) and os.stat(target).st_ino == int(inode):
            os.rename(target, source)
            if grave:
                os.link(grave, target)


def directory_of(change):
    """All names here change within one directory."""
    kind, *fields = change
    return os.path.dirname(fields[1] if kind == "rename" else fields[0])
