"""Reading an answer as a person does."""


def main_of(response):
    """What stands between head and foot of a page, as text."""
    return response.content.decode().partition("<main")[2].partition("</main>")[0]
