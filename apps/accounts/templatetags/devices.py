"""Words for browsers, in templates."""

from django import template

from apps.accounts.user_agents import device_label

register = template.Library()
register.filter("device_label", device_label)
