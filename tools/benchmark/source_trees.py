"""Terraform source trees in the shape of what teams have: roots that call modules like the large public ones."""

from __future__ import annotations

from pathlib import Path

from benchmark.module_text import Files, Variables, module, template, variables_text
from benchmark.source_modules import modules

ROOTS = 50

_OUTPUTS = {
    "vpc_id": "module.vpc.id",
    "private_subnets": "module.vpc.private_subnets",
    "endpoints": "module.endpoints.endpoints",
    "cluster": "module.ecs.cluster_name",
}


def write_one(folder: Path) -> None:
    """Write one root of some 6,000 lines with its modules."""
    _write(folder, {**modules(), **_root("shop", "10.20.0.0/16", "./modules", services=3)})


def write_many(folder: Path) -> list[Path]:
    """Write fifty roots that share their modules, and return the roots' folders."""
    _write(folder, modules())
    (folder / ".git").mkdir(exist_ok=True)  # of one repository, so that roots may read the modules beside them
    roots = [folder / "roots" / f"team-{number:02}" for number in range(ROOTS)]
    for number, root in enumerate(roots):
        _write(root, _root(root.name, f"10.{number}.0.0/16", "../../modules", services=2 + number % 3))
    return roots


def _root(name: str, cidr: str, modules_path: str, services: int) -> Files:
    numbers = [str(number) for number in range(services)]
    called = ", ".join(f"service-{number} = local.service_{number}" for number in numbers)
    main = [
        template("root/main", STACK=name, MODULES=modules_path, SERVICES=called),
        *(template("root/service", NUMBER=number) for number in numbers),
    ]
    variables: Variables = {
        ("string", '"eu-central-1"'): "region",
        ("string", f'"{cidr}"'): "cidr",
        ("string", '"1.4.2"'): "image_tag",
        ("list(string)", '["eu-central-1a", "eu-central-1b", "eu-central-1c"]'): "zones",
        ("map(string)", "{}"): "tags",
    }
    return module("", main, [variables_text(variables)], _OUTPUTS)


def _write(folder: Path, files: Files) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
