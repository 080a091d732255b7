"""Pages by key: every row once, in the list's order, forwards and backwards, whatever comes in meanwhile."""

import datetime as dt
import uuid

import pytest
from django.core.signing import Signer
from django.db.models import Case, Count, F, Value, When
from django.db.models.functions import Coalesce
from django.test import RequestFactory
from django.utils import timezone

from advisors.models import Advisor
from gsvo.lib import paging
from gsvo.lib.paging import by_keys, paginate
from gsvo.pages.models import Feedback
from tests import factories

pytestmark = pytest.mark.django_db
PER_PAGE = 4
EMPTY_FIRST = F("paused_until")
BY_MODE = Case(When(mode="online", then=Value(1)), When(mode="mixed", then=Value(2)), default=Value(3))
ORDERS = [  # what a list asks for, and the same with every empty value's place said
    (["sort_name"], ["sort_name", "-pk"]),
    (["-sort_name", "pk"], ["-sort_name", "pk"]),
    (["-pk"], ["-pk"]),
    (["paused_until"], [F("paused_until").asc(nulls_last=True), "-pk"]),
    (["-paused_until", "sort_name"], [F("paused_until").desc(nulls_last=True), "sort_name", "-pk"]),
    ([EMPTY_FIRST.asc(nulls_first=True), "-joined_at"],) * 2,
    ([EMPTY_FIRST.desc(nulls_first=True), "mode"], [EMPTY_FIRST.desc(nulls_first=True), "mode", "-pk"]),
    (["quarters_per_period", "mode"], ["quarters_per_period", "mode", "-pk"]),
    ([BY_MODE.desc(), "-joined_at"], [BY_MODE.desc(), "-joined_at", "-pk"]),
    ([Coalesce("paused_until", Value(dt.date(2026, 1, 1))).desc()],) * 2,
    (["user"], [F("user_id").asc(nulls_last=True), "-pk"]),  # accounts have no order of their own
    (["-user__name"], [F("user__name").desc(nulls_last=True), "-pk"]),
    (["user_id"], [F("user_id").asc(nulls_last=True), "-pk"]),
    (["many"], ["many", "-pk"]),
    ([], ["sort_name", "-pk"]),
]  # fmt: skip


@pytest.fixture
def advisors():
    """Twenty-two, with ties and empty values in every column."""
    topics = [factories.topic(name) for name in ("A", "B")]
    for number in range(22):
        advisor = factories.advisor(
            name="äAbB"[number % 4] * (number % 3 + 1),
            account=number % 5 == 1,
            mode=["online", "mixed", "on_site"][number % 3],
            quarters_per_period=number % 2,
            paused_until=dt.date(2026, 1, 1 + number % 4) if number % 3 else None,
            topics=topics[: number % 3],
        )
        Advisor.objects.filter(pk=advisor.pk).update(
            joined_at=timezone.make_aware(dt.datetime(2026, 1, 1, 0, 0, number % 6, number))
        )
    return Advisor.objects.annotate(many=Count("topics"))


def page(queryset, key="", per_page=PER_PAGE):
    return paginate(RequestFactory().get("/", {"page": key} if key else {}), queryset, per_page)


def pages(queryset, direction="next_key", key=""):
    """Every page from one on, until there is no link any more."""
    found = [page(queryset, key)]
    while key := getattr(found[-1], direction):
        found.append(page(queryset, key))
        assert len(found) < 30
    return found


@pytest.mark.parametrize(("asked", "right"), ORDERS, ids=lambda order: str(order)[:40])
def test_every_row_comes_once_in_order_forwards_and_backwards(advisors, asked, right):
    right = list(advisors.order_by(*right, *([] if right[-1] in ("pk", "-pk") else ["-pk"])))

    forwards = pages(advisors.order_by(*asked) if asked else advisors)
    backwards = pages(advisors.order_by(*asked) if asked else advisors, "previous_key", forwards[-2].next_key)

    assert [row for found in forwards for row in found] == right
    assert [list(found) for found in backwards[::-1]] == [list(found) for found in forwards]
    assert [len(found.object_list) for found in forwards] == [4, 4, 4, 4, 4, 2]
    assert {found.count for found in forwards} == {22}


