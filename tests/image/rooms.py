"""Where a stage's steps run without Docker: a copy-on-write view of a system (overlayfs), under chroot."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

from tests.image.dockerfile import ROOT, is_sent

SEARCHED = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# What tells the clients of package registries where to ask, and whom to believe.
HANDED_OVER = ("PIP_", "NPM_", "npm_", "NODE_EXTRA_CA_CERTS", "SSL_CERT", "http", "no_proxy")
DEVICES = {"null": 3, "zero": 5, "full": 7, "random": 8, "urandom": 9}
UNKNOWN_USER = 1000  # from here on users are people, who are not in an image


class Room:
    """One stage: what its base holds, and on top of it what its steps write."""

    def __init__(self, folder, name, base):
        """`base`: the folder of a system, or the room of a stage before."""
        before = base if isinstance(base, Room) else None
        lower = before.layers if before else [base]
        self.upper, self.root = folder / name / "upper", folder / name / "root"
        work = folder / name / "work"
        for part in (self.upper, work, self.root):
            part.mkdir(parents=True)
        self.layers = [self.upper, *lower]
        options = f"lowerdir={':'.join(map(str, lower))},upperdir={self.upper},workdir={work}"
        _run("mount", "-t", "overlay", "overlay", "-o", options, self.root)
        self._mount("proc", "proc", "ro")
        self._mount("tmpfs", "tmp", "mode=1777")
        self._mount("tmpfs", "dev", "mode=755")
        for name, minor in DEVICES.items():  # of its own: no step reaches the machine's
            os.mknod(self.root / "dev" / name, stat.S_IFCHR, os.makedev(1, minor))
            (self.root / "dev" / name).chmod(0o666)
        (self.root / "dev/shm").mkdir()
        self._mount("tmpfs", "dev/shm", "mode=1777")
        self.folder = before.folder if before else "/"
        self.environment = dict(before.environment if before else {"PATH": SEARCHED, "LANG": "C.UTF-8"})
        if not before:
            self._become_an_image()

    def _mount(self, kind, path, options):
        (self.root / path).mkdir(exist_ok=True)
        _run("mount", "-t", kind, "-o", options, kind, self.root / path)

    def _become_an_image(self):
        """Nobody but system users, and a `python`."""
        for file in ("passwd", "group"):
            rows = (self.root / "etc" / file).read_text().splitlines()
            kept = [row for row in rows if int(row.split(":")[2]) < UNKNOWN_USER or row.startswith("no")]
            (self.root / "etc" / file).write_text("\n".join(kept) + "\n")
        if not (self.root / "usr/local/bin/python").exists():
            (self.root / "usr/local/bin/python").symlink_to("/usr/bin/python3")

    def command(self, *words, user=None):
        """The words of a command in this room; a user of the room has no capability and gains none."""
        settings, locked = dict(self.environment), []
        if not user:
            settings |= {name: value for name, value in os.environ.items() if name.startswith(HANDED_OVER)}
            settings["HOME"] = "/root"
        else:
            locked = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]
            locked += ["--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"]
        inside = ["env", "-i", *(f"{name}={value}" for name, value in settings.items()), *locked, *words]
        return ["chroot", str(self.root), "sh", "-c", f'cd {self.folder} && exec "$@"', "sh", *inside]

    def run(self, text, user=None):
        """A RUN step, as Docker runs it. Ends the program with the step's own words when it fails."""
        done = subprocess.run(
            self.command("sh", "-c", text, user=user), capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"{done.stdout}{done.stderr}\nFAILED ({done.returncode}): {text}")
        return done.stdout

    def set(self, environment):
        for name, value in environment.items():
            self.environment[name] = value.replace("$PATH", self.environment["PATH"])

    def enter(self, folder):
        self.folder = folder
        self.inside(folder).mkdir(parents=True, exist_ok=True)

    def inside(self, path):
        """A path of the room as it is outside."""
        return self.root / (Path(self.folder) / path).relative_to("/")

    def copy(self, sources, target, room=None):
        """A COPY step, from another room or from the folder of the code as .dockerignore lets it through."""
        for source in sources:
            if room:
                _run("cp", "-a", f"{room.root}{source}/.", self._made(target))
            else:
                self._copy_of_ours(source, target)

    def _made(self, target):
        self.inside(target).mkdir(parents=True, exist_ok=True)
        return self.inside(target)

    def _copy_of_ours(self, source, target):
        found = [ROOT / source] if (ROOT / source).is_file() else _files(ROOT / source)
        for path in found:
            name = path.relative_to(ROOT).as_posix()
            if is_sent(name):
                copied = self._made(target) / (name if path != ROOT / source else path.name)
                copied.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, copied)

    def close(self):
        """From here on the room is read-only, but for /tmp and a volume that belongs to the image's user."""
        _run("mount", "-o", "remount,ro", self.root)

    def volume(self, path, user):
        row = next(
            row for row in (self.root / "etc/passwd").read_text().splitlines() if row.startswith(f"{user}:")
        )
        uid, gid = row.split(":")[2:4]
        self._mount("tmpfs", path.lstrip("/"), f"uid={uid},gid={gid},mode=700")


def _files(folder):
    for parent, folders, names in os.walk(folder):  # follows no link
        folders[:] = [name for name in folders if name not in (".git", ".venv", "node_modules", "var")]
        yield from (Path(parent) / name for name in names)


def _run(*words):
    subprocess.run(list(map(str, words)), check=True)
