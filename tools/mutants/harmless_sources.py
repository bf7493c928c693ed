"""Harmless mutants of sources: written in another way, and saying the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ecr_privatelink.source.block_splitting import BlockText

from .cases import Case
from .edits import Block
from .source_text import Part, body_parts, brace_of, top_blocks

Texts = dict[Path, str]

LISTS = ("subnet_ids", "security_group_ids", "route_table_ids", "subnets", "security_groups", "cidr_blocks")
"""Attributes whose members stand in no order."""

_META = ("source", "version", "providers", "for_each", "count", "depends_on", "provider", "lifecycle")
_OWN_SCOPE = re.compile(r"\b(?:each|count|self|ingress|egress|content)\.")


@dataclass(frozen=True)
class Harmless:
    """One harmless mutant.

    Attributes:
        texts: all files of the native syntax.
        renamed: new addresses by old ones, where they differ.
        prefix: what stands before every address.
        keeps_plan: Terraform makes the same plan of it, to the last reference.
        settles: its verdicts must be the very same; else what waits may be asked about.
    """

    operator: str
    place: str
    texts: Mapping[Path, str]
    renamed: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    keeps_plan: bool = False
    settles: bool = True

    def address(self, address: str) -> str:
        """How an address of the kept case is called in the mutant."""
        return self.prefix + self.renamed.get(address, address)


def harmless_of(case: Case) -> Iterator[Harmless]:
    """Every harmless mutant of a case; none where its sources are in another syntax."""
    for operator in OPERATORS if case.texts else ():
        yield from operator(case)


def _renamed_resources(case: Case) -> Iterator[Harmless]:
    for path, block in _blocks(case, "resource", "data"):
        kind, name = block.labels
        found = [other for other in case.blocks if (other.folder, other.type, other.name) == (path.parent, kind, name)]
        dotted = rf"\bdata\.{kind}\.{name}\b" if block.type == "data" else rf"(?<!data\.)\b{kind}\.{name}\b"
        texts = _in_folder(case, path.parent, rf"{dotted}(?!-)", lambda match: f"{match.group()}_renamed")
        texts = _in_folder(
            case,
            path.parent,
            rf'^{block.type}\s+"{kind}"\s+"{name}"',
            lambda match: f'{match.group()[:-1]}_renamed"',
            texts,
        )
        renamed = {}
        for other in found if block.type == "resource" else ():
            for address in case.addresses(other):
                at = address.rindex(f"{kind}.{name}") + len(f"{kind}.{name}")
                renamed[address] = f"{address[:at]}_renamed{address[at:]}"
        yield Harmless(f"{block.type} renamed", f"{path}: {kind}.{name}", texts, renamed)


def _renamed_modules(case: Case) -> Iterator[Harmless]:
    for path, block in _blocks(case, "module"):
        (name,) = block.labels
        texts = _in_folder(case, path.parent, rf"\bmodule\.{name}\b(?!-)", lambda match: f"{match.group()}_renamed")
        head = rf'^module\s+"{name}"'
        texts = _in_folder(case, path.parent, head, lambda match: f'{match.group()[:-1]}_renamed"', texts)
        paths = set(_calls_to(case, path.parent, name))
        every = [address for other in case.blocks for address in case.addresses(other)]
        renamed = {a: new for a in every if (new := _other_step(a, paths)) != a}
        yield Harmless("module renamed", f"{path}: module.{name}", texts, renamed)


def _calls_to(case: Case, folder: Path, name: str) -> Iterator[tuple[str, ...]]:
    """The call paths that end with this call; a folder's own are those of blocks in or below it."""
    for block in case.blocks:
        for calls in block.calls:
            for depth, step in enumerate(calls):
                if step == name and case.folder_of(calls[:depth]) == folder:
                    yield calls[: depth + 1]


_STEP = re.compile(r'module\.(?P<name>[\w-]+)(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.')


