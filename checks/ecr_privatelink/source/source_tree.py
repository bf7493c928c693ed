"""The modules of one configuration on disk, each read once, when it is asked for."""

from __future__ import annotations

import json
import posixpath
from functools import cached_property
from pathlib import Path
from typing import Dict, FrozenSet, Mapping, Optional, Tuple

from ..plan.printable_text import printable
from .expression_tree import Constant
from .module_sources import ModuleSource
from .source_blocks import SourceAttribute, SourceBlock
from .source_boundary import SourceBoundary
from .source_listing import source_names
from .source_text import SourceError
from .variable_files import given_variables

CallPath = Tuple[str, ...]
"""The names of the module calls from the root module: `("network", "endpoints")`."""

MANIFEST = ".terraform/modules/modules.json"
DEEPEST_MODULE = 32


class SourceTree:
    """A root module's folder and the modules that it calls.

    Raises:
        SourceError: there is no such folder, or no file of Terraform's in it.
    """

    def __init__(self, root_folder: Path) -> None:
        self.folder = root_folder
        self._boundary = SourceBoundary(root_folder)
        self._by_folder: Dict[Path, ModuleSource] = {}
        self._folder_texts: Dict[CallPath, str] = {(): "."}
        self.root = self._module_in(".")

    @classmethod
    def find(cls, folder: Path) -> Optional[SourceTree]:
        """The sources in this folder, None where it holds none."""
        try:
            return cls(folder)
        except SourceError:
            return None

    @property
    def opened(self) -> FrozenSet[Path]:
        """The files that were opened so far."""
        return self._boundary.opened

    @cached_property
    def given(self) -> Tuple[Mapping[str, SourceAttribute], Tuple[str, ...]]:
        """The values that the root module's variable files give, and why files could not be used."""
        return given_variables(self.folder, self._boundary)

    def child(self, path: CallPath) -> ModuleSource:
        """The module that these calls lead to.

        Raises:
            SourceError: it cannot be found, or not be used.
        """
        return self._module_in(self.module_folder_text(path))

    def module_folder_text(self, path: CallPath) -> str:
        """What `path.module` is in the module that these calls lead to.

        Raises:
            SourceError: as for `child`.
        """
        if len(path) > DEEPEST_MODULE:
            raise SourceError(f"more than {DEEPEST_MODULE} modules within each other")
        if path not in self._folder_texts:
            self._folder_texts[path] = self._folder_text(path)
        return self._folder_texts[path]

    def data_text(self, path: str) -> str:
        """The text of a file of data, by a path as Terraform takes it: from the root module's folder.

        Raises:
            SourceError: it cannot be read, or is not read.
        """
        return self._boundary.read_data(self.folder / path, printable(path))

    def _folder_text(self, path: CallPath) -> str:
        parent = self.child(path[:-1])
        call = parent.calls.get(path[-1])
        if call is None:
            raise SourceError("; ".join([f"there is no `{_shown(path)}` in the sources", *parent.problems[:1]]))
        source = _source_of(call)
        if source.startswith(("./", "../")):
            return posixpath.normpath(posixpath.join(self.module_folder_text(path[:-1]), source))
        try:
            return self._manifest[".".join(path)]
        except (SourceError, KeyError) as error:
            why = str(error) if isinstance(error, SourceError) else f"{MANIFEST} does not name them"
            raise SourceError(f"{call.place}: the sources of `{_shown(path)}` are not at hand: {why}") from error

    def _module_in(self, text: str) -> ModuleSource:
        folder, name = self.folder / text, printable(text)
        shown = printable(str(folder)) if name == "." else name
        key = self._boundary.inside(folder, shown)
        if key not in self._by_folder:
            names = source_names(self._boundary.names_in(folder, shown))
            if not names:
                raise SourceError(f"{shown}: no file of Terraform's is there")
            self._by_folder[key] = ModuleSource(folder, name, names, self._boundary)
        return self._by_folder[key]

    @cached_property
    def _manifest(self) -> Mapping[str, str]:
        """Folders by call names, as `terraform init` left them."""
        text = self._boundary.read(self.folder / MANIFEST, MANIFEST).text
        try:
            return {str(entry["Key"]): str(entry["Dir"]) for entry in json.loads(text)["Modules"]}
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise SourceError(f"{MANIFEST}: this is no module manifest") from error


def _source_of(call: SourceBlock) -> str:
    attribute = call.body.attributes.get("source")
    source = attribute.expression if attribute else None
    if isinstance(source, Constant) and isinstance(source.value, str):
        return source.value
    raise SourceError(f"{call.place}: the call's `source` is no plain text")


def _shown(path: CallPath) -> str:
    return ".".join(f"module.{name}" for name in path)
