from django.db import migrations

from closeknit.home.triggers import keep_lines

TABLES = {"stories_reflection": ("text", "asked")}


def keep(apps, schema_editor):
    keep_lines(schema_editor.connection, TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0003_search"),
        ("stories", "0004_reflections"),
    ]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
