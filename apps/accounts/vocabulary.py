"""Coded words about a person: what to be careful of, and what they have at home."""

from django.db import models


class Role(models.TextChoices):
    OWNER = "owner", "Owner"
    THERAPIST = "therapist", "Therapist"
    CURATOR = "curator", "Curator"


class ConsentKind(models.TextChoices):
    REMINDERS = "reminders", "Reminders by e-mail"
    QUALITY = "quality", "Numbers without my name"


class ConsentSource(models.TextChoices):
    """Where the answer was given."""

    PHONE = "phone", "On the phone"
    CLINIC = "clinic", "At the clinic"


class IdleMinutes(models.IntegerChoices):
    TEN = 10, "10 minutes"
    FIFTEEN = 15, "15 minutes"
    THIRTY = 30, "30 minutes"
    SIXTY = 60, "60 minutes"
    OFF = 0, "Off: only after 12 hours"


class Caution(models.TextChoices):
    """Facts about a client that an exercise may be unsuitable for."""

    RECENT_HIP_REPLACEMENT = "recent_hip_replacement", "Recent hip replacement"
    RECENT_ABDOMINAL_SURGERY = "recent_abdominal_surgery", "Recent tummy operation"
    PREGNANCY = "pregnancy", "Pregnancy"
    HERNIA = "hernia", "Hernia"
    BLOOD_THINNERS = "blood_thinners", "Takes blood thinners"
    OSTEOPOROSIS = "osteoporosis", "Osteoporosis"
    POOR_BALANCE = "poor_balance", "Poor balance or falls"
    HIP_INSTABILITY = "hip_instability", "Hip instability"
    ACUTE_BACK_PAIN = "acute_back_pain", "Acute back pain"
    NERVE_SYMPTOMS = "nerve_symptoms", "Numbness, tingling or nerve pain"
    KNEE_PAIN = "knee_pain", "Knee pain"
    WRIST_PAIN = "wrist_pain", "Wrist pain"
    SHOULDER_PAIN = "shoulder_pain", "Shoulder pain"
    NECK_PAIN = "neck_pain", "Neck pain"
    HIGH_BLOOD_PRESSURE = "high_blood_pressure", "High blood pressure"
    DIZZINESS = "dizziness", "Dizziness"
    RECENT_FRACTURE = "recent_fracture", "Recent fracture"
    AORTIC_ANEURYSM = "aortic_aneurysm", "Aortic aneurysm"
    BOWEL_CONDITION = "bowel_condition", "Bowel condition"
    HEART_CONDITION = "heart_condition", "Heart condition"


class Equipment(models.TextChoices):
    NONE = "none", "No kit"
    MAT = "mat", "Mat"
    PILLOW = "pillow", "Pillow"
    CUSHION = "cushion", "Cushion"
    BALL = "ball", "Ball"
    SMALL_WEIGHT = "small_weight", "Small weight"
    BAND = "band", "Band"
    WALL = "wall", "Wall"
    CHAIR = "chair", "Chair"
    BELT = "belt", "Belt"
    STEP = "step", "Step"
    TOWEL = "towel", "Towel"
    TABLE = "table", "Table"
    STICK = "stick", "Stick"
    ROLLER = "roller", "Foam roller"
