"""Collection functions over what waits for the apply; what they do with known values, Terraform's answers hold."""

from __future__ import annotations

import time
from typing import Any, Mapping

import pytest
from ecr_privatelink.evaluation.collection_functions import COLLECTION_FUNCTIONS
from ecr_privatelink.evaluation.function_options import over_options
from ecr_privatelink.evaluation.member_equality import set_of
from ecr_privatelink.evaluation.resource_symbols import Symbol
from ecr_privatelink.evaluation.symbolic_values import (
    Bag,
    EvaluationError,
    Key,
    LimitError,
    ListValue,
    MapValue,
    OneOf,
    SetValue,
    Text,
    Unsettled,
    Value,
)
from evaluating import new_id, new_resource

A, B, C = new_id("aws_subnet.a"), new_id("aws_subnet.b"), new_id("aws_subnet.c")
NAME = Symbol(new_resource("aws_lb.l"), ("arn",))
ATTRIBUTE = Symbol(new_resource("aws_vpc.v"), ("ipv6_association_id",))
OTHER = Symbol(new_resource("aws_lb.m"), ("arn",))
UNKNOWN = Unsettled("nobody knows")


def call(name: str, *arguments: Value) -> Value:
    return COLLECTION_FUNCTIONS[name](*arguments)


def tuple_of(*members: Value) -> ListValue:
    return ListValue(members)


def list_of(*members: Value) -> ListValue:
    return ListValue(members, is_list=True)


def object_of(entries: Mapping[Key, Value], **parts: Any) -> MapValue:
    return MapValue(entries, **parts)


def options_of(value: Value) -> set[Value]:
    assert isinstance(value, OneOf), value
    return set(value.options)


# Lists whose members wait: length and order are known


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("length", [tuple_of(A, UNKNOWN)], 2),
        ("element", [tuple_of(A, B), 3], B),
        ("element", [list_of(A, B), -1], B),
        ("slice", [tuple_of(A, B, C), 1, 3], tuple_of(B, C)),
        ("reverse", [tuple_of(A, B)], tuple_of(B, A)),
        ("concat", [tuple_of(A), list_of(B)], tuple_of(A, B)),
        ("concat", [list_of(A), list_of(B)], list_of(A, B)),
        ("chunklist", [tuple_of(A, B, C), 2], list_of(list_of(A, B), list_of(C))),
        ("flatten", [tuple_of(tuple_of(A), tuple_of(B, tuple_of(C)))], tuple_of(A, B, C)),
        ("flatten", [tuple_of(NAME, tuple_of("x"))], tuple_of(NAME, "x")),
        ("distinct", [tuple_of(A, B, A, "subnet-1")], list_of(A, B, "subnet-1")),
        ("compact", [tuple_of(A, "", None, NAME)], list_of(A, NAME)),
        ("one", [tuple_of(A)], A),
        ("one", [Bag((A,))], A),
        ("index", [tuple_of(A, B), B], 1),
        ("zipmap", [tuple_of("a", "b"), tuple_of(A, B)], object_of({"a": A, "b": B})),
        ("zipmap", [tuple_of(A, B), list_of("a", "b")], object_of({A: "a", B: "b"}, is_map=True)),
        ("setproduct", [tuple_of(A), list_of("x", B)], list_of(tuple_of(A, "x"), tuple_of(A, B))),
        ("matchkeys", [tuple_of("a", "b"), tuple_of(A, B), tuple_of(B)], list_of("b")),
        ("transpose", [object_of({"x": tuple_of(A, B), "y": tuple_of(B)})], None),
        ("contains", [tuple_of(UNKNOWN, A), A], True),
        ("contains", [tuple_of(A, B), C], False),
        ("contains", [tuple_of(A, B), "subnet-1"], False),
        ("alltrue", [tuple_of(UNKNOWN, False)], False),
        ("alltrue", [tuple_of(UNKNOWN, None)], False),
        ("anytrue", [tuple_of(UNKNOWN, True)], True),
        ("coalesce", [None, "", A, UNKNOWN], A),
        ("coalesce", ["x", UNKNOWN], "x"),
        ("coalesce", [Text(("x-", ATTRIBUTE)), "y"], Text(("x-", ATTRIBUTE))),
        ("coalescelist", [tuple_of(), tuple_of(UNKNOWN), list_of("x")], tuple_of(UNKNOWN)),
    ],
)
def test_what_waits_stands_in_its_place(name: str, arguments: list[Value], expected: Value) -> None:
    if expected is None:
        expected = object_of({A: list_of("x"), B: list_of("x", "y")}, is_map=True)
    assert call(name, *arguments) == expected


