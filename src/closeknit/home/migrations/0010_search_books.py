from django.db import migrations

from closeknit.home.triggers import keep_lines

TABLES = {"stories_keepsake": ("title", "dedication"), "stories_ownprompt": ("words",)}


def keep(apps, schema_editor):
    keep_lines(schema_editor.connection, TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0009_search_looking_back"),
        ("stories", "0007_keepsake"),
    ]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
