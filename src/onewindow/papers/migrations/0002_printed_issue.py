from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PrintedIssue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=64, unique=True, verbose_name="内容摘要")),
                ("sha256", models.CharField(max_length=64, verbose_name="文件摘要")),
                ("made_at", models.DateTimeField(verbose_name="生成时间")),
            ],
            options={
                "verbose_name": "公报印本",
                "verbose_name_plural": "公报印本",
            },
        ),
    ]
