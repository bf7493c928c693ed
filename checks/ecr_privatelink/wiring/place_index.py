"""Places: which address has an id, what is at an address, and what AWS makes with a VPC."""

from __future__ import annotations

from typing import Dict, Iterable, Iterator, Optional, Sequence, Tuple

from ..facts.network_nouns import NOUNS, ROUTE_TABLE, SECURITY_GROUP, VPC, Noun
from ..plan.json_shape import Json
from ..plan.plan_address import natural_order
from ..plan.plan_index import DATA, ModuleConfig, Plan, Resource
from ..plan.planned_values import any_unknown
from .reached_values import Literal

Place = str
"""A full Terraform address where the plan or a data source has the thing, else its id."""

OWNED_BY_VPC = {
    "default_route_table_id": ROUTE_TABLE,
    "main_route_table_id": ROUTE_TABLE,
    "default_security_group_id": SECURITY_GROUP,
}
"""What AWS makes with a VPC; a new VPC's main route table is its default one.

Source: Amazon VPC user guide, "Route table concepts".
"""


class PlaceIndex:
    """The places of one plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._by_id: Dict[str, Dict[str, Place]] = {noun.name: {} for noun in NOUNS}
        self._owned: Dict[Tuple[str, str], Place] = {}
        self._things: Dict[Place, Resource] = {}
        self._hidden: Dict[str, Place] = {}
        self.hide(_sensitive_variables(plan))
        self.hide(_sensitive_constants(plan.root))
        for noun in NOUNS:
            self._index(noun)

    def things(self, noun: Noun) -> Sequence[Resource]:
        """Every resource of this noun, then every data source that stands for one."""
        return [*self._plan.of_types(*noun.types), *self._plan.of_types(*noun.data_types, mode=DATA)]

    def thing_at(self, place: Place) -> Optional[Resource]:
        """The resource or data source at a place, None for a bare id."""
        return self._things.get(place)

    def place_of(self, noun: Noun, identity: str) -> Place:
        """The address of what has this id, the id itself where nothing in the plan has it.

        An id that is sensitive is told by a number instead.
        """
        place = self._by_id[noun.name].get(identity)
        if place is None and identity in self._hidden:
            self._hidden[identity] = self._hidden[identity] or f"(sensitive {noun.name} {len(self._hidden)})"
            place = self._hidden[identity]
        return place or identity

    def place_of_thing(self, noun: Noun, thing: Resource) -> Place:
        """Where a resource or data source is: the place of its id where that is known, else its own address."""
        return self.place_of(noun, thing.identity or thing.address)

    def names_one(self, noun: Noun, text: str) -> bool:
        """Whether a text is the id of such a thing, in the plan or by its look."""
        return text in self._by_id[noun.name] or text.startswith(noun.id_prefix)

    def hide(self, texts: Iterable[str]) -> None:
        """Show none of these where it is an id."""
        for text in texts:
            self._hidden.setdefault(text, "")

    def owned_place(self, vpc: Place, attribute: str) -> Place:
        """The route table or security group that AWS makes with a VPC: `default_route_table_id`."""
        attribute = "default_route_table_id" if attribute == "main_route_table_id" else attribute
        return self._owned.get((vpc, attribute), f"{vpc}.{attribute}")

    def adopt(self, vpc: Place, attribute: str, adopter: Place) -> None:
        """A resource manages what AWS made with a VPC."""
        self._owned[vpc, attribute] = adopter

    def index_owned_ids(self) -> None:
        """Take in the ids of what AWS made with VPCs that exist, once all that is adopted is known."""
        for vpc in self.things(VPC):
            place = self.place_of_thing(VPC, vpc)
            for attribute in ("default_route_table_id", "default_security_group_id"):
                identity = vpc.values.get(attribute)
                if isinstance(identity, str):
                    by_id = self._by_id[OWNED_BY_VPC[attribute].name]
                    by_id.setdefault(identity, self.owned_place(place, attribute))

    def _index(self, noun: Noun) -> None:
        """Take in the things of a noun; of two with one id the first counts, and what is made before what is read."""
        managed = self._plan.of_types(*noun.types)
        read = self._plan.of_types(*noun.data_types, mode=DATA)
        self._things.update((resource.address, resource) for resource in (*managed, *read))
        by_id = self._by_id[noun.name]
        for resource in sorted(filter(_has_id, managed), key=lambda thing: natural_order(thing.address)):
            by_id.setdefault(str(resource.identity), resource.address)
        for resource in sorted(
            filter(_has_id, read), key=lambda thing: (any_unknown(thing.unknown), natural_order(thing.address))
        ):
            by_id.setdefault(str(resource.identity), resource.address)


def _has_id(resource: Resource) -> bool:
    return resource.identity is not None


def _sensitive_variables(plan: Plan) -> Iterable[str]:
    """The strings in the values of variables that are declared sensitive."""
    for name, declared in plan.root.variables.items():
        if _is_sensitive(declared):
            yield from Literal(plan.variables.get(name)).strings()


def _sensitive_constants(config: ModuleConfig) -> Iterator[str]:
    """The strings that the configuration itself gives to variables and outputs that are declared sensitive."""
    for name in config.sensitive_outputs:
        yield from Literal(config.outputs[name]).strings()
    for call in config.calls.values():
        for name, declared in call.module.variables.items():
            if _is_sensitive(declared):
                yield from Literal([call.expressions.get(name), declared.get("default")]).strings()
        yield from _sensitive_constants(call.module)


def _is_sensitive(declared: Json) -> bool:
    return isinstance(declared, dict) and declared.get("sensitive") is True
