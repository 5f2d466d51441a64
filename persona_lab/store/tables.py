"""The tables: one row a session, one row an event, and the version of this layout."""

from sqlalchemy import Column, Float, ForeignKey, Integer, MetaData, String, Table, Text

SCHEMA_VERSION = 1
"""Raised with every change of these tables; a program refuses a store whose version is above its own."""

KEY_LIMIT = 255

METADATA = MetaData()

SCHEMA = Table(
    "persona_lab_schema",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),  # always 1, so that two rows cannot be
    Column("version", Integer, nullable=False),
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("key", String(KEY_LIMIT), primary_key=True),
    Column("created", String(32), nullable=False, index=True),  # ISO 8601 in UTC: sorts as text in every database
    Column("last_seq", Integer, nullable=False),
    # what a list shows, kept beside the events so that a list reads none of them
    Column("persona", Text, nullable=False),
    Column("scenario", Text, nullable=False),
    Column("agent", Text, nullable=False),
    Column("voice", Text, nullable=False),
    Column("intensity", Integer, nullable=False),
    Column("seed", Text, nullable=False),  # text, because a seed may be larger than a database's integers
    Column("turns", Integer, nullable=False),
    Column("end_reason", String(40)),
    Column("score", Float),
)

EVENTS = Table(
    "events",
    METADATA,
    Column("session", String(KEY_LIMIT), ForeignKey("sessions.key", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("body", Text, nullable=False),  # the whole event as JSON
)