def _other_step(address: str, paths: set[tuple[str, ...]]) -> str:
    """The address with the module step that ends one of these call paths renamed."""
    position = 0
    calls: tuple[str, ...] = ()
    while step := _STEP.match(address, position):
        position, calls = step.end(), (*calls, step["name"])
        if calls in paths:
            return f"{address[: step.end('name')]}_renamed{address[step.end('name') :]}"
    return address


def _renamed_locals(case: Case) -> Iterator[Harmless]:
    for path, block in _blocks(case, "locals"):
        text = case.texts[path]
        for part in body_parts(text, brace_of(block), block.end):
            new = f"{part.name}_renamed"
            texts = dict(case.texts)
            texts[path] = text[: part.start] + new + text[part.start + len(part.name) :]
            pattern = rf"\blocal\.{part.name}\b(?!-)"
            texts = _in_folder(case, path.parent, pattern, lambda match: f"{match.group()}_renamed", texts)
            yield Harmless("local renamed", f"{path}: local.{part.name}", texts)


def _renamed_variables(case: Case) -> Iterator[Harmless]:
    given = any(path.suffix == ".tfvars" or ".tfvars." in path.name for path in case.folder.iterdir())
    for path, block in _blocks(case, "variable"):
        (name,) = block.labels
        if path.parent == Path() and given:
            continue
        texts = _in_folder(case, path.parent, rf"\bvar\.{name}\b(?!-)", lambda match: f"{match.group()}_renamed")
        head = rf'^variable\s+"{name}"'
        texts = _in_folder(case, path.parent, head, lambda match: f'{match.group()[:-1]}_renamed"', texts)
        for calling, call in _blocks(case, "module"):
            if case.folder_called(calling.parent, case.texts[calling], call) == path.parent:
                _rename_argument(texts, calling, call.labels[0], name)
        yield Harmless("variable renamed", f"{path}: var.{name}", texts)


def _rename_argument(texts: Texts, path: Path, call: str, name: str) -> None:
    block = next(b for b in top_blocks(texts[path]) if b.type == "module" and b.labels == (call,))
    for part in body_parts(texts[path], brace_of(block), block.end):
        if part.name == name:
            end = part.start + len(name)
            texts[path] = f"{texts[path][:end]}_renamed{texts[path][end:]}"
            return


def _reordered(case: Case) -> Iterator[Harmless]:
    """Blocks in files, parts in blocks, and files in folders the other way round."""
    reversed_blocks = {path: _reversed_blocks(text) for path, text in case.texts.items()}
    yield Harmless("blocks reversed", "all files", reversed_blocks, keeps_plan=True)
    for path, text in case.texts.items():
        for place, block in enumerate(top_blocks(text)):
            if block.type != "terraform":
                changed = {**case.texts, path: _reversed_parts(text, block)}
                yield Harmless("parts of a block reversed", f"{path}: block {place}", changed, keeps_plan=True)
    yield Harmless("one file a block", "all files", dict(_split(case)), keeps_plan=True)
    renamed = {path.with_name(f"{len(case.texts) - place}_{path.name}"): path for place, path in enumerate(case.texts)}
    moved = {new: case.texts[path] for new, path in renamed.items()}
    yield Harmless("files renamed", "all files", moved, keeps_plan=True)
    merged: Texts = {}
    for path, text in case.texts.items():
        merged[path.parent / "main.tf"] = f"{merged.get(path.parent / 'main.tf', '')}\n{text}"
    yield Harmless("one file a module", "all files", merged, keeps_plan=True)


def _reversed_blocks(text: str) -> str:
    return "\n".join(text[block.start : block.end] + "\n" for block in reversed(top_blocks(text)))


def _reversed_parts(text: str, block: BlockText) -> str:
    brace = brace_of(block)
    parts = [text[part.start : part.end] for part in body_parts(text, brace, block.end)]
    body = "".join(f"\n  {part}" for part in reversed(parts))
    return f"{text[: brace + 1]}{body}\n}}{text[block.end :]}"


