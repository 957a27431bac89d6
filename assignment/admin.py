"""Pools and absences in Django's admin, to look at. Row-level history is kept by database triggers."""

from __future__ import annotations

from django.contrib import admin

from assignment.models import Absence, Pool, PoolMember


class ShownOnly:
    """Changed under /office/ alone: there a change has its reason, stands on the trail and raises alerts."""

    def has_add_permission(self, request: object, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False


class PoolMemberInline(ShownOnly, admin.TabularInline):
    model = PoolMember
    extra = 0
    raw_id_fields = ("judge",)


@admin.register(Pool)
class PoolAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ("court", "name", "division", "team", "band")
    search_fields = ("name", "court__name")
    raw_id_fields = ("court", "division", "team")
    inlines = (PoolMemberInline,)


@admin.register(Absence)
class AbsenceAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ("judge", "court", "kind", "from_on", "to_on", "approved_by")
    list_filter = ("kind",)
    raw_id_fields = ("judge", "court")
