import datetime as dt

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


def keep_who_was_there(apps, schema_editor):
    presence = apps.get_model("workshops", "Presence")
    presence._base_manager.exclude(came_at=None).update(first_at=models.F("came_at"))


def keep_until_when(apps, schema_editor):
    """Answers are counted at the end that holds today."""
    for check in apps.get_model("workshops", "Check")._base_manager.select_related("session"):
        session, ends = check.session, check.session.ended_at
        if ends is None and session.starts_at is not None:
            ends = session.starts_at + dt.timedelta(minutes=session.minutes)
        check.until = ends + dt.timedelta(days=6) if ends else check.made_at
        check.save(update_fields=["until"])


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
        migrations.AddField(
            model_name='presence',
            name='first_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='check',
            name='until',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(keep_who_was_there, migrations.RunPython.noop),
        migrations.RunPython(keep_until_when, migrations.RunPython.noop),
        migrations.RunPython(seal_what_is_published, migrations.RunPython.noop),
    ]