def _split(case: Case) -> Iterator[tuple[Path, str]]:
    for path, text in case.texts.items():
        for place, block in enumerate(top_blocks(text)):
            yield path.with_name(f"{path.stem}_{place}.tf"), text[block.start : block.end] + "\n"


def _other_layout(case: Case) -> Iterator[Harmless]:
    """Line ends and comments; those in a heredoc are part of a value."""
    if any("<<" in text for text in case.texts.values()):
        return
    windows = {path: text.replace("\n", "\r\n") for path, text in case.texts.items()}
    yield Harmless("line ends of Windows", "all files", windows, keeps_plan=True)
    head = re.compile(r"^(?=(?:resource|module|data|locals)\b)", flags=re.MULTILINE)
    commented = {path: head.sub('# { [ ( "\n/* } */ ', text) for path, text in case.texts.items()}
    yield Harmless("comments with brackets", "all files", commented, keeps_plan=True)


def _wrapped(case: Case) -> Iterator[Harmless]:
    """The whole is a module of a new root module."""
    if any(path.suffix == ".tfvars" or ".tfvars." in path.name for path in case.folder.iterdir()):
        return
    if any(re.search(r"\bpath\.|\bmoved\b|\bterraform\.workspace", text) for text in case.texts.values()):
        return
    provider = "".join(
        case.texts[path][block.start : block.end] + "\n"
        for path, block in _blocks(case, "provider")
        if path.parent == Path() and not re.search(r"\b(?:var|local)\.", case.texts[path][block.start : block.end])
    )
    inside = {Path("wrapped") / path: _without_providers(text) for path, text in case.texts.items()}
    for name, repeated, key in (
        ("wrapped in a module", "", ""),
        ("wrapped in a counted module", "  count = 1\n", "[0]"),
        ("wrapped in a keyed module", '  for_each = toset(["a.b"])\n', '["a.b"]'),
    ):
        root = f'{provider}\nmodule "wrapped" {{\n  source = "./wrapped"\n{repeated}}}\n'
        yield Harmless(name, "the whole", {Path("main.tf"): root, **inside}, prefix=f"module.wrapped{key}.")


def _without_providers(text: str) -> str:
    for block in reversed(top_blocks(text)):
        if block.type == "provider":
            text = text[: block.start] + text[block.end :]
    return text


def _repeated(case: Case) -> Iterator[Harmless]:
    """A single resource becomes the one instance of a repeated block."""
    for path, block, found in _resources(case):
        kind, name = block.labels
        instances = case.instances(found)
        if any(key is not None for _, key, _ in instances) or _is_whole(case, found):
            continue
        for how, written, index in (("count", "1", "[0]"), ("for_each", 'toset(["only"])', '["only"]')):
            text = case.texts[path]
            brace = brace_of(block)
            texts = {**case.texts, path: f"{text[: brace + 1]}\n  {how} = {written}\n{text[brace + 1 :]}"}
            pattern = rf"(?<!data\.)\b{kind}\.{name}(?=\.\w)"
            texts = _in_folder(case, path.parent, pattern, rf"\g<0>{index}", texts)
            renamed = {address: f"{address}{index}" for address, _, _ in instances}
            yield Harmless(f"single resource under {how}", f"{path}: {kind}.{name}", texts, renamed)


def _is_whole(case: Case, block: Block) -> bool:
    """The block is named without an attribute, or the text of its module names it where an index cannot stand."""
    here = [text for path, text in case.texts.items() if path.parent == block.folder]
    whole = re.compile(rf"(?<!data\.)\b{block.type}\.{re.escape(block.name)}\b(?!\.\w)")
    return any(whole.search(text) for text in here)


