"""Read the Dockerfile and .dockerignore as far as ours use them."""

import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Step:
    """One instruction of a stage; `words` are its parts without options such as --from=look."""

    instruction: str
    text: str

    @property
    def words(self):
        return [word for word in self.text.split() if not word.startswith("--")]

    def option(self, name):
        found = re.search(rf"--{name}=(\S+)", self.text)
        return found and found[1]


@dataclass
class Stage:
    base: str  # an image, or the name of a stage before
    name: str
    steps: list = field(default_factory=list)

    def all(self, instruction):
        return [step for step in self.steps if step.instruction == instruction]

    @property
    def environment(self):
        """What ENV sets, as it is written."""
        return dict(word.split("=", 1) for step in self.all("ENV") for word in step.words)


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def arguments():
    """{name: default} of what may be given to the build."""
    return dict(re.findall(r"^ARG (\w+)=(\S+)$", read("Dockerfile"), re.MULTILINE))


def stages():
    """The stages in their order; the last one is the image."""
    found = []
    lines = "\n".join(line for line in read("Dockerfile").splitlines() if not line.startswith("#"))
    for line in re.sub(r"\\\n\s*", "", lines).splitlines():
        instruction, _blank, text = line.strip().partition(" ")
        if instruction == "FROM":
            base, _as, name = text.partition(" AS ")
            found.append(Stage(base, name))
        elif instruction and instruction != "ARG":
            found[-1].steps.append(Step(instruction, text.strip()))
    return found


def is_sent(path):
    """Whether .dockerignore lets a file into the build: the last line that fits it, or a folder above it."""
    sent = True
    for line in read(".dockerignore").splitlines():
        pattern = line.removeprefix("!")
        if line and not line.startswith("#") and any(_fits(part, pattern) for part in _with_parents(path)):
            sent = line.startswith("!")
    return sent


def _with_parents(path):
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _fits(path, pattern):
    if pattern.startswith("**/"):
        return fnmatchcase(path.rpartition("/")[2], pattern[3:])
    return path.count("/") == pattern.count("/") and fnmatchcase(path, pattern)
