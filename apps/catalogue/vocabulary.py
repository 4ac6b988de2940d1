"""Coded words about an exercise. Codes are stored; labels are what people read."""

from django.db import models

from apps.accounts.vocabulary import Caution, Equipment

__all__ = ["Caution", "Equipment", "Kind", "Level", "Muscle", "Position", "Region", "State"]


class State(models.TextChoices):
    """Where a piece of the library stands on its way to clients."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    PUBLISHED = "published", "Published"
    RETIRED = "retired", "Retired"


class Position(models.TextChoices):
    SUPINE = "supine", "Lying on your back"
    SIDE_LYING = "side_lying", "Side-lying"
    PRONE = "prone", "Lying face down"
    ALL_FOURS = "all_fours", "On all fours"
    KNEELING = "kneeling", "Kneeling"
    HALF_KNEELING = "half_kneeling", "Half kneeling"
    SITTING = "sitting", "Sitting"
    STANDING = "standing", "Standing"
    WALKING = "walking", "Walking"
    PLANK = "plank", "Push-up position"


class Kind(models.TextChoices):
    MOBILITY = "mobility", "Mobility"
    STRETCH = "stretch", "Stretch"
    STRENGTH = "strength", "Strength"
    STABILITY = "stability", "Stability"
    BALANCE = "balance", "Balance"
    RELEASE = "release", "Release"
    BREATHING = "breathing", "Breathing"
    WARM_UP = "warm_up", "Warm-up"


class Level(models.TextChoices):
    GENTLE = "gentle", "Gentle"
    MEDIUM = "medium", "Medium"
    HARD = "hard", "Hard"


class Region(models.TextChoices):
    HIP = "hip", "Hip"
    PELVIS = "pelvis", "Pelvis"
    LOW_BACK = "low_back", "Low back"
    THORACIC = "thoracic", "Upper and mid back"
    NECK = "neck", "Neck"
    SHOULDER = "shoulder", "Shoulder"
    ELBOW = "elbow", "Elbow"
    WRIST_HAND = "wrist_hand", "Wrist and hand"
    KNEE = "knee", "Knee"
    ANKLE_FOOT = "ankle_foot", "Ankle and foot"
    TRUNK = "trunk", "Trunk"
    WHOLE_BODY = "whole_body", "Whole body"


class Muscle(models.TextChoices):
    PSOAS = "psoas", "Psoas"
    ILIACUS = "iliacus", "Iliacus"
    HIP_FLEXORS = "hip_flexors", "Hip flexors"
    RECTUS_FEMORIS = "rectus_femoris", "Rectus femoris"
    QUADRICEPS = "quadriceps", "Quadriceps"
    HAMSTRINGS = "hamstrings", "Hamstrings"
    GLUTES = "glutes", "Glutes"
    GLUTE_MED = "glute_med", "Gluteus medius"
    ADDUCTORS = "adductors", "Adductors"
    ABDUCTORS = "abductors", "Abductors"
    HIP_ROTATORS = "hip_rotators", "Hip rotators"
    ABDOMINALS = "abdominals", "Abdominals"
    OBLIQUES = "obliques", "Obliques"
    DEEP_ABDOMINALS = "deep_abdominals", "Deep abdominals"
    BACK_EXTENSORS = "back_extensors", "Back extensors"
    PELVIC_FLOOR = "pelvic_floor", "Pelvic floor"
    CALVES = "calves", "Calves"
    SHOULDERS = "shoulders", "Shoulders"
    CHEST = "chest", "Chest"
    DIAPHRAGM = "diaphragm", "Diaphragm"
    NECK_FLEXORS = "neck_flexors", "Neck flexors"
    UPPER_BACK = "upper_back", "Upper back"
    NECK_EXTENSORS = "neck_extensors", "Back of the neck"
    UPPER_TRAPEZIUS = "upper_trapezius", "Upper trapezius"
    LOWER_TRAPEZIUS = "lower_trapezius", "Lower trapezius"
    SERRATUS = "serratus", "Serratus"
    LATS = "lats", "Lats"
    ROTATOR_CUFF = "rotator_cuff", "Rotator cuff"
    BICEPS = "biceps", "Biceps"
    TRICEPS = "triceps", "Triceps"
    WRIST_EXTENSORS = "wrist_extensors", "Wrist extensors"
    WRIST_FLEXORS = "wrist_flexors", "Wrist flexors"
    HAND = "hand", "Small muscles of the hand"
    SHINS = "shins", "Front of the shin"
    OUTER_CALVES = "outer_calves", "Outer calf"
    INNER_CALVES = "inner_calves", "Inner calf"
    FOOT = "foot", "Small muscles of the foot"
