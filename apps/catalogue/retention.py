"""How each field of this app that says something about a person ends (apps.core.retention)."""

from apps.core.retention import Fields, Rule

AUTHORS = Rule(
    "Who wrote, reviewed, published or photographed an exercise: staff, and authors named as sources",
    "A clinical text says who answers for it",
    "As long as the exercise, or a plan that copied it, is there",
    "Deleted with the exercise",
)
PHOTO = Rule(
    "A clinic’s own photo of an exercise, which may show a person who agreed to it",
    "To show the movement",
    "Until the clinic takes it away",
    "The file and the row are deleted; what the camera wrote into the file is never stored",
)
ROW = "created_at updated_at"

FIELDS = {
    "Source": Fields(
        plain=f"{ROW} slug short_name title publisher published_on url link_text note",
        personal={AUTHORS: "author credits"},
    ),
    "Figure": Fields(plain=f"{ROW} digest engine_version pose thumb start finish static animated"),
    "ExercisePhoto": Fields(
        plain=f"{ROW} public_id exercise licence", personal={PHOTO: "image description", AUTHORS: "uploaded_by"}
    ),
    "Exercise": Fields(
        plain=f"{ROW} public_id clinic slug name also_known_as state kind level position start_position summary why "
        "steps cues breathing mistakes equipment equipment_note muscles_prime muscles_helping regions is_unilateral "
        "sides_stated contraindications precautions stated_dosage stated_dosage_text gaps usual_dosage "
        "usual_dosage_note usual_frequency source source_ref notices licence video figure easier harder "
        "review_due_on submitted_at revision version loaded_digest",
        personal={AUTHORS: "credits reviewed_by submitted_by"},
    ),
    "ExerciseRevision": Fields(plain=f"{ROW} exercise number figure note", personal={AUTHORS: "content published_by"}),
    "ClinicReview": Fields(plain=f"{ROW} public_id clinic exercise revision", personal={AUTHORS: "reviewer"}),
    "SearchKey": Fields(plain="exercise kind value"),
}
