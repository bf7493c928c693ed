"""Run one command and tell its cost: ``python -I -S small_spawner.py FD PROGRAM [ARGUMENT ...]``.

A process begins with the peak memory of the one that starts it, on Linux, so that a large one
must not start what is measured. Writes exit code, CPU seconds and `ru_maxrss` to the descriptor.
"""

import os
import sys

told = int(sys.argv[1])
os.set_inheritable(told, False)
pid = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(pid, 0)
code = os.waitstatus_to_exitcode(status)
os.write(told, f"{code} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss}".encode())
