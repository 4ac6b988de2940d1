"""What forms say about a value that is not right, in our own plain words instead of the framework's."""

from django import forms
from django.core import validators
from django.db import models
from django.utils.translation import gettext_lazy as _

FORM_MESSAGES = (
    (forms.Field, "required", _("Fill this in.")),
    (forms.ChoiceField, "required", _("Choose one.")),
    (forms.ChoiceField, "invalid_choice", _("Choose one from the list: “%(value)s” is not in it.")),
    (forms.MultipleChoiceField, "invalid_choice", _("Choose from the list: “%(value)s” is not in it.")),
    (forms.DateField, "invalid", _("Write a date like 31/12/1990.")),
    (forms.IntegerField, "invalid", _("Type a whole number.")),
    (forms.UUIDField, "invalid", _("Load the page again: its number is broken.")),
)
COLUMN_MESSAGES = (
    (models.Field, "blank", _("Fill this in.")),
    (models.Field, "null", _("Fill this in.")),
    (models.Field, "invalid_choice", _("“%(value)s” is not one of the words for this.")),
    (models.DateField, "invalid", _("“%(value)s” is not a date. Write it like 1990-12-31.")),
    (models.DateField, "invalid_date", _("“%(value)s” is not a day of any month. Write it like 1990-12-31.")),
    (models.IntegerField, "invalid", _("“%(value)s” is not a whole number.")),
)
VALIDATOR_MESSAGES = (
    (validators.MaxLengthValidator, _("Make it shorter: %(limit_value)d letters at most. It has %(show_value)d.")),
    (validators.MinLengthValidator, _("Make it longer: %(limit_value)d letters at least. It has %(show_value)d.")),
    (validators.MinValueValidator, _("Type %(limit_value)s or more.")),
    (validators.MaxValueValidator, _("Type %(limit_value)s or less.")),
    (validators.EmailValidator, _("Write a whole email address, like name@example.org.")),
    (validators.ProhibitNullCharactersValidator, _("Take out the character that nobody can see.")),
)


def speak_plainly() -> None:
    """Once, at start-up: every field and validator takes its words from these."""
    for field, code, words in (*FORM_MESSAGES, *COLUMN_MESSAGES):
        field.default_error_messages = {**field.default_error_messages, code: words}
    for validator, words in VALIDATOR_MESSAGES:
        validator.message = words
