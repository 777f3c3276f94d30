from django.db import migrations

from closeknit.home.triggers import keep_lines

TABLES = {"networks_person": ("name", "known_as")}


def keep(apps, schema_editor):
    """A new column made the table anew, without its triggers."""
    keep_lines(schema_editor.connection, TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0004_search_thoughts"),
        ("networks", "0008_likes"),
    ]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
