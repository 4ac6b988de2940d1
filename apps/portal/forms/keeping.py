"""Copies, leaving, holds and years."""

from django import forms

from apps.accounts.models import Clinic
from apps.portal.models import RecordCopy


class CopyForm(forms.Form):
    """One button a form of the file."""

    form = forms.ChoiceField(choices=RecordCopy.Form.choices)


class OwnCopyForm(forms.Form):
    form = forms.ChoiceField(choices=[("pdf", "PDF"), ("json", "JSON")])


class LeaveForm(forms.Form):
    confirm = forms.BooleanField(
        label="Yes, erase my details and close my record",
        error_messages={"required": "Tick the box to say that you mean it."},
    )


class LeaveOnBehalfForm(forms.Form):
    reason = forms.CharField(
        max_length=300,
        label="Why now?",
        help_text="For the record, such as “Asked by phone on Monday”.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Give a reason, such as “Asked by phone”."},
    )
    confirm = forms.BooleanField(
        label="Yes, erase the account data and close the record",
        error_messages={"required": "Tick the box to say that you mean it."},
    )


class HoldForm(forms.Form):
    reason = forms.CharField(
        max_length=300,
        label="Why must it be kept?",
        help_text="Such as “Claim opened in March”. Only owners see it.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Give a reason, so that somebody can tell later when it is over."},
    )


class RetentionForm(forms.ModelForm[Clinic]):
    class Meta:
        model = Clinic
        fields = ("retention_years", "retention_minor_age")
        labels = {"retention_years": "Years after a client leaves", "retention_minor_age": "Minors: at least until age"}
        help_texts = {
            "retention_years": "8 is usual in England. Check the law where you work.",
            "retention_minor_age": "For clients who were under 18 when they left. 25 is usual in England.",
        }
        widgets = {
            "retention_years": forms.NumberInput(attrs={"class": "input--short", "inputmode": "numeric"}),
            "retention_minor_age": forms.NumberInput(attrs={"class": "input--short", "inputmode": "numeric"}),
        }
