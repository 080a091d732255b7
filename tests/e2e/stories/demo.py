"""The portal with the demo's cases, for journeys: cheap to start, no worker, mail when a test asks for it."""

import json
import shutil
import subprocess
import sys
from contextlib import contextmanager

from tests.e2e.stories.portal import ROOT, Portal

PASSWORD = "demo-gsvo-2026"
# The second invitation is for a second journey.
PREPARE = """
call_command("demo", verbosity=0)
from gsvo.demo import cases
from requests.models import SupportRequest
cases.invited(SupportRequest.objects.get(state="mandated"), 1, 5, 6)
call_command("deliver")
"""
DELIVER = "\nfrom django.core.management import call_command\ncall_command('deliver')\n"
# Runs each line of its input, a piece of code as JSON, and answers (what it printed, how it failed).
RUN_LINES = """
import contextlib, io, json, sys, traceback
import django
django.setup()
for line in sys.stdin:
    printed, failure = io.StringIO(), ""
    with contextlib.redirect_stdout(printed):
        try:
            exec(json.loads(line), {"__name__": "story"})
        except BaseException:
            failure = traceback.format_exc()
    print(json.dumps([printed.getvalue(), failure]), flush=True)
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
            with self._helper() as self._runner:
                self.sets_up(PREPARE)
                with self._process("web", "gunicorn", "gsvo.wsgi", "--bind", self._bind, "--threads", "4"):
                    self._wait()
                    yield self
        finally:
            self._mail.stop()

    @contextmanager
    def _helper(self):
        """Start the one process that runs all code of the stories: starting Django is what costs."""
        with (self.folder / "helper.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", RUN_LINES],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
            try:
                yield process
            finally:
                process.stdin.close()
                process.wait(15)
                process.stdout.close()

    def run(self, code):
        self._runner.stdin.write(f"{json.dumps(code)}\n")
        self._runner.stdin.flush()
        answer = self._runner.stdout.readline()
        assert answer, self.logs()
        printed, failure = json.loads(answer)
        assert not failure, failure
        return printed

    def prepares(self, code):
        """Run code with the demo's acts, and let its mails go out: (what it printed)."""
        return self.run(f"{code}{DELIVER}")

    def delivers(self):
        self.run(DELIVER)

    def link_to(self, address, words, path):
        """The address in the newest mail to somebody with these words in its subject."""
        mail = self.postbox.wait_for(address, words, seconds=1)
        return self.postbox.link(mail, path)
