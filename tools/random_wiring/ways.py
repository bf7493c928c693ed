"""All ways to make terms, and how often each is taken."""

from __future__ import annotations

from . import bunches, conditions, ids, lists, maps, resources
from .expressions import Expressions, Test, Way, Ways
from .terms import Context

_BASES: dict[str, list[Way]] = {
    "id": [ids.named_id, ids.things_id, ids.indexed, ids.nearest_id, ids.last_resort],
    "list": [lists.named_list, lists.splat, lists.listed],
    "bunch": [bunches.list_as_bunch],
    "map": [maps.named_map, maps.mapped_things, maps.written_map],
    "lists": [maps.named_lists, maps.listed_lists],
    "listmap": [maps.named_listmap, maps.written_listmap],
    "thing": [resources.named_thing, resources.thing_of_things, resources.thing_of_map],
    "things": [resources.named_things, resources.things_of_map, resources.listed_things],
    "thingmap": [resources.named_thingmap, resources.keyed_things],
}
"""The plain ways to make each shape, the last of which always works where any does."""

_PLAINEST: dict[str, list[Way]] = {
    "id": [ids.named_id, ids.nearest_id, ids.last_resort],
    "bunch": [bunches.named_bunch],
    **{shape: ways[:1] for shape, ways in _BASES.items() if shape not in {"id", "bunch"}},
}

_WAYS: dict[str, list[Way]] = {
    "id": [
        ids.named_id,
        ids.named_id,
        ids.things_id,
        ids.things_id,
        ids.things_id,
        ids.literal,
        ids.attribute_of_other,
        ids.indexed,
        ids.indexed,
        ids.element,
        ids.looked_up,
        ids.looked_up,
        ids.looked_up_or,
        ids.tried_index,
        ids.only,
        ids.id_guise,
        ids.id_guise,
        ids.either_id,
        ids.by_index,
        resources.output_of_module("id"),
        resources.output_of_module("id"),
    ],
    "list": [
        lists.named_list,
        lists.named_list,
        lists.listed,
        lists.splat,
        lists.splat,
        lists.splat_of_one,
        lists.values_of,
        lists.loop,
        lists.loop,
        lists.loop,
        lists.reversed_list,
        lists.part,
        lists.slice_to_length,
        lists.concat,
        lists.list_guise,
        lists.list_guise,
        lists.list_guise,
        lists.picked_by_name,
        lists.filtered_map,
        lists.filtered_map,
        lists.member_list,
        lists.member_list,
        lists.member_list_or,
        lists.all_lists,
        lists.first_of_each,
        lists.matched,
        lists.distinct,
        lists.either_list,
        lists.nested_loop,
        lists.pairs,
        lists.of_object,
        lists.of_object,
        lists.of_object,
        resources.output_of_module("list"),
        resources.output_of_module("list"),
    ],
    "bunch": [
        bunches.list_as_bunch,
        bunches.list_as_bunch,
        bunches.list_as_bunch,
        bunches.named_bunch,
        bunches.named_bunch,
        bunches.set_of_list,
        bunches.set_algebra,
        bunches.ids_as_keys,
        bunches.bunch_guise,
        bunches.filtered_bunch,
    ],
    "map": [
        maps.named_map,
        maps.named_map,
        maps.mapped_things,
        maps.mapped_things,
        maps.zipmap,
        maps.written_map,
        maps.numbered_map,
        maps.merged,
        maps.map_guise,
        maps.map_guise,
        maps.renamed_map,
        maps.kept_entries,
        maps.either_map,
        resources.output_of_module("map"),
    ],
    "lists": [maps.named_lists, maps.named_lists, maps.listed_lists, maps.chunks, maps.lists_of_map],
    "listmap": [
        maps.named_listmap,
        maps.named_listmap,
        maps.grouped_things,
        maps.grouped_things,
        maps.written_listmap,
        maps.looped_listmap,
        maps.grouped_names,
        resources.output_of_module("listmap"),
    ],
    "thing": [
        resources.named_thing,
        resources.thing_of_things,
        resources.thing_of_map,
        resources.output_of_module("thing"),
    ],
    "things": [
        resources.named_things,
        resources.named_things,
        resources.output_of_module("things"),
        resources.things_of_map,
        resources.filtered_things,
        resources.part_of_things,
        resources.listed_things,
    ],
    "thingmap": [
        resources.named_thingmap,
        resources.named_thingmap,
        resources.keyed_things,
        resources.some_of_thingmap,
        resources.merged_things,
        resources.output_of_module("thingmap"),
    ],
}

_KNOWN_CONDITIONS: list[Test] = [
    conditions.constant,
    conditions.flag,
    conditions.name_is,
    conditions.name_is,
    conditions.name_among,
    conditions.number_compares,
]
_CONDITIONS: list[Test] = [
    *_KNOWN_CONDITIONS,
    conditions.thing_attribute,
    conditions.thing_attribute,
    conditions.thing_tag,
    conditions.longer_than,
    conditions.id_is_there,
    conditions.id_is,
    conditions.id_among,
    conditions.key_is_there,
    conditions.negated,
    conditions.both,
]


_ALL = Ways(_WAYS, _BASES, _PLAINEST, _CONDITIONS, _KNOWN_CONDITIONS)


def expressions(context: Context) -> Expressions:
    """What makes terms that can stand in a context, in all ways."""
    return Expressions(context, _ALL)
