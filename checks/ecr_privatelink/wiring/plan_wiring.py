"""From attributes of the plan to facts and relations between places.

What the plan proves is taken from it alone. What its reference lists leave open, or only make
likely, is asked of the Terraform sources, where they are at hand.

A place is a full Terraform address where the plan or a data source has the thing, else its id.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Iterable, List, Optional, Sequence

from ..evaluation.resource_symbols import Symbol
from ..facts.network_nouns import (
    GROUPS_MADE_WITH,
    NETWORK_TYPES,
    NOUNS,
    ROUTE_TABLE,
    SECURITY_GROUP,
    SUBNET,
    TIED_TO_NONE,
    VPC,
    Noun,
)
from ..plan.json_shape import Json
from ..plan.open_reasons import NOT_READ
from ..plan.plan_address import Index, Path, render
from ..plan.plan_index import Plan, Resource
from ..plan.planned_values import is_marked, value_at
from .place_index import OWNED_BY_VPC, Place, PlaceIndex
from .plan_facts import UNSET, WAITING, Fact, Known, Relation, Unknown
from .reached_values import Item, Literal, Reached
from .reference_following import ReferenceLists, UnfollowedLists

if TYPE_CHECKING:  # a plan that is judged alone does without
    from .source_answers import Answer, SourceAnswers

_NOTHING = (Literal(None), Literal([]))


class Wiring:
    """Facts and relations of one plan.

    Args:
        sources: what the sources say that the plan was made from, where they are at hand.
    """

    def __init__(self, plan: Plan, sources: Optional[SourceAnswers] = None) -> None:
        self.plan = plan
        self._sources = sources
        self._reader = UnfollowedLists(plan) if sources and sources.drafted else ReferenceLists(plan)
        self._index = PlaceIndex(plan)
        self._looked_behind: List[str] = []
        self._adopt()

    def things(self, noun: Noun) -> Sequence[Resource]:
        """Every resource of this noun, then every data source that stands for one."""
        return self._index.things(noun)

    def thing_at(self, place: Place) -> Optional[Resource]:
        """The resource or data source at a place, None for a bare id."""
        return self._index.thing_at(place)

    def place_of(self, noun: Noun, identity: str) -> Place:
        """The address of what has this id, the id itself where nothing in the plan has it."""
        return self._index.place_of(noun, identity)

    def place_of_thing(self, noun: Noun, thing: Resource) -> Place:
        """Where a resource or data source is: the place of its id where that is known, else its own address."""
        return self._index.place_of_thing(noun, thing)

    def owned_place(self, vpc: Place, attribute: str) -> Place:
        """The route table or security group that AWS makes with a VPC: `default_route_table_id`."""
        return self._index.owned_place(vpc, attribute)

    def group_made_with(self, resource: Resource) -> Optional[Place]:
        """The security group that AWS makes with a resource; None where that is not known, or none is made."""
        path = GROUPS_MADE_WITH.get(resource.type)
        if path is None or not resource.managed:
            return None
        _, identity = value_at(resource, path)
        if isinstance(identity, str):
            return self.place_of(SECURITY_GROUP, identity)
        block, attribute = path
        return resource.address + render((block, Index(0), attribute)) if resource.identity is None else None

    def fact(self, resource: Resource, *path: str) -> Fact[Json]:
        """The value of one attribute.

        Unset is told from unknown by the configuration: an attribute that the provider
        computes when it is left out shows as unknown in a plan, and so does an expression
        that comes to null. An unknown value whose references all end in known ones is null.
        """
        known, value = value_at(resource, path)
        if known:
            return UNSET if value is None else Known(value, is_marked(resource.sensitive, path))
        reached = self._reader.waiting(resource, path)
        if self._waits_for_itself(reached, resource, path):
            return UNSET if resource.managed else Unknown(f"{resource.address} {NOT_READ}")
        answer = self._answer(resource, path)
        found = answer.fact if answer is not None else None
        if found is not None and not (reached.known and isinstance(found, Unknown)):
            return found
        if reached.known:
            return UNSET
        return Unknown(_where_it_ends(resource, path, reached) + self._aside(resource))

    def is_written(self, resource: Resource, attribute: str) -> bool:
        """Whether the configuration sets the attribute; what is not settled counts as set.

        The provider takes an empty list for an unset one.
        """
        expression = self._reader.written(resource, (attribute,))
        if expression is None:
            return False
        reached = self._reader.expression(expression, self._reader.scope_of(resource))
        if reached.known and reached.items:
            return any(item not in _NOTHING for item in reached.items)
        if reached.certain and all(isinstance(item, Symbol) and item.is_name for item in reached.items):
            return True
        answer = self._answer(resource, (attribute,))
        return answer is None or not answer.nothing

    def has_block(self, resource: Resource, *path: str) -> bool:
        """Whether a nested block is, or may be, there; one that the plan does not know is."""
        value: Json = resource.values
        unknown: Json = resource.unknown
        for step in path:
            value, unknown = (part[0] if isinstance(part, list) and part else part for part in (value, unknown))
            value = value.get(step) if isinstance(value, dict) else None
            unknown = unknown.get(step) if isinstance(unknown, dict) and step in unknown else unknown is True
        return bool(value) or unknown is True

    def one(self, resource: Resource, noun: Noun, *path: str) -> Relation[Place]:
        """The one thing that a single-valued attribute names; nothing where it is unset."""
        return self._relate(resource, noun, path, many=False, filled=True)

    def many(self, resource: Resource, noun: Noun, *path: str, filled: bool = False) -> Relation[Place]:
        """The things that a list or set attribute names.

        Args:
            filled: the provider does not compute the attribute, so that an unknown value
                holds at least one unknown member.
        """
        return self._relate(resource, noun, path, many=True, filled=filled)

    def reached(self, resource: Resource, *path: str) -> Reached:
        """What an attribute stands for, for values that are no place of the network."""
        reached = self._reader.attribute(resource, path)
        names_one = reached.certain and len(reached.items) == 1 and all(symbol.is_name for symbol in reached.symbols)
        if names_one or value_at(resource, path)[0]:
            return reached
        answer = self._answer(resource, path)
        return reached if answer is None else answer.reached

    def encoded(self, resource: Resource, *path: str) -> Json:
        """What an attribute holds as JSON text that waits in part, with `WAITING` for each part that does."""
        answer = self._answer(resource, path)
        return WAITING if answer is None else answer.encoded

    def text(self, resource: Resource, *path: str) -> Optional[str]:
        """An attribute's text around parts that wait, each as `${address.attribute}`; None where it is no such text."""
        answer = self._answer(resource, path)
        return None if answer is None else answer.text

    def written_texts(self, resource: Resource, attribute: str) -> Sequence[str]:
        """The texts that are written for an attribute, of which the provider shows something else.

        Sources tell them, and without these one reference to a known value, which is a part at least.
        """
        expression = self._reader.written(resource, (attribute,))
        if not isinstance(expression, dict):
            return ()
        answer = self._answer(resource, (attribute,)) if "references" in expression else None
        if answer is not None and answer.whole_text is not None:
            return (answer.whole_text,)
        reached = self._reader.expression(expression, self._reader.scope_of(resource))
        only = reached.items[0] if reached.certain and len(reached.items) == 1 else None
        return tuple(only.strings()) if isinstance(only, Literal) else ()

    def _answer(self, resource: Resource, path: Path) -> Optional[Answer]:
        """What the sources say of an attribute; None where they cannot be used."""
        return self._sources.on(resource, path) if self._sources else None

    def _aside(self, resource: Resource) -> str:
        """What to add to a reason where sources are there and cannot be used."""
        because = self._sources.why_unusable(resource.module) if self._sources else ""
        return f"; {because}" if because else ""

    def _relate(self, resource: Resource, noun: Noun, path: Path, *, many: bool, filled: bool) -> Relation[Place]:
        related = self._related(resource, noun, path, many=many, filled=filled)
        because = self.plan.unsettled.get(resource.address)
        if because is None:
            return related
        open_because = related.open_because
        if noun is SUBNET:  # ties to subnets are counted, and this one may stand for many
            open_because = (*open_because, because)
        return replace(related.only_possibly(), open_because=open_because, possible_because=because)

    def _related(self, resource: Resource, noun: Noun, path: Path, *, many: bool, filled: bool) -> Relation[Place]:
        known, value = value_at(resource, path)
        if known:
            return self._known_relation(noun, resource, path, value)
        reached = self._reader.waiting(resource, path)
        if self._waits_for_itself(reached, resource, path):
            because = (Symbol(resource, path).why_open,) if filled or not resource.managed else ()
            return Relation(open_because=because, trail=reached.trail)
        self._index.hide(self._reader.take_secrets())
        if reached.known:  # known references to an unknown value: null
            listed: Relation[Place] = Relation(trail=reached.trail)
        else:
            listed = self._unknown_relation(noun, reached, many=many, filled=filled)
        if listed.certain and listed.exact and not many and len(reached.items) == 1 and not reached.beside:
            return listed  # it is the one thing that it refers to
        if self._sources is None:
            return listed
        answer = self._answer(resource, path)
        if answer is None:
            return _with_aside(listed, self._aside(resource))
        self._index.hide(self._sources.take_secrets())
        found = answer.relation(partial(self._places_of, noun))
        return (
            found if found.closed or not listed.closed else replace(listed.only_possibly(), possible_because=found.why)
        )

    def _known_relation(self, noun: Noun, resource: Resource, path: Path, value: Json) -> Relation[Place]:
        trail = (resource.address + render(path),)
        if not value:
            return Relation(trail=trail)
        if is_marked(resource.sensitive, tuple(str(step) for step in path)):
            self._index.hide(Literal(value).strings())
        places = (self.place_of(noun, text) for text in Literal(value).strings())
        return Relation(tuple(dict.fromkeys(places)), trail=trail)

    def _unknown_relation(self, noun: Noun, reached: Reached, *, many: bool, filled: bool) -> Relation[Place]:
        """The relation behind a value that waits for the apply.

        A single value that waits is mostly one of the symbols, as a literal would be known; but what
        chooses between the two may wait as well.
        """
        if reached.names_one_thing:
            named = self._places_of(noun, reached.items[0], [])
            if named:
                return Relation(tuple(named), trail=reached.trail)
        because = list(reached.open_because)
        symbols: List[Place] = []
        literals: List[Place] = []
        others, deciding = False, reached.chosen
        for item in reached.items:
            places = self._places_of(noun, item, because)
            others = others or not places
            deciding = deciding or not (places or (isinstance(item, Symbol) and item.is_name))
            (symbols if isinstance(item, Symbol) else literals).extend(places)
        if many:
            symbols += [place for item in reached.beside for place in self._places_of(noun, item, because)]
        symbols = list(dict.fromkeys(symbols))
        listed = reached.certain and not (reached.whole or others or literals or reached.beside)
        if not (symbols or literals or because):
            because.append(f"{_end(reached)} leads to no {noun.name} of this plan")
        certain: List[Place] = []
        possible = list(dict.fromkeys(symbols + literals))
        if not because and many and listed:
            certain = possible
        elif not because and len(symbols) == 1 and (filled if many else not literals):
            certain = symbols
        rest = tuple(place for place in possible if place not in certain)
        return Relation(tuple(certain), rest, tuple(because), reached.trail, never_empty=not (because or deciding))

    def _places_of(self, noun: Noun, item: Item, because: List[str]) -> List[Place]:
        """The places of this noun that an item names; what cannot be told goes to `because`."""
        if isinstance(item, Literal):
            return [self.place_of(noun, text) for text in item.strings() if self._index.names_one(noun, text)]
        resource, path = item.resource, item.path
        attribute = str(path[0]) if path else "id"
        if attribute in ("id", "arn", noun.id_attribute) and resource.type in (
            noun.types if resource.managed else noun.data_types
        ):
            return self._places_of_thing(noun, resource, because)
        if resource.type in VPC.types + VPC.data_types and attribute in OWNED_BY_VPC:
            owner = self.place_of_thing(VPC, resource)
            return [self.owned_place(owner, attribute)] if OWNED_BY_VPC[attribute] is noun else []
        if tuple(step for step in path if isinstance(step, str)) == GROUPS_MADE_WITH.get(resource.type):
            made = self.group_made_with(resource)
            if made is not None:
                return [made] if noun is SECURITY_GROUP else []
        kind = resource.type if resource.managed else f"data.{resource.type}"
        named = any(noun.is_named_by(step) for step in path if isinstance(step, str))
        found = self._places_behind(noun, item) if named else []
        of_whole = not path and (noun not in (SUBNET, SECURITY_GROUP, ROUTE_TABLE) or kind not in TIED_TO_NONE)
        if not found and (kind not in NETWORK_TYPES or named or of_whole):  # of a whole one, any attribute may be meant
            because.append(item.why_open)
        return found

    def _places_behind(self, noun: Noun, item: Symbol) -> List[Place]:
        """What a data source that is read during the apply will say, where what its id refers to is in this plan."""
        source = item.resource
        stands_for = next((other for other in NOUNS if source.type in other.data_types), None)
        if stands_for is None or source.managed or len(item.path) != 1 or source.address in self._looked_behind:
            return []
        self._looked_behind.append(source.address)
        places = self._places_of_thing(stands_for, source, [])
        thing = self._index.thing_at(places[0]) if len(places) == 1 else None
        named: Relation[Place] = Relation(open_because=("",))
        if thing is not None and thing.managed:
            named = self._relate(thing, noun, (str(item.path[0]),), many=False, filled=True)
        self._looked_behind.pop()
        return list(named.certain) if named.exact else []

    def _places_of_thing(self, noun: Noun, resource: Resource, because: List[str]) -> List[Place]:
        if resource.identity is not None:
            return [self.place_of(noun, resource.identity)]
        if resource.managed:
            return [resource.address]
        if self._reader.written(resource, (noun.id_attribute,)) is not None:
            followed = self._relate(resource, noun, (noun.id_attribute,), many=False, filled=True)
            if followed.exact and followed.certain:
                return [followed.certain[0]]
        if noun is ROUTE_TABLE and self._reader.written(resource, ("subnet_id",)) is not None:
            return [resource.address]  # the table in effect for that subnet, as the network knows it
        if noun is SECURITY_GROUP and self.fact(resource, "name") == Known("default"):  # one in each VPC has that name
            owner = self._relate(resource, VPC, ("vpc_id",), many=False, filled=True)
            if owner.exact and owner.certain:
                return [self.owned_place(owner.certain[0], "default_security_group_id")]
        because.append(f"{resource.address} {NOT_READ}")
        return []

    def _adopt(self) -> None:
        """Find the resources that manage a VPC's own table and group."""
        adopters = (
            ("aws_default_route_table", "default_route_table_id", ("default_route_table_id",)),
            ("aws_default_security_group", "default_security_group_id", ("vpc_id",)),
        )
        for type_name, attribute, path in adopters:
            for resource in self.plan.of_types(type_name):
                owners = [self._owner(attribute, item) for item in self.reached(resource, *path).items]
                if len(owners) == 1 and owners[0]:
                    self._index.adopt(owners[0], attribute, resource.address)
        self._index.index_owned_ids()

    def _owner(self, attribute: str, item: Item) -> Optional[Place]:
        """The VPC whose own table or group an adopting resource names."""
        if isinstance(item, Symbol):
            if item.resource.type not in VPC.types + VPC.data_types:
                return None
            return self.place_of_thing(VPC, item.resource)
        if attribute == "default_security_group_id":
            return self.place_of(VPC, str(item.value))
        for vpc in self.things(VPC):
            if item.value is not None and item.value in (
                vpc.values.get("default_route_table_id"),
                vpc.values.get("main_route_table_id"),
            ):
                return self.place_of_thing(VPC, vpc)
        return None

    @staticmethod
    def _waits_for_itself(reached: Reached, resource: Resource, path: Path) -> bool:
        """Computed by the provider because the configuration does not set it."""
        item = reached.items[0] if len(reached.items) == 1 else None
        return isinstance(item, Symbol) and item.resource is resource and item.path == path


def _with_aside(listed: Relation[Place], aside: str) -> Relation[Place]:
    """The same, with what to add to the reasons why it is not exact."""
    if listed.closed:
        return replace(listed, possible_because=listed.why + aside) if listed.possible else listed
    return replace(listed, open_because=tuple(why + aside for why in listed.open_because))


def _where_it_ends(resource: Resource, path: Iterable[str], reached: Reached) -> str:
    if reached.open_because:
        return "; ".join(reached.open_because)
    waiting = ", ".join(str(symbol) for symbol in reached.symbols[:3])
    return f"{resource.address}.{'.'.join(path)} depends on {waiting}, known only after the apply"


def _end(reached: Reached) -> str:
    return reached.trail[-1] if reached.trail else "the reference"
