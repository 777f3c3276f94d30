from django.db import migrations, models
from django.utils.crypto import salted_hmac


def seal_what_is_published(apps, schema_editor):
    """The words of others in published recaps hold as they are today."""
    get = apps.get_model
    kinds = {"telling": "Telling", "answer": "Answer", "line": "GroupLine"}
    for recap in get("workshops", "Recap")._base_manager.exclude(group_at=None):
        heard = {}
        for part in recap.published:
            for key in (key for line in part["lines"] for key in line.get("voices", ())):
                kind, _, row = key.partition(":")
                found = get("workshops", kinds[kind])._base_manager.filter(pk=row).first()
                if found is not None:
                    told = f"{key}.{found.words}"
                    sealed = salted_hmac("closeknit.recap", told, algorithm="sha256")
                    heard[key] = sealed.hexdigest()[:32]
        recap.heard = heard
        recap.save(update_fields=["heard"])


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0005_together'),
    ]

    operations = [
        migrations.AddField(
            model_name='seat',
            name='proved_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='recap',
            name='heard',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.RunPython(seal_what_is_published, migrations.RunPython.noop),
    ]
