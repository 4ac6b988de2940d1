"""`{% stylesheets "client" %}`: one link to the audience's bundle, or one a sheet where nothing is collected."""

from functools import lru_cache

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from apps.core.bundles import bundle, parts
from apps.core.storage import BundlingStorage

register = template.Library()


@register.simple_tag
@lru_cache
def stylesheets(audience: str) -> SafeString:
    # The storage is a lazy object, so its class is read through the instance.
    bundled = issubclass(staticfiles_storage.__class__, BundlingStorage)
    names = [bundle(audience)] if bundled else parts(audience)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(name),) for name in names))
