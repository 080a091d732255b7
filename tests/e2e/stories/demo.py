"""The portal with the demo's cases, for journeys: cheap to start, no worker, mail when a test asks for it."""

import shutil
from contextlib import contextmanager

from tests.e2e.stories.portal import Portal

PASSWORD = "demo-gsvo-2026"
# The second invitation is for a second journey.
PREPARE = """
call_command("demo", verbosity=0)
from gsvo.demo import cases
from requests.models import SupportRequest
cases.invited(SupportRequest.objects.get(state="mandated"), 1, 5, 6)
call_command("deliver")
"""


class DemoPortal(Portal):
    """Mails wait until `delivers()`; those of the demo's past that still open something are in postbox."""

    settings = "tests.e2e.stories.settings"

    def __init__(self, folder, template=None):
        """`template`: a migrated database to begin with, as a file."""
        path = folder / "demo.sqlite3"
        if template:
            shutil.copyfile(template, path)
        super().__init__(folder, f"sqlite:///{path}", "", is_migrated=bool(template))
        self.environment["DEMO"] = "1"

    @contextmanager
    def running(self):
        self._mail.start()
        try:
            self.sets_up(PREPARE)
            with self._process("web", "gunicorn", "gsvo.wsgi", "--bind", self._bind, "--threads", "4"):
                self._wait()
                yield self
        finally:
            self._mail.stop()

    def prepares(self, code):
        """Run code with the demo's acts, and let its mails go out: (what it printed)."""
        return self.run(f"{code}\nfrom django.core.management import call_command\ncall_command('deliver')\n")

    def delivers(self):
        self.manage("deliver")

    def link_to(self, address, words, path):
        """The address in the newest mail to somebody with these words in its subject."""
        mail = self.postbox.wait_for(address, words, seconds=1)
        return self.postbox.link(mail, path)
