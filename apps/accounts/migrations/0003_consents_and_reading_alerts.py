"""What a client agreed to, bulk reading, and a fence without gaps around both append-only tables.

On SQLite `INSERT OR REPLACE` deletes a row without firing a DELETE trigger, so an insert that would replace one is
refused. On PostgreSQL TRUNCATE fires no row trigger, so the statement has a trigger of its own.
"""

import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


AUDIT = ("accounts_auditevent", "audit events are append-only")
CONSENT = ("accounts_consent", "consents are append-only")


def sqlite_refusal(table, words, verb, condition=""):
    name = f"{table}_no_{'replace' if verb == 'INSERT' else verb.lower()}"
    return (
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {condition}"
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
    )


SQLITE_UP = [
    sqlite_refusal(
        *AUDIT,
        "INSERT",
        "WHEN EXISTS (SELECT 1 FROM accounts_auditevent WHERE id = NEW.id) "
        "OR EXISTS (SELECT 1 FROM accounts_auditevent WHERE public_id = NEW.public_id) ",
    ),
    sqlite_refusal(*CONSENT, "INSERT", "WHEN EXISTS (SELECT 1 FROM accounts_consent WHERE id = NEW.id) "),
    sqlite_refusal(*CONSENT, "UPDATE"),
    sqlite_refusal(*CONSENT, "DELETE"),
]
POSTGRES_UP = [
    "CREATE FUNCTION accounts_consent_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'consents are append-only'; END $$",
    "CREATE TRIGGER accounts_consent_append_only BEFORE UPDATE OR DELETE ON accounts_consent "
    "FOR EACH ROW EXECUTE FUNCTION accounts_consent_append_only()",
    *(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
        for table, _ in (AUDIT, CONSENT)
    ),
]
SQLITE_DOWN = [
    "DROP TRIGGER accounts_auditevent_no_replace",
    *(f"DROP TRIGGER accounts_consent_no_{verb}" for verb in ("replace", "update", "delete")),
]
POSTGRES_DOWN = [
    "DROP TRIGGER accounts_auditevent_no_truncate ON accounts_auditevent",
    "DROP TRIGGER accounts_consent_no_truncate ON accounts_consent",
    "DROP TRIGGER accounts_consent_append_only ON accounts_consent",
    "DROP FUNCTION accounts_consent_append_only()",
]


def run(sqlite, postgres):
    def forwards(apps, schema_editor):
        for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgres:
            schema_editor.execute(statement)

    return forwards


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_audit_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('reminders', 'Reminders by e-mail'), ('quality', 'Numbers without my name')], max_length=20)),
                ('version', models.PositiveSmallIntegerField(help_text='Which wording was shown.')),
                ('given', models.BooleanField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('source', models.CharField(choices=[('phone', 'On the phone'), ('clinic', 'At the clinic')], max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name='ReadingAlert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('hour', models.DateTimeField()),
                ('records', models.PositiveIntegerField()),
                ('looked_into_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-hour', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='clinic',
            name='bulk_reading_limit',
            field=models.PositiveSmallIntegerField(default=200, help_text='Owners are told when one person opens more records than this within an hour.', validators=[django.core.validators.MinValueValidator(1)]),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['clinic', 'user', '-at'], name='audit_clinic_user'),
        ),
        migrations.AddField(
            model_name='consent',
            name='client',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='accounts.client'),
        ),
        migrations.AddField(
            model_name='consent',
            name='clinic',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.clinic'),
        ),
        migrations.AddField(
            model_name='consent',
            name='user',
            field=models.ForeignKey(blank=True, help_text='Who wrote the answer down for the client; empty when the client gave it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='readingalert',
            name='clinic',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.clinic'),
        ),
        migrations.AddField(
            model_name='readingalert',
            name='looked_into_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='readingalert',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='consent',
            index=models.Index(fields=['clinic', 'client', 'kind', '-id'], name='consent_clinic_client'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source', 'phone'), ('user', None)), models.Q(('source', 'clinic'), ('user__isnull', False)), _connector='OR'), name='consent_client_or_staff'),
        ),
        migrations.AddConstraint(
            model_name='readingalert',
            constraint=models.UniqueConstraint(fields=('clinic', 'user', 'hour'), name='reading_alert_once_an_hour'),
        ),
        migrations.RunPython(run(SQLITE_UP, POSTGRES_UP), run(SQLITE_DOWN, POSTGRES_DOWN)),
    ]
