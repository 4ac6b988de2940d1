"""The sections of the paper, in the order people ask for them."""

from apps.portal.record_file import RecordFile, shapes
from apps.portal.record_pdf import words
from apps.portal.record_pdf.sheet import Sheet, plain


def record_pdf(record: RecordFile) -> bytes:
    """The whole record as a PDF. Its title, language and outline are set for readers that speak."""
    zone, client = record.client.timezone, record.client
    sheet = Sheet(record.clinic.name, f"Copy made on {words.moment(record.made_at, zone)}")
    sheet.set_title(plain(f"Record of {client.name}"))
    sheet.set_author(plain(record.clinic.name))
    sheet.set_lang("en-GB")
    sheet.set_creator("Reprise")
    sheet.set_creation_date(record.made_at)
    sheet.add_page()
    _title(sheet, record)
    _about(sheet, client)
    _people(sheet, record)
    for plan in record.plans:
        _plan(sheet, plan, zone)
    _sessions(sheet, record)
    _notes(sheet, record)
    _looks(sheet, record)
    _ways_in(sheet, record)
    return bytes(sheet.output())


def _title(sheet: Sheet, record: RecordFile) -> None:
    sheet.words(record.client.name, 20, bold=True)
    sheet.ln(2)
    sheet.words(
        f"This is everything {record.clinic.name} keeps about you in Reprise. Times are yours, in "
        f"{record.client.timezone}. Ask the clinic if something is wrong: you can have it put right.",
        soft=True,
    )


def _about(sheet: Sheet, client: shapes.ClientPart) -> None:
    sheet.heading("About you")
    sheet.pairs(
        [
            ("Name", client.name),
            ("Date of birth", words.day(client.date_of_birth)),
            ("E-mail", client.email),
            ("Phone", client.phone),
            ("Condition", client.condition),
            ("Goal", client.goal),
            ("To be careful of", ", ".join(client.caution_words)),
            ("More to be careful of", client.caution_note),
            ("Kit at home", ", ".join(client.kit_words)),
            ("Usual pain", f"{client.usual_pain} of 10"),
            ("Time zone", client.timezone),
            ("Client since", words.moment(client.added_at, client.timezone)),
            ("Left", words.moment(client.left_at, client.timezone)),
        ]
    )


def _people(sheet: Sheet, record: RecordFile) -> None:
    zone = record.client.timezone
    if record.care_team:
        sheet.heading("Who treats you")
        team = [
            (
                care.therapist + (" (lead)" if care.lead else ""),
                words.moment(care.since, zone),
                words.moment(care.until, zone) or "now",
            )
            for care in record.care_team
        ]
        sheet.rows_of(["Therapist", "Since", "Until"], team, widths=(50, 25, 25))
    if record.consents:
        sheet.heading("What you agreed to")
        answers = [
            (consent.words, "Yes" if consent.given else "No", words.moment(consent.at, zone), f"{consent.version}")
            for consent in record.consents
        ]
        sheet.rows_of(["Question", "Answer", "When", "Wording"], answers, widths=(46, 14, 26, 14))


def _plan(sheet: Sheet, plan: shapes.PlanPart, zone: str) -> None:
    sheet.heading(f"Plan: {plan.title}")
    period = f"{words.day(plan.start_date)} to {words.day(plan.end_date) or 'no fixed end'}"
    sheet.pairs(
        [
            ("Dates", period),
            ("Now", words.STATES.get(plan.status, plan.status)),
            ("Therapist", plan.therapist),
            ("Message to you", plan.message),
            ("Why it stopped", plan.stopped_reason),
            ("Pauses", "; ".join(f"{start} to {end or 'now'}" for start, end in plan.pauses)),
        ]
    )
    for version in plan.versions:
        _version(sheet, version, zone)
    if plan.decisions:
        sheet.smaller_heading("What was decided")
        rows = [
            (words.day(d.decided_on), words.KINDS.get(d.kind, d.kind), d.reason_client, d.reason_therapist)
            for d in plan.decisions
        ]
        sheet.rows_of(["Day", "Decision", "Told to you", "Told to your therapist"], rows, widths=(15, 15, 33, 37))


