from django.db import migrations

from closeknit.home.triggers import keep_lines

TABLES = {"stories_moment": ("text",)}


def keep(apps, schema_editor):
    """A new column made the table anew, without its triggers."""
    keep_lines(schema_editor.connection, TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0010_search_books"),
        ("stories", "0008_hard_moments"),
    ]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
