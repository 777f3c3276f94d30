from django.db import migrations

from closeknit.home.triggers import keep_lines

TABLES = {"plans_touch": ("words",)}


def keep(apps, schema_editor):
    keep_lines(schema_editor.connection, TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0007_search_together"),
        ("plans", "0007_links"),
    ]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
