from django.db import migrations

from closeknit.home.triggers import keep_lines

TABLES = {"networks_keptcopy": ("title",), "networks_between": ("text",)}


def keep(apps, schema_editor):
    keep_lines(schema_editor.connection, TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0008_search_touches"),
        ("networks", "0010_looking_back"),
    ]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
