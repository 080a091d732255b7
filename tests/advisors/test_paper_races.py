"""Papers at once: one version wins, everybody else reads what happened, and the case closes once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from advisors import actions
from advisors.models import Engagement, Paper, Waiver
from gsvo.accounts.models import User
from gsvo.files.models import StoredFile
from gsvo.lib.exceptions import StaleRecord
from requests.models import Event
from tests import factories
from tests.factories.papers import TEXTS
from tests.files import samples
from tests.helpers.parallel import run_parallel

pytestmark = pytest.mark.parallel


def _engagement():
    return Engagement.objects.select_related("support_request__office", "advisor__user").get()


def _won(results):
    lost = [result for result in results if isinstance(result, Exception)]
    assert [result for result in lost if not isinstance(result, actions.ActionRefused)] == []
    return len(results) - len(lost)


def test_of_eight_files_at_once_one_is_the_version(parallel_db):
    factories.engagement()

    def hand_in(number):
        row = _engagement()
        file = SimpleUploadedFile(f"{number}.pdf", samples.pdf(str(number)))
        return actions.hand_in_file(row, "final", by=row.advisor.user, upload=file, expected_version=0)

    results = run_parallel(8, hand_in)

    assert _won(results) == 1
    assert all(isinstance(result, StaleRecord) for result in results if isinstance(result, Exception))
    assert Paper.objects.get().version == StoredFile.objects.count() == 1


def test_of_eight_first_drafts_at_once_one_stays(parallel_db):
    factories.engagement()

    def save(number):
        row = _engagement()
        texts = TEXTS | {"summary": str(number)}
        return actions.save_draft(row, "final", by=row.advisor.user, texts=texts, expected_revision=0)

    assert _won(run_parallel(8, save)) == 1
    assert Paper.objects.get().revision == 1


def test_a_paper_is_handed_in_or_waived_whoever_comes_first(parallel_db, leitung):
    factories.engagement()

    def settle(number):
        row = _engagement()
        if number % 2:
            return actions.waive(row, "final", by=User.objects.get(pk=leitung.pk), reason="Genügt so.")
        return actions.hand_in_report(row, "final", by=row.advisor.user, texts=TEXTS, expected_revision=0)

    results = run_parallel(8, settle)

    _won(results)
    assert Waiver.objects.count() <= 1
    acts = list(Event.objects.filter(act__startswith="paper_").order_by("pk").values_list("act", flat=True))
    assert acts.count("paper_waived") == Waiver.objects.count()
    assert acts[0] == "paper_waived" or Waiver.objects.count() == 0
    assert acts.count("paper_handed_in") == Paper.objects.handed_in().count()
