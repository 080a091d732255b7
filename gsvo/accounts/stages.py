"""What stands between the first factor and being logged in."""

from allauth.mfa.stages import AuthenticateStage

FITS = "fits"


class SecondFactorStage(AuthenticateStage):
    """Asks for the second factor, and remembers what ends a login: it ends one that is half done as well."""

    def handle(self):
        response, goes_on = super().handle()
        if response is not None:
            self.state[FITS] = self.login.user.session_fingerprint()
        return response, goes_on


def still_fits(stage):
    """Whether nothing has ended the account's logins since the first factor: password, address, Leitung."""
    return stage.state.get(FITS) == stage.login.user.session_fingerprint()
