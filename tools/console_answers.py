"""Ask real Terraform what expressions give: ``python tools/console_answers.py [--check] [TOPIC ...]``.

``tests/evaluation/console/TOPIC.txt`` holds one expression per line; blank lines
count, so that line numbers match.  ``TOPIC.answers.txt`` holds on the same line
what ``terraform console`` says of it, as JSON: ``{"type": "...", "value": ...}``,
where the value is exactly what ``jsonencode`` gives, or ``{"error": true}``.
``TOPIC.unsettled.txt`` lists the expressions that our evaluator leaves open.

Without a topic all are made.  ``--check`` writes nothing; the exit code is 1 when
a kept answer is not what Terraform gives.
"""

from __future__ import annotations

import argparse
import base64
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Callable, Dict

from terraform_plans import terraform_environment

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "evaluation" / "console"

_ERROR = '{"error": true}'
_REFUSED = "refused"
_MOST_AT_ONCE = 64

Answers = Dict[str, str]
"""By expression."""


def main() -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="Make the kept answers of terraform console.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    parser.add_argument("topics", nargs="*", default=topics(), metavar="TOPIC")
    arguments = parser.parse_args()
    settled = [_settle(topic, check=arguments.check) for topic in arguments.topics]
    return 0 if all(settled) else 1


def topics() -> list[str]:
    """Every topic, in order."""
    return sorted(file.stem for file in FOLDER.glob("*.txt") if "." not in file.stem)


def questions(topic: str) -> list[str]:
    """Return the expressions of a topic by line."""
    return (FOLDER / f"{topic}.txt").read_text(encoding="utf-8").splitlines()


def kept_answers(topic: str) -> list[str]:
    """Return the answers that are kept, by line; none where there is no file yet."""
    file = FOLDER / f"{topic}.answers.txt"
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def terraform_answers(expressions: list[str]) -> list[str]:
    """Return what Terraform says of each expression, as the lines of an answers file."""
    asked = [line for line in dict.fromkeys(expressions) if line.strip()]
    values = _by_halves(_values, asked)
    types = _by_halves(_types, [line for line in asked if values[line] != _REFUSED])
    return [_answer(line, values, types) for line in expressions]


def _answer(line: str, values: Answers, types: Answers) -> str:
    if not line.strip():
        return ""
    if line not in types:
        return _ERROR
    value = base64.b64decode(values[line], validate=True).decode()
    return f'{{"type": {json.dumps(types[line])}, "value": {value}}}'


def _by_halves(ask: Callable[[list[str]], Answers | None], lines: list[str]) -> Answers:
    """Ask all at once, and fewer and fewer where one of them spoils the others' answers."""
    if not lines:
        return {}
    answers = ask(lines) if len(lines) <= _MOST_AT_ONCE else None
    if answers is not None:
        return answers
    if len(lines) == 1:
        _check_settled(lines[0])
        return {lines[0]: _REFUSED}
    half = len(lines) // 2
    return {**_by_halves(ask, lines[:half]), **_by_halves(ask, lines[half:])}


def _check_settled(line: str) -> None:
    """Refuse a question that Terraform leaves open: there would be nothing to compare with."""
    if (_console(f"can({line})") or "").strip() == "(known after apply)":
        raise SystemExit(f"Terraform does not settle {line}")


def _values(lines: list[str]) -> Answers | None:
    """Return the JSON text of each in base64, which needs no quotes."""
    each = ", ".join(f'try(base64encode(jsonencode({line})), "{_REFUSED}")' for line in lines)
    printed = _console(f'join(" ", [{each}])')
    if printed is None or not printed.startswith('"'):
        return None
    return dict(zip(lines, printed.strip().strip('"').split(" ")))


def _types(lines: list[str]) -> Answers | None:
    """Return the type of each, from the type of the tuple of all: `type` works on the outside only."""
    printed = _console(f"type([{', '.join(lines)}])")
    if printed is None:
        return None
    members: list[str] = [""]
    for row in printed.splitlines()[1:-1]:
        members[-1] = f"{members[-1]} {row.strip()}".strip()
        if row.endswith(",") and not row.startswith(" " * 5):
            members[-1] = members[-1].rstrip(",")
            members.append("")
    return dict(zip(lines, members))


def _console(line: str) -> str | None:
    """Return what the console prints, None where it ends with an error: it prints the last line's answer alone."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["terraform", "console", "-no-color"],
            cwd=folder,
            env=terraform_environment(),
            input=f"{line}\n",
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    return done.stdout if done.returncode == 0 else None


def _settle(topic: str, *, check: bool) -> bool:
    """Bring the answers of a topic up to date, or only compare; tell whether all is well."""
    kept, made = kept_answers(topic), terraform_answers(questions(topic))
    if kept == made:
        print(f"same     {topic}", flush=True)
        return True
    if not check:
        (FOLDER / f"{topic}.answers.txt").write_text("".join(f"{line}\n" for line in made), encoding="utf-8")
    print(f"{'differs' if kept else 'new':8} {topic}", flush=True)
    return not check


if __name__ == "__main__":
    sys.exit(main())