def _version(sheet: Sheet, version: shapes.VersionPart, zone: str) -> None:
    sheet.smaller_heading(f"Version {version.number}, from {words.day(version.effective_on)}")
    made = f"{version.frequency_words}, {version.weeks} weeks. Written by {version.made_by} on "
    sheet.words(made + words.moment(version.made_at, zone) + ".", 8.5, soft=True)
    for line in filter(None, [version.reason and f"Why it changed: {version.reason}", *version.changes]):
        sheet.words(line, 8.5)
    parts = [f"{ph.name} from week {ph.first_week} (ends {words.MODES.get(ph.mode, ph.mode)})" for ph in version.phases]
    sheet.words("Parts: " + "; ".join(parts) + "." if parts else "", 8.5)
    sheet.ln(1)
    rows = [(ex.name, words.weeks_of(ex.steps), _remarks(ex)) for ex in version.exercises]
    if rows:
        sheet.rows_of(["Exercise", "How much", "Notes"], rows, widths=(30, 44, 26))


def _remarks(exercise: shapes.ExercisePart) -> str:
    passed = f"In spite of a caution: {exercise.screening_reason}" if exercise.screening_reason else ""
    turns = words.circuit(exercise)
    return "\n".join(part for part in (exercise.section, turns, exercise.note, passed) if part)


def _sessions(sheet: Sheet, record: RecordFile) -> None:
    if not record.sessions:
        return
    sheet.heading("What you logged")
    sheet.words(
        "Pain and effort go from 0 to 10. A session you corrected stands here as it was, and as it is now.", soft=True
    )
    sheet.ln(1)
    rows = [_session(session) for session in record.sessions]
    sheet.rows_of(["Day", "Done", "Pain", "Effort", "What you said"], rows, widths=(15, 9, 13, 14, 49))


def _session(session: shapes.SessionPart) -> tuple[str, ...]:
    entered = f"Entered by {session.entered_by}" if session.entered_by else ""
    said = [words.signs(session), *words.entries(session.entries), session.note, entered]
    date = "\n".join(part for part in (words.day(session.local_date), words.status(session)) if part)
    share = f"{round(session.completed * 100)} %"
    return date, share, words.pain(session), words.effort(session.effort), "\n".join(part for part in said if part)


def _notes(sheet: Sheet, record: RecordFile) -> None:
    if not record.notes:
        return
    sheet.heading("Notes of staff")
    zone = record.client.timezone
    rows = [(words.moment(note.written_at, zone), note.author, note.text) for note in record.notes]
    sheet.rows_of(["Written", "By", "Note"], rows, widths=(20, 20, 60))


def _looks(sheet: Sheet, record: RecordFile) -> None:
    zone = record.client.timezone
    if record.access_reasons:
        sheet.heading("Why others opened it")
        reasons = [(words.moment(r.at, zone), r.who, r.reason) for r in record.access_reasons]
        sheet.rows_of(["When", "Who", "Reason"], reasons, widths=(24, 20, 56))
    sheet.heading("Who looked and who wrote")
    looks = [(words.moment(look.at, zone), look.who, words.act(look)) for look in record.looks]
    sheet.rows_of(["When", "Who", "What"], looks, widths=(24, 26, 50))


def _ways_in(sheet: Sheet, record: RecordFile) -> None:
    zone = record.client.timezone
    if record.devices:
        sheet.heading("Your phones")
        rows = [(d.label, words.moment(d.since, zone), words.moment(d.signed_out_at, zone)) for d in record.devices]
        sheet.rows_of(["Phone", "Signed in", "Signed out"], rows, widths=(40, 30, 30))
    if record.passkeys:
        sheet.heading("Your passkeys")
        keys = [
            (key.label or "Passkey", *(words.moment(at, zone) for at in (key.since, key.last_used_at, key.ended_at)))
            for key in record.passkeys
        ]
        sheet.rows_of(["Passkey", "Added", "Last used", "Ended"], keys, widths=(31, 23, 23, 23))
    if record.invitations:
        sheet.heading("Invitations")
        made = [
            (words.moment(i.made_at, zone), words.moment(i.used_at, zone) or "not used") for i in record.invitations
        ]
        sheet.rows_of(["Made", "Used"], made, widths=(50, 50))
