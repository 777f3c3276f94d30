from django.db import migrations

from closeknit.home.triggers import keep_lines

TABLES = {
    "plans_gathering": ("title", "about", "invitation", "place"),
    "plans_minutes": ("text",),
    "plans_ask": ("title", "why", "letter", "place", "outcome"),
    "plans_decision": ("asked", "words", "outcome"),
}


def keep(apps, schema_editor):
    keep_lines(schema_editor.connection, TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0006_sound"),
        ("plans", "0006_gatherings"),
    ]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
