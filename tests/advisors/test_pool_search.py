"""Search of the pool: letters of other languages, and days left in a period."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db
POOL = reverse("advisors:pool")


def _names(response):
    return [advisor.name for advisor in response.context["page"]]


@pytest.mark.parametrize("words", ["yilmaz", "Yılmaz", "YILMAZ", "YİLMAZ", "hatice yilmaz-berger"])
def test_search_minds_no_foreign_letters(client, koko, words):
    factories.advisor(name="Hatice Yılmaz-Berger")
    factories.advisor(name="Ada Lang")
    client.force_login(koko)

    assert _names(client.get(POOL, {"q": words})) == ["Hatice Yılmaz-Berger"]


def test_the_period_leaves_whoever_has_days_in_it(client, koko):
    period = factories.funding_period()
    engaged = factories.support_request("engaged", period=period, quarters=24)
    full = engaged.engagement.advisor
    type(full).objects.filter(pk=full.pk).update(quarters_per_period=24)
    factories.advisor(name="Ada", quarters_per_period=1)
    over = factories.funding_period(service_until=period.service_from, service_from=period.service_from)
    client.force_login(koko)

    assert _names(client.get(POOL, {"period": period.pk})) == ["Ada"]
    assert len(_names(client.get(POOL, {"period": over.pk}))) == 2  # nobody chooses one that is over
