"""Names of people, clinics and routines hold no character that nobody can see."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client as Browser

from apps.accounts.models import Clinic, StaffInvitation, User
from apps.prescriptions.forms.moves import SaveForm
from apps.prescriptions.models import Routine
from tests.personas import Personas

HIDDEN = ("Tara\u202egpj.exe", "Ta\u200bra", "\u2066Tara", "Ta\U000e0041ra")
RIGHT_TO_LEFT = "\u0644\u064a\u0644\u0649 \u062d\u062f\u0627\u062f"


@pytest.mark.django_db
@pytest.mark.parametrize("model", [User, Clinic, StaffInvitation, Routine])
def test_hidden_characters_are_refused_by_the_field(model: Callable[..., User]) -> None:
    for name in HIDDEN:
        with pytest.raises(ValidationError) as refusal:
            model(name=name).full_clean()
        assert "nobody can see" in str(refusal.value.message_dict["name"])
    with pytest.raises(ValidationError) as incomplete:
        model(name=RIGHT_TO_LEFT).full_clean()
    assert "name" not in incomplete.value.message_dict


def test_names_typed_in_forms_are_refused_in_words(personas: Personas, as_staff: Callable[[User], Browser]) -> None:
    cache.clear()
    omar = as_staff(personas.omar)
    person = {"email": "new@example.org", "role": "therapist"}
    answer = omar.post("/clinic/team/invite/", {**person, "name": HIDDEN[0]})
    assert answer.status_code == 422
    assert "Take out the character that nobody can see" in answer.content.decode()
    assert not StaffInvitation.objects.exists()
    assert "Take out the character" in str(SaveForm({"name": HIDDEN[1]}).errors)
    assert omar.post("/clinic/team/invite/", {**person, "name": RIGHT_TO_LEFT}).status_code == 302
