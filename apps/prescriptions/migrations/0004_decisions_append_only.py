"""The database itself refuses to change a decision, on both engines. Rows go only with their whole record."""

from django.db import migrations

TABLE = "prescriptions_progressiondecision"
SQLITE_UP = [
    f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END"
]
POSTGRES_UP = [
    f"CREATE FUNCTION {TABLE}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'decisions are append-only'; END $$",
    f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE ON {TABLE} "
    f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_append_only()",
]
SQLITE_DOWN = [f"DROP TRIGGER {TABLE}_no_update"]
POSTGRES_DOWN = [f"DROP TRIGGER {TABLE}_append_only ON {TABLE}", f"DROP FUNCTION {TABLE}_append_only()"]


def run(sqlite, postgres):
    def forwards(apps, schema_editor):
        for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgres:
            schema_editor.execute(statement)

    return forwards


class Migration(migrations.Migration):
    dependencies = [("prescriptions", "0003_exercise_decisions")]
    operations = [migrations.RunPython(run(SQLITE_UP, POSTGRES_UP), run(SQLITE_DOWN, POSTGRES_DOWN))]