def test_a_negative_position_in_a_tuple_is_not_settled_as_versions_of_terraform_differ() -> None:
    found = call("element", tuple_of(A, B), -1)
    assert isinstance(found, OneOf)
    assert found.options[0] == B
    assert isinstance(found.options[1], Unsettled)


def test_an_unknown_position_is_one_of_the_members() -> None:
    assert options_of(call("element", tuple_of(A, B), UNKNOWN)) == {A, B}


def test_a_slice_to_an_unknown_end_has_any_of_the_members() -> None:
    assert call("slice", tuple_of(A, B), 0, UNKNOWN) == Bag((), (A, B))


def test_an_index_behind_a_member_that_may_be_it_is_one_of_two() -> None:
    assert options_of(call("index", tuple_of(ATTRIBUTE, A), A)) == {0, 1}


def test_an_attribute_may_be_null_so_that_the_next_may_be_taken() -> None:
    assert options_of(call("coalesce", ATTRIBUTE, "x")) == {ATTRIBUTE, "x"}


def test_a_coalesce_that_may_find_nothing_may_be_refused() -> None:
    found = options_of(call("coalesce", ATTRIBUTE, ""))
    assert ATTRIBUTE in found
    assert any(isinstance(option, Unsettled) for option in found)


def test_a_list_that_may_be_empty_may_be_passed_over() -> None:
    assert options_of(call("coalescelist", Bag((), (A,)), tuple_of(B))) == {Bag((), (A,)), tuple_of(B)}


def test_what_may_be_empty_is_only_possible_once_it_is_compacted() -> None:
    assert call("compact", tuple_of(A, ATTRIBUTE)) == Bag((A,), (ATTRIBUTE,))


def test_a_member_that_may_be_the_value_leaves_the_question_open() -> None:
    assert isinstance(call("contains", tuple_of(ATTRIBUTE, "x"), "y"), Unsettled)
    assert isinstance(call("contains", Bag(("x",), (A,)), A), Unsettled)
    assert isinstance(call("alltrue", tuple_of(UNKNOWN, True)), Unsettled)


def test_sorting_what_waits_keeps_the_members_and_loses_the_order() -> None:
    assert call("sort", tuple_of(A, "x")) == Bag((A, "x"))
    assert call("sort", tuple_of(A)) == list_of(A)


def test_members_that_may_be_equal_are_all_in_a_distinct_list_which_is_not_empty() -> None:
    found = call("distinct", tuple_of(NAME, OTHER, NAME))
    assert found == Bag((NAME, OTHER))
    assert call("length", found) == OneOf((1, 2))
    assert isinstance(call("length", Bag((NAME, *map(str, range(33))))), Unsettled)


# Flattening


def test_a_member_that_may_be_a_list_opens_the_flattened_list_and_keeps_the_others() -> None:
    assert call("flatten", tuple_of(A, UNKNOWN)) == Bag((A,), (), "nobody knows")
    found = call("flatten", tuple_of(ATTRIBUTE, tuple_of(A)))
    assert isinstance(found, Bag)
    assert (found.certain, found.possible) == ((A,), (ATTRIBUTE,))
    assert "known only after the apply" in found.open_because


def test_either_of_two_lists_has_for_certain_what_both_have() -> None:
    either = OneOf((tuple_of(A), tuple_of(A, B)), "the condition is not settled")
    found = call("flatten", tuple_of(either, tuple_of(C)))
    assert found == Bag((A, C), (B,))
    assert isinstance(found, Bag)
    assert found.possible_because == "the condition is not settled"


def test_a_member_that_is_there_twice_in_one_list_only_is_possible_the_second_time() -> None:
    found = call("flatten", tuple_of(OneOf((tuple_of(A, A), tuple_of(A)))))
    assert found == Bag((A,), (A,))


