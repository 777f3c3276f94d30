from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0012_tally_of_what_is_over'),
    ]

    operations = [
        migrations.AddField(
            model_name='activity',
            name='file',
            field=models.CharField(blank=True, default='', max_length=60),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='activity',
            name='alt',
            field=models.CharField(blank=True, default='', max_length=300),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='activity',
            name='width',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='activity',
            name='height',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
