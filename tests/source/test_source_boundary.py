from __future__ import annotations

import os
from pathlib import Path

import pytest
from ecr_privatelink.source.source_boundary import LARGEST_FILE, SourceBoundary
from ecr_privatelink.source.source_text import SourceError
from source_folders import write_sources


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a stack two levels deep, beside something that is none of its business."""
    files = {"repo/.git/HEAD": "", "repo/live/stack/main.tf": "a {}", "repo/modules/net/main.tf": "b {}"}
    write_sources(tmp_path, {**files, "secret.tf": "c {}", "outside/main.tf": "d {}"})
    return tmp_path / "repo"


def test_it_is_the_nearest_folder_with_a_repository(repository: Path) -> None:
    assert SourceBoundary(repository / "live/stack").folder == repository.resolve()
    assert SourceBoundary(repository).folder == repository.resolve()
    write_sources(repository, {"live/.git": "gitdir: elsewhere"})
    assert SourceBoundary(repository / "live/stack").folder == (repository / "live").resolve()


def test_it_is_the_parent_where_there_is_no_repository(repository: Path) -> None:
    (repository / ".git/HEAD").unlink()
    (repository / ".git").rmdir()
    assert SourceBoundary(repository / "live/stack").folder == (repository / "live").resolve()


def test_links_to_the_source_folder_are_resolved_first(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(repository / "live/stack")
    assert SourceBoundary(tmp_path / "link").folder == repository.resolve()


def test_a_file_inside_is_read_and_remembered(repository: Path) -> None:
    boundary = SourceBoundary(repository / "live/stack")
    file = repository / "live/stack/../../modules/net/main.tf"
    assert boundary.opened == frozenset()
    assert boundary.read(file, "x.tf").text == "b {}"
    assert boundary.opened == {(repository / "modules/net/main.tf").resolve()}


@pytest.mark.parametrize(
    ("link", "target"),
    [("main2.tf", "../../../secret.tf"), ("linked", "../../../outside"), ("net", "../../live/stack/out")],
)
def test_a_link_that_leads_out_is_refused(repository: Path, link: str, target: str) -> None:
    stack = repository / "live/stack"
    (stack / "out").symlink_to("../../../outside")
    (stack / link).symlink_to(target)
    file = stack / link if link.endswith(".tf") else stack / link / "main.tf"
    boundary = SourceBoundary(stack)
    with pytest.raises(SourceError, match=r"^f\.tf: it lies outside the repository"):
        boundary.read(file, "f.tf")
    assert boundary.opened == frozenset()


def test_a_folder_outside_is_not_even_listed(repository: Path) -> None:
    with pytest.raises(SourceError, match=r"^\.\./\.\./\.\./outside: it lies outside"):
        SourceBoundary(repository / "live/stack").names_in(repository / "../outside", "../../../outside")


def test_a_sibling_that_begins_with_the_same_name_is_outside(repository: Path) -> None:
    write_sources(repository.parent, {"repository/main.tf": ""})
    with pytest.raises(SourceError, match="outside"):
        SourceBoundary(repository).read(repository / "../repository/main.tf", "f.tf")


@pytest.mark.parametrize("name", ["terraform.tfstate", ".env", "main.tf.bak", "a.json", "modules.json.tf.txt"])
def test_no_other_kind_of_file_is_opened_not_even_through_a_link(repository: Path, name: str) -> None:
    write_sources(repository, {name: "secret"})
    (repository / "main.tf").symlink_to(name)
    boundary = SourceBoundary(repository)
    for file in (name, "main.tf"):
        with pytest.raises(SourceError, match="this is no file of Terraform's"):
            boundary.read(repository / file, "f.tf")
    assert boundary.opened == frozenset()


@pytest.mark.parametrize("name", ["settings.yaml", "settings.yml", "settings.json", "settings.csv"])
def test_a_file_of_data_is_read_as_it_is(repository: Path, name: str) -> None:
    (repository / name).write_bytes(b"\xef\xbb\xbfa: 1\r\n")
    boundary = SourceBoundary(repository / "live/stack")
    assert boundary.read_data(repository / "live/stack/../.." / name, name) == "\ufeffa: 1\r\n"
    assert boundary.opened == {(repository / name).resolve()}


@pytest.mark.parametrize(
    "name", ["terraform.tfstate", ".env", "id_rsa", ".json", "main.tf", "a.yaml.enc", "folder.json"]
)
def test_no_other_kind_of_file_is_data_not_even_through_a_link(repository: Path, name: str) -> None:
    write_sources(repository, {"folder.json/x": "", **({} if name == "folder.json" else {name: "secret"})})
    (repository / "a.json").symlink_to(name)
    boundary = SourceBoundary(repository)
    for file in (name, "a.json"):
        with pytest.raises(SourceError, match=r"^f: only CSV, JSON and YAML files are opened$"):
            boundary.read_data(repository / file, "f")
    assert boundary.opened == frozenset()


@pytest.mark.parametrize("path", ["../../../outside/a.json", "/etc/hosts.json", "link.json"])
def test_data_outside_is_not_read(repository: Path, path: str) -> None:
    write_sources(repository.parent, {"outside/a.json": "{}"})
    (repository / "live/stack/link.json").symlink_to("../../../outside/a.json")
    boundary = SourceBoundary(repository / "live/stack")
    with pytest.raises(SourceError, match=r"outside|nothing is there"):
        boundary.read_data(repository / "live/stack" / path, "f")
    assert boundary.opened == frozenset()


def test_a_link_to_a_source_inside_is_ordinary(repository: Path) -> None:
    (repository / "live/stack/providers.tf").symlink_to("../../modules/net/main.tf")
    assert SourceBoundary(repository).read(repository / "live/stack/providers.tf", "f.tf").text == "b {}"


def test_what_cannot_be_read_is_a_reason(repository: Path) -> None:
    (repository / "dangling.tf").symlink_to("nowhere.tf")
    (repository / "circle.tf").symlink_to("circle.tf")
    (repository / "folder.tf").mkdir()
    (repository / "latin.tf").write_bytes(b"# caf\xe9")
    (repository / "large.tf").write_bytes(b" " * (LARGEST_FILE + 1))
    os.mkfifo(repository / "pipe.tf")
    reasons = {}
    for name in ("dangling", "circle", "folder", "latin", "large", "pipe", "nul\0"):
        with pytest.raises(SourceError) as refused:
            SourceBoundary(repository).read(repository / f"{name}.tf", "f.tf")
        reasons[name] = str(refused.value)
    kind = "f.tf: this is no file of Terraform's, or a link to another kind of file"
    nothing = "f.tf: nothing is there"
    assert reasons == {
        "dangling": nothing,
        "circle": nothing,
        "nul\0": nothing,
        "folder": kind,
        "pipe": kind,
        "latin": "f.tf: this is not UTF-8 text",
        "large": "f.tf: the file is larger than 5,000,000 bytes",
    }


def test_a_file_that_may_not_be_read_is_a_reason(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SourceError, match=r"^f\.tf: it cannot be read: Permission denied$"):
        SourceBoundary(repository).read(repository / "live/stack/main.tf", "f.tf")


def test_a_byte_order_mark_is_no_text(repository: Path) -> None:
    (repository / "bom.tf").write_bytes(b"\xef\xbb\xbfa {}\r\n")
    assert SourceBoundary(repository).read(repository / "bom.tf", "f.tf").text == "a {}\r\n"
