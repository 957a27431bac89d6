"""Django's admin for pools and absences. Row-level history is kept by database triggers."""

from __future__ import annotations

from django.contrib import admin

from assignment.models import Absence, Pool, PoolMember


class PoolMemberInline(admin.TabularInline):
    model = PoolMember
    extra = 0
    raw_id_fields = ("judge",)


@admin.register(Pool)
class PoolAdmin(admin.ModelAdmin):
    list_display = ("court", "type_code", "name", "division", "band")
    list_filter = ("type_code",)
    search_fields = ("name", "court__name")
    raw_id_fields = ("court", "division")
    inlines = (PoolMemberInline,)


@admin.register(Absence)
class AbsenceAdmin(admin.ModelAdmin):
    list_display = ("judge", "court", "kind", "from_on", "to_on", "approved_by")
    list_filter = ("kind",)
    raw_id_fields = ("judge", "court")
