"""How many statements a page takes, told to who asks: in the settings of the bench and of the twin only."""

from django.db import connection

ASKED, ANSWERED = "X-Count-Statements", "X-Statements"


def count_statements(get_response):
    """Middleware, the first of all. Nobody else's request pays for the counting."""

    def middleware(request):
        if ASKED not in request.headers:
            return get_response(request)
        count = 0

        def counted(execute, *arguments):
            nonlocal count
            count += 1
            return execute(*arguments)

        with connection.execute_wrapper(counted):
            response = get_response(request)
        response[ANSWERED] = count
        return response

    return middleware