def _count_as_keys(case: Case) -> Iterator[Harmless]:
    """`count` becomes `for_each` over the same numbers, where each instance is named by its index."""
    for path, block, found in _resources(case):
        kind, name = block.labels
        text = case.texts[path]
        parts = {part.name: part for part in body_parts(text, brace_of(block), block.end)}
        count = parts.get("count")
        outside = "".join(t for p, t in case.texts.items() if p.parent == path.parent)
        named = re.findall(rf"(?<!data\.)\b{kind}\.{name}\b(?!\[\d+\])", outside)
        if count is None or named:
            continue
        numbers = f"for_each = {{ for i in range({text[count.inside : count.end]}) : tostring(i) => i }}"
        body = f"{text[block.start : count.start]}{numbers}{text[count.end : block.end]}"
        body = body.replace("count.index", "tonumber(each.key)")
        texts = {**case.texts, path: text[: block.start] + body + text[block.end :]}
        pattern = rf"(?<!data\.)(\b{kind}\.{name})\[(\d+)\]"
        texts = _in_folder(case, path.parent, pattern, lambda match: f'{match.group(1)}["{match.group(2)}"]', texts)
        renamed = {a: f'{a.rpartition("[")[0]}["{key}"]' for a, key, _ in case.instances(found)}
        yield Harmless("count becomes for_each", f"{path}: {kind}.{name}", texts, renamed)


def _moved_values(case: Case) -> Iterator[Harmless]:
    """A value moves into a local, or a constant into a variable."""
    for path, block, _ in _resources(case):
        text = case.texts[path]
        for part in body_parts(text, brace_of(block), block.end):
            expression = text[part.inside : part.end]
            if part.nested or part.name in _META or _OWN_SCOPE.search(expression):
                continue
            place = f"{path}: {'.'.join(block.labels)}.{part.name}"
            declared = f"\nlocals {{\n  moved_value = {expression}\n}}\n"
            moved = f"{text[: part.inside]}local.moved_value{text[part.end :]}{declared}"
            yield Harmless("value in a local", place, {**case.texts, path: moved})
            if _is_constant(expression):
                declared = f'\nvariable "moved_value" {{\n  default = {expression}\n}}\n'
                moved = f"{text[: part.inside]}var.moved_value{text[part.end :]}{declared}"
                yield Harmless("value in a variable", place, {**case.texts, path: moved})


def _is_constant(expression: str) -> bool:
    try:
        value = json.loads(expression)
    except ValueError:
        return False
    return not (isinstance(value, str) and "${" in value)


_ALIKE: tuple[tuple[str, bool, Callable[[str], str]], ...] = (
    ("in brackets", False, lambda text: f"({text})"),
    ("in try()", False, lambda text: f"try({text}, null)"),
    ("in a condition", False, lambda text: f"1 < 2 ? {text} : null"),
    ("out of a map", False, lambda text: f"{{ kept = {text} }}.kept"),
    ("out of a list", False, lambda text: f"[{text}][0]"),
    ("by lookup()", False, lambda text: f'lookup({{ kept = {text} }}, "kept")'),
    ("by one()", False, lambda text: f"one([{text}])"),
    ("in concat()", True, lambda text: f"concat({text}, [])"),
    ("in flatten()", True, lambda text: f"flatten([[{text}]])"),
    ("in for", True, lambda text: f"[for kept in {text} : kept]"),
    ("in a splat", True, lambda text: f"([for kept in {text} : {{ id = kept }}])[*].id"),
    ("in toset()", True, lambda text: f"toset({text})"),
    ("in distinct()", True, lambda text: f"distinct({text})"),
    ("in reverse()", True, lambda text: f"reverse({text})"),
    ("in compact()", True, lambda text: f"compact({text})"),
    ("in slice()", True, lambda text: f"slice({text}, 0, length({text}))"),
    ("in chunks", True, lambda text: f"flatten(chunklist({text}, 1))"),
    ("in values()", True, lambda text: f'values({{ for place, kept in {text} : format("%03d", place) => kept }})'),
)  # fmt: skip


