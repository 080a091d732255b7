"""Check how templates are written: `python -m tests.repo_rules.templates [file …]`, part of `make lint`.

One block element a line, no line above 120 characters (paths of pictures excepted), sentences over several
lines only in `blocktranslate trimmed`. Indentation is djhtml's (`djhtml --check`).
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 120  # characters
BLOCK = (
    "address|article|aside|blockquote|body|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|head|header|hr|legend|li|main|nav|ol|option|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
OPENS = re.compile(rf"<(?:{BLOCK})(?=[\s>{{])")
PATH = re.compile(r'<path\b|\bd="M')
SENTENCE = re.compile(
    r"{%-?\s*blocktrans(?:late)?\b(?P<options>[^%]*)%}(?P<text>.*?){%\s*endblocktrans", re.DOTALL
)
COMMENT = re.compile(r"{%\s*comment\s*%}.*?{%\s*endcomment\s*%}", re.DOTALL)


def templates():
    """Every template of a page or mail."""
    return [path for path in sorted((ROOT / "templates").rglob("*")) if path.suffix in (".html", ".txt")]


def troubles_in(path):
    """What is wrong with one template, a sentence each with its line."""
    text = path.read_text()
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LONGEST and not PATH.search(line):
            found.append(f"{name}:{number}: {len(line)} characters, at most {LONGEST}")
    bare = COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)
    for number, line in enumerate(bare.splitlines(), 1):
        if len(OPENS.findall(line)) > 1:
            found.append(f"{name}:{number}: more than one block element on a line")
    for match in SENTENCE.finditer(text):
        if "\n" in match["text"] and " trimmed" not in match["options"]:
            number = text.count("\n", 0, match.start()) + 1
            found.append(f"{name}:{number}: blocktranslate over several lines without trimmed")
    return found


def main():
    named = [Path(argument).resolve() for argument in sys.argv[1:]]
    found = [trouble for path in named or templates() for trouble in troubles_in(path)]
    sys.exit("\n".join(found) or None)  # an empty text would be an error as well


if __name__ == "__main__":
    main()
