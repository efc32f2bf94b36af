"""What the child process gives up before it touches a model: it can only read and compute.

A model is a stranger's file, read by a large library. Should one ever take that library over, it
finds a process that can open no connection, write, make or remove no file outside /dev, start no
program with more rights, and leave no memory image behind. Each step is taken where the system has
it; none is needed for the work, so none is an error where it is missing.

Linux has all of them (Landlock since 5.13, seccomp), macOS and Windows the limits at most.
Sources: landlock(7), seccomp(2), linux/landlock.h, linux/bpf_common.h.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from contextlib import suppress
from typing import Any, Final

_PR_SET_DUMPABLE: Final = 4
_PR_SET_SECCOMP: Final = 22
_PR_SET_NO_NEW_PRIVS: Final = 38
_SECCOMP_MODE_FILTER: Final = 2
_SECCOMP_ALLOW: Final = 0x7FFF0000
_SECCOMP_REFUSE: Final = 0x00050000 | 13  # the call returns EACCES
# Of each machine: its number in audit.h, and the number of its system call `socket`.
_MACHINES: Final = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_NETWORK_FAMILIES: Final = (2, 10, 16, 17)  # AF_INET, AF_INET6, AF_NETLINK, AF_PACKET

_LANDLOCK_CREATE_RULESET: Final = 444  # the same number on every machine
_LANDLOCK_ADD_RULE: Final = 445
_LANDLOCK_RESTRICT_SELF: Final = 446
_LANDLOCK_VERSION: Final = 1
_LANDLOCK_PATH_BENEATH: Final = 1
_WRITE_FILE: Final = 1 << 1
_REMOVE_AND_MAKE: Final = 0x1FF0  # REMOVE_DIR to MAKE_SYM
_REFER: Final = 1 << 13  # since version 2: moving files between folders
_TRUNCATE: Final = 1 << 14  # since version 3
_TCP: Final = 0b11  # since version 4: binding and connecting


def confine() -> None:
    """Give up what the child does not need. Call before any other thread is started."""
    sys.dont_write_bytecode = True
    _limit()
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)  # some systems pipe images past the limit
        if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
            _forbid_writing(libc)
            _forbid_networks(libc)


def _limit() -> None:
    """No memory image of a crash, and no byte added to any file."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for limit in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
        with suppress(OSError, ValueError):
            resource.setrlimit(limit, (0, 0))


def _forbid_writing(libc: Any) -> None:
    """With Landlock: no file is written, made, moved or removed, but for devices (a GPU's)."""
    version = libc.syscall(_LANDLOCK_CREATE_RULESET, None, 0, _LANDLOCK_VERSION)
    if version < 1:
        return
    files = _WRITE_FILE | _REMOVE_AND_MAKE
    files |= (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    attributes = struct.pack("=QQ", files, _TCP) if version >= 4 else struct.pack("=Q", files)
    rules = libc.syscall(_LANDLOCK_CREATE_RULESET, attributes, len(attributes), 0)
    if rules < 0:
        return
    try:
        with suppress(OSError):
            devices = os.open("/dev", os.O_PATH)
            rule = struct.pack("=Qi", files, devices)
            libc.syscall(_LANDLOCK_ADD_RULE, rules, _LANDLOCK_PATH_BENEATH, rule, 0)
            os.close(devices)
        libc.syscall(_LANDLOCK_RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)


def _forbid_networks(libc: Any) -> None:
    """With seccomp: no socket that could reach another machine, or ask the kernel about one."""
    known = _MACHINES.get(platform.machine())
    if known is None or sys.maxsize < 1 << 32:
        return
    machine, socket_call = known
    families = len(_NETWORK_FAMILIES)
    # The classic BPF instructions: load a word, jump if equal, return.
    load, equal, end = 0x20, 0x15, 0x06
    program = [
        (load, 0, 0, 4),  # the machine, so that a 32-bit call is not mistaken for another
        (equal, 1, 0, machine),
        (end, 0, 0, _SECCOMP_REFUSE),
        (load, 0, 0, 0),  # the call
        (equal, 0, families + 1, socket_call),
        (load, 0, 0, 16),  # its first argument
        *((equal, families - at, 0, family) for at, family in enumerate(_NETWORK_FAMILIES)),
        (end, 0, 0, _SECCOMP_ALLOW),
        (end, 0, 0, _SECCOMP_REFUSE),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in program))
    filter_ = struct.pack("@HP", len(program), ctypes.addressof(code))
    libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, filter_, 0, 0)
