"""Sources from a stranger: read inside the boundary alone, never for long, and never a silent loss."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Callable, Iterator, List, Mapping, Optional, Set, Union

import pytest
from conftest import BAD_ZONE_ROWS, CHECKS, EXAMPLES
from ecr_privatelink.explain.plan_report import report
from ecr_privatelink.explain.plan_table import table
from ecr_privatelink.judging.plan_judging import Judgement, judge_plan
from ecr_privatelink.judging.source_judging import judge_sources
from ecr_privatelink.source.source_text import SourceError
from fuzz_inputs import mutated_text, seeded
from fuzz_run import Feeder

BAD_ZONE = EXAMPLES / "CKV_ECRPL_301" / "bad"
MAIN = (BAD_ZONE / "main.tf").read_text(encoding="utf-8")
SUBNETS = "subnet_ids          = [aws_subnet.endpoint_a.id, aws_subnet.endpoint_c.id]"
FIRST = ("CKV_ECRPL_301", "aws_vpc_endpoint.ecr_dkr")
"""The row of the first endpoint that has these subnets."""
OUTSIDE = "from outside"

_listening: List[Set[str]] = []


def _listen(event: str, arguments: object) -> None:
    if _listening and event in ("open", "os.listdir", "os.scandir") and isinstance(arguments, tuple):
        _listening[-1].add(str(arguments[0]))


sys.addaudithook(_listen)


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Path]:
    """A stack in a repository, beside files that are none of its business; nothing else is opened."""
    folder = tmp_path / "repository" / "stack"
    folder.mkdir(parents=True)
    (folder.parent / ".git").mkdir()
    (tmp_path / "outside").mkdir()
    for name in ("secret.tf", "outside/main.tf"):
        (tmp_path / name).write_text(f'output "o" {{\n  value = "{OUTSIDE}"\n}}\n')
    (tmp_path / "outside" / "ids.json").write_text(f'["{OUTSIDE}"]')
    (folder / "main.tf").write_text(MAIN)
    opened: Set[str] = set()
    _listening.append(opened)
    yield folder
    _listening.pop()
    assert {path for path in opened if _is_outside(path, tmp_path)} == set()


def _is_outside(path: str, folder: Path) -> bool:
    """The path leads into the test's folder and not into its repository, or to a device."""
    real = os.path.realpath(path)
    inside = os.path.realpath(folder / "repository")
    ours = real.startswith(os.path.realpath(folder)) and not real.startswith(inside)
    return ours or real.startswith("/dev/zero") or Path(real).name in ("passwd", "hostname")


def write(folder: Path, files: Mapping[str, Union[str, bytes]]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)


def judged(folder: Path) -> Optional[Judgement]:
    """The judgement of the sources, told in full; None where they are refused in one line."""
    judgement = judged_or_refused(folder)
    if isinstance(judgement, SourceError):
        assert len(str(judgement).splitlines()) == 1
        return None
    assert judgement.crashes == {}
    told = table(judgement) + json.dumps(report(judgement)) + "".join(judgement.unread)
    assert OUTSIDE not in told
    assert all(len(line.splitlines()) == 1 for line in judgement.unread)
    return judgement


def judged_or_refused(folder: Path) -> Union[Judgement, SourceError]:
    try:
        return judge_sources(folder)
    except SourceError as error:
        return error


def rows_of(judgement: Judgement) -> Set[object]:
    return {(finding.check, finding.resource) for finding in judgement.findings}


# Texts with something wrong in them


@pytest.mark.parametrize("seed", range(60))
def test_sources_with_something_wrong_are_judged_or_refused(seed: int, stack: Path) -> None:
    write(stack, {"main.tf": mutated_text(seeded(seed), MAIN.encode())})
    judged(stack)


