"""Stage between first factor and login."""

from allauth.mfa.stages import AuthenticateStage

FITS = "fits"


class SecondFactorStage(AuthenticateStage):
    """Ask for the second factor and store the session fingerprint, so that what ends sessions ends pending
    logins too.
    """

    def handle(self):
        response, goes_on = super().handle()
        if response is not None:
            self.state[FITS] = self.login.user.session_fingerprint()
        return response, goes_on


def is_still_valid(stage):
    """Return whether password, address and access are unchanged since the first factor."""
    return stage.state.get(FITS) == stage.login.user.session_fingerprint()
