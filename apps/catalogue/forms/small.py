"""The short forms around an exercise: a photo, a reason, a choice of many."""

from uuid import UUID

from django import forms
from django.http import QueryDict

LICENCES = [
    ("Taken by us, may be used in this library", "Taken by us, may be used in this library"),
    ("CC BY 4.0", "CC BY 4.0"),
    ("CC BY-SA 4.0", "CC BY-SA 4.0"),
    ("CC0 1.0", "CC0 1.0, no rights kept"),
]
APPROVE, SEND_BACK = "approve", "send_back"
MOST_AT_ONCE = 100


class PhotoForm(forms.Form):
    image = forms.FileField(label="Photo", help_text="JPEG, PNG or WebP.")
    description = forms.CharField(max_length=240, label="Describe the photo")
    licence = forms.ChoiceField(label="Licence", choices=LICENCES)


class SendBackForm(forms.Form):
    reason = forms.CharField(max_length=300, label="What needs to change", widget=forms.Textarea(attrs={"rows": 2}))


class BulkForm(forms.Form):
    """The rows ticked in the list, and what to do with them."""

    action = forms.ChoiceField(choices=[(APPROVE, "Approve"), (SEND_BACK, "Send back")])
    reason = forms.CharField(max_length=300, required=False)
    chosen = forms.TypedMultipleChoiceField(coerce=UUID)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        listed = data.getlist("chosen")[:MOST_AT_ONCE]
        self.fields["chosen"].choices = [(one, one) for one in listed if _is_uuid(one)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if data.get("action") == SEND_BACK and not data.get("reason", "").strip():
            self.add_error("reason", "Say what needs to change before you send them back.")
        return data


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
