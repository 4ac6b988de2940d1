"""Clinics and staff in Django's admin. Clients' records are not shown here: they are opened, and audited, elsewhere."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.accounts.models import AuditEvent, Clinic, Membership, User
from apps.core.admin import ReadOnlyAdmin


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0


@admin.register(Clinic)
class ClinicAdmin(admin.ModelAdmin):
    list_display = ("name", "timezone", "phone", "is_active")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """People sign in by an e-mailed code until they choose a password, so none is set here.

    Only a superuser hands out rights: whoever may not give them can't give them to themselves either.
    """

    list_display = ("email", "name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "name")
    fields = ("email", "name", "is_active", "is_staff", "is_superuser", "groups", "last_login", "date_joined")
    filter_horizontal = ("groups",)
    inlines = (MembershipInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        rights = () if getattr(request.user, "is_superuser", False) else ("is_staff", "is_superuser", "groups")
        return ("last_login", "date_joined", *rights)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """Only read. The client stands there as an id, not as a name."""

    list_display = ("at", "action", "user", "by_client", "clinic", "subject_type")
    list_filter = ("action", "by_client")
    date_hierarchy = "at"
    show_full_result_count = False
    fields = ("at", "action", "user", "by_client", "clinic", "client_id", "subject_type", "subject_id", "detail")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEvent]:
        return super().get_queryset(request).select_related("user", "clinic")
