from __future__ import annotations

import json
from pathlib import Path
from typing import Dict, Tuple

import pytest
from ecr_privatelink.source.source_text import SourceError
from ecr_privatelink.source.source_tree import MANIFEST, SourceTree
from source_folders import source_tree, write_sources

NET = 'module "net" {\n  source = "./net"\n}\n'


def manifest(**folders: str) -> str:
    """A module manifest; `a__b` is the module `b` that `a` calls."""
    entries = [{"Key": key.replace("__", "."), "Source": "s", "Dir": folder} for key, folder in folders.items()]
    return json.dumps({"Modules": [{"Key": "", "Source": "", "Dir": "."}, *entries]})


def stack(folder: Path, files: Dict[str, str]) -> SourceTree:
    """A tree in the folder `repo/live`, with `repo` a repository."""
    return SourceTree(write_sources(folder / "repo/live", {"../.git/HEAD": "", **files}))


def call(source: str) -> str:
    return f'module "m" {{\n  source = "{source}"\n}}\n'


def outputs_of(tree: SourceTree, *path: str) -> Tuple[str, ...]:
    return tuple(tree.child(path).outputs)


def test_a_folder_without_sources_has_no_tree(tmp_path: Path) -> None:
    write_sources(tmp_path, {"plan.json": "{}", ".hidden.tf": "", "sub/main.tf": ""})
    assert SourceTree.find(tmp_path) is None
    assert SourceTree.find(tmp_path / "missing") is None
    assert SourceTree.find(tmp_path / "plan.json") is None


@pytest.mark.parametrize("name", ["main.tf", "main.tf.json"])
def test_a_folder_with_sources_has_a_tree_and_nothing_is_opened_yet(tmp_path: Path, name: str) -> None:
    tree = SourceTree.find(write_sources(tmp_path, {name: "{}"}))
    assert tree is not None
    assert tree.opened == frozenset()


def test_local_modules_are_found_from_the_folder_of_the_one_that_calls(tmp_path: Path) -> None:
    tree = stack(
        tmp_path,
        {
            "main.tf": call("../modules/x/./"),
            "../modules/x/main.tf": call("./y"),
            "../modules/x/y/main.tf": call("../../z"),
            "../modules/z/main.tf": 'output "deep" {}',
        },
    )
    assert outputs_of(tree, "m", "m", "m") == ("deep",)
    texts = [tree.module_folder_text(("m",) * depth) for depth in range(4)]
    assert texts == [".", "../modules/x", "../modules/x/y", "../modules/z"]


def test_places_are_told_from_the_root_folder(tmp_path: Path) -> None:
    tree = stack(
        tmp_path,
        {"main.tf": call("../x") + call("./y").replace('"m"', '"n"'), "../x/a.tf": call("b"), "y/a.tf": call("b")},
    )
    assert [block.place for block in tree.root.calls.values()] == ["main.tf:1", "main.tf:4"]
    assert tree.child(("m",)).calls["m"].place == "../x/a.tf:1"
    assert tree.child(("n",)).calls["m"].body.attributes["source"].place == "y/a.tf:2"


def test_other_modules_are_found_through_the_manifest(tmp_path: Path) -> None:
    tree = stack(
        tmp_path,
        {
            "main.tf": call("terraform-aws-modules/vpc/aws"),
            MANIFEST: manifest(m=".terraform/modules/m", m__m=".terraform/modules/m.m/modules/z"),
            ".terraform/modules/m/main.tf": call("git::https://example.com/z.git"),
            ".terraform/modules/m.m/modules/z/main.tf": call("../y"),
            ".terraform/modules/m.m/modules/y/main.tf": 'output "deep" {}',
        },
    )
    assert outputs_of(tree, "m", "m", "m") == ("deep",)
    assert tree.module_folder_text(("m", "m", "m")) == ".terraform/modules/m.m/modules/y"


def test_a_local_source_wins_over_the_manifest(tmp_path: Path) -> None:
    files = {"main.tf": call("./new"), MANIFEST: manifest(m="old"), "old/main.tf": "", "new/main.tf": 'output "new" {}'}
    tree = stack(tmp_path, files)
    assert outputs_of(tree, "m") == ("new",)
    assert {path.name for path in tree.opened} == {"main.tf"}


def test_a_source_from_an_override_file_is_used(tmp_path: Path) -> None:
    tree = stack(tmp_path, {"main.tf": call("a/b/c"), "override.tf": call("./x"), "x/main.tf": 'output "x" {}'})
    assert outputs_of(tree, "m") == ("x",)


def test_a_source_in_json_is_used(tmp_path: Path) -> None:
    tree = stack(tmp_path, {"main.tf.json": '{"module": {"m": {"source": "./x"}}}', "x/main.tf": 'output "x" {}'})
    assert outputs_of(tree, "m") == ("x",)


