"""Which files may be opened at all: sources come from strangers' pull requests."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Dict, FrozenSet, List, Set

from .source_text import SourceError, SourceText

LARGEST_FILE = 5_000_000
"""Bytes; the files of a thousand public modules are smaller than a tenth of it."""

_OF_TERRAFORM = re.compile(r".*\.(tf|tfvars)(\.json)?|modules\.json")
_OF_DATA = re.compile(r".+\.(csv|json|ya?ml)")


class SourceBoundary:
    """The folder that everything opened lies in, after links are resolved.

    It is the nearest folder at or above the source folder that holds `.git`, else the source
    folder's parent.
    """

    def __init__(self, source_folder: Path) -> None:
        start = Path(os.path.realpath(source_folder))
        repositories = (folder for folder in (start, *start.parents) if os.path.lexists(folder / ".git"))
        self.folder = next(repositories, start.parent)
        self._opened: Set[Path] = set()
        self._resolved_folders: Dict[Path, Path] = {}

    @property
    def opened(self) -> FrozenSet[Path]:
        """The files opened so far."""
        return frozenset(self._opened)

    def read(self, file: Path, name: str) -> SourceText:
        """The text of a file that messages call `name`.

        Raises:
            SourceError: it lies outside, is of another kind, too large or unreadable.
        """
        path = self.inside(file, name)
        if not _OF_TERRAFORM.fullmatch(path.name) or not path.is_file():
            raise SourceError(f"{name}: this is no file of Terraform's, or a link to another kind of file")
        return SourceText(name, self._text(path, name, "utf-8-sig"))

    def read_data(self, file: Path, name: str) -> str:
        """The text of a CSV, JSON or YAML file that an expression names.

        Raises:
            SourceError: as for `read`.
        """
        path = self.inside(file, name)
        if not _OF_DATA.fullmatch(path.name) or not path.is_file():
            raise SourceError(f"{name}: only CSV, JSON and YAML files are opened")
        return self._text(path, name, "utf-8")

    def names_in(self, folder: Path, name: str) -> List[str]:
        """The names in a folder that messages call `name`, sorted.

        Raises:
            SourceError: it lies outside, or is no folder that can be read.
        """
        path = self.inside(folder, name)
        try:
            return sorted(entry.name for entry in path.iterdir())
        except OSError as error:
            raise SourceError(f"{name}: the folder cannot be read: {error.strerror}") from error

    def inside(self, path: Path, name: str) -> Path:
        """The path with its links resolved.

        Raises:
            SourceError: it lies outside, or nothing is there.
        """
        try:
            resolved = self._resolved(path)
        except (OSError, RuntimeError, ValueError) as error:  # missing; a circle of links; a name that cannot be
            raise SourceError(f"{name}: nothing is there") from error
        if resolved != self.folder and self.folder not in resolved.parents:
            raise SourceError(f"{name}: it lies outside the repository, or outside the source folder's parent")
        return resolved

    def _resolved(self, path: Path) -> Path:
        """The path without links in it; the folders on the way to a module's files are looked at once."""
        folder, name = path.parent, path.name
        if name in ("", ".."):
            return path.resolve(strict=True)
        if folder not in self._resolved_folders:
            self._resolved_folders[folder] = folder.resolve(strict=True)
        found = self._resolved_folders[folder] / name
        return found.resolve(strict=True) if stat.S_ISLNK(found.lstat().st_mode) else found

    def _text(self, path: Path, name: str, encoding: str) -> str:
        try:
            self._opened.add(path)
            with path.open("rb") as stream:
                content = stream.read(LARGEST_FILE + 1)
            if len(content) > LARGEST_FILE:
                raise SourceError(f"{name}: the file is larger than {LARGEST_FILE:,} bytes")
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            raise SourceError(f"{name}: this is not UTF-8 text") from error
        except OSError as error:
            raise SourceError(f"{name}: it cannot be read: {error.strerror}") from error