def test_a_bag_is_flattened_with_what_is_possible_and_what_is_open() -> None:
    bag = Bag((tuple_of(A),), (tuple_of(B),), "there may be more")
    assert call("flatten", tuple_of(bag, tuple_of(C))) == Bag((A, C), (B,), "there may be more")


def test_maps_in_a_flattened_list_stay_whole() -> None:
    inner = object_of({"a": tuple_of(A)})
    assert call("flatten", tuple_of(tuple_of(inner))) == tuple_of(inner)


# Bags


def test_the_length_of_a_bag_is_settled_when_nothing_may_be_missing_or_equal() -> None:
    assert call("length", Bag((A, B))) == 2
    assert isinstance(call("length", Bag((A,), (B,))), Unsettled)
    assert isinstance(call("length", Bag((A,), (), "open")), Unsettled)
    assert call("length", Bag((NAME, OTHER), is_set=True)) == OneOf((1, 2))


def test_a_member_of_a_bag_is_one_of_all() -> None:
    assert options_of(call("element", Bag((A,), (B,)), 0)) == {A, B}
    assert options_of(call("element", Bag((A, B), (), "open"), 0)) == {A, B, Unsettled("open")}


def test_a_slice_of_a_bag_has_any_of_the_members_and_a_whole_slice_is_the_bag() -> None:
    assert call("slice", Bag((A, B)), 0, 1) == Bag((), (A, B), never_empty=True)
    assert call("slice", Bag((A, B)), 1, 1) == Bag((), (A, B))
    assert call("slice", Bag((A, B)), 0, 2) == Bag((A, B))
    with pytest.raises(EvaluationError):
        call("slice", Bag((A, B)), 0, 3)


def test_the_only_member_of_a_bag_is_null_where_it_may_be_missing() -> None:
    assert options_of(call("one", Bag((), (A,)))) == {None, A}
    with pytest.raises(EvaluationError):
        call("one", Bag((A, B)))


def test_two_members_of_a_set_that_may_be_equal_may_be_one() -> None:
    found = options_of(call("one", SetValue((NAME, OTHER))))
    assert found >= {NAME, OTHER}
    assert any(isinstance(option, Unsettled) for option in found)


def test_a_member_that_is_only_possible_refuses_nothing() -> None:
    found = call("sort", Bag(("a",), (tuple_of(),)))
    assert isinstance(found, Bag)
    assert (found.certain, found.possible) == (("a",), ())
    assert found.open_because


def test_a_collection_that_waits_is_an_open_bag() -> None:
    ids = Symbol(new_resource("aws_lb.l"), ("subnets",))
    found = call("concat", tuple_of(A), ids)
    assert isinstance(found, Bag)
    assert found.certain == (A,)
    assert "aws_lb.l.subnets" in found.open_because


@pytest.mark.parametrize("name", ["concat", "element", "slice", "index", "coalescelist"])
def test_a_set_is_no_list(name: str) -> None:
    others: dict[str, list[Value]] = {"element": [0], "slice": [0, 1], "index": [A]}
    for given in (set_of([A]), Bag((A,), is_set=True)):
        with pytest.raises(EvaluationError):
            call(name, given, *others.get(name, []))


@pytest.mark.parametrize("name", ["alltrue", "concat", "distinct", "flatten", "length", "keys", "one", "sort"])
def test_no_value_of_another_kind_is_taken(name: str) -> None:
    with pytest.raises(EvaluationError):
        call(name, 5)


# Sets


def test_the_length_of_a_set_is_settled_when_its_members_differ_for_certain() -> None:
    assert call("length", set_of([A, B, "subnet-1"])) == 3
    assert call("length", set_of([NAME, "x"])) == OneOf((1, 2))


def test_sets_of_what_waits_are_joined_and_taken_apart() -> None:
    assert call("setunion", tuple_of(A), tuple_of(B, A)) == SetValue((A, B))
    assert call("setintersection", tuple_of(A, B), tuple_of(B)) == SetValue((B,))
    assert call("setsubtract", tuple_of(A, B), tuple_of(B)) == SetValue((A,))


