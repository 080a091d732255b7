"""Compare two texts word by word, and two lists row by row.

Pure. Parts joined give both texts back exactly (`old_text`, `new_text`).
Texts are compared by paragraphs, what differs by sentences, what still differs by words. So a word is looked
for near its place, and the time stays bounded: a step with too many pieces is shown as replaced in full.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

Kind = str
SAME, INSERTED, REMOVED = "same", "inserted", "removed"
PARAGRAPHS = re.compile(r"[^\n]*\n+|[^\n]+")
SENTENCES = re.compile(r".*?[.!?:;]+\s+|.+", re.DOTALL)
WORDS = re.compile(r"\w+|\s+|[^\w\s]")
LEVELS = (PARAGRAPHS, SENTENCES, WORDS)
MOST_PIECES = 4_000  # of both sides in one step
MOST_MATCHES = 20_000  # pairs of equal pieces in one step: one word repeated has the square of its number
ALIKE = 0.3  # share of equal words from which two sentences, or two rows, are one that was changed


class Part(NamedTuple):
    """Words that stand in both texts, only in the new, or only in the old one."""

    kind: Kind
    words: str


@dataclass(frozen=True)
class FieldDifference:
    """One column of a row."""

    label: str
    parts: list[Part]

    @property
    def is_changed(self) -> bool:
        return any(part.kind != SAME for part in self.parts)


@dataclass(frozen=True)
class RowDifference:
    """A row of either list; numbers count from 1, None where the row is not there."""

    fields: list[FieldDifference]
    old_number: int | None
    new_number: int | None
    is_moved: bool = False  # against the rows around it, not by rows that came or went

    @property
    def is_inserted(self) -> bool:
        return self.old_number is None

    @property
    def is_removed(self) -> bool:
        return self.new_number is None

    @property
    def is_changed(self) -> bool:
        """Return whether a row that stands in both versions says something else."""
        stands_in_both = not (self.is_inserted or self.is_removed)
        return stands_in_both and any(column.is_changed for column in self.fields)


# --- texts ---------------------------------------------------------------------------------------
def parts_of(old: str, new: str) -> list[Part]:
    """Return two texts as parts in reading order; what was removed stands before what came for it."""
    return _tidy(_compared(old, new, LEVELS))


def old_text(parts: Iterable[Part]) -> str:
    return "".join(part.words for part in parts if part.kind != INSERTED)


def new_text(parts: Iterable[Part]) -> str:
    return "".join(part.words for part in parts if part.kind != REMOVED)


def _compared(old: str, new: str, levels: Sequence[re.Pattern[str]]) -> Iterator[Part]:
    if old == new:
        yield Part(SAME, old)
    elif not (old and new and levels):
        yield from _replaced(old, new)
    else:
        yield from _by_pieces(levels[0].findall(old), levels[0].findall(new), levels[1:])


def _by_pieces(old: list[str], new: list[str], finer: Sequence[re.Pattern[str]]) -> Iterator[Part]:
    begin, end = _equal_ends(old, new)
    yield Part(SAME, "".join(old[:begin]))
    tail = "".join(old[len(old) - end :])
    old, new = old[begin : len(old) - end], new[begin : len(new) - end]
    is_confetti = not finer and _likeness(words_in("".join(old)), words_in("".join(new))) < ALIKE
    for before, after, is_equal in [("".join(old), "".join(new), False)] if is_confetti else _steps(old, new):
        if is_equal:
            yield Part(SAME, before)
        else:
            yield from _compared(before, after, finer)
    yield Part(SAME, tail)


def _equal_ends(old: list[str], new: list[str]) -> tuple[int, int]:
    """Return how many pieces are equal at the begin, and of the rest at the end."""
    shorter = min(len(old), len(new))
    begin = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    rest = shorter - begin
    end = next((place for place in range(rest) if old[-1 - place] != new[-1 - place]), rest)
    return begin, end


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[str, str, bool]]:
    """Yield (old text, new text, whether they are equal) of what matches and what lies between."""
    if _is_too_much(old, new) or not set(old) & set(new):
        yield "".join(old), "".join(new), False
        return
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    for tag, begin, end, new_begin, new_end in matcher.get_opcodes():
        yield "".join(old[begin:end]), "".join(new[new_begin:new_end]), tag == "equal"


def _is_too_much(old: list[str], new: list[str]) -> bool:
    if len(old) + len(new) > MOST_PIECES:
        return True
    there = Counter(piece for piece in new if not piece.isspace())
    return sum(there[piece] for piece in old) > MOST_MATCHES


def _replaced(old: str, new: str) -> Iterator[Part]:
    yield Part(REMOVED, old)
    yield Part(INSERTED, new)


def _tidy(parts: Iterable[Part]) -> list[Part]:
    """Join neighbours of one kind, and changes that are apart by blanks and signs only."""
    tidy: list[Part] = []
    run: list[Part] = []  # changes, and what stands between them
    for part in parts:
        if part.kind == SAME and re.search(r"\w", part.words):
            tidy += [*_run_as_one(run), part]
            run = []
        else:
            run.append(part)
    return _joined([*tidy, *_run_as_one(run)])


def _run_as_one(run: list[Part]) -> list[Part]:
    changes = [place for place, part in enumerate(run) if part.kind != SAME and part.words]
    if not changes:
        return run
    first, last = changes[0], changes[-1] + 1
    old, new = old_text(run[first:last]), new_text(run[first:last])
    if not (re.search(r"\w", old) and re.search(r"\w", new)):
        return run
    return [*run[:first], *_replaced(old, new), *run[last:]]


def _joined(parts: Iterable[Part]) -> list[Part]:
    joined: list[Part] = []
    for part in parts:
        if joined and joined[-1].kind == part.kind:
            joined[-1] = Part(part.kind, joined[-1].words + part.words)
        elif part.words:
            joined.append(part)
    return joined


# --- rows ----------------------------------------------------------------------------------------
Columns = list[tuple[str, str, bool]]  # label, text, whether it is compared by words


def rows_of(
    old: Sequence,
    new: Sequence,
    columns: Callable[[Any], Columns],
    partner: Mapping[int, int] | None = None,
) -> list[RowDifference]:
    """Return the rows in the new order; what was removed stands where it stood.

    `partner`: {new place: old place} of what is one row, where the caller knows it; else what is alike.
    """
    before, after = [columns(row) for row in old], [columns(row) for row in new]
    if partner is None:
        partner = partners([_words_of(row) for row in before], [_words_of(row) for row in after])
    moved = set(partner.values()) - set(_longest_rise([partner[number] for number in sorted(partner)]))
    found = [
        _row(before, after, partner.get(number), number, is_moved=partner.get(number) in moved)
        for number in range(len(after))
    ]
    for number in sorted(set(range(len(before))) - set(partner.values())):
        follows = [place for place, row in enumerate(found) if (row.old_number or 0) in range(1, number + 1)]
        found.insert(follows[-1] + 1 if follows else 0, _row(before, after, number, None))
    return found


def _row(
    old_rows: list[Columns],
    new_rows: list[Columns],
    old: int | None,
    new: int | None,
    *,
    is_moved: bool = False,
) -> RowDifference:
    empty = [(label, "", is_text) for label, _text, is_text in (old_rows or new_rows)[0]]
    was, now = (empty if old is None else old_rows[old]), (empty if new is None else new_rows[new])
    return RowDifference(
        fields=[
            FieldDifference(label, parts_of(before, after) if is_text else _whole(before, after))
            for (label, before, is_text), (_label, after, _is_text) in zip(was, now, strict=True)
            if before or after
        ],
        old_number=None if old is None else old + 1,
        new_number=None if new is None else new + 1,
        is_moved=is_moved,
    )


def _whole(old: str, new: str) -> list[Part]:
    """Return a date or an amount: it is the same, or another one in full."""
    return _joined([Part(SAME, old)] if old == new else _replaced(old, new))


def _words_of(columns: Columns) -> Counter[str]:
    return words_in(" ".join(text for _label, text, is_text in columns if is_text))


def words_in(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def _longest_rise(numbers: list[int]) -> list[int]:
    """Return the longest rising subsequence: what kept its order."""
    longest: list[list[int]] = []
    for place, number in enumerate(numbers):
        before = [rise for rise in longest[:place] if rise[-1] < number]
        longest.append([*max(before, key=len, default=[]), number])
    return max(longest, key=len, default=[])


def partners(old: Sequence[Counter[str]], new: Sequence[Counter[str]]) -> dict[int, int]:
    """Return {new place: old place}: the most alike first, among equals the nearest."""
    pairs = [
        (_likeness(before, after), -abs(there - here), there, here)
        for there, before in enumerate(old)
        for here, after in enumerate(new)
    ]
    found: dict[int, int] = {}
    for likeness, _distance, there, here in sorted(pairs, reverse=True):
        if likeness >= ALIKE and here not in found and there not in found.values():
            found[here] = there
    return found


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    """Return the share of equal words, from 0 to 1; of two that say nothing, 1."""
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0