def _alike(case: Case) -> Iterator[Harmless]:
    """An expression that comes to the same."""
    for path, block, found in _resources(case):
        if not re.match(r"aws_(vpc|subnet|security_group|route|ecs_service|default|main)", found.type):
            continue
        text = case.texts[path]
        for part in body_parts(text, brace_of(block), block.end):
            if part.nested or part.name in _META:
                continue
            for name, of_lists, wrap in _ALIKE:
                if of_lists and (part.name not in LISTS or not _is_list(text, part)):
                    continue
                new = f"{text[: part.inside]}{wrap(text[part.inside : part.end])}{text[part.end :]}"
                place = f"{path}: {'.'.join(block.labels)}.{part.name}"
                settles = "try(" not in name  # what waits may turn out to be refused, and null is taken then
                yield Harmless(f"value {name}", place, {**case.texts, path: new}, keeps_plan=True, settles=settles)


def _is_list(text: str, part: Part) -> bool:
    return text[part.inside] == "[" and not text[part.inside :].startswith("[for")


def _reversed_lists(case: Case) -> Iterator[Harmless]:
    for path, block, _ in _resources(case):
        text = case.texts[path]
        for part in _deep(text, brace_of(block), block.end):
            listed = re.fullmatch(
                r"\[\s*([\w.\[\]\"-]+(?:\s*,\s*[\w.\[\]\"-]+)+)\s*,?\s*\]", text[part.inside : part.end]
            )
            if part.name in LISTS and listed:
                members = ", ".join(reversed(re.split(r"\s*,\s*", listed[1])))
                new = f"{text[: part.inside]}[{members}]{text[part.end :]}"
                place = f"{path}: {'.'.join(block.labels)}.{part.name}"
                yield Harmless("members reversed", place, {**case.texts, path: new}, keeps_plan=True)


def _deep(text: str, brace: int, end: int) -> Iterator[Part]:
    for part in body_parts(text, brace, end):
        if part.nested:
            yield from _deep(text, part.inside, part.end)
        else:
            yield part


def _rules_apart(case: Case) -> Iterator[Harmless]:
    """An inline rule becomes a resource of its own."""
    for path, block, found in _resources(case):
        if found.type != "aws_security_group" or any(key is not None for _, key, _ in case.instances(found)):
            continue
        text = case.texts[path]
        if any(re.search(r"\.(?:in|e)gress\b(?!\.)", other) for other in case.texts.values()):
            continue  # they are read, and would wait for the apply
        for part in body_parts(text, brace_of(block), block.end):
            if part.nested and part.name in ("ingress", "egress"):
                inner = [p for p in body_parts(text, part.inside, part.end) if not p.nested]
                if any(p.name in ("security_groups", "self") for p in inner):
                    continue
                lines = "".join(f"  {text[p.start : p.end]}\n" for p in inner)
                head = f'resource "aws_security_group_rule" "apart" {{\n  type = "{part.name}"\n'
                group = f"  security_group_id = {'.'.join(block.labels)}.id\n"
                new = f"{text[: part.start]}{text[part.end :]}\n{head}{group}{lines}}}\n"
                yield Harmless("inline rule apart", f"{path}: {'.'.join(block.labels)}", {**case.texts, path: new})


def _rules_inline(case: Case) -> Iterator[Harmless]:
    """A rule's resource becomes an inline rule of its group."""
    for path, block, found in _resources(case):
        if not re.fullmatch(r"aws_(vpc_)?security_group(_ingress|_egress)?_rule", found.type):
            continue
        text = case.texts[path]
        parts = {p.name: text[p.inside : p.end] for p in body_parts(text, brace_of(block), block.end)}
        group = re.fullmatch(r"aws_security_group\.([\w-]+)\.id", parts.get("security_group_id", ""))
        inline = _inline_of(found.type, parts)
        if not group or inline is None or "for_each" in parts or "count" in parts or case.is_referred_to(found):
            continue
        texts = {**case.texts, path: text[: block.start] + text[block.end :]}
        for file, body in texts.items():
            for other in top_blocks(body) if file.parent == path.parent else ():
                if other.labels == ("aws_security_group", group[1]):
                    end = other.end - 1
                    texts[file] = f"{body[:end]}\n{inline}}}{body[other.end :]}"
        yield Harmless("rule resource inline", f"{path}: {'.'.join(block.labels)}", texts)


