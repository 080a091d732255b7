"""What stands in a document, the same for each form: title, facts, headed texts, lists and tables."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """Rows of texts below the names of their columns, which are `widths` parts wide."""

    head: list[str]
    rows: list[list[str]]
    widths: list[int]


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list where it has items, or a table."""

    text: str = ""
    items: list[str] = field(default_factory=list)
    table: Table | None = None


@dataclass(frozen=True)
class Section:
    heading: str
    blocks: list[Block]
    level: int = 1  # 2: below the last one of level 1


@dataclass(frozen=True)
class Content:
    title: str  # "Abschlussbericht"
    subject: str  # what it is about
    author: str
    number: str
    facts: list[tuple[str, str]]
    sections: list[Section]
    keywords: list[str] = field(default_factory=list)  # what programs read: in the file, on no page


def blocks_of(text: str) -> list[Block]:
    """Return a text as paragraphs and lists: empty lines part paragraphs, "- " begins an item of a list."""
    found: list[Block] = []
    paragraph: list[str] = []
    items: list[str] = []

    def close() -> None:
        if paragraph:
            found.append(Block("\n".join(paragraph)))
            paragraph.clear()
        if items:
            found.append(Block(items=list(items)))
            items.clear()

    for line in text.splitlines():
        line = line.strip()
        if line.startswith(("- ", "– ", "• ")):
            if paragraph:
                close()
            items.append(line[2:].strip())
        elif line and items:
            items[-1] += f"\n{line}"  # goes on with the item above
        elif line:
            paragraph.append(line)
        else:
            close()
    close()
    return found