def test_what_may_be_equal_to_a_member_of_the_other_set_is_possible() -> None:
    assert call("setsubtract", tuple_of("x", A), tuple_of(ATTRIBUTE)) == Bag((), ("x", A), is_set=True)
    assert call("setintersection", tuple_of("x"), tuple_of(ATTRIBUTE)) == Bag((), ("x", ATTRIBUTE), is_set=True)


def test_an_open_set_opens_the_union_and_not_the_intersection() -> None:
    assert call("setunion", tuple_of(A), Bag((), (), "open")) == Bag((A,), (), "open", is_set=True)
    assert call("setintersection", tuple_of(A), Bag((), (), "open")) == Bag((), (A,), is_set=True)


def test_a_product_with_an_empty_set_is_empty_whatever_the_other_is() -> None:
    assert call("setproduct", UNKNOWN, list_of()) == list_of()
    assert call("setproduct", Bag((A,), (), "open"), SetValue()) == SetValue()


def test_a_product_with_a_member_that_may_be_missing_has_pairs_that_may_be_missing() -> None:
    found = call("setproduct", Bag((A,), (B,)), tuple_of("x"))
    assert found == Bag((tuple_of(A, "x"),), (tuple_of(B, "x"),))


def test_the_product_of_a_set_is_a_set() -> None:
    assert call("setproduct", set_of([A]), tuple_of("x")) == SetValue((tuple_of(A, "x"),))


# Maps


def test_keys_that_wait_have_no_order() -> None:
    by_id = object_of({A: "a", B: "b"})
    assert call("keys", by_id) == Bag((A, B))
    assert call("values", by_id) == Bag(("a", "b"))
    assert call("keys", object_of({A: "a"})) == tuple_of(A)
    assert call("length", by_id) == 2


def test_entries_that_may_be_missing_are_possible() -> None:
    some = object_of({"a": A, "b": B}, possible=frozenset({"b"}))
    assert call("keys", some) == Bag(("a",), ("b",))
    assert call("values", some) == Bag((A,), (B,))
    assert isinstance(call("length", some), Unsettled)


def test_of_two_keys_that_may_be_one_either_entry_may_stay() -> None:
    found = call("values", object_of({NAME: "a", OTHER: "b"}))
    assert found == Bag((), ("a", "b"))
    assert isinstance(call("length", object_of({NAME: "a", OTHER: "b"})), Unsettled)


def test_an_entry_is_looked_up_by_a_key_that_waits() -> None:
    by_id = object_of({A: "a", B: "b"})
    assert call("lookup", by_id, B, "none") == "b"
    assert call("lookup", by_id, C, "none") == "none"
    assert call("lookup", by_id, "subnet-1", "none") == "none"
    with pytest.raises(EvaluationError):
        call("lookup", by_id, C)


def test_an_entry_that_may_be_missing_is_that_or_the_default() -> None:
    some = object_of({"a": A}, possible=frozenset({"a"}))
    assert options_of(call("lookup", some, "a", B)) == {A, B}
    assert options_of(call("lookup", some, "a")) > {A}


def test_the_entry_of_an_unknown_key_is_any_of_them() -> None:
    assert options_of(call("lookup", object_of({"a": A, "b": B}), UNKNOWN, C)) == {A, B, C}


def test_a_key_that_an_open_map_does_not_show_is_unsettled() -> None:
    assert call("lookup", object_of({"a": A}, open_because="open"), "a", B) == A
    assert options_of(call("lookup", object_of({"a": A}, open_because="open"), "b", B)) == {B, Unsettled("open")}


def test_merging_an_unknown_map_leaves_what_comes_later() -> None:
    found = call("merge", object_of({"a": A}), UNKNOWN, object_of({"b": B}))
    assert isinstance(found, MapValue)
    assert options_of(found.entries["a"]) == {A, UNKNOWN}
    assert (found.entries["b"], found.open_because) == (B, "nobody knows")


def test_a_merged_entry_that_may_be_missing_may_leave_the_earlier_one() -> None:
    found = call("merge", object_of({"a": A}), object_of({"a": B, "b": B}, possible=frozenset({"a", "b"})))
    assert isinstance(found, MapValue)
    assert options_of(found.entries["a"]) == {A, B}
    assert found.possible == {"b"}


