from django.db import migrations, models

import closeknit.home.index
from closeknit.home.triggers import keep_lines

TABLES = {
    "networks_person": ("name", "known_as"),
    "networks_note": ("text",),
    "networks_wish": ("words",),
    "stories_moment": ("text",),
    "stories_story": ("happened", "place", "mattered", "felt", "changed", "pass_on"),
    "stories_photo": ("caption", "alt", "occasion", "behind"),
    "plans_intention": ("words",),
}


def keep(apps, schema_editor):
    keep_lines(schema_editor.connection, TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0002_audience"),
        ("networks", "0007_died"),
        ("plans", "0002_audience"),
        ("stories", "0003_lived"),
    ]

    operations = [
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("network", models.CharField(db_index=True, max_length=16)),
                ("row", models.CharField(max_length=16, unique=True)),
                ("kind", models.CharField(max_length=40)),
                ("text", closeknit.home.index.Words()),
            ],
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
