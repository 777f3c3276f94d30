from django.db import migrations

from closeknit.home.triggers import keep_lines

# Made anew when their sounds and pictures came, and so without what kept their lines.
TABLES = {
    "stories_moment": ("text",),
    "stories_story": ("happened", "place", "mattered", "felt", "changed", "pass_on"),
    "stories_reflection": ("text", "asked"),
}


def keep(apps, schema_editor):
    keep_lines(schema_editor.connection, TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0005_likes"),
        ("stories", "0006_sound"),
    ]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
