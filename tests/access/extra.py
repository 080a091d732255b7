"""Further records for new rows of the table: one line each, so that many hands can add theirs."""


def more_records(people, rows):
    """name → id for `given` in the table. `people` and `rows` are those of tests.access.world."""
    return {
        "stranger_account": people["stranger"].pk,
        "account_act": "abmelden",
    }
