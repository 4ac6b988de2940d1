"""What people type about clients."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms

from apps.accounts.activity import CLIENTS
from apps.accounts.activity_words import GROUPS
from apps.accounts.models import Client, ClientNote, Clinic, StaffInvitation, User
from apps.accounts.models.care import validate_date_of_birth
from apps.accounts.operations.clients import EDITABLE
from apps.accounts.operations.imports import MAX_BYTES
from apps.accounts.vocabulary import Caution, Equipment, IdleMinutes, Role

KIT_CHOICES = [choice for choice in Equipment.choices if choice[0] != Equipment.NONE]
LIST_CODES = {"cautions": Caution.choices, "kit": KIT_CHOICES}


@cache
def timezone_choices() -> tuple[tuple[str, str], ...]:
    """Places, not the offsets and aliases that share the list with them."""
    places = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix")))
    return tuple((name, name.replace("_", " ").replace("/", " / ")) for name in places)


class ClientForm(forms.ModelForm[Client]):
    cautions = forms.MultipleChoiceField(
        choices=Caution.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="An exercise that does not suit a ticked caution asks you for a reason.",
    )
    kit = forms.MultipleChoiceField(
        choices=KIT_CHOICES, required=False, widget=forms.CheckboxSelectMultiple, label="Kit at home"
    )
    usual_pain = forms.IntegerField(
        min_value=0,
        max_value=10,
        required=False,
        label="Usual pain",
        help_text="0 to 10, on a normal day. 0 if you leave it empty.",
        widget=forms.NumberInput(attrs={"class": "input--short", "inputmode": "numeric", "placeholder": "0"}),
    )
    date_of_birth = forms.DateField(
        required=False,
        label="Date of birth",
        validators=[validate_date_of_birth],
        widget=forms.DateInput(attrs={"type": "date", "class": "input--short"}, format="%Y-%m-%d"),
    )
    timezone = forms.ChoiceField(
        choices=timezone_choices, label="Time zone", help_text="Their days start at midnight there."
    )

    class Meta:
        model = Client
        fields = EDITABLE
        labels = {"caution_note": "Anything else to be careful of"}
        help_texts = {"condition": "A few words for your caseload, such as “Left hip”.", "goal": "In their own words."}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        }
        error_messages = {"name": {"required": "Type a name, so that you can find them again."}}

    def clean_usual_pain(self) -> int:
        return self.cleaned_data["usual_pain"] or 0

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class NoteForm(forms.ModelForm[ClientNote]):
    class Meta:
        model = ClientNote
        fields = ("text",)
        labels = {"text": "New note"}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"text": "The app shows notes to staff only. A copy of the record has them, too."}
        error_messages = {"text": {"required": "Type the note first."}}


class AccessForm(forms.Form):
    reason = forms.CharField(
        max_length=300,
        label="Why do you need to see this record?",
        help_text="It is kept with the record. You can look for 24 hours.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Give a reason, such as “Covering for a colleague”."},
    )


class ArchiveForm(forms.Form):
    confirm = forms.BooleanField(
        label="Yes, archive this client",
        error_messages={"required": "Tick the box to say that you mean it."},
    )


class ColleagueForm(forms.Form):
    """`colleagues` are the people who may be added, by public id."""

    colleague = forms.ChoiceField(label="Give a colleague access")

    def __init__(self, *args: Any, colleagues: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(user.public_id): user for user in colleagues}
        field = self.fields["colleague"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a person"), *((key, user.name) for key, user in self.colleagues.items())]

    def clean_colleague(self) -> User:
        return self.colleagues[self.cleaned_data["colleague"]]


class CodeForm(forms.Form):
    """The code on the join page. Whether it is known is for the view to find out."""

    code = forms.CharField(
        label="Your code",
        max_length=32,
        help_text="6 letters and numbers. Capitals don’t matter.",
        error_messages={"required": "Type the code from your message or your sheet."},
        widget=forms.TextInput(
            attrs={
                "class": "code",
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class ImportForm(forms.Form):
    file = forms.FileField(
        label="CSV file",
        help_text="UTF-8, up to 500 rows and 1 MB. The first row names the columns.",
        error_messages={"required": "Choose a file first."},
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError("The file is over 1 MB. Split it and try again.")
        return file


class ActivityForm(forms.Form):
    """Which events of the clinic to show. `people` are those who work or worked there."""

    q = forms.CharField(label="Name", required=False, max_length=100, help_text="A client or a colleague.")
    person = forms.ChoiceField(label="Who did it", required=False)
    group = forms.ChoiceField(label="What", required=False, choices=[("", "Everything"), *GROUPS.items()])
    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    client = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        staff = [(str(user.public_id), str(user)) for user in people]
        field.choices = [("", "Everybody"), (CLIENTS, "Clients, on their phones"), *staff]


class StaffInvitationForm(forms.ModelForm[StaffInvitation]):
    class Meta:
        model = StaffInvitation
        fields = ("name", "email", "role")
        labels = {"email": "Work email", "role": "Role"}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "role": forms.RadioSelect,
        }
        error_messages = {
            "name": {"required": "Type their name, so that clients know who writes."},
            "email": {"required": "Type the address they will sign in with."},
            "role": {"required": "Choose what they may do."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _role_field(self.fields["role"])


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Role", widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _role_field(self.fields["role"])


def _role_field(field: forms.Field) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = [
        (Role.THERAPIST, "Therapist: treats clients"),
        (Role.OWNER, "Owner: treats clients, and looks after the team and these settings"),
    ]


class RemovalForm(forms.Form):
    """`successors` may take over the clients whom nobody else treats."""

    successor = forms.ChoiceField(
        label="Who takes over their clients?", error_messages={"required": "Choose a person, so that nobody is alone."}
    )

    def __init__(self, *args: Any, successors: list[User], needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.successors = {str(user.public_id): user for user in successors}
        field = self.fields["successor"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a person"), *((key, user.name) for key, user in self.successors.items())]
        if not needed:
            del self.fields["successor"]

    @property
    def chosen(self) -> User | None:
        return self.successors.get(self.cleaned_data.get("successor", ""))


class SignInRulesForm(forms.ModelForm[Clinic]):
    idle_minutes = forms.TypedChoiceField(
        choices=IdleMinutes.choices,
        coerce=int,
        widget=forms.RadioSelect,
        label="Sign people out when nothing happens for",
        help_text="For a screen that is left open. They sign in again and carry on where they were.",
    )

    class Meta:
        model = Clinic
        fields = ("second_step_required", "idle_minutes")
        labels = {"second_step_required": "Owners and therapists need a second step"}
        help_texts = {"second_step_required": ""}
