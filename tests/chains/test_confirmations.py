"""Acts on parts of institutions: asked, answered, changed and asked again."""

import pytest
from django.core.exceptions import PermissionDenied

from chains import actions
from chains.actions.confirmations import ask_changed, seen_of
from chains.confirmations import confirmation_states, summary
from chains.models import ChainActor, PartConfirmation
from gsvo.lib.exceptions import ActionRefused
from gsvo.links.models import Link, LinkClosed
from gsvo.offices.models import Membership
from gsvo.outbox.models import OutgoingMail
from tests import factories
from tests.chains.institutions import addressed, answered, asked, change, fresh, link_of, named
from tests.helpers.parallel import run_parallel

pytestmark = pytest.mark.django_db


def state(chain, name=None):
    return named(chain, name).state


def mails(kind):
    return OutgoingMail.objects.filter(kind=f"chains/{kind}")


def test_a_question_holds_the_part_and_goes_out_by_link(chain, koko):
    question, link = asked(chain, koko)
    assert state(chain) == "asked"
    assert (question.number, link.email, question.part) == (1, "stelle@example.org", named(chain).part)
    mail = mails("part_asked").get()
    assert "Haus am Markt" in mail.text
    assert "Information von Jugendlichen" in mail.text


@pytest.mark.parametrize(
    ("answer", "remark", "told"), [("yes", "", 0), ("remark", "Ab Mai.", 1), ("no", "Kein Personal.", 1)]
)
def test_an_answer_gets_a_receipt_and_the_office_hears_what_it_has_to_read(chain, koko, answer, remark, told):
    question, _link = asked(chain, koko)
    answered(question, answer, remark)
    assert state(chain) == answer
    assert remark in mails("part_receipt").get().text
    assert mails("part_answered").count() == told
    assert all(remark in mail.text and mail.to_email == koko.email for mail in mails("part_answered"))


def test_the_mind_can_be_changed_until_asked_anew(chain, koko):
    question, link = asked(chain, koko)
    answered(question, "no", "Nein.")
    answered(question, "yes")
    assert state(chain) == "yes"
    one = named(chain)
    actions.ask(chain, one.actor, by=koko, expected_number=1)
    assert state(chain) == "asked"
    with pytest.raises(LinkClosed):
        actions.answer_part(question, by=link, seen=seen_of(one), answer="no", remark="x", name="Sam")


def test_a_changed_part_shows_and_is_asked_again_with_what_changed(chain, koko):
    question, _link = asked(chain, koko)
    answered(question)
    change(chain, koko, result="Eine neue Liste")
    assert state(chain) == "changed"
    assert "Eine neue Liste" in " ".join(fresh(question).changes)
    again = ask_changed(PartConfirmation.objects.get(pk=question.pk))
    assert again.number == 2
    assert state(chain) == "asked"
    assert "Eine neue Liste" in mails("part_asked").latest("pk").text
    assert ask_changed(PartConfirmation.objects.get(pk=question.pk)) is None  # once is enough


def test_an_answer_to_a_part_that_changed_meanwhile_is_refused(chain, koko):
    question, link = asked(chain, koko)
    seen = seen_of(fresh(question))
    change(chain, koko, result="Anders")
    said = {"answer": "yes", "remark": "", "name": "Sam"}
    with pytest.raises(ActionRefused):
        actions.answer_part(question, by=link, seen=seen, **said)
    assert state(chain) == "asked"
    actions.answer_part(question, by=link, seen=seen_of(fresh(question)), **said)
    assert state(chain) == "yes"


def test_the_same_answer_sent_twice_writes_one_receipt(chain, koko):
    question, link = asked(chain, koko)
    seen = seen_of(fresh(question))
    for _press in range(2):
        actions.answer_part(question, by=link, seen=seen, answer="yes", remark="", name="Sam")
    assert mails("part_receipt").count() == 1


def test_the_link_of_another_question_answers_nothing(chain, koko):
    first, _link = asked(chain, koko)
    others = [name for name in confirmation_states(chain) if name != named(chain).actor.name]
    _second, link = asked(chain, koko, others[0], email="andere@example.org")
    with pytest.raises(PermissionDenied):
        actions.answer_part(first, by=link, seen="", answer="yes", remark="", name="Sam")


def test_a_new_address_ends_the_link_and_gets_the_open_question(chain, koko):
    question, link = asked(chain, koko)
    addressed(chain, koko, email="neu@example.org")
    link.refresh_from_db()
    assert not link.is_usable
    assert link_of(question).email == "neu@example.org"
    assert list(mails("part_asked").order_by("pk").values_list("to_email", flat=True)) == [
        "stelle@example.org",
        "neu@example.org",
    ]


def test_an_answer_stays_when_the_address_changes_and_nobody_is_written_to(chain, koko):
    question, _link = asked(chain, koko)
    answered(question)
    addressed(chain, koko, email="neu@example.org")
    assert state(chain) == "yes"
    assert mails("part_asked").count() == 1
    assert not Link.objects.to(question).usable().exists()


