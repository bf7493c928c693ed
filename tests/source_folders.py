"""Folders of Terraform sources, written at test time."""

from __future__ import annotations

from pathlib import Path
from typing import Mapping

from ecr_privatelink.source.source_text import SourceText
from ecr_privatelink.source.source_tree import SourceTree


def write_sources(folder: Path, files: Mapping[str, str]) -> Path:
    """The folder with these files in it."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return folder


def source_tree(folder: Path, **files: str) -> SourceTree:
    """A tree of root module files: `main="..."` is main.tf."""
    return SourceTree(write_sources(folder, {f"{name}.tf": text for name, text in files.items()}))


def tf_text(text: str) -> SourceText:
    """The text as that of main.tf."""
    return SourceText("main.tf", text)
