"""Checkov, imported once and forked for each run: nine tenths of a short scan are its start.

A fork has what a new process has after its imports, so it serves every scan that sets nothing in
the environment. Run as a program, it takes requests from its input, a line of JSON each, and
answers with the exit code.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Dict, List, Optional, Tuple

_servers: Dict[int, subprocess.Popen[str]] = {}
"""By process: a worker of pytest must not speak to another's."""


def run_checkov(arguments: List[str], cwd: Optional[Path], folder: Path) -> Tuple[int, str, str]:
    """The exit code, the output and the error output of one run, which are kept in the folder meanwhile."""
    server = _servers.get(os.getpid())
    if server is None:
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        server = _servers[os.getpid()] = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
        )
        atexit.register(_stop, server)
    assert server.stdin is not None
    assert server.stdout is not None
    printed = [folder / "out", folder / "err"]
    request = {"arguments": arguments, "cwd": str(cwd or Path.cwd()), "printed": [str(file) for file in printed]}
    server.stdin.write(json.dumps(request) + "\n")
    server.stdin.flush()
    code = int(server.stdout.readline())
    out, err = (file.read_text(encoding="utf-8") for file in printed)
    return code, out, err


def _stop(server: subprocess.Popen[str]) -> None:
    with server:  # closes its input, at which it ends
        pass


def _serve() -> None:
    import checkov.main  # noqa: F401, PLC0415 - this is what takes so long

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _run(**json.loads(line))
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


def _run(arguments: List[str], cwd: str, printed: List[str]) -> None:
    """What `python -m checkov.main` does, in this process, which then ends."""
    from checkov.main import Checkov  # noqa: PLC0415

    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for stream, file in enumerate(printed, start=1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    os.chdir(cwd)
    sys.path[0], sys.argv = cwd, ["checkov", *arguments]
    code = 1
    try:
        code = Checkov(arguments).run() or 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()
