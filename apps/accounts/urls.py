from django.urls import path

from apps.accounts.views import access, archiving, clients, invitations, joining, signing_in, team, tokens

app_name = "accounts"
urlpatterns = [
    path("join/", joining.join, name="join"),
    path("i/<str:token>/", joining.invitation, name="invitation"),
    path("leave/", joining.leave, name="leave"),
    path("clients/new/", clients.client_new, name="client_new"),
    path("clients/import/", clients.client_import, name="client_import"),
    path("clients/<uuid:client_id>/details/", clients.client_details, name="client_details"),
    path("clients/<uuid:client_id>/archive/", archiving.archive, name="archive"),
    path("clients/<uuid:client_id>/restore/", archiving.restore, name="restore"),
    path("clients/<uuid:client_id>/notes/", clients.note_add, name="note_add"),
    path("clients/<uuid:client_id>/invite/", invitations.invite, name="invite"),
    path("clients/<uuid:client_id>/invite/send/", invitations.send, name="invite_send"),
    path("clients/<uuid:client_id>/devices/<uuid:device_id>/end/", invitations.revoke, name="device_revoke"),
    path("clients/<uuid:client_id>/access/", access.give_reason, name="access"),
    path("clients/<uuid:client_id>/team/", access.colleague_add, name="colleague_add"),
    path("clients/<uuid:client_id>/team/<uuid:therapist_id>/end/", access.care_end, name="care_end"),
    path("clinic/team/", team.team, name="team"),
    path("clinic/team/invite/", team.team_invite, name="team_invite"),
    path("clinic/team/invitations/<uuid:invitation_id>/end/", team.team_invite_withdraw, name="team_invite_withdraw"),
    path("clinic/team/<uuid:user_id>/", team.member, name="member"),
    path("clinic/team/<uuid:user_id>/role/", team.member_role, name="member_role"),
    path("clinic/team/<uuid:user_id>/remove/", team.member_remove, name="member_remove"),
    path("clinic/team/<uuid:user_id>/return/", team.member_return, name="member_return"),
    path("clinic/signing-in/", signing_in.sign_in_rules, name="sign_in_rules"),
    path("sessions/<int:number>/end/", signing_in.session_end, name="session_end"),
    path("api-tokens/", tokens.api_tokens, name="api_tokens"),
    path("api-tokens/<str:token_key>/delete/", tokens.api_token_delete, name="api_token_delete"),
]
