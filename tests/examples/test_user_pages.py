"""Each command on the pages for users, run as it stands."""

from __future__ import annotations

import importlib.util
import json
import py_compile
import re
import shutil
from pathlib import Path
from typing import Dict, List, Tuple

import pytest
from conftest import CHECKS, ROOT
from example_commands import BAD, GOOD, TOLD, UNDECIDED, Place, Ran, fenced, place

DOCS = ROOT / "docs"
PAGES = [DOCS / "pipeline.md", DOCS / "editor.md", DOCS / "command-line.md", DOCS / "large-plans.md"]

needs_jq = pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


def with_plan(tmp_path: Path, example: Path = BAD) -> Place:
    """The sources of an example with their plan, as the commands of the pages find them."""
    at = place(tmp_path, example, sources=".")
    shutil.copy(example / "plan.json", at.folder)
    return at


def block(page: str, holding: str) -> str:
    """The one shell block of a page that holds this text."""
    [found] = [text for text in fenced(DOCS / page) if holding in text]
    return found


GATE = block("pipeline.md", "terraform init")
SOFT_GATE = block("pipeline.md", "--soft-fail-on")
SARIF = block("pipeline.md", "--format sarif >")
ONE_FILE = block("editor.md", "checkov -f main.tf")
FOLDER = block("editor.md", "checkov -d .")
EXPLAIN_FOLDER = block("editor.md", "explain .")
INSTALLED = block("command-line.md", "pip install .")
SOURCES = block("command-line.md", "checkov -d .")
COMMANDS = block("command-line.md", "checks-dir                       #")
PUBLISH = block("command-line.md", "tools/checks_branch.sh")
FROM_GIT = block("command-line.md", "--external-checks-git")
SIGN = block("command-line.md", "openssl dgst")
SIGNED = block("command-line.md", "--external-checks-public-key")
FASTEST = block("large-plans.md", "CHECKOV_MAX_IAC_FILE_SIZE")
WITHOUT_CHECKOV = block("large-plans.md", "jq -e")
BLOCKS = [
    GATE,
    SOFT_GATE,
    SARIF,
    ONE_FILE,
    FOLDER,
    EXPLAIN_FOLDER,
    INSTALLED,
    SOURCES,
    COMMANDS,
    PUBLISH,
    FROM_GIT,
    SIGN,
    SIGNED,
    FASTEST,
    WITHOUT_CHECKOV,
]


def sarif_places(text: str) -> List[Tuple[str, int]]:
    """The file and line of each result of a SARIF log, in order."""
    places = [result["locations"][0]["physicalLocation"] for result in json.loads(text)["runs"][0]["results"]]
    return sorted((where["artifactLocation"]["uri"], where["region"]["startLine"]) for where in places)


def failed(ran: Ran) -> int:
    return ran.out.count("FAILED for resource: aws_vpc_endpoint.")


def test_every_shell_block_has_its_test() -> None:
    """A block that is added to a page needs one below."""
    assert sorted(BLOCKS) == sorted(text for page in PAGES for text in fenced(page))


@needs_jq
@pytest.mark.checkov
def test_the_pipeline_gates_and_the_comment_on_its_page_takes_one_finding_out(tmp_path: Path) -> None:
    at = place(tmp_path, BAD, sources=".")
    [skip] = fenced(DOCS / "pipeline.md", "hcl")
    main = at.folder / "main.tf"
    opening, comment = skip.splitlines(keepends=True)
    text = main.read_text(encoding="utf-8")
    assert text.count(opening) == 1
    main.write_text(text.replace(opening, opening + comment), encoding="utf-8")
    ran = at.run(GATE)
    assert ran.code == 1
    assert failed(ran) == 2
    assert "Failed checks: 2, Skipped checks: 1" in ran.out
    assert "every check loads" in ran.out
    assert ran.out.count("\n    CKV_ECRPL_301  ") + ran.out.count("\n  CKV_ECRPL_301  ") == 3  # `explain` shows all


BROKEN = "raise RuntimeError('broken on purpose')\n"


@needs_jq
@pytest.mark.checkov
@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("ecrpl_301_same_zone.py", "CKV_ECRPL_301 is not registered"),
        ("ecrpl_002_analysis_failed.py", "CKV_ECRPL_002 is not registered"),
        ("ecr_privatelink/plan/plan_index.py", "broken on purpose"),
        ("ecr_privatelink/rules/same_zone.py", "CKV_ECRPL_301: its rule could not be loaded"),
    ],
)
def test_the_pipeline_fails_before_checkov_where_that_would_be_silent(
    file: str, told: str, tmp_path: Path, checks_copy: Path
) -> None:
    (checks_copy / file).write_text(BROKEN, encoding="utf-8")
    at = place(tmp_path, BAD, sources=".")
    at.environment["CHECKS_FOLDER"] = str(checks_copy)
    ran = at.run(GATE)
    assert ran.code == 1
    assert told in ran.err
    assert "Traceback" not in ran.err or told == "broken on purpose"
    assert "FAILED for resource" not in ran.out


