"""What curators of the shared library may open in Django's admin: read from the membership, at each request."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend

from apps.accounts.models import Membership
from apps.accounts.vocabulary import Role


class CuratorBackend(BaseBackend):
    """Grants the permissions of `settings.CURATOR_PERMISSIONS` (model names by app) to curators without a clinic."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        app, _, action = perm.partition(".")
        models = settings.CURATOR_PERMISSIONS.get(app, ())
        return action.partition("_")[2] in models and self._curates(user_obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return app_label in settings.CURATOR_PERMISSIONS and self._curates(user_obj)

    def _curates(self, user: Any) -> bool:
        if not user.is_active or not user.is_authenticated:
            return False
        if not hasattr(user, "_curates_shared_library"):
            user._curates_shared_library = Membership.objects.filter(
                user=user, clinic=None, role=Role.CURATOR, is_active=True
            ).exists()
        return bool(user._curates_shared_library)