def test_who_is_not_responsible_is_forgotten_and_the_office_told(chain, koko):
    question, link = asked(chain, koko)
    actions.decline_part(question, by=link, successor="Toni, toni@example.org")
    row = ChainActor.objects.get(pk=question.chain_actor_id)
    assert (row.contact, row.email) == ("", "")
    assert "Toni" in mails("part_not_responsible").get().text
    link.refresh_from_db()
    assert not link.is_usable


def test_the_office_writes_down_what_it_was_told(chain, koko):
    one = named(chain)
    said = {"answer": "remark", "remark": "Ab Mai.", "answered_by": "Toni"}
    question = actions.enter_answer(chain, one.actor, by=koko, seen=seen_of(one), **said)
    assert (state(chain), question.number, question.entered_by) == ("remark", 1, koko)
    assert not OutgoingMail.objects.exists()  # no address, no mail
    with pytest.raises(ActionRefused):
        actions.enter_answer(chain, one.actor, by=koko, seen=seen_of(one), **said)


def test_what_the_office_writes_down_is_read_by_whoever_is_asked(chain, koko):
    question, link = asked(chain, koko)
    one = fresh(question)
    actions.enter_answer(
        chain, one.actor, by=koko, seen=seen_of(one), answer="yes", remark="", answered_by="Toni"
    )
    link.refresh_from_db()
    assert link.is_usable
    assert "Toni" in mails("part_receipt").get().text
    assert PartConfirmation.objects.count() == 1


def test_all_with_an_address_are_asked_once(chain, koko):
    names = list(confirmation_states(chain))
    for number, name in enumerate(names[:3]):
        addressed(chain, koko, name, email=f"stelle{number}@example.org")
    assert len(actions.ask_all(chain, by=koko)) == 3
    assert actions.ask_all(chain, by=koko) == []
    assert mails("part_asked").count() == 3
    assert list(confirmation_states(chain).values()).count("asked") == 3


def test_nobody_is_asked_twice_by_two_who_press_the_button(chain, koko):
    one = addressed(chain, koko)
    actions.ask(chain, one.actor, by=koko, expected_number=0)
    with pytest.raises(ActionRefused):
        actions.ask(chain, one.actor, by=koko, expected_number=0)


def test_a_reader_asks_nobody(chain, koko, reader):
    one = addressed(chain, koko)
    for act in (
        lambda: actions.ask(chain, one.actor, by=reader, expected_number=0),
        lambda: actions.ask_all(chain, by=reader),
        lambda: actions.enter_answer(
            chain, one.actor, by=reader, seen=seen_of(one), answer="yes", remark="", answered_by="x"
        ),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not PartConfirmation.objects.exists()


def test_answers_go_to_the_leads_once_who_asked_has_left(chain, koko, colleague):
    question, _link = asked(chain, colleague)
    Membership.objects.filter(user=colleague).delete()
    answered(question, "no", "Nein.")
    assert mails("part_answered").get().to_email == koko.email


def test_an_institution_that_the_chain_names_no_more_confirms_nothing(chain, koko):
    question, link = asked(chain, koko)
    chain.steps.all().delete()
    with pytest.raises(ActionRefused):
        actions.answer_part(
            question, by=link, seen=seen_of(fresh(question)), answer="yes", remark="", name="Sam"
        )
    assert confirmation_states(chain) == {}


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        (["yes", "remark", "no", "open"], "2 von 4 Stellen haben zugestimmt, eine lehnt ab."),
        (["yes"], "1 von 1 Stelle hat zugestimmt."),
        (
            ["no", "no", "changed"],
            (
                "0 von 3 Stellen haben zugestimmt, 2 lehnen ab, "
                "bei einer hat sich seit der Antwort etwas geändert."
            ),
        ),
    ],
)
def test_the_summary_counts(states, sentence):
    assert summary(states) == sentence


# --- at once -------------------------------------------------------------------------------------
@pytest.fixture
def parallel_chain(parallel_db):
    koko = factories.member(factories.office(), "lead", email="koko@example.org")
    return actions.copy_from_template(factories.office(), 2026, by=koko), koko


@pytest.mark.parallel
def test_of_two_answers_at_once_one_stands_and_the_other_hears_of_it(parallel_chain):
    chain, koko = parallel_chain
    question, link = asked(chain, koko)
    seen = seen_of(fresh(question))

    def answer(number):
        said = {"answer": "no", "remark": f"Grund {number}", "name": f"Person {number}"}
        return actions.answer_part(question, by=link, seen=seen, **said)

    found = run_parallel(6, answer)
    refused = [one for one in found if isinstance(one, ActionRefused)]
    assert len(refused) == 5, found
    assert mails("part_receipt").count() == 1


@pytest.mark.parallel
def test_many_buttons_at_once_ask_once(parallel_chain):
    chain, koko = parallel_chain
    addressed(chain, koko)
    found = run_parallel(6, lambda number: actions.ask_all(chain, by=koko))
    assert sorted(len(one) for one in found) == [0, 0, 0, 0, 0, 1], found
    assert PartConfirmation.objects.count() == mails("part_asked").count() == 1