@needs_jq
@pytest.mark.checkov
def test_the_pipeline_fails_where_the_checks_are_not(tmp_path: Path, checks_copy: Path) -> None:
    at = place(tmp_path, BAD, sources=".")
    at.environment["CHECKS_FOLDER"] = str(checks_copy)
    (checks_copy / "__init__.py").unlink()
    ran = at.run(GATE)
    assert (ran.code, "__init__.py is missing" in ran.err) == (1, True)
    at.environment["CHECKS_FOLDER"] = str(tmp_path / "none")
    assert at.run(GATE).code == 1


@pytest.mark.checkov
def test_the_soft_gate_lets_pass_what_is_undecided(tmp_path: Path) -> None:
    ran = with_plan(tmp_path, UNDECIDED).run(SOFT_GATE)
    assert ran.code == 0
    assert "Check: CKV_ECRPL_001:" in ran.out


@pytest.mark.checkov
def test_the_sarif_of_explain_has_the_lines_that_checkovs_has_not(tmp_path: Path) -> None:
    at = with_plan(tmp_path)
    explained = at.run(SARIF)
    assert explained.code == 0
    lines = [48, 57, 66]
    exact = (at.folder / "ecr-privatelink.sarif").read_text(encoding="utf-8")
    assert sarif_places(exact) == [("main.tf", line) for line in lines]
    at.run(SOFT_GATE.replace("--quiet", "--repo-root-for-plan-enrichment . -o sarif --output-file-path ."))
    enriched = (at.folder / "results_sarif.sarif").read_text(encoding="utf-8")
    assert sarif_places(enriched) == [("plan.json", line) for line in lines]


