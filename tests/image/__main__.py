"""`make image-steps`: take the Dockerfile's steps one by one without Docker, then start what came of them.

Each stage runs under chroot in a copy-on-write view of this machine, or of the system in the folder that is
named, which is thrown away at the end. Needs root, Linux, Python with venv, npm and the package registries.
The last stage is made read-only and runs as docker-compose.yml says, as its user and without capabilities.
"""

import os
import secrets
import shlex
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import yaml

from tests.image.dockerfile import read, stages
from tests.image.rooms import Room

FOLDER = "IMAGE_STEPS_FOLDER"  # set in the child
LEFT_OUT = ("tests", ".env", ".git", "node_modules/vnu-jar", "docs/screens", "requirements-dev.txt")


def main():
    """Work in a child with mounts of its own, so that its folder can be thrown away from outside of them."""
    if folder := os.environ.get(FOLDER):
        # In memory: layers may not lie within the system that they are laid upon.
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3g", "tmpfs", folder], check=True)
        return look_at(*build(Path(folder), Path(sys.argv[1] if sys.argv[1:] else "/").resolve()))
    if os.geteuid():
        sys.exit("Only root may mount and change roots: sudo make image-steps")
    with tempfile.TemporaryDirectory(prefix="image-") as folder:
        again = ["unshare", "--mount", "--propagation", "private", sys.executable, "-m", "tests.image"]
        done = subprocess.run([*again, *sys.argv[1:]], env={**os.environ, FOLDER: folder}, check=False)
    sys.exit(done.returncode)


def build(folder, base):
    """Take all steps. Returns the room of the last stage and the user that it names."""
    rooms, user = {}, "root"
    for number, stage in enumerate(stages()):
        # The look is made by Node.js, which is another image: the machine's own stands for it.
        system = Path("/") if "NODE" in stage.base else base
        room = Room(folder, f"{number}-{stage.name or 'image'}", rooms.get(stage.base, system))
        rooms[stage.name] = room
        say(f"FROM {stage.base} {stage.name and f'AS {stage.name}'}")
        room.set(stage.environment)
        for step in stage.steps:
            begin = time.monotonic()
            take(room, step, rooms)
            user = step.text if step.instruction == "USER" else user
            say(f"  {step.instruction} {step.text[:90]}  ({time.monotonic() - begin:.1f} s)")
    return room, user


def take(room, step, rooms):
    if step.instruction == "RUN":
        room.run(step.text)
    elif step.instruction == "WORKDIR":
        room.enter(step.text)
    elif step.instruction == "COPY":
        *sources, target = step.words
        room.copy(sources, target, rooms.get(step.option("from")))


def look_at(image, user):
    """Start the portal in the finished image, as compose does, with the embedded profile's database."""
    app = image.inside(".")
    assert [name for name in LEFT_OUT if (app / name).exists()] == []
    image.volume("/data", user)
    image.close()
    refused = image.run("touch /app/x 2>&1 || true; touch /etc/x 2>&1 || true", user=user)
    assert refused.count("Read-only file system") == 2, refused
    say(f"read-only, as {user}: {image.run('id', user=user).strip()}")
    say(image.run("python --version; pg_dump --version", user=user).strip().replace("\n", ", "))
    port = free_port()
    services = yaml.safe_load(read("docker-compose.yml"))["services"]
    image.set({"BASE_URL": f"http://localhost:{port}", "SECRET_KEY": secrets.token_urlsafe(64)})
    image.run("python manage.py check --deploy", user=user)
    image.run(shlex.join(services["migrate"]["command"]) + " -v0", user=user)
    image.run("python manage.py createcachetable", user=user)  # Redis is another service
    commands = {name: services[name]["command"] for name in ("web", "worker", "beat")}
    commands["web"] = [word.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for word in commands["web"]]
    programs = {name: start(image, user, command) for name, command in commands.items()}
    try:
        look_at_pages(f"http://localhost:{port}")
        time.sleep(15)  # one that cannot write ends in its first seconds
    finally:
        ended = {name: end(program) for name, program in programs.items()}
    if wrong := [f"{name}: {said}" for name, said in ended.items() if said]:
        sys.exit("FAILED: " + "\n".join(wrong))
    say(f"{', '.join(programs)} ran, wrote nothing beside their volume, and ended when asked")


def look_at_pages(address):
    for _try in range(60):
        try:
            assert urllib.request.urlopen(f"{address}/livez").status == 200
            break
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
    home = urllib.request.urlopen(f"{address}/").read().decode()
    styles = [part.partition('"')[0] for part in home.split('href="/static/')[1:]]
    sizes = [len(urllib.request.urlopen(f"{address}/static/{name}").read()) for name in styles]
    assert len(sizes) > 2, home
    assert min(sizes) > 0
    say(f"/livez and the start page answer, with {len(sizes)} static files of it, {sum(sizes) // 1000} kB")


def start(image, user, command):
    log = tempfile.TemporaryFile("w+")  # noqa: SIM115  read when the program has ended
    return subprocess.Popen(image.command(*command, user=user), stdout=log, stderr=log), log


def end(program):
    """Ask a program to end. Returns what it said if it had ended before, or does not end now."""
    process, log = program
    code = process.poll()
    if code is None:
        process.terminate()
        try:
            process.wait(60)
            return ""
        except subprocess.TimeoutExpired:
            process.kill()
    log.seek(0)
    return f"code {code}\n{log.read()}"


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def say(text):
    print(text, flush=True)


if __name__ == "__main__":
    main()