def test_rows_that_come_in_above_move_nothing_to_another_page(advisors):
    newest = Advisor.objects.order_by("-pk")
    right = list(newest)
    second = page(newest, page(newest).next_key)
    for number in range(3):
        factories.advisor(name=f"Neu {number}")

    third, first = page(newest, second.next_key), page(newest, second.previous_key)

    assert list(third) == right[8:12]
    assert list(first) == right[:4]
    assert [row.name for row in page(newest, first.previous_key)] == [
        "Neu 2",
        "Neu 1",
        "Neu 0",
        right[0].name,
    ]


def test_a_row_that_is_gone_is_still_a_place_in_the_list(advisors):
    by_name = Advisor.objects.order_by("sort_name", "pk")
    right = list(by_name)
    first = page(by_name)
    right[3].delete()

    assert list(page(by_name, first.next_key)) == right[4:8]


def test_behind_the_last_row_begins_the_list_anew(advisors):
    newest = Advisor.objects.order_by("-pk")
    key = pages(newest)[-2].next_key
    gone = [row.pk for row in page(newest, key)]
    Advisor.objects.filter(pk__in=gone).delete()

    assert list(page(newest, key)) == list(newest[:4])


@pytest.mark.parametrize("key", ["3", "999999", "-1", "unsinn", "a:b", ":", "\0", "ü" * 9000, "eyJhIjoxfQ:x"])
def test_what_is_no_key_is_the_first_page(advisors, key):
    newest = Advisor.objects.order_by("-pk")

    found = page(newest, key)

    assert list(found) == list(newest[:4])
    assert (found.previous_key, bool(found.next_key)) == ("", True)


def test_a_key_holds_in_its_own_order_only(advisors):
    key = page(Advisor.objects.order_by("-pk")).next_key

    for other in (Advisor.objects.order_by("pk"), Advisor.objects.order_by("sort_name")):
        assert list(page(other, key)) == list(other.order_by(*other.query.order_by, "-pk")[:4])


def test_a_key_cannot_be_made_up(advisors):
    newest = Advisor.objects.order_by("-pk")
    forged = Signer(key="another").sign_object(["after", newest[9].pk])

    assert list(page(newest, forged)) == list(newest[:4])


def test_a_list_of_one_page_is_not_counted_and_has_no_links(advisors, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = page(Advisor.objects.order_by("pk"), per_page=22)

    assert (found.count, found.previous_key, found.next_key) == (22, "", "")


def test_counts_are_exact_up_to_a_bound(advisors, monkeypatch):
    told = []
    for bound in (21, 22, 23):
        monkeypatch.setattr(paging, "COUNTED", bound)
        found = page(advisors)
        told.append((found.is_counted, found.count))

    assert told == [(False, 22), (True, 22), (True, 22)]


def test_a_search_with_few_rows_goes_by_their_keys_and_one_with_many_does_not(advisors, monkeypatch):
    found = Advisor.objects.filter(sort_name__contains="b", mode="mixed")
    rows = set(found)
    by = []
    for bound in (len(rows) - 1, len(rows)):
        monkeypatch.setattr(paging, "COUNTED", bound)
        narrowed = by_keys(found, Advisor.objects.filter(mode="mixed"))
        assert set(narrowed) == rows
        by.append("LIKE" not in str(narrowed.query))

    assert by == [False, True]


def test_who_answered_last_sorts_by_name_as_the_relation_does():
    for name in ("Zoe", "Adam", None):
        by = factories.user(name=name) if name else None
        Feedback.objects.create(kind="other", text="Text", sending=uuid.uuid4(), answered_by=by)

    found = [row for one in _single_pages(Feedback.objects.order_by("answered_by__sort_name")) for row in one]

    assert [row.answered_by and row.answered_by.name for row in found] == ["Adam", "Zoe", None]


def _single_pages(queryset):
    found = [page(queryset, per_page=1)]
    while found[-1].next_key:
        found.append(page(queryset, found[-1].next_key, per_page=1))
    return found
