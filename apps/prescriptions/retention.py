"""How each field of this app that says something about a person ends (apps.core.retention)."""

from apps.core.retention import Fields, Rule

PLAN = Rule(
    "A client’s plans: each version, its exercises and amounts, what was decided and why, words to the client",
    "The clinical record, which the law obliges a clinic to keep",
    "The end of the clinic’s retention period",
    "Deleted by `destroy_expired_records`",
)
ROUTINE = Rule(
    "Authors named by a published routine",
    "A clinical text says who answers for it",
    "As long as the routine is there",
    "Deleted with the routine",
)
ROW = "created_at updated_at"

FIELDS = {
    "Routine": Fields(
        plain=f"{ROW} public_id clinic slug name state summary why notices education resources references video "
        "follow_on follow_on_note source published_on weeks frequency grid_note",
        personal={ROUTINE: "credits"},
    ),
    "RoutineExercise": Fields(
        plain="routine exercise order section stated_dosage stated_dosage_text note equipment_note circuit"
    ),
    "RoutineDosageStep": Fields(plain="routine_exercise week dosage"),
    "RoutinePhase": Fields(plain="routine name first_week weeks mode gate"),
    "Prescription": Fields(
        plain=f"{ROW} public_id clinic",
        personal={
            PLAN: "client therapist routine title status start_date end_date pauses message settings description "
            "version red_flag_cleared_on red_flag_cleared_at stopped_reason standing standing_on advance_by_itself"
        },
    ),
    "PrescriptionVersion": Fields(
        plain=f"{ROW} clinic",
        personal={PLAN: "prescription number effective_on weeks frequency created_by reason changes outline"},
    ),
    "Phase": Fields(plain=f"{ROW} clinic", personal={PLAN: "version name first_week weeks mode gate"}),
    "PrescribedExercise": Fields(
        plain=f"{ROW} clinic",
        personal={
            PLAN: "version key exercise revision order section note replaces settings screening_reason ladder is_key "
            "circuit"
        },
    ),
    "DosageStep": Fields(plain=f"{ROW} clinic", personal={PLAN: "prescribed_exercise week dosage"}),
    "ProgressionDecision": Fields(
        plain=f"{ROW} public_id clinic",
        personal={
            PLAN: "prescription version kind rule decided_on step_from step_to adherence review reason_client "
            "reason_therapist evidence settings decided_by by_client exercise_key exercise_name week dosage_from "
            "dosage_to variable proposed needs_confirmation flags variant through_on through_slot follows"
        },
    ),
}
