"""Django's admin for courts, people and the calendar. Row-level history is kept by database triggers."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm
from django.utils.translation import gettext_lazy as _

from courts.models import CalendarDay, CalendarYear, Court, Division, Person, Post, QuotaTerm


class PersonCreationForm(AdminUserCreationForm):
    """A new person needs a name beside login and password."""

    class Meta:
        model = Person
        fields = ("username", "name")


class PasswordResetForm(AdminPasswordChangeForm):
    """A password somebody else has set is good for one login."""

    def save(self, commit: bool = True) -> Person:
        self.user.must_change_password = True
        return super().save(commit)


class PostInline(admin.TabularInline):
    model = Post
    extra = 0
    raw_id_fields = ("court", "division")


class QuotaInline(admin.TabularInline):
    model = QuotaTerm
    extra = 0
    raw_id_fields = ("court",)


@admin.register(Person)
class PersonAdmin(UserAdmin):
    add_form = PersonCreationForm
    change_password_form = PasswordResetForm
    list_display = ("username", "name", "is_active")
    list_filter = ("is_active",)
    search_fields = ("username", "name")
    ordering = ("username",)
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password", "name")}),
        (_("状态"), {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "name", "usable_password", "password1", "password2")}),)
    inlines = (PostInline, QuotaInline)

    def save_model(self, request: object, obj: Person, form: object, change: bool) -> None:
        if not change:
            obj.must_change_password = obj.has_usable_password()
        super().save_model(request, obj, form, change)


@admin.register(Court)
class CourtAdmin(admin.ModelAdmin):
    list_display = ("code", "number_code", "name", "level", "parent", "closed_on")
    list_filter = ("level", "kind")
    search_fields = ("code", "number_code", "name")
    raw_id_fields = ("parent",)


@admin.register(Division)
class DivisionAdmin(admin.ModelAdmin):
    list_display = ("court", "name", "kind", "order", "closed_on")
    search_fields = ("name", "court__name")
    raw_id_fields = ("court",)


class CalendarDayInline(admin.TabularInline):
    model = CalendarDay
    extra = 0


@admin.register(CalendarYear)
class CalendarYearAdmin(admin.ModelAdmin):
    """Read here; a year is confirmed by the service, which also recomputes the limits it touches."""

    list_display = ("year", "source", "confirmed_on", "confirmed_by")
    inlines = (CalendarDayInline,)

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False


class ApiClientAdmin(admin.ModelAdmin):
    """Registered by django-oauth-toolkit; clients are made by ``create_api_client`` only."""

    list_display = ("name", "court", "allowed_scopes", "disabled_on")
    fields = ("name", "court", "allowed_scopes", "disabled_on")
    readonly_fields = ("name", "court")

    def has_add_permission(self, request: object) -> bool:
        return False