def _inline_of(type_name: str, parts: Mapping[str, str]) -> str | None:
    """The inline block that says what a rule resource says; None where it is not plain."""
    modern = type_name.startswith("aws_vpc")
    way = type_name.split("_")[-2] if modern else parts["type"].strip('"')
    protocol = parts["ip_protocol" if modern else "protocol"]
    source = [f"cidr_blocks = [{parts['cidr_ipv4']}]"] if "cidr_ipv4" in parts else []
    source += [f"{name} = {parts[name]}" for name in ("cidr_blocks", "self", "prefix_list_ids") if name in parts]
    for name in ("referenced_security_group_id", "source_security_group_id"):
        source += [f"security_groups = [{parts[name]}]"] if name in parts else []
    if not source or "prefix_list_id" in parts:
        return None
    ports = [f"{name} = {parts.get(name, '0')}" for name in ("from_port", "to_port")]
    lines = "".join(f"    {line}\n" for line in [f"protocol = {protocol}", *ports, *source])
    return f"  {way} {{\n{lines}  }}\n"


_UNRELATED = """
resource "aws_s3_bucket" "unrelated" {
  bucket_prefix = "unrelated"
}

resource "aws_iam_role" "unrelated" {
  for_each           = toset(["a", "b"])
  name               = "unrelated-${each.key}"
  assume_role_policy = jsonencode({ Statement = [] })
}

resource "aws_vpc" "unrelated" {
  cidr_block = "10.200.0.0/16"
}

resource "aws_subnet" "unrelated" {
  count             = 2
  vpc_id            = aws_vpc.unrelated.id
  cidr_block        = cidrsubnet(aws_vpc.unrelated.cidr_block, 8, count.index)
  availability_zone = "eu-west-1a"
}

resource "aws_security_group" "unrelated" {
  vpc_id = aws_vpc.unrelated.id

  ingress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "unrelated" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.unrelated[0].id
  vpc_security_group_ids = [aws_security_group.unrelated.id]
}

resource "aws_lambda_function" "unrelated" {
  function_name = "unrelated"
  role          = aws_iam_role.unrelated["a"].arn
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/unrelated:1"
}
"""


def _unrelated(case: Case) -> Iterator[Harmless]:
    """Resources beside all this, in each module."""
    for folder in sorted({path.parent for path in case.texts}):
        yield Harmless("unrelated resources", f"{folder}", {**case.texts, folder / "unrelated.tf": _UNRELATED})


def _blocks(case: Case, *types: str) -> Iterator[tuple[Path, BlockText]]:
    for path, text in case.texts.items():
        yield from ((path, block) for block in top_blocks(text) if block.type in types)


def _resources(case: Case) -> Iterator[tuple[Path, BlockText, Block]]:
    """The resource blocks that have instances."""
    for path, block in _blocks(case, "resource"):
        for found in case.blocks:
            if (found.folder, found.type, found.name) == (path.parent, *block.labels):
                yield path, block, found


def _in_folder(
    case: Case, folder: Path, pattern: str, new: Callable[[re.Match[str]], str] | str, texts: Texts | None = None
) -> Texts:
    """The texts with the pattern replaced in one module's files."""
    return {
        path: re.sub(pattern, new, text, flags=re.MULTILINE) if path.parent == folder else text
        for path, text in (texts or dict(case.texts)).items()
    }


OPERATORS: tuple[Callable[[Case], Iterator[Harmless]], ...] = (
    _renamed_resources,
    _renamed_modules,
    _renamed_locals,
    _renamed_variables,
    _reordered,
    _other_layout,
    _wrapped,
    _repeated,
    _count_as_keys,
    _moved_values,
    _alike,
    _reversed_lists,
    _rules_apart,
    _rules_inline,
    _unrelated,
)
