from apps.catalogue.forms.exercise import ExerciseForm, NewExerciseForm
from apps.catalogue.forms.small import BulkForm, PhotoForm, SendBackForm

__all__ = ["BulkForm", "ExerciseForm", "NewExerciseForm", "PhotoForm", "SendBackForm"]
