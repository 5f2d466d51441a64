"""The database's failures in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from persona_lab.errors import LabError
from persona_lab.text import one_line


@contextmanager
def told(place: str) -> Iterator[None]:
    """The database's failures as one sentence that names the store and no password."""
    try:
        yield
    except DBAPIError as error:
        reason = one_line(str(error.orig)).rstrip(" .?")
        raise LabError(
            f"The session store {place!r} failed: {reason}. What was stored before is kept; "
            "see that the store can be reached and written to, then try again."
        ) from error
    except SQLAlchemyError as error:
        raise LabError(f"The session store {place!r} failed: {one_line(str(error))}.") from error