@pytest.mark.parametrize("seed", range(30))
def test_sources_that_do_not_fit_lose_no_finding_of_the_plan(seed: int, stack: Path) -> None:
    plan = stack / "plan.json"
    plan.write_bytes((BAD_ZONE / "plan.json").read_bytes())
    write(stack, {"main.tf": mutated_text(seeded(seed), MAIN.encode())})
    judgement = judge_plan(plan, stack)
    lost = BAD_ZONE_ROWS - rows_of(judgement)
    told = {row for row in rows_of(judgement) if isinstance(row, tuple) and row[0] == "CKV_ECRPL_001"}
    assert not lost or told


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("expression", 2000),
        ("template", 2000),
        ("blocks", 2000),
        ("json", 2000),
        ("yaml", 1000),
        ("bodies", 300),
        ("sources", 30),
    ],
)
def test_whatever_a_reader_of_sources_is_fed_ends_in_its_own_errors(name: str, count: int) -> None:
    feeder = Feeder(name, seeded(1))
    assert list(feeder.feed(count)) == []
    assert feeder.kept


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.tf", "a {\n" * 50_000),
        ("x.tf", 'resource "aws_vpc" "n" {\n' + "a {\n" * 2_000 + "}\n" * 2_001),
        ("x.tf", "locals {\n a = <<E\n"),
        ("x.tf", "/*" * 50_000),
        ("x.tf", b"\xff\xfe\x00"),
        ("x.tf", "x \x00 {}"),
        ("x.tf.json", "[" * 100_000),
        ("x.tf.json", '{"locals": ' + '{"a": ' * 2_000 + "1" + "}" * 2_001),
        ("override.tf", "a {"),
        ("terraform.tfvars", "a = [[[["),
        ("a.auto.tfvars.json", "[1"),
        ("x.tf", 'resource "aws_vpc" "n" {}\nresource "aws_vpc" "n" {}\n'),
        ("x.tf", 'module "n" {\n  source = "./a"\n  source = "./b"\n}\n'),
        ("x.tf.json", '{"resource": {"aws_vpc": {"n": {}, "n": {}}}}'),
        ("terraform.tfvars", "a = 1\na = 2\n"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(name: str, text: Union[str, bytes], stack: Path) -> None:
    write(stack, {name: text})
    judgement = judged(stack)
    assert judgement is not None
    assert any(name in line for line in judgement.unread)


# Values that grow


def with_subnets(stack: Path, local: str) -> None:
    assert MAIN.count(SUBNETS) == 3
    write(
        stack, {"main.tf": MAIN.replace(SUBNETS, "subnet_ids = local.x", 1), "locals.tf": f"locals {{\n{local}\n}}\n"}
    )


def doubled(first: str, following: str, times: int = 40) -> str:
    """Locals of which each is made of the one before."""
    lines = [f"l{place + 1} = {following.replace('@', f'local.l{place}')}" for place in range(times)]
    return "\n".join([f"l0 = {first}", *lines, f"x = [local.l{times}]"])


BOMBS = {
    "a circle": "x = local.y\ny = local.x",
    "itself": "x = [local.x]",
    "two of one name": "x = [aws_subnet.endpoint_a.id]\nx = [aws_subnet.endpoint_c.id]",
    "text": doubled('"xxxxxxxxxx"', '"${@}${@}"'),
    "text with an id": doubled('"x-${aws_vpc.main.id}"', '"${@}${@}"', 20),
    "format": doubled('"xxxxxxxxxx"', 'format("%s%s", @, @)'),
    "replace": doubled('"xxxxxxxxxx"', 'replace(@, "x", "xx")'),
    "join": doubled('"xxxxxxxxxx"', "join(@, [for q in range(100) : @])"),
    "jsonencode": doubled('"\\"\\""', "jsonencode(@)"),
    "concat": doubled("[1, 2]", "concat(@, @)"),
    "nested": doubled("[1, 2]", "[@, @]"),
    "numbers": doubled("9", "@ * @"),
    "setproduct": "x = setproduct(range(1000), range(1000), range(1000))",
    "range": "x = range(1e300)",
    "small steps": "x = range(0, 1, 1e-300)",
    "a pattern": 'x = [regexall("(a+)+$", join("", [for a in range(1000) : "aaaaaaaaa"]))]',
    "width": 'x = [format("%999999s%999999s", 1, 2)]',
    "indent": 'x = [indent(1000000, join("\\n", range(1000)))]',
    "brackets": "x = " + "(" * 20_000 + ")" * 20_000,
    "operators": "x = [" + "1+" * 150_000 + "1]",
    "signs": "x = " + "!" * 20_000 + "true",
    "attributes": "x = a" + ".a" * 20_000,
    "conditions": "x = " + "a ? b : " * 20_000 + "c",
    "interpolations": 'x = ["' + "${" * 20_000 + "}" * 20_000 + '"]',
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_value_that_cannot_be_had_is_undecided_and_the_others_are_not(bomb: str, stack: Path) -> None:
    with_subnets(stack, BOMBS[bomb])
    judgement = judged(stack)
    assert judgement is not None
    rows = rows_of(judgement)
    assert rows >= BAD_ZONE_ROWS - {FIRST}
    assert ("CKV_ECRPL_001", FIRST[1]) in rows


def test_a_chain_of_a_thousand_locals_is_followed(stack: Path) -> None:
    chain = [f"l{place} = local.l{place + 1}" for place in range(1000)]
    with_subnets(stack, "\n".join([*chain, "l1000 = [aws_subnet.endpoint_a.id]", "x = local.l0"]))
    judgement = judged(stack)
    assert judgement is not None
    assert rows_of(judgement) == BAD_ZONE_ROWS - {FIRST}


LONG = {
    "for in for in for": "x = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : c]]]",
    "a long list compared": "l = flatten([for a in range(300) : [for b in range(300) : a]])\n"
    "x = [for a in range(1000) : local.l == local.l]",
    "many long YAML texts": 'l = join("\\n", [for a in range(1000) : "- ${join("-", range(20))}"])\n'
    'x = [for a in range(1000) : yamldecode("${local.l}\\n- ${a}")]',
    "many files": 'x = [for a in range(1000) : [for b in range(1000) : can(file("${a}${b}.json"))]]',
}


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
    resource.setrlimit(resource.RLIMIT_CPU, (40, 40))


@pytest.mark.parametrize("local", LONG)
def test_what_takes_long_is_given_up_in_a_gigabyte(local: str, stack: Path) -> None:
    with_subnets(stack, LONG[local])
    run = subprocess.run(
        [sys.executable, "-m", "ecr_privatelink", "explain", str(stack)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(CHECKS), "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=_limit,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert "more steps than it may" in run.stdout


# Files that are none, and folders that lead elsewhere


def pipe(folder: Path) -> None:
    for name in ("a.tf", "b.tf.json", "terraform.tfvars", "c.auto.tfvars.json"):
        os.mkfifo(folder / name)


def folders(folder: Path) -> None:
    for name in ("a.tf", "override.tf.json", "terraform.tfvars"):
        (folder / name).mkdir()


def devices(folder: Path) -> None:
    (folder / "a.tf").symlink_to("/dev/zero")
    (folder / "b.auto.tfvars").symlink_to("/dev/zero")


def links_out(folder: Path) -> None:
    (folder / "a.tf").symlink_to("../../secret.tf")
    (folder / "terraform.tfvars").symlink_to("/etc/hostname")


def circles(folder: Path) -> None:
    (folder / "a.tf").symlink_to("a.tf")
    (folder / "b.tf").symlink_to("nowhere.tf")


def odd_names(folder: Path) -> None:
    write(folder, {"a\nb.tf": "x {", "\x1b[31m.tf": "x {"})


@pytest.mark.parametrize("make", [pipe, folders, devices, links_out, circles, odd_names])
def test_what_is_no_file_is_told_and_not_opened(make: Callable[[Path], None], stack: Path) -> None:
    make(stack)
    judgement = judged(stack)
    assert judgement is not None
    assert judgement.unread


def test_a_root_module_that_is_a_pipe_does_not_hang(stack: Path) -> None:
    (stack / "main.tf").unlink()
    os.mkfifo(stack / "main.tf")
    judgement = judged(stack)
    assert judgement is not None
    assert judgement.unread
    assert judgement.findings == []


MODULES = {
    "a link": 'source = "./link"',
    "dots": 'source = "../../outside"',
    "dots through a link": 'source = "./link/../outside"',
    "the root": f'source = "./{"../" * 40}etc"',
    "a null character": 'source = "./a\\u0000b"',
    "a long path": f'source = "./{"a/" * 3000}"',
    "the manifest": 'source = "registry/x/y"',
    "an expression": 'source = "./${path.root}"',
    "nothing": "",
}


@pytest.mark.parametrize("call", MODULES)
def test_a_module_elsewhere_is_not_read(call: str, stack: Path) -> None:
    (stack / "link").symlink_to("../../outside")
    manifest = '{"Modules": [{"Key": "m", "Dir": "../../outside"}, {"Key": "n", "Dir": "/etc"}]}'
    module = "\n".join(f'module "{name}" {{\n  {MODULES[call]}\n}}' for name in "mn")
    write(
        stack,
        {
            "module.tf": f'{module}\noutput "o" {{\n  value = module.m.o\n}}\n',
            ".terraform/modules/modules.json": manifest,
        },
    )
    judgement = judged(stack)
    assert judgement is not None
    assert rows_of(judgement) >= BAD_ZONE_ROWS


FILES = {
    "dots": "../../outside/ids.json",
    "another kind": "terraform.tfstate",
    "a link": "link.json",
    "a pipe": "pipe.json",
    "a folder": "folder.json",
    "no text": "latin.json",
    "a device": "zero.yaml",
    "all there is": "/etc/passwd",
    "at home": "~/ids.json",
    "a null character": "a\\u0000.json",
    "nothing": "",
}


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_none_of_the_data_beside_the_sources_is_not_read(file: str, stack: Path) -> None:
    write(stack, {"terraform.tfstate": f'["{OUTSIDE}"]', "latin.json": b'["caf\xe9"]', "folder.json/x": ""})

    os.mkfifo(stack / "pipe.json")
    (stack / "link.json").symlink_to("../../outside/ids.json")
    (stack / "zero.yaml").symlink_to("/dev/zero")
    with_subnets(stack, f'x = jsondecode(file("{FILES[file]}"))')
    judgement = judged(stack)
    assert judgement is not None
    assert rows_of(judgement) >= BAD_ZONE_ROWS - {FIRST}


@pytest.mark.parametrize("manifest", ["[" * 100_000, "{}", '{"Modules": [{"Key": "m", "Dir": "\\u0000"}]}', "\x00", ""])
def test_a_manifest_that_is_none_is_passed_over(manifest: str, stack: Path) -> None:
    write(
        stack,
        {"module.tf": 'module "m" {\n  source = "registry/x/y"\n}\n', ".terraform/modules/modules.json": manifest},
    )
    judgement = judged(stack)
    assert judgement is not None
    assert rows_of(judgement) >= BAD_ZONE_ROWS


def test_modules_that_call_each_other_end(stack: Path) -> None:
    files = {"module.tf": 'module "m" {\n  source = "./a"\n}\n'}
    for name, other in (("a", "b"), ("b", "a")):
        files[f"{name}/main.tf"] = f'module "m" {{\n  source = "../{other}"\n}}\n'
    write(stack, files)
    judgement = judged(stack)
    assert judgement is not None
    assert rows_of(judgement) >= BAD_ZONE_ROWS


def test_more_files_than_are_read_are_told(stack: Path) -> None:
    write(stack, {f"f{place}.tf": "" for place in range(1001)})
    judgement = judged(stack)
    assert judgement is not None
    assert any("more than 1,000 files" in line for line in judgement.unread)
