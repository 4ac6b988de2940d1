from apps.accounts.operations.alerts import close_reading_alert
from apps.accounts.operations.care import add_colleague, end_care, give_reason_for_access
from apps.accounts.operations.clients import add_client, add_note, archive_client, restore_client, update_client
from apps.accounts.operations.consents import WordsChanged, answer_consent
from apps.accounts.operations.devices import Redeemed, leave_device, revoke_device
from apps.accounts.operations.imports import import_clients
from apps.accounts.operations.invitations import (
    InvitationClosed,
    InvitationUnknown,
    NewInvitation,
    email_invitation,
    find_invitation,
    invite,
    redeem,
)
from apps.accounts.operations.passkeys import add_passkey, end_passkey, sign_in_with_passkey
from apps.accounts.operations.sessions import end_session
from apps.accounts.operations.team import (
    change_role,
    invite_colleague,
    join_invited_clinic,
    remove_member,
    reset_second_step,
    set_sign_in_rules,
    withdraw_staff_invitation,
)
from apps.accounts.operations.tokens import delete_api_token, make_api_token

__all__ = [
    "InvitationClosed",
    "InvitationUnknown",
    "NewInvitation",
    "Redeemed",
    "WordsChanged",
    "add_client",
    "add_colleague",
    "add_note",
    "add_passkey",
    "answer_consent",
    "archive_client",
    "change_role",
    "close_reading_alert",
    "delete_api_token",
    "email_invitation",
    "end_care",
    "end_passkey",
    "end_session",
    "find_invitation",
    "give_reason_for_access",
    "import_clients",
    "invite",
    "invite_colleague",
    "join_invited_clinic",
    "leave_device",
    "make_api_token",
    "redeem",
    "remove_member",
    "reset_second_step",
    "restore_client",
    "revoke_device",
    "set_sign_in_rules",
    "sign_in_with_passkey",
    "update_client",
    "withdraw_staff_invitation",
]
