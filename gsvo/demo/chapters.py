"""The demo from its first person to its last mail, in the order in which one builds on the other."""

from gsvo.demo import concerns, goals, looking_back, mails, people, sessions, story


def make_people():
    """Create people, offices, committees, chains, the pool and a funding period; what is there stays."""
    people.staff()
    people.offices()
    people.committees()
    people.chains()
    people.pool()
    people.changed_profile()
    people.funding_period()


def play_cases():
    """Play all requests and engagements; mails of the past have been sent."""
    story.play()
    sessions.play()
    goals.play()
    concerns.play()
    looking_back.play()
    mails.deliver_the_past()
