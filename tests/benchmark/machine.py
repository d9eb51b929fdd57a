"""What the figures were measured on."""

import os
import pathlib
import platform
import re


def first_match(pattern, file):
    found = re.search(pattern, pathlib.Path(file).read_text(), re.MULTILINE)
    return found.group(1) if found else "unknown"


def describe():
    return {
        "cpu": first_match(r"^model name\s*:\s*(.*)$", "/proc/cpuinfo"),
        "cores": len(os.sched_getaffinity(0)),
        "memory_mib": int(first_match(r"^MemTotal:\s*(\d+)", "/proc/meminfo")) // 1024,
        "kernel": platform.release(),
        "system": first_match(r'^PRETTY_NAME="(.*)"$', "/etc/os-release"),
    }
