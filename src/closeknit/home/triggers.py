"""The triggers that keep the lines of the index, in the words of each database.

SQLite drops a table's triggers when a migration makes the table anew: such a migration ends with
`keep_lines` again. A test looks whether they are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Template
from typing import Any

WORDS_SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS home_line_words USING fts5(text, content='home_line', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    "CREATE TRIGGER IF NOT EXISTS home_line_said AFTER INSERT ON home_line BEGIN "
    "INSERT INTO home_line_words(rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER IF NOT EXISTS home_line_gone AFTER DELETE ON home_line BEGIN "
    "INSERT INTO home_line_words(home_line_words, rowid, text) "
    "VALUES ('delete', old.id, old.text); END",
    "CREATE TRIGGER IF NOT EXISTS home_line_said_anew AFTER UPDATE ON home_line BEGIN "
    "INSERT INTO home_line_words(home_line_words, rowid, text) "
    "VALUES ('delete', old.id, old.text); "
    "INSERT INTO home_line_words(rowid, text) VALUES (new.id, new.text); END",
)
WORDS_POSTGRESQL = (
    # Without capitals and without accents, in every alphabet that has them.
    "CREATE OR REPLACE FUNCTION home_line_plain(said text) RETURNS text LANGUAGE sql IMMUTABLE "
    "PARALLEL SAFE AS $$ SELECT lower(regexp_replace(normalize(said, NFD), "
    "'[\u0300-\u036f]', '', 'g')) $$",
    "ALTER TABLE home_line ADD COLUMN IF NOT EXISTS words tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple', home_line_plain(text))) STORED",
    "CREATE INDEX IF NOT EXISTS home_line_words ON home_line USING gin (words)",
    """CREATE OR REPLACE FUNCTION home_line_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE said text := ''; row_as_json jsonb;
    BEGIN
      IF TG_OP = 'DELETE' THEN
        DELETE FROM home_line WHERE row = OLD.key;
        RETURN OLD;
      END IF;
      row_as_json := to_jsonb(NEW);
      FOR i IN 0 .. TG_NARGS - 1 LOOP
        said := said || coalesce(row_as_json ->> TG_ARGV[i], '') || E'\\n';
      END LOOP;
      INSERT INTO home_line (network, row, kind, text)
        VALUES (NEW.network_id, NEW.key, TG_TABLE_NAME, said)
        ON CONFLICT (row) DO UPDATE SET network = excluded.network, text = excluded.text;
      RETURN NEW;
    END $$""",
)


ROW_SQLITE = (
    "CREATE TRIGGER IF NOT EXISTS ${table}_line_said AFTER INSERT ON $table BEGIN "
    "INSERT INTO home_line(network, row, kind, text) "
    "VALUES (new.network_id, new.key, '$table', $said); END",
    "CREATE TRIGGER IF NOT EXISTS ${table}_line_said_anew AFTER UPDATE OF $columns ON $table BEGIN "
    "UPDATE home_line SET text = $said WHERE row = new.key; END",
    "CREATE TRIGGER IF NOT EXISTS ${table}_line_gone AFTER DELETE ON $table BEGIN "
    "DELETE FROM home_line WHERE row = old.key; END",
)
ROW_POSTGRESQL = (
    "CREATE OR REPLACE TRIGGER ${table}_line_kept AFTER INSERT OR UPDATE OR DELETE ON $table "
    "FOR EACH ROW EXECUTE FUNCTION home_line_keep($listed)",
)
THERE_ALREADY = (
    "INSERT INTO home_line (network, row, kind, text) "
    "SELECT network_id, key, '$table', $here FROM $table "
    "WHERE key NOT IN (SELECT row FROM home_line)"
)


def keep_lines(connection: Any, tables: Mapping[str, tuple[str, ...]]) -> None:
    """Put the triggers on these tables, and write a line for each row that is there already."""
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor, tables):
            cursor.execute(statement)


def statements(vendor: str, tables: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Everything to be said to the database, in order; saying it twice does no harm."""
    lines: tuple[str, ...] = WORDS_SQLITE
    each: tuple[str, ...] = ROW_SQLITE
    if vendor == "postgresql":
        lines, each = WORDS_POSTGRESQL, ROW_POSTGRESQL
    yield from lines
    for table, columns in tables.items():
        names = {
            "table": table,
            "columns": ", ".join(columns),
            "listed": ", ".join(f"'{column}'" for column in columns),
            "said": _said("new.", columns),
            "here": _said("", columns),
        }
        for template in (*each, THERE_ALREADY):
            yield Template(template).substitute(names)


def triggers(tables: Mapping[str, tuple[str, ...]], vendor: str) -> set[str]:
    """The triggers that must be there."""
    whens = ("kept",) if vendor == "postgresql" else ("said", "said_anew", "gone")
    return {f"{table}_line_{when}" for table in tables for when in whens}


def _said(row: str, columns: tuple[str, ...]) -> str:
    return " || ".join(f"coalesce({row}{column}, '') || '\n'" for column in columns)