def test_calls_of_one_folder_share_its_sources(tmp_path: Path) -> None:
    tree = stack(tmp_path, {"main.tf": NET + NET.replace('"net" {', '"two" {'), "net/main.tf": ""})
    (tmp_path / "repo/live/link").symlink_to("net")
    write_sources(tmp_path / "repo/live", {"more.tf": call("./link")})
    tree = SourceTree(tmp_path / "repo/live")
    assert tree.child(("net",)) is tree.child(("two",))
    assert tree.child(("net",)) is tree.child(("m",))
    assert tree.child(()) is tree.root
    assert tree.module_folder_text(("m",)) == "link"


def test_nothing_is_opened_but_the_files_of_the_modules_that_are_asked_for(tmp_path: Path) -> None:
    tree = stack(
        tmp_path,
        {
            "main.tf": call("a/b/c") + NET,
            "terraform.tfvars": "",
            "plan.json": "",
            ".env": "",
            MANIFEST: manifest(m="lib"),
            "lib/main.tf.json": "{}",
            "lib/README.md": "",
            "net/main.tf": "",
        },
    )
    assert not tree.child(("m",)).blocks
    live = (tmp_path / "repo/live").resolve()
    assert tree.opened == {live / "main.tf", live / MANIFEST, live / "lib/main.tf.json"}


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('"../../outside"', "../../outside: it lies outside the repository, or outside the source folder's parent"),
        ('"./link"', "link: it lies outside the repository, or outside the source folder's parent"),
        ('"./missing"', "missing: nothing is there"),
        ('"./empty"', "empty: no file of Terraform's is there"),
        ('"./main.tf"', "main.tf: the folder cannot be read: Not a directory"),
        ('"./\\u0000"', "?: nothing is there"),
        ("var.a", "main.tf:1: the call's `source` is no plain text"),
        ("5", "main.tf:1: the call's `source` is no plain text"),
        ('"${', "main.tf:2: a string or comment that does not end"),
        ('"a/b/c"', f"main.tf:1: the sources of `module.m` are not at hand: {MANIFEST} does not name them"),
    ],
)
def test_a_module_that_cannot_be_reached_is_a_reason(tmp_path: Path, source: str, reason: str) -> None:
    text = f'module "m" {{\n  source = {source}\n}}'
    tree = stack(tmp_path, {"main.tf": text, "empty/x": "", "../../outside/main.tf": "", MANIFEST: manifest(other="o")})
    (tmp_path / "repo/live/link").symlink_to("../../outside")
    with pytest.raises(SourceError) as refused:
        tree.child(("m",))
    assert str(refused.value).endswith(reason)
    assert all(path.name in ("main.tf", "modules.json") for path in tree.opened)
    assert not any("outside" in path.parts for path in tree.opened)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "nothing is there"),
        ("{", "this is no module manifest"),
        ("[]", "this is no module manifest"),
        ('{"Modules": [{"Key": "m"}]}', "this is no module manifest"),
        ('{"Modules": 5}', "this is no module manifest"),
        ("[" * 100_000, "this is no module manifest"),
        (manifest(m="../../outside"), "it lies outside the repository"),
        (manifest(m="/"), "it lies outside the repository"),
    ],
)
def test_a_manifest_that_cannot_be_used_is_a_reason(tmp_path: Path, text: str, reason: str) -> None:
    tree = stack(
        tmp_path, {"main.tf": call("a/b/c"), "../../outside/main.tf": "", **({MANIFEST: text} if text else {})}
    )
    with pytest.raises(SourceError, match=reason):
        tree.child(("m",))


def test_a_call_that_is_not_there_is_a_reason(tmp_path: Path) -> None:
    tree = source_tree(tmp_path, main="", broken="{")
    with pytest.raises(
        SourceError, match=r"^there is no `module\.a` in the sources; broken\.tf:1: a block was expected$"
    ):
        tree.child(("a",))


def test_a_module_that_calls_itself_is_followed_only_so_far(tmp_path: Path) -> None:
    tree = stack(tmp_path, {"main.tf": call("./x"), "x/main.tf": call("../x")})
    assert tree.child(("m",) * 32) is tree.child(("m",))
    with pytest.raises(SourceError, match="more than 32 modules within each other"):
        tree.child(("m",) * 33)


def test_roots_that_share_a_module_share_what_was_read_in_it(tmp_path: Path) -> None:
    shared = call("../shared")
    files = {"../.git/HEAD": "", "../shared/o.tf": 'output "o" {\n  value = 1\n}\n', "main.tf": shared}
    first = SourceTree(write_sources(tmp_path / "repo/a", files)).child(("m",))
    other = SourceTree(write_sources(tmp_path / "repo/b", {"main.tf": shared}))
    assert first.outputs["o"] is other.child(("m",)).outputs["o"]
    assert sorted(path.name for path in other.opened) == ["main.tf", "o.tf"]


def test_a_file_that_changes_between_two_roots_is_read_anew(tmp_path: Path) -> None:
    files = {"../.git/HEAD": "", "../shared/o.tf": 'output "old" {}\n', "main.tf": call("../shared")}
    write_sources(tmp_path / "repo/a", files)
    assert outputs_of(SourceTree(tmp_path / "repo/a"), "m") == ("old",)
    write_sources(tmp_path / "repo/shared", {"o.tf": 'output "new" {}\n'})
    assert outputs_of(SourceTree(tmp_path / "repo/a"), "m") == ("new",)