def test_a_merged_key_that_may_be_another_may_replace_its_entry() -> None:
    found = call("merge", object_of({"a": A}), object_of({NAME: B}))
    assert isinstance(found, MapValue)
    assert options_of(found.entries["a"]) == {A, B}
    assert found.entries[NAME] == B


def test_new_ids_as_keys_replace_nothing_else() -> None:
    assert call("merge", object_of({"a": "x", A: "y"}), object_of({B: "z"})) == object_of({"a": "x", A: "y", B: "z"})


def test_merged_maps_stay_a_map_and_an_object_among_them_makes_an_object() -> None:
    one, other = object_of({"a": A}, is_map=True), object_of({"b": B}, is_map=True)
    assert call("merge", one, other) == object_of({"a": A, "b": B}, is_map=True)
    assert call("merge", one, object_of({"b": B})) == object_of({"a": A, "b": B})


def test_a_key_of_zipmap_that_is_not_known_opens_the_map() -> None:
    found = call("zipmap", tuple_of("a", UNKNOWN), tuple_of(A, B))
    assert isinstance(found, MapValue)
    assert found.open_because == "nobody knows"
    assert options_of(found.entries["a"]) == {A, UNKNOWN}


def test_values_of_zipmap_without_an_order_may_be_under_any_key() -> None:
    found = call("zipmap", tuple_of("a", "b"), Bag((A, B)))
    assert isinstance(found, MapValue)
    assert options_of(found.entries["a"]) == {A, B}


def test_transposing_members_that_may_be_equal_shows_no_entry() -> None:
    found = call("transpose", object_of({"x": tuple_of(NAME, OTHER)}))
    assert isinstance(found, MapValue)
    assert not found.entries
    assert found.open_because


# One of several values


def test_one_of_several_arguments_gives_one_of_several_values() -> None:
    assert options_of(call("element", OneOf((tuple_of(A), tuple_of(B))), 0)) == {A, B}
    assert call("length", OneOf((tuple_of(A), tuple_of(B)))) == 1


def test_an_argument_that_may_be_refused_leaves_the_value_open() -> None:
    found = options_of(call("one", OneOf((tuple_of(A), tuple_of(A, B)))))
    assert A in found
    assert any(isinstance(option, Unsettled) for option in found)


def test_arguments_that_are_all_refused_are_refused() -> None:
    with pytest.raises(EvaluationError):
        call("one", OneOf((tuple_of(A, B), tuple_of(B, C))))


def test_too_many_combinations_are_not_gone_through() -> None:
    either = OneOf((1, 2))
    assert isinstance(over_options(lambda *given: given[0], [either] * 9), Unsettled)


@pytest.mark.parametrize(("name", "count"), [("keys", 0), ("keys", 2), ("element", 1), ("range", 0), ("slice", 4)])
def test_a_wrong_number_of_arguments_is_refused(name: str, count: int) -> None:
    with pytest.raises(EvaluationError):
        call(name, *[tuple_of()] * count)


# Limits


def test_results_of_too_many_members_are_refused_before_they_are_made() -> None:
    thousand = tuple_of(*range(1000))
    for name, arguments in {
        "setproduct": [thousand] * 4,
        "flatten": [tuple_of(*[thousand] * 101)],
        "concat": [thousand] * 101,
    }.items():
        with pytest.raises(LimitError):
            call(name, *arguments)


def test_ten_thousand_known_members_take_no_time() -> None:
    many = tuple_of(*(f"subnet-{number}" for number in range(10_000)))
    before = time.monotonic()
    for name in ("distinct", "setunion", "flatten", "sort", "compact"):
        call(name, many)
    for name in ("setintersection", "setsubtract", "zipmap"):
        call(name, many, many)
    assert time.monotonic() - before < 15


def test_many_members_that_may_be_equal_are_not_compared_for_ever() -> None:
    many = tuple_of(*(Symbol(new_resource(f"aws_lb.l{number}"), ("arn",)) for number in range(3_000)))
    before = time.monotonic()
    assert isinstance(call("distinct", many), Bag)
    with pytest.raises(LimitError):
        call("zipmap", many, many)
    assert time.monotonic() - before < 30
