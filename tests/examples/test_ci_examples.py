"""The pipelines of `examples/ci`: valid by their schemas, and run command by command, on a good and a bad plan."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List, Tuple

import pytest
import yaml
from conftest import EXAMPLES, ROOT, needs_aws_provider
from ecr_privatelink.facts.check_catalogue import ANALYSIS_FAILED
from example_commands import BAD, GOOD, TOLD, UNDECIDED, Place, Ran, place

CI = EXAMPLES / "ci"
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
Step = Tuple[str, str]
"""A script, and the folder that it is run in."""

needs_jq = pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")


def loaded(name: str) -> Any:
    return yaml.safe_load((CI / name).read_text(encoding="utf-8"))


def github_steps() -> List[Step]:
    workflow = loaded("github-actions.yml")
    default = workflow["defaults"]["run"]["working-directory"]
    steps = [step for step in workflow["jobs"]["gate"]["steps"] if "run" in step]
    return [(step["run"], step.get("working-directory", default)) for step in steps]


def gitlab_steps() -> List[Step]:
    """Each job as the runner does it: one script of all its lines."""
    jobs = loaded("gitlab-ci.yml")
    lines = [[*jobs[job].get("before_script", []), *jobs[job]["script"]] for job in ("ecr-plan", "ecr-gate")]
    return [("\n".join(job), ".") for job in lines]


def jenkins_steps() -> List[Step]:
    text = (CI / "Jenkinsfile").read_text(encoding="utf-8")
    return [(script.replace("\\\\", "\\"), ".") for script in re.findall(r"sh '''(.*?)'''", text, re.DOTALL)]


def atlantis_steps() -> List[Step]:
    """Atlantis itself does `init` and `plan`; these stand for it."""
    steps = loaded("atlantis-repos.yaml")["workflows"]["ecr-privatelink"]["plan"]["steps"]
    assert steps[:2] == ["init", "plan"]
    own = ["terraform init", 'terraform plan -out="$PLANFILE"']
    return [(script, "infra") for script in [*own, *(step["run"] for step in steps[2:])]]


PIPELINES = {
    "GitHub Actions": (github_steps, "bash --noprofile --norc -eo pipefail"),
    "GitLab CI": (gitlab_steps, "bash -e"),
    "Jenkins": (jenkins_steps, "bash"),
    "Atlantis": (atlantis_steps, "sh"),
}


DOCTOR = "ecr-privatelink doctor"


def run_pipeline(name: str, at: Place, without: str = "") -> List[Ran]:
    """What each step gave, up to the one that fails; `without` is a command that is left out."""
    at.environment.update(ECR_PRIVATELINK="unused", GITHUB_STEP_SUMMARY=str(at.folder / "summary.md"), PLANFILE="p")
    steps, shell = PIPELINES[name]
    done: List[Ran] = []
    for script, folder in steps():
        done.append(at.run(script.replace(without, ":") if without else script, cwd=folder, by=shell))
        if done[-1].code:
            break
    return done


@needs_jq
@pytest.mark.checkov
@pytest.mark.parametrize("name", PIPELINES)
def test_a_pipeline_fails_at_the_gate_on_a_bad_plan(name: str, tmp_path: Path) -> None:
    at = place(tmp_path, BAD)
    done = run_pipeline(name, at)
    assert [step.code for step in done] == [0] * (len(PIPELINES[name][0]()) - 1) + [1]
    assert done[-1].out.count("FAILED for resource: aws_vpc_endpoint.") == 3
    assert TOLD in done[-1].out
    assert_reports(name, at.folder, findings=3)


@needs_jq
@pytest.mark.checkov
@pytest.mark.parametrize("name", ["GitHub Actions", "GitLab CI"])  # all gates ask for the same, as held below
def test_a_pipeline_passes_a_good_plan(name: str, tmp_path: Path) -> None:
    at = place(tmp_path, GOOD)
    done = run_pipeline(name, at, without=DOCTOR)
    assert [step.code for step in done] == [0] * len(PIPELINES[name][0]())
    assert "FAILED" not in done[-1].out
    assert_reports(name, at.folder, findings=0)


def assert_reports(name: str, folder: Path, findings: int) -> None:
    """The reports that a pipeline hands on say the same as its gate."""
    if name == "GitHub Actions":
        results = json.loads((folder / "ecr-privatelink.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
        assert sorted(map(place_of, results)) == [("infra/main.tf", line) for line in (48, 57, 66)][:findings]
        summary = (folder / "summary.md").read_text(encoding="utf-8")
        assert summary.startswith("```text\nVPC aws_vpc.main")
        assert summary.count("CKV_ECRPL_301") == findings
    elif name == "GitLab CI":
        report = json.loads((folder / "gl-sast-report.json").read_text(encoding="utf-8"))
        found = [(entry["location"]["file"], entry["location"]["start_line"]) for entry in report["vulnerabilities"]]
        assert found == [("infra/main.tf", line) for line in (48, 57, 66)][:findings]
    elif name == "Jenkins":
        results_xml = (folder / "infra" / "results.xml").read_text(encoding="utf-8")
        assert results_xml.count("<failure") == findings


def place_of(result: Dict[str, Any]) -> Tuple[str, int]:
    physical = result["locations"][0]["physicalLocation"]
    return physical["artifactLocation"]["uri"], physical["region"]["startLine"]


@needs_jq
@pytest.mark.checkov
@pytest.mark.parametrize("name", PIPELINES)
def test_a_pipeline_stops_before_the_gate_when_the_plan_cannot_be_read(name: str, tmp_path: Path) -> None:
    """Checkov alone would give no row and pass."""
    at = place(tmp_path, BAD)
    at.environment["KEPT_PLAN"] = "/dev/null"
    done = run_pipeline(name, at, without=DOCTOR)
    assert done[-1].code == 2
    assert "the file is empty" in done[-1].err
    assert "FAILED" not in "".join(step.out for step in done)


@needs_jq
@pytest.mark.terraform
@pytest.mark.checkov
@needs_aws_provider
def test_the_workflow_runs_with_a_plan_that_terraform_makes(tmp_path: Path) -> None:
    at = place(tmp_path, BAD, with_terraform=True)
    at.environment["TF_CLI_ARGS_init"] = f"-plugin-dir={at.environment['TF_PLUGIN_DIR']}"
    done = run_pipeline("GitHub Actions", at, without=DOCTOR)
    assert done[-1].out.count("FAILED for resource: aws_vpc_endpoint.") == 3
    assert_reports("GitHub Actions", at.folder, findings=3)


def test_every_gate_asks_checkov_for_the_same() -> None:
    asked = {name: gate_options(steps()[-1][0]) for name, (steps, _) in PIPELINES.items()}
    assert set(asked) == set(PIPELINES)
    assert len(set(asked.values())) == 1
    assert ANALYSIS_FAILED not in " ".join(next(iter(asked.values())))


def gate_options(script: str) -> Tuple[str, ...]:
    """The words of the last Checkov command, without where its reports go."""
    command = script[script.rindex("checkov ") :].partition("-o cli")[0].replace("\\\n", " ")
    return tuple(shlex.split(command))


@pytest.mark.parametrize(
    ("schema", "name"), [("vendor.github-workflows", "github-actions.yml"), ("vendor.gitlab-ci", "gitlab-ci.yml")]
)
def test_a_pipeline_is_valid_by_its_schema(schema: str, name: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(CI / name)]
    checked = subprocess.run(command, capture_output=True, check=False, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_workflow_may_do_no_more_than_it_must_and_names_each_action_by_its_commit() -> None:
    workflow = loaded("github-actions.yml")
    assert workflow["permissions"] == {"contents": "read", "actions": "read", "security-events": "write"}
    actions = [step["uses"] for step in workflow["jobs"]["gate"]["steps"] if "uses" in step]
    assert len(actions) == 4
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action) for action in actions)


def test_the_jenkinsfile_is_one_declarative_pipeline() -> None:
    text = (CI / "Jenkinsfile").read_text(encoding="utf-8")
    outside = re.sub(r"'''.*?'''|'[^']*'|\"[^\"]*\"|//[^\n]*", "", text, flags=re.DOTALL)
    assert outside.strip().startswith("pipeline {")
    assert outside.count("{") == outside.count("}")
    assert re.findall(r"stage\('([^']+)'\)", text) == ["Install", "Plan", "Read the plan", "Gate"]
    assert "junit 'infra/results.xml'" in text


def test_atlantis_runs_the_workflow_on_every_repository() -> None:
    config = loaded("atlantis-repos.yaml")
    assert set(config) == {"repos", "workflows"}
    assert [repository["workflow"] for repository in config["repos"]] == list(config["workflows"])


@pytest.mark.checkov
def test_the_settings_file_tells_what_is_undecided_and_lets_it_pass(tmp_path: Path) -> None:
    ran = run_by_settings_file(place(tmp_path, UNDECIDED, sources="."))
    assert ran.code == 0
    assert "CKV_ECRPL_001" in ran.out
    assert "FAILED for resource: aws_vpc_endpoint.ssm" in ran.out


@pytest.mark.checkov
def test_the_settings_file_lets_no_other_finding_pass(tmp_path: Path) -> None:
    ran = run_by_settings_file(place(tmp_path, BAD, sources="."))
    assert ran.code == 1
    assert ran.out.count(TOLD) == 3


def run_by_settings_file(at: Place) -> Ran:
    text = (CI / ".checkov.yaml").read_text(encoding="utf-8")
    named = loaded(".checkov.yaml")["external-checks-dir"][0]
    settings = text.replace(named, at.environment["CHECKS_FOLDER"])
    (at.folder / ".checkov.yaml").write_text(settings, encoding="utf-8")
    return at.run('cp "$KEPT_PLAN" plan.json; checkov -f plan.json')


def hooks() -> Dict[str, Dict[str, Any]]:
    return {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))}


def test_pre_commit_takes_the_hooks_and_the_example_as_valid() -> None:
    for command, file in (("validate-manifest", MANIFEST), ("validate-config", CI / "pre-commit-config.yaml")):
        run = subprocess.run(
            [sys.executable, "-m", "pre_commit", command, str(file)], capture_output=True, check=False, text=True
        )
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_the_example_takes_a_hook_that_there_is() -> None:
    [repository] = loaded("pre-commit-config.yaml")["repos"]
    assert {hook["id"] for hook in repository["hooks"]} <= set(hooks())


@pytest.mark.checkov
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_pre_commit_runs_the_hooks(tmp_path: Path) -> None:
    """By pre-commit itself, with the hooks of the manifest and the arguments of the example."""
    at = place(tmp_path, BAD)
    own = loaded("pre-commit-config.yaml")["repos"][0]["hooks"][0]
    taken = [{**hooks()[own["id"]], **own}, hooks()["ecr-privatelink-diff"]]
    local = [{**hook, "language": "system"} for hook in taken]
    config = {"repos": [{"repo": "local", "hooks": local}]}
    (at.folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    ran = at.run('git init -q . && git add . && "$PYTHON" -m pre_commit run')
    assert ran.code == 1
    whole, changed = ran.out.split("ECR over PrivateLink, changed files", 1)
    assert "Failed" in whole
    assert "Failed" in changed.splitlines()[0]
    for part in (whole, changed):
        assert part.count(TOLD) == 3
        assert "main.tf:48-55" in part
