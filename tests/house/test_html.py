"""Every page that can be reached from the start pages is valid HTML, for each role, with the demo's data."""

import re
import shutil
import subprocess
from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import call_command

from gsvo.accounts.models import User
from tests.tree import ROOT

VNU = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
ROLES = [None, "koko.bielefeld", "leser.unna", "sachbearbeitung", "leitung", "controlling", "beratung2"]
OF_A_KIND = 4  # requests look different in each state


@pytest.mark.once
def test_every_page_is_valid_html(db, settings, client, tmp_path):
    if not shutil.which("java"):
        pytest.skip("no Java on this machine")
    settings.DEMO = True
    call_command("demo", verbosity=0)
    for role in ROLES:
        client.logout()
        if role:
            client.force_login(User.objects.get(email=f"{role}@example.org"))
        for number, (address, html) in enumerate(
            pages(client, ["/", "/konto/login/", "/admin/" if role else "/fragen/"])
        ):
            name = re.sub(r"\W+", "-", f"{role}-{number}-{address}")[:120]
            (tmp_path / f"{name}.html").write_bytes(html)

    command = ["java", "-jar", str(VNU), "--format", "gnu", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)

    assert len(list(tmp_path.glob("*.html"))) > 200
    assert run.stderr == ""


def pages(client, todo):
    """Follow every link of the portal's own that only reads, some of each kind: (address, HTML)."""
    seen, kinds = set(todo), Counter()
    while todo:
        address = todo.pop(0)
        answer = client.get(address, follow=True)
        if not answer["Content-Type"].startswith("text/html"):
            continue
        assert answer.status_code < 500, address
        yield address, answer.content
        for link in re.findall(r'<a [^>]*href="([^"#]+)', answer.content.decode()):
            target = urljoin(address, link.replace("&amp;", "&"))
            parts = urlsplit(target)
            kind = re.sub(r"[a-z2-7]{16}|\d+", "*", parts.path)
            if parts.scheme or parts.query or target in seen or kinds[kind] == OF_A_KIND:
                continue
            kinds[kind] += 1
            seen.add(target)
            todo.append(target)