@pytest.mark.checkov
def test_the_editors_command_shows_the_findings_of_a_file_with_windows_line_ends(tmp_path: Path) -> None:
    at = place(tmp_path, BAD, sources=".")
    for file in at.folder.glob("*.tf"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    ran = at.run(ONE_FILE)
    assert ran.code == 1
    assert failed(ran) == 3
    assert "File: /main.tf:48-55" in ran.out


@pytest.mark.checkov
def test_a_module_whose_variables_have_no_values_is_undecided_and_not_wrong(tmp_path: Path) -> None:
    at = place(tmp_path, BAD, sources=".")
    main = at.folder / "main.tf"
    text = main.read_text(encoding="utf-8").replace(
        "[aws_subnet.endpoint_a.id, aws_subnet.endpoint_c.id]", "var.subnets"
    )
    main.write_text(text + '\nvariable "subnets" {\n  type = list(string)\n}\n', encoding="utf-8")
    ran = at.run(FOLDER)
    assert ran.code == 1
    assert set(re.findall(r"^Check: (\w+):[^\n]*\n\tFAILED", ran.out, re.MULTILINE)) == {"CKV_ECRPL_001"}
    assert "var.subnets has no value" in ran.out


def test_explain_tells_the_same_of_a_folder(tmp_path: Path) -> None:
    ran = place(tmp_path, BAD, sources=".").run(EXPLAIN_FOLDER)
    assert ran.code == 0
    assert ran.out.count(TOLD) == 3


@pytest.mark.checkov
def test_the_installed_command_scans_a_plan(tmp_path: Path) -> None:
    ran = with_plan(tmp_path).run(INSTALLED)
    assert ran.code == 1
    assert ran.out.count(TOLD) == 3
    assert "CKV_AWS_" in ran.out or "CKV2_AWS_" in ran.out  # Checkov's own, as the page says


@pytest.mark.checkov
def test_the_command_for_sources_needs_no_plan(tmp_path: Path) -> None:
    at = place(tmp_path, BAD, sources="network")
    ran = at.run(SOURCES)
    assert ran.code == 1
    assert ran.out.count(TOLD) == 3
    assert "File: /network/main.tf:48-55" in ran.out


@pytest.mark.checkov
def test_the_list_of_commands(tmp_path: Path) -> None:
    ran = with_plan(tmp_path).run(COMMANDS)
    assert ran.code == 0
    assert ran.out.count(TOLD) == 4 * 3  # four of the commands tell the three findings
    assert ran.out.splitlines()[-2:] == [f"{CHECKS}: every check loads", str(CHECKS)]


def clone_with_origin(at: Place, tmp_path: Path) -> Dict[str, Path]:
    """A clone of a repository that holds the checks among other things, and the bare one that it came from."""
    clone, origin = tmp_path / "clone", tmp_path / "origin.git"
    shutil.copytree(CHECKS, clone / "checks", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("LICENSE", "setup.cfg", "tools/checks_branch.sh"):
        (clone / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, clone / name)
    (clone / "policy.yaml").write_text("- of no use as a policy\n", encoding="utf-8")
    for who in ("AUTHOR", "COMMITTER"):
        at.environment.update({f"GIT_{who}_NAME": "checks", f"GIT_{who}_EMAIL": "checks@example.com"})
    made = at.run(
        'git init -q "$1" && cd "$1" && git add . && git commit -q -m all && git init -q --bare "$2" '
        '&& git remote add origin "$2"',
        clone,
        origin,
    )
    assert made.code == 0, made.err
    return {"clone": clone, "origin": origin}


@needs_git
@pytest.mark.checkov
def test_checkov_loads_the_branch_of_the_checks_from_git(tmp_path: Path) -> None:
    at = with_plan(tmp_path)
    made = clone_with_origin(at, tmp_path)
    publish = PUBLISH
    for told in ("checks-only is now at", "checks-only has these checks already"):
        ran = at.run(publish, cwd=str(made["clone"]))
        assert (ran.code, told in ran.out) == (0, True), ran.err
    listed = at.run("git ls-tree -r --name-only checks-only", cwd=str(made["clone"])).out.splitlines()
    own = [str(file.relative_to(CHECKS)) for file in CHECKS.rglob("*.py")]
    assert sorted(listed) == sorted([*own, "LICENSE"])
    command = FROM_GIT
    ran = at.run(command.replace("https://git.example.com/checkov-ecr-privatelink.git", f"file://{made['origin']}"))
    assert ran.code == 1
    assert ran.out.count(TOLD) == 3
    assert "[ERROR]" not in ran.err


@needs_openssl
@pytest.mark.checkov
def test_checkov_loads_the_signed_folder_and_refuses_a_changed_one(tmp_path: Path) -> None:
    at = with_plan(tmp_path)
    signed = at.run(SIGN)
    assert signed.code == 0, signed.err
    signed_folder = at.folder / "signed"
    engine = signed_folder / "ecr_privatelink" / "plan" / "plan_file.py"
    compile_otherwise(engine, "raise RuntimeError('compiled otherwise')\n")
    (signed_folder / "ecrpl_501_missing_s3.py").unlink()
    ran = at.run(SIGNED)
    assert ran.code == 1
    assert ran.out.count(TOLD) == 3
    assert "CKV_ECRPL_501 did not load" in ran.out
    assert "compiled otherwise" not in ran.out + ran.err
    with engine.open("a", encoding="utf-8") as changed:
        changed.write("# changed\n")
    (engine.parent / "added_file.py").touch()
    refused = at.run(SIGNED)
    assert refused.code == 2
    assert all(f"ecr_privatelink/plan/{name}.py" in refused.err for name in ("plan_file", "added_file"))


def compile_otherwise(file: Path, text: str) -> None:
    """Put another text's code where Python keeps that of a file, so that it takes it unseen."""
    other = file.with_suffix(".txt")
    other.write_text(text, encoding="utf-8")
    cached = importlib.util.cache_from_source(str(file))
    py_compile.compile(
        str(other), cached, str(file), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH, doraise=True
    )
    other.unlink()


@pytest.mark.checkov
def test_the_fastest_scan_finds_the_same_and_tells_the_lines_of_the_sources(tmp_path: Path) -> None:
    ran = with_plan(tmp_path).run(FASTEST)
    assert ran.code == 1
    assert ran.out.count(TOLD) == failed(ran) == 3
    assert "File: main.tf:48-55" in ran.out


@needs_jq
def test_the_gate_without_checkov(tmp_path: Path) -> None:
    bad, good = with_plan(tmp_path / "bad"), with_plan(tmp_path / "good", GOOD)
    assert (bad.run(WITHOUT_CHECKOV).code, good.run(WITHOUT_CHECKOV).code) == (1, 0)


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md", ROOT / "examples" / "ide" / "README.md"], ids=str)
def test_links_lead_to_what_there_is(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [one or other for one, other in re.findall(r"\]\((?:<([^>]+)>|([^)<>]+))\)", text)]
    local = [target for target in targets if not target.startswith("https://")]
    assert local
    for target in local:
        path, _, heading = target.partition("#")
        file = page.parent / path if path else page
        assert file.exists()
        if heading:
            titles = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}
